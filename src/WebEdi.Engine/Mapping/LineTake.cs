using WebEdi.Documents;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping;

/// <summary>A value that a map takes from lines of an order that are alike.</summary>
internal readonly struct LineTake
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="planned">The value.</param>
    /// <param name="kind">How it is read.</param>
    public LineTake(in PlannedTake planned, LineTakeKind kind)
    {
        (Take, Kind, Node, Mark) = (planned.Take, kind, (short)planned.Node, planned.Mark);
        TreeField field = Take.Field;
        (Into, Least, Most) = (field.Slot, field.Shortest, Math.Min(field.Longest, OrderLineFields.MaxLength));
        Codes = kind == LineTakeKind.Code ? field.Codes : null;
        DecimalMark = field.Plan.Number.Decimal;
    }

    /// <summary>The value.</summary>
    public readonly TreeWays.Take Take;

    /// <summary>The codes that it may be; null: it is none.</summary>
    public readonly CodeMemo? Codes;

    /// <summary>The delimiter in front of it, counted from the first one of the line.</summary>
    public readonly int Mark;

    /// <summary>The fewest bytes of a text.</summary>
    public readonly int Least;

    /// <summary>The most bytes of a text.</summary>
    public readonly int Most;

    /// <summary>The place in the line.</summary>
    public readonly LineSlot Into;

    /// <summary>The segment, counted from the one that begins the line.</summary>
    public readonly short Node;

    /// <summary>How it is read.</summary>
    public readonly LineTakeKind Kind;

    /// <summary>The decimal mark of a number.</summary>
    public readonly byte DecimalMark;

    /// <summary>Gets which text of the line it is.</summary>
    public LineText Text => (LineText)(Into - LineSlot.Number);

    /// <summary>Tells whether a plain text is neither too short nor too long.</summary>
    public bool HasLength(int length) => (uint)(length - Least) <= (uint)(Most - Least);
}

/// <summary>How a value of a line is read, in the order in which those of a line are.</summary>
internal enum LineTakeKind : byte
{
    /// <summary>A text, which stays the bytes that it is.</summary>
    Text = 0,

    /// <summary>The number of the line, a text too.</summary>
    LineNumber = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>A code that documents may have another one for.</summary>
    Code = 3,

    /// <summary>A date.</summary>
    Date = 4,

    /// <summary>Anything else: it is always looked at closely.</summary>
    Other = 5,
}
