using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>What a map asks of the reader: the shape of the file and the columns it names. No meaning.</summary>
internal sealed record ReadingPlan
{
    /// <summary>Gets the format: csv, fixed, records, edifact, x12, xml, json.</summary>
    public required string Format { get; init; }

    /// <summary>Gets a value indicating whether the file holds messages (<see cref="MessageTree"/>); otherwise rows.</summary>
    public bool IsTree { get; init; }

    /// <summary>Gets the types of messages that the map is for; empty: all.</summary>
    public IReadOnlyList<string> MessageTypes { get; init; } = [];

    /// <summary>Gets the encoding that the map fixes; null: found in the bytes.</summary>
    public TextCodec? Codec { get; init; }

    /// <summary>Gets the byte between elements. One that can be the second byte of a character in CP932 asks for the file to be decoded first.</summary>
    public byte Separator { get; init; } = (byte)',';

    /// <summary>Gets the quote in which elements may stand; 0: none. What is said of separators in CP932 holds for it too.</summary>
    public byte Quote { get; init; } = (byte)'"';

    /// <summary>Gets a value indicating whether the first line names the columns.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Gets how many physical lines are passed over at the start.</summary>
    public int SkipLines { get; init; }

    /// <summary>Gets the types of records of a file that has several; null: it has not.</summary>
    public RecordPlan? Records { get; init; }

    /// <summary>Gets the fields of a record by their positions; null: elements stand between separators.</summary>
    public RecordLayout? Layout { get; init; }

    /// <summary>Gets the length of a record in bytes, line end not counted; 0: as long as its line.</summary>
    public int RecordLength { get; init; }

    /// <summary>Gets whether records end with line ends.</summary>
    public LineEnds LineEnds { get; init; }

    /// <summary>Gets the columns that are taken, in the order in which the map asks for them.</summary>
    public required IReadOnlyList<ColumnReference> Columns { get; init; }

    /// <summary>Gets the columns whose content tells which order a row belongs to, as indexes into <see cref="Columns"/>. Empty: one order.</summary>
    public required IReadOnlyList<int> KeyColumns { get; init; }

    /// <summary>Gets by what rows are chosen: those are read for which all that chooses holds and nothing that skips.</summary>
    public IReadOnlyList<RowCondition> Rows { get; init; } = [];

    /// <summary>Gets what is forgiven: every fault that a reader finds is judged by it before anything is refused.</summary>
    public Tolerances Tolerances { get; init; } = Tolerances.None;
}

/// <summary>A column by name, or by position where there are no names.</summary>
/// <param name="Name">The name in the header line; null: by position.</param>
/// <param name="Position">From 1; 0: by name.</param>
internal sealed record ColumnReference(string? Name, int Position)
{
    /// <summary>Returns the name, or the position as #3.</summary>
    public override string ToString() => Name ?? $"#{Position}";
}
