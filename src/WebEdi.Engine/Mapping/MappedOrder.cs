using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>What became of the segments of one order.</summary>
internal sealed record MappedOrder
{
    /// <summary>Gets the order; null when something is wrong with it.</summary>
    public Order? Order { get; init; }

    /// <summary>Gets the order of a message as far as it could be read, also when something is wrong with it; null where rows were mapped or nothing could be read.</summary>
    public Order? AsRead { get; init; }

    /// <summary>Gets, of the item numbers of the first line, the one that comes first in the message.</summary>
    public string? FirstItem { get; init; }

    /// <summary>Gets everything found in its segments, in the order of the file; an error means that there is no order.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Gets the order number as far as it could be read.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the revision as far as it could be read.</summary>
    public int Revision { get; init; }

    /// <summary>Gets the supplier's code as far as it could be read.</summary>
    public string? Supplier { get; init; }

    /// <summary>Gets the physical lines it came from: "2-4,9".</summary>
    public required string SourceLines { get; init; }

    /// <summary>Gets the number of segments.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets where a line of the order, by its index, stands in the file; -1 asks for the order itself.</summary>
    public required Func<int, SourcePosition> PositionOf { get; init; }
}
