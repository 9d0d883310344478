namespace WebEdi.Documents.Pdf.Notes;

/// <summary>What people call the units of UN/ECE Recommendation 20 that purchasing uses; anything else is printed as received.</summary>
internal static class UnitNames
{
    public static string Of(string? unit, bool japanese) => unit switch
    {
        "C62" or "H87" or "PCE" or "EA" => japanese ? "個" : "pcs",
        "SET" => japanese ? "式" : "set",
        "PR" => japanese ? "組" : "pair",
        "DZN" => japanese ? "ダース" : "dozen",
        "BX" or "XBX" => japanese ? "箱" : "box",
        "CS" or "XCS" => japanese ? "ケース" : "case",
        "RO" or "XRO" => japanese ? "巻" : "roll",
        "PK" or "XPK" => japanese ? "パック" : "pack",
        "SH" or "LEF" => japanese ? "枚" : "sheet",
        "KGM" => "kg",
        "GRM" => "g",
        "TNE" => "t",
        "MTR" => "m",
        "CMT" => "cm",
        "MMT" => "mm",
        "MTK" => "m²",
        "MTQ" => "m³",
        "LTR" => "L",
        "MLT" => "mL",
        "HUR" => japanese ? "時間" : "h",
        "DAY" => japanese ? "日" : "day",
        _ => unit ?? "",
    };
}
