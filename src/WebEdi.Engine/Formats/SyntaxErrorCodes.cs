using System.Collections.Frozen;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>What our diagnostics are called in acknowledgements.</summary>
/// <remarks>Source: UN/EDIFACT code list 0085; ASC X12 data elements 716, 718, 720 (621: the same), 723 (620: the same) and I18.</remarks>
internal static class SyntaxErrorCodes
{
    private static readonly Codes Unspecified = new("18", Segment: "8", Element: "7", Message: "5", Group: "5", Interchange: "024");

    private static readonly FrozenDictionary<string, Codes> Table = new Dictionary<string, Codes>
    {
        [DiagnosticCodes.ElementMissing] = new("13", Element: "1"),
        [DiagnosticCodes.ElementNeeded] = new("13", Element: "2"),
        [DiagnosticCodes.ElementExcluded] = new("16", Element: "10"),
        [DiagnosticCodes.ElementTooLong] = new("39", Element: "5"),
        [DiagnosticCodes.ElementTooShort] = new("40", Element: "4"),
        [DiagnosticCodes.ElementNotNumber] = new("37", Element: "6"),
        [DiagnosticCodes.ElementNotLetters] = new("37", Element: "6"),
        [DiagnosticCodes.PeriodInvalid] = new("12", Element: "8"),
        [DiagnosticCodes.ElementNotDate] = new("12", Element: "8"),
        [DiagnosticCodes.ElementNotTime] = new("12", Element: "9"),
        [DiagnosticCodes.CodeNotListed] = new("12", Element: "7"),
        [DiagnosticCodes.ElementsSurplus] = new("16", Element: "3"),
        [DiagnosticCodes.ComponentsSurplus] = new("16", Element: "13"),
        [DiagnosticCodes.RepetitionsSurplus] = new("35", Element: "12"),
        [DiagnosticCodes.SegmentLate] = new("15", Segment: "7"),
        [DiagnosticCodes.SegmentAbsent] = new("13", Segment: "3"),
        [DiagnosticCodes.SegmentUnknown] = new("15", Segment: "2"),
        [DiagnosticCodes.SegmentMisplaced] = new("15", Segment: "7"),
        [DiagnosticCodes.SegmentRepeatedTooOften] = new("35", Segment: "5"),
        [DiagnosticCodes.SegmentMissing] = new("13", Segment: "3"),
        [DiagnosticCodes.SegmentTagInvalid] = new("15", Segment: "1"),
        [DiagnosticCodes.SegmentOutside] = new("33", Interchange: "022"),
        [DiagnosticCodes.MessageNotForMap] = new("14", Message: "1"),
        [DiagnosticCodes.LevelUnknown] = new("12", Segment: "8"),
        [DiagnosticCodes.LevelDuplicate] = new("12", Segment: "8"),
        [DiagnosticCodes.HeaderMissing] = new("13", Message: "6", Group: "1", Interchange: "022"),
        [DiagnosticCodes.TrailerMissing] = new("13", Message: "2", Group: "3", Interchange: "023"),
        [DiagnosticCodes.ControlCountWrong] = new("29", Message: "4", Group: "5", Interchange: "021"),
        [DiagnosticCodes.ControlReferenceWrong] = new("28", Message: "3", Group: "4", Interchange: "001"),
        [DiagnosticCodes.ControlReferenceRepeated] = new("26", Message: "23"),
        [DiagnosticCodes.ServiceElementMissing] = new("13", Message: "7", Group: "6", Interchange: "024"),
        [DiagnosticCodes.CharacterSetUnknown] = new("2", Interchange: "017"),
        [DiagnosticCodes.DelimiterInvalid] = new("22", Interchange: "026"),
        [DiagnosticCodes.DelimiterUndeclared] = new("22", Interchange: "004"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds what a diagnostic is called.</summary>
    public static Codes Of(string code) => Table.GetValueOrDefault(code, Unspecified);

    /// <summary>The names of one fault at each level; null: it does not occur there.</summary>
    /// <param name="Edifact">0085.</param>
    /// <param name="Segment">720.</param>
    /// <param name="Element">723.</param>
    /// <param name="Message">718.</param>
    /// <param name="Group">716.</param>
    /// <param name="Interchange">I18.</param>
    internal sealed record Codes(string Edifact, string? Segment = null, string? Element = null, string? Message = null, string? Group = null, string? Interchange = null);
}
