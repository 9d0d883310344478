using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>How a file is read without a store.</summary>
public sealed record EdiReadOptions
{
    /// <summary>Gets the name of the file, for positions.</summary>
    public string FileName { get; init; } = "file";

    /// <summary>Gets the encoding, utf-8 or cp932; null: the file says it, or its bytes do.</summary>
    public string? Encoding { get; init; }

    /// <summary>Gets the map, as JSON, with which documents are made; null: the ready-made map for each message, where there is one.</summary>
    public string? MapJson { get; init; }

    /// <summary>Gets the name of <see cref="MapJson"/>, for messages.</summary>
    public string MapName { get; init; } = "map";

    /// <summary>Gets the tables in which the map looks values up.</summary>
    public IReadOnlyList<EdiTable> Tables { get; init; } = [];

    /// <summary>Gets the faults that pass with a warning: wrong-control-count, wrong-control-reference, missing-trailer, unknown-segment, misaligned-header, undeclared-terminator, unknown-character-set, wrong-column-count.</summary>
    public IReadOnlyCollection<string> Tolerances { get; init; } = [];

    /// <summary>Gets a value indicating whether documents tell, field by field, which bytes they came from.</summary>
    public bool Explain { get; init; }

    /// <summary>Gets a value indicating whether messages of EDIFACT and X12 hand on the segments that the map does not read, so that a writer can put them back.</summary>
    public bool KeepSegments { get; init; }

    /// <summary>Gets the most segments of one message that are handed on; the rest is counted. The default is 10,000.</summary>
    [Range(0, int.MaxValue)]
    public int MaxKeptSegments { get; init; } = 10_000;

    /// <summary>Gets the most lines of one order.</summary>
    [Range(1, int.MaxValue)]
    public int MaxLinesPerOrder { get; init; } = 100_000;
}
