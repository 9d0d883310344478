namespace WebEdi.Diagnostics;

/// <summary>Where the value of a document's field came from.</summary>
/// <param name="Path">The field: order.number, lines[0].quantity; the index counts from 0, names are those of maps.</param>
/// <param name="Value">The value in its canonical form: dates yyyy-MM-dd, numbers invariant.</param>
/// <param name="Source">The column, or the way in the message, as the map names it; constant, default and envelope where there is none.</param>
/// <param name="Position">Where it stands; the file only, when it does not stand there.</param>
/// <param name="Length">How many bytes of the file it takes from the position's offset, quotes and escapes included; 0 when it does not stand there.</param>
public sealed record FieldOrigin(string Path, string Value, string Source, SourcePosition Position, int Length)
{
    /// <summary>Gets, for a field that is made of other values, where each of them came from; their paths are their names in the expression.</summary>
    public IReadOnlyList<FieldOrigin> Inputs { get; init; } = [];

    /// <summary>Gets the line of the table in which the value was looked up (of a JSON table, the number of the row); 0: it was not.</summary>
    public int TableLine { get; init; }
}
