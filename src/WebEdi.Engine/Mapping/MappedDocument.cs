using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>What became of the rows or segments of one document.</summary>
internal sealed record MappedDocument
{
    /// <summary>Gets the document; null when something is wrong with it.</summary>
    public IEdiDocument? Document { get; init; }

    /// <summary>Gets the document of a message as far as it could be read, also when something is wrong with it; null where rows were mapped or nothing could be read.</summary>
    public IEdiDocument? AsRead { get; init; }

    /// <summary>Gets what the message itself says of its head; of rows, what was mapped.</summary>
    public StatedHead? Stated { get; init; }

    /// <summary>Gets where its values came from; empty when nobody asked.</summary>
    public IReadOnlyList<FieldOrigin> Origins { get; init; } = [];

    /// <summary>Gets everything found in its segments, in the order of the file; an error means that there is no document.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>Gets the number as far as it could be read.</summary>
    public string? Number { get; init; }

    /// <summary>Gets the revision as far as it could be read.</summary>
    public int Revision { get; init; }

    /// <summary>Gets the supplier's code as far as it could be read.</summary>
    public string? Supplier { get; init; }

    /// <summary>Gets the physical lines it came from: "2-4,9".</summary>
    public required string SourceLines { get; init; }

    /// <summary>Gets the number of segments.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets where a line, by its index, stands in the file; -1 asks for the document itself.</summary>
    public required Func<int, SourcePosition> PositionOf { get; init; }
}

/// <summary>What a message itself says, nothing standing in for what it leaves out.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Buyer">The buyer's code, else its name.</param>
/// <param name="Supplier">The supplier's code, else its name.</param>
/// <param name="FirstItem">Of the item numbers of the first line, the one that comes first.</param>
internal sealed record StatedHead(string? Currency, string? Buyer, string? Supplier, string? FirstItem);
