namespace WebEdi.Diagnostics;

/// <summary>The stable codes of all diagnostics: WE1xxx receiving, WE2xxx reading and mapping, WE3xxx validating and storing,
/// WE4xxx rendering, WE5xxx responding, WE6xxx sending, WE8xxx portal and API.</summary>
public static partial class DiagnosticCodes
{
    internal static IEnumerable<DiagnosticText> AllTexts() =>
        [.. Receiving(), .. Reading(), .. Syntax(), .. Structure(), .. Elements(), .. Records(), .. Mapping(), .. Words(), .. Validating(), .. Storing(), .. Rendering(), .. Responding(), .. Sending(), .. Portal()];

    private static DiagnosticText Error(string code, string english, string japanese) => new(code, Severity.Error, english, japanese);

    private static DiagnosticText Warning(string code, string english, string japanese) => new(code, Severity.Warning, english, japanese);

    private static DiagnosticText Information(string code, string english, string japanese) => new(code, Severity.Information, english, japanese);
}
