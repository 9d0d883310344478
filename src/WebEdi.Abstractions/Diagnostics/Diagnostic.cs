using System.Globalization;

namespace WebEdi.Diagnostics;

/// <summary>A fault in a file or a document: what was found, where, and what was expected.</summary>
/// <remarks>Codes are stable (<see cref="DiagnosticCodes"/>); texts are not. A quoted value is cut at 80 characters.</remarks>
public sealed record Diagnostic
{
    private const int QuoteLimit = 80;

    /// <summary>Creates a diagnostic; the severity comes from the catalogue.</summary>
    /// <param name="code">One of <see cref="DiagnosticCodes"/>.</param>
    /// <param name="position">Where.</param>
    /// <param name="path">What it concerns: a document path such as <c>lines[2].quantity</c>, or a column name.</param>
    /// <param name="found">The value found; cut short.</param>
    /// <param name="expected">What was expected instead, from <see cref="Expect"/>.</param>
    /// <returns>The diagnostic.</returns>
    public static Diagnostic Create(string code, SourcePosition position, string? path = null, string? found = null, Expectation? expected = null) =>
        new()
        {
            Code = code,
            Severity = DiagnosticCatalog.Find(code).Severity,
            Position = position,
            Path = path,
            Found = Cut(found),
            Expected = expected,
        };

    /// <summary>Gets the code, for instance WE2041.</summary>
    public required string Code { get; init; }

    /// <summary>Gets the severity.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Gets where it was found.</summary>
    public SourcePosition Position { get; init; }

    /// <summary>Gets the document path or column that it concerns.</summary>
    public string? Path { get; init; }

    /// <summary>Gets the value found, at most 80 characters.</summary>
    public string? Found { get; init; }

    /// <summary>Gets what was expected, in both languages.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>Gets the text in the current UI culture.</summary>
    public string Message => GetMessage(CultureInfo.CurrentUICulture);

    /// <summary>Returns the text in a language; Japanese and English exist, others fall back to English.</summary>
    /// <param name="culture">The language.</param>
    /// <returns>One line without code and position.</returns>
    public string GetMessage(CultureInfo culture) => DiagnosticCatalog.Format(this, culture);

    /// <summary>Returns <c>file(line,column): code text</c>.</summary>
    public override string ToString() => $"{Position}: {Code} {Message}";

    private static string? Cut(string? value) =>
        value is null || value.Length <= QuoteLimit
            ? value
            : string.Concat(value.AsSpan(0, char.IsHighSurrogate(value[QuoteLimit - 1]) ? QuoteLimit - 1 : QuoteLimit), "…");
}
