using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>What the first pass over a file found. Only a file that can be read at all has one.</summary>
internal sealed record FileSurvey
{
    /// <summary>Gets the name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the plan that was followed.</summary>
    public required ReadingPlan Plan { get; init; }

    /// <summary>Gets the encoding.</summary>
    public required TextCodec Codec { get; init; }

    /// <summary>Gets the encoding of the file's own bytes, where they are decoded before they are cut; null: they are not.</summary>
    public TextCodec? SourceCodec { get; init; }

    /// <summary>Gets the encoding where the sender or the map fixes it; null: messages say it themselves.</summary>
    public TextCodec? FixedCodec { get; init; }

    /// <summary>Gets why that format and encoding, in words.</summary>
    public required string Evidence { get; init; }

    /// <summary>Gets how many bytes a byte order mark takes at the start.</summary>
    public int BomLength { get; init; }

    /// <summary>Gets the names in the header line; empty when there is none.</summary>
    public required IReadOnlyList<string> Header { get; init; }

    /// <summary>Gets, for every column of the plan, its element in a segment, from 0.</summary>
    public required IReadOnlyList<int> ElementOf { get; init; }

    /// <summary>Gets how many elements a segment has.</summary>
    public required int ElementCount { get; init; }

    /// <summary>Gets the number of data segments.</summary>
    public required int Segments { get; init; }

    /// <summary>Gets the keys whose segments do not stand together, with how many segments each has; null: there are none.</summary>
    public IReadOnlyDictionary<ulong, int>? Scattered { get; init; }

    /// <summary>Gets warnings about the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Gets the format and encoding for receipts: "csv, cp932".</summary>
    public string DetectedFormat => Plan.IsTree && FixedCodec is null ? Plan.Format : $"{Plan.Format}, {(SourceCodec ?? Codec).Name}";

    /// <summary>Names an element as people know it: by its header, else by its position as #3.</summary>
    public string NameOf(int element) => element >= 0 && element < Header.Count ? Header[element] : $"#{element + 1}";
}
