using System.Globalization;
using System.Text;
using WebEdi.Documents;

namespace WebEdi.Portal.Pages;

/// <summary>Numbers and dates as people read and type them.</summary>
internal static class Format
{
    private static readonly string[] DatePatterns = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyyMMdd"];

    internal static string Date(DateOnly? date, Texts texts) =>
        date?.ToString(texts.IsJapanese ? "yyyy/MM/dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The form of the date field of browsers.</summary>
    internal static string Field(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    internal static string Number(decimal? value) => value?.ToString("#,0.##########", CultureInfo.InvariantCulture) ?? "";

    internal static string Field(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    internal static string Due(OrderLine line, Texts texts) => line.DueDateUndecided ? texts.Undecided : Date(line.DueDate, texts);

    /// <summary>The usual UN/ECE Recommendation 20 codes as people write them; others as received.</summary>
    internal static string? Unit(string? code, Texts texts) => code switch
    {
        "C62" or "PCE" or "EA" or "H87" => texts.IsJapanese ? "個" : "pcs",
        "SET" => texts.IsJapanese ? "セット" : "sets",
        "PR" => texts.IsJapanese ? "組" : "pairs",
        "BX" => texts.IsJapanese ? "箱" : "boxes",
        "RO" => texts.IsJapanese ? "巻" : "rolls",
        "ST" => texts.IsJapanese ? "枚" : "sheets",
        "KGM" => "kg",
        "GRM" => "g",
        "TNE" => "t",
        "MTR" => "m",
        "CMT" => "cm",
        "MMT" => "mm",
        "MTK" => "m²",
        "MTQ" => "m³",
        "LTR" => "L",
        _ => code,
    };

    /// <summary>Reads a typed quantity: full-width digits and thousands separators are what people type.</summary>
    internal static bool TryNumber(string? text, out decimal value)
    {
        value = 0;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 40)
            return false;

        return decimal.TryParse(
            Narrow(text), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    internal static bool TryDate(string? text, out DateOnly date)
    {
        date = default;
        return text is { Length: > 0 and <= 40 }
            && DateOnly.TryParseExact(Narrow(text), DatePatterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    private static string Narrow(string text) => text.Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC).Replace('、', ',').Trim();
}
