using System.Collections.Frozen;
using System.Globalization;

namespace WebEdi.Diagnostics;

/// <summary>One entry of the catalogue. {0} is the path, {1} the value found, {2} what was expected, in the language of the text.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Severity">The severity.</param>
/// <param name="English">The English text.</param>
/// <param name="Japanese">The Japanese text.</param>
public sealed record DiagnosticText(string Code, Severity Severity, string English, string Japanese);

/// <summary>All codes with their severities and texts.</summary>
public static class DiagnosticCatalog
{
    private static readonly FrozenDictionary<string, DiagnosticText> Texts = Load();

    /// <summary>Gets all entries in order of their codes.</summary>
    public static IReadOnlyList<DiagnosticText> All { get; } = [.. Texts.Values.OrderBy(t => t.Code, StringComparer.Ordinal)];

    /// <summary>Finds an entry.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentException">There is no such code.</exception>
    public static DiagnosticText Find(string code) =>
        Texts.TryGetValue(code, out DiagnosticText? text) ? text : throw new ArgumentException($"There is no diagnostic code '{code}'.", nameof(code));

    internal static string Format(Diagnostic diagnostic, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);

        string? expected = diagnostic.Expected?.GetText(culture);
        if (!Texts.TryGetValue(diagnostic.Code, out DiagnosticText? text))
            return $"{diagnostic.Path} {diagnostic.Found} {expected}".Trim();

        string pattern = culture.TwoLetterISOLanguageName == "ja" ? text.Japanese : text.English;
        return string.Format(CultureInfo.InvariantCulture, pattern, diagnostic.Path, diagnostic.Found, expected);
    }

    /// <summary>Each room keeps its codes and texts in one file, a part of <see cref="DiagnosticCodes"/>; this collects them.</summary>
    private static FrozenDictionary<string, DiagnosticText> Load() =>
        DiagnosticCodes.AllTexts().ToFrozenDictionary(t => t.Code, StringComparer.Ordinal);
}
