using System.Globalization;

namespace WebEdi.Fuzz;

/// <summary>The languages of texts.</summary>
internal static class Languages
{
    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    public static CultureInfo Japanese { get; } = CultureInfo.GetCultureInfo("ja");
}
