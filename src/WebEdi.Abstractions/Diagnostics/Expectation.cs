using System.Globalization;
using System.Text.Json.Serialization;

namespace WebEdi.Diagnostics;

/// <summary>What would have been right, in both languages. Those of WebEdi are in <see cref="Expect"/>; own rules may make their own.</summary>
/// <param name="English">A noun phrase that can follow "expected".</param>
/// <param name="Japanese">The same in Japanese.</param>
[JsonConverter(typeof(ExpectationJsonConverter))]
public sealed record Expectation(string English, string Japanese)
{
    /// <summary>Returns the text in a language; Japanese and English exist, others fall back to English.</summary>
    /// <param name="culture">The language.</param>
    /// <returns>The text.</returns>
    public string GetText(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TwoLetterISOLanguageName == "ja" ? Japanese : English;
    }

    /// <summary>Adds where it may stand.</summary>
    /// <param name="ways">The places, as a map names them; none add nothing.</param>
    /// <returns>The expectation with its places in brackets.</returns>
    public Expectation At(IEnumerable<string> ways)
    {
        string list = string.Join(", ", ways);
        return list.Length == 0 ? this : new Expectation($"{English} ({list})", $"{Japanese}（{list}）");
    }

    /// <summary>Returns the text in the current UI culture.</summary>
    public override string ToString() => GetText(CultureInfo.CurrentUICulture);
}
