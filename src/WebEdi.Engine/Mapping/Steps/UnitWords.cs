namespace WebEdi.Engine.Mapping.Steps;

/// <summary>The usual words for units, with their codes in UN/ECE Recommendation 20 (packages: Recommendation 21 with an X before it).</summary>
internal static class UnitWords
{
    /// <summary>Words and codes; of the words of a code the first one is written.</summary>
    public static IReadOnlyList<(string Word, string Code)> All { get; } =
    [
        .. Words("C62", "個", "本", "枚", "台", "丁", "点", "コ", "ケ", "ヶ", "ｺ", "ｹ", "PC", "PCS", "pc", "pcs", "EA", "ea"),
        .. Words("PR", "対", "足", "双"),
        .. Words("SET", "組", "セット", "ｾｯﾄ", "set"),
        .. Words("DZN", "ダース", "ﾀﾞｰｽ", "打", "DZ", "dz"),
        .. Words("GRO", "グロス", "ｸﾞﾛｽ"),
        .. Words("LS", "式"),
        .. Words("KGM", "kg", "KG", "Kg", "㎏", "キログラム", "キロ", "ｷﾛ"),
        .. Words("GRM", "g", "G", "グラム", "ｸﾞﾗﾑ"),
        .. Words("MGM", "mg", "㎎"),
        .. Words("TNE", "t", "T", "トン", "ﾄﾝ"),
        .. Words("MTR", "m", "M", "メートル", "ﾒｰﾄﾙ", "米"),
        .. Words("CMT", "cm", "CM", "㎝"),
        .. Words("MMT", "mm", "MM", "㎜"),
        .. Words("KMT", "km", "KM", "㎞"),
        .. Words("MTK", "㎡", "m2", "M2", "平米", "平方メートル"),
        .. Words("MTQ", "㎥", "m3", "M3", "立米", "立方メートル"),
        .. Words("LTR", "L", "l", "ℓ", "リットル", "ﾘｯﾄﾙ"),
        .. Words("MLT", "mL", "ml", "ML", "㎖"),
        .. Words("HUR", "時間", "h"),
        .. Words("DAY", "日"),
        .. Words("MON", "月", "ヶ月", "か月"),
        .. Words("XBX", "箱", "ハコ", "ﾊｺ", "BOX"),
        .. Words("XCS", "ケース", "ｹｰｽ", "CS"),
        .. Words("XCT", "カートン", "ｶｰﾄﾝ", "CT"),
        .. Words("XBG", "袋", "BAG"),
        .. Words("XRO", "巻", "ロール", "ﾛｰﾙ"),
        .. Words("XCA", "缶"),
        .. Words("XBO", "瓶", "ビン", "ﾋﾞﾝ"),
        .. Words("XDR", "ドラム", "ﾄﾞﾗﾑ"),
        .. Words("XPX", "パレット", "ﾊﾟﾚｯﾄ", "PL"),
        .. Words("XPK", "パック", "ﾊﾟｯｸ", "梱"),
        .. Words("XBE", "束"),
    ];

    private static IEnumerable<(string, string)> Words(string code, params string[] words) => [.. words.Select(w => (w, code)), (code, code)];
}
