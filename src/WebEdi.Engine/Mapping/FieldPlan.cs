using System.Text.RegularExpressions;

using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>How one field is filled: where its text comes from and what is made of it.</summary>
internal sealed record FieldPlan
{
    private static HashSet<string> NoTexts => field ??= [];

    /// <summary>Gets the place in the map: order.number.</summary>
    public required string Path { get; init; }

    /// <summary>Gets what the target takes.</summary>
    public required ValueKind Kind { get; init; }

    /// <summary>Gets the column, as an index into the columns of the reading plan; -1: a constant.</summary>
    public int Column { get; init; } = -1;

    /// <summary>Gets the ways to its value in a message, best first; empty: it comes from a column.</summary>
    public FieldPath[] Paths { get; init; } = [];

    /// <summary>Gets what of the envelope is its value; null: nothing.</summary>
    public EnvelopePart? Envelope { get; init; }

    /// <summary>Gets what stands between the values of a way that has several; null: the first one is taken.</summary>
    public string? Join { get; init; }

    /// <summary>Gets a value indicating whether the first value of the way is meant, so that others are no contradiction.</summary>
    public bool First { get; init; }

    /// <summary>Gets the constant.</summary>
    public Value? Constant { get; init; }

    /// <summary>Gets what stands in for an empty column.</summary>
    public Value? Default { get; init; }

    /// <summary>Gets a value indicating whether an empty column is a fault.</summary>
    public bool Required { get; init; }

    /// <summary>Gets a value indicating whether spaces (half and full width) around the text are dropped.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Gets a value indicating whether full-width digits are ordinary here and need no warning.</summary>
    public bool FullWidth { get; init; }

    /// <summary>Gets the forms of dates.</summary>
    public IReadOnlyList<DatePicture> Pictures { get; init; } = DatePicture.Defaults;

    /// <summary>Gets further texts that mean "undecided".</summary>
    public HashSet<string>? Undecided { get; init; }

    /// <summary>Gets the form of numbers.</summary>
    public NumberFormat Number { get; init; } = NumberFormat.Default;

    /// <summary>Gets the smallest number.</summary>
    public decimal? Min { get; init; }

    /// <summary>Gets the largest number.</summary>
    public decimal? Max { get; init; }

    /// <summary>Gets the code list: text received to value; null: there is none.</summary>
    public CodeList? Codes { get; init; }

    /// <summary>Gets what happens to a text that the code list does not have.</summary>
    public CodesElse Else { get; init; }

    /// <summary>Gets the value for <see cref="CodesElse.Value"/>.</summary>
    public Value ElseValue { get; init; }

    /// <summary>Gets the list whose codes documents have for it; null: it is no code, or one without a list.</summary>
    public string? CodeList { get; init; }

    /// <summary>Gets the codes of the standard that texts are written in; null: they are those of documents.</summary>
    public Codes.StandardCodes? Standard { get; init; }

    /// <summary>Gets the words of a name or flag.</summary>
    public IReadOnlyDictionary<string, int>? Names { get; init; }

    /// <summary>Gets the longest text, in characters; 0: no limit of its own.</summary>
    public int MaxLength { get; init; }

    /// <summary>Gets the shortest text, in characters.</summary>
    public int MinLength { get; init; }

    /// <summary>Gets the form of the text.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Gets the only texts allowed, for tenant fields.</summary>
    public HashSet<string>? Allowed { get; init; }

    /// <summary>Gets a value indicating whether it is read for other fields only, and fills none itself.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Gets what is made of the text that is read here; null: the field is filled with it.</summary>
    public Steps.FieldStep? Step { get; init; }

    /// <summary>Gets how a value becomes the text that a table has for it; null: no table is asked.</summary>
    public Func<string, string?>? Inverse { get; init; }

    /// <summary>Gets a value indicating whether the running number of the part stands in for the value.</summary>
    public bool CountsParts
    {
        get
        {
            foreach (FieldPath path in Paths)
            {
                if (path.Path.IsLineCount)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Gets a value indicating whether a way to the value begins elsewhere than at the part that the field belongs to.</summary>
    public bool BeginsElsewhere
    {
        get
        {
            foreach (FieldPath path in Paths)
            {
                if (path.Path.From != PathStart.Part)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Turns the plan round: what is read only for other fields is not written, what is made of a text of its own goes back to its place.</summary>
    /// <returns>Null: it is not written.</returns>
    public FieldPlan? ToWrite() => Step is { } step
        ? step.Result with { Column = Column, WhenColumn = WhenColumn, WhenValues = WhenValues, Paths = Paths, Join = Join, Inverse = step.Make is Steps.LookupComputation lookup ? lookup.KeyOf : null }
        : IsHidden ? null : this;

    /// <summary>Gets the column that decides whether the field is taken, as an index into the columns of the reading plan; -1: always.</summary>
    public int WhenColumn { get; init; } = -1;

    /// <summary>Gets the texts in that column with which it is taken.</summary>
    public HashSet<string> WhenValues { get => field ?? NoTexts; init; }
}

/// <summary>What a map can take of what stands around a message.</summary>
internal enum EnvelopePart
{
    /// <summary>The sender's identification.</summary>
    Sender = 0,

    /// <summary>The receiver's identification.</summary>
    Receiver = 1,

    /// <summary>The control reference of the interchange.</summary>
    InterchangeReference = 2,

    /// <summary>The control reference of the message.</summary>
    MessageReference = 3,

    /// <summary>The type of message.</summary>
    MessageType = 4,

    /// <summary>The version of the message.</summary>
    Version = 5,
}

/// <summary>What happens to a text that is not in a code list.</summary>
internal enum CodesElse
{
    /// <summary>It is a fault.</summary>
    Fault = 0,

    /// <summary>It is taken as it is.</summary>
    Keep = 1,

    /// <summary>Another value is taken.</summary>
    Value = 2,
}

/// <summary>A field of a document with its way in.</summary>
/// <param name="Plan">How its value is found.</param>
/// <param name="Set">Where it goes.</param>
internal sealed record BoundField(FieldPlan Plan, Setter Set);
