using WebEdi.Engine.Formats;

namespace WebEdi;

/// <summary>A segment of an EDIFACT or X12 message that the map does not read. <see cref="EdiFileWriter"/> puts it where it stood when the message is written with the same map again.</summary>
public sealed record EdiKeptSegment
{
    internal EdiKeptSegment()
    {
    }

    /// <summary>Gets its tag.</summary>
    public required string Tag { get; init; }

    /// <summary>Gets it as it stood in the file, its terminator left out.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the values with their places: elements, components and repetitions count from 0.</summary>
    internal IReadOnlyList<(Place Place, string Value)> Values { get; init; } = [];

    /// <summary>Gets the way of segments that it stood below, each with its qualifier, those that begin parts of the document with their number; null: it can stand nowhere.</summary>
    internal string? Under { get; init; }

    /// <summary>Gets its place among the segments and groups there.</summary>
    internal int Order { get; init; }

    /// <summary>Gets a value indicating whether it stands in the group of the segment before it, which is kept too.</summary>
    internal bool IsInside { get; init; }
}
