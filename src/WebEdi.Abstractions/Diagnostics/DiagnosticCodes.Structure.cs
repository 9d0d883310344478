namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A mandatory element or component of a segment is not there.</summary>
    public const string ElementMissing = "WE2201";

    /// <summary>A value is longer than the standard allows.</summary>
    public const string ElementTooLong = "WE2202";

    /// <summary>A value is shorter than the standard allows.</summary>
    public const string ElementTooShort = "WE2203";

    /// <summary>A numeric element holds something else.</summary>
    public const string ElementNotNumber = "WE2204";

    /// <summary>A date element holds something else.</summary>
    public const string ElementNotDate = "WE2205";

    /// <summary>A time element holds something else.</summary>
    public const string ElementNotTime = "WE2206";

    /// <summary>An element of letters holds digits.</summary>
    public const string ElementNotLetters = "WE2207";

    /// <summary>A code is not in the list that we keep.</summary>
    public const string CodeNotListed = "WE2208";

    /// <summary>A segment has more elements than the standard knows.</summary>
    public const string ElementsSurplus = "WE2209";

    /// <summary>An element has more components than the standard knows.</summary>
    public const string ComponentsSurplus = "WE2210";

    /// <summary>An element is repeated in place more often than the standard allows.</summary>
    public const string RepetitionsSurplus = "WE2211";

    /// <summary>An element that the presence of others demands is not there (X12 relational conditions P, R, C, L).</summary>
    public const string ElementNeeded = "WE2212";

    /// <summary>An element is there beside another that excludes it (X12 relational condition E).</summary>
    public const string ElementExcluded = "WE2213";

    /// <summary>A date, time or period has not the form that is named beside it or that its element has, or its day or time does not exist.</summary>
    public const string PeriodInvalid = "WE2214";

    /// <summary>A segment stands behind others of its group that it should stand before; it is taken as if it stood there.</summary>
    public const string SegmentLate = "WE2220";

    /// <summary>A segment that the standard demands, but nothing depends on, is not there.</summary>
    public const string SegmentAbsent = "WE2221";

    // Errors are what leaves a message without a value that it must have, or with one that cannot be taken for what it is. Warnings are
    // what real senders do every day and nothing is lost by: a long name, a code of a newer list, an element of a newer version.
    private static DiagnosticText[] Structure() =>
    [
        Error(ElementMissing, "{0} is not there; expected {2}", "{0} がありません（期待: {2}）"),
        Warning(ElementTooLong, "{0} '{1}' is too long; expected {2}", "{0} '{1}' は長すぎます（期待: {2}）"),
        Warning(ElementTooShort, "{0} '{1}' is too short; expected {2}", "{0} '{1}' は短すぎます（期待: {2}）"),
        Error(ElementNotNumber, "{0} '{1}' is not a number; expected {2} with one decimal mark at most", "{0} '{1}' は数値ではありません（期待: 小数点が 1 つ以下の{2}）"),
        Error(ElementNotDate, "{0} '{1}' is not a date; expected {2} as yyMMdd or yyyyMMdd", "{0} '{1}' は日付ではありません（期待: yyMMdd または yyyyMMdd の{2}）"),
        Error(ElementNotTime, "{0} '{1}' is not a time of day; expected {2} as HHmm or HHmmss", "{0} '{1}' は時刻ではありません（期待: HHmm または HHmmss の{2}）"),
        Warning(ElementNotLetters, "{0} '{1}' holds digits; expected {2}", "{0} '{1}' に数字があります（期待: {2}）"),
        Warning(CodeNotListed, "{0} '{1}' is not in the code list; expected {2}", "{0} '{1}' はコード表にありません（期待: {2}）"),
        Warning(ElementsSurplus, "{0} '{1}' stands behind the segment's last element; expected at most {2} elements", "{0} '{1}' は最後の項目より後にあります（項目数の上限 {2}）"),
        Warning(ComponentsSurplus, "{0} '{1}' stands behind the element's last component; expected at most {2}", "{0} '{1}' は最後の構成要素より後にあります（上限 {2}）"),
        Error(ElementNeeded, "{0} is not there; expected {2}", "{0} がありません（期待: {2}）"),
        Error(ElementExcluded, "{0} '{1}' stands beside an element that excludes it; expected at most one of {2}", "{0} '{1}' は併用できない項目とともにあります（いずれか 1 つ: {2}）"),
        Warning(PeriodInvalid, "{0} '{1}' is no date or time of the form that is said; expected {2}", "{0} '{1}' は指定の書式の日時ではありません（期待: {2}）"),
        Warning(SegmentLate, "segment {0} stands behind segments that it should stand before; it was taken nevertheless", "セグメント {0} の順序が標準と異なります。そのまま読み取りました"),
        Warning(SegmentAbsent, "segment {0} is missing before this place; expected {2} by the standard", "この位置より前に標準で必須のセグメント {0} がありません"),
        Warning(RepetitionsSurplus, "{0} is repeated {1} times; expected at most {2}", "{0} の繰り返しが {1} 回あります（上限 {2} 回）"),
    ];
}
