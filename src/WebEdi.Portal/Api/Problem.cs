using System.ComponentModel;
using System.Globalization;
using WebEdi.Diagnostics;

namespace WebEdi.Portal.Api;

/// <summary>A refusal, as RFC 9457 problem details.</summary>
internal record Problem
{
    [Description("Names the kind of problem; stable.")]
    public required string Type { get; init; }

    [Description("The kind of problem in words.")]
    public required string Title { get; init; }

    [Description("The HTTP status.")]
    public required int Status { get; init; }

    [Description("What happened here and what to do about it.")]
    public string? Detail { get; init; }

    [Description("The path that was asked for.")]
    public string? Instance { get; init; }

    [Description("Names this answer in the server's log; quote it when asking for help.")]
    public required string TraceId { get; init; }

    [Description("All faults that were found, with their places. At most 1,000.")]
    public IReadOnlyList<Issue> Issues { get; init; } = [];
}

/// <summary>A fault: what was found, where, and what was expected.</summary>
internal sealed record Issue
{
    [Description("The stable code, for instance WE2041.")]
    public required string Code { get; init; }

    [Description("information, warning or error.")]
    public required Severity Severity { get; init; }

    [Description("The file's name as sent.")]
    public string? File { get; init; }

    [Description("The physical line, from 1.")]
    public int? Line { get; init; }

    [Description("The character in the line, from 1.")]
    public int? Column { get; init; }

    [Description("The byte in the file, from 0.")]
    public long? Offset { get; init; }

    [Description("The segment or record, from 1.")]
    public int? Segment { get; init; }

    [Description("The element in the segment, or the column of the record, from 1.")]
    public int? Element { get; init; }

    [Description("The document path, column or property that it concerns.")]
    public string? Path { get; init; }

    [Description("The value found, at most 80 characters.")]
    public string? Found { get; init; }

    [Description("What was expected instead, in the language of Accept-Language (ja or en).")]
    public string? Expected { get; init; }

    [Description("The whole in words, in the language of Accept-Language (ja or en).")]
    public required string Message { get; init; }

    public static Issue From(Diagnostic diagnostic, CultureInfo language)
    {
        SourcePosition at = diagnostic.Position;
        return new Issue
        {
            Code = diagnostic.Code,
            Severity = diagnostic.Severity,
            File = string.IsNullOrEmpty(at.File) ? null : at.File,
            Line = Known(at.Line),
            Column = Known(at.Column),
            // A position that was never set has offset 0 and no line.
            Offset = at.Offset < 0 || at.Line == 0 ? null : at.Offset,
            Segment = Known(at.Segment),
            Element = Known(at.Element),
            Path = diagnostic.Path,
            Found = diagnostic.Found,
            Expected = diagnostic.Expected?.GetText(language),
            Message = diagnostic.GetMessage(language),
        };
    }

    public static IReadOnlyList<Issue> From(IEnumerable<Diagnostic> diagnostics, CultureInfo language) =>
        [.. diagnostics.Select(d => From(d, language))];

    private static int? Known(int value) => value > 0 ? value : null;
}
