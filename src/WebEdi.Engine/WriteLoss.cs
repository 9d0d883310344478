namespace WebEdi;

/// <summary>Something that a written file does not say although the document does, or that the format wants and the document does not have.</summary>
/// <param name="Document">The number of the document: 1 is the first one.</param>
/// <param name="DocumentNumber">The number that the document has itself.</param>
/// <param name="Line">The number of the line; null: it is something of the head.</param>
/// <param name="Path">The field, as in maps: <c>order.note</c>, <c>line.item</c>; of something missing, the place in the format: <c>BEG/05</c>.</param>
/// <param name="Value">What the document says; null for something missing.</param>
/// <param name="Written">What was written of it; null: nothing.</param>
/// <param name="Reason">Why.</param>
public sealed record WriteLoss(int Document, string DocumentNumber, string? Line, string Path, string? Value, string? Written, WriteLossReason Reason)
{
    /// <summary>Returns a sentence for a person.</summary>
    public override string ToString() => $"{DocumentNumber}{(Line is null ? "" : $" line {Line}")}: {Path} \"{Value}\": {Reason switch
    {
        WriteLossReason.NoPlaceInMap => "the map has no place for it",
        WriteLossReason.NoPlaceLeft => "its place is taken by another value",
        WriteLossReason.TooLong => "it is too long for its place",
        WriteLossReason.TooShort => "it is too short for its place",
        WriteLossReason.Character => "it has a character that the file cannot hold",
        WriteLossReason.Form => "its place takes other values only",
        _ => "the format wants a value and there is none",
    }}{(Written is null ? "" : $"; written: \"{Written}\"")}";
}

/// <summary>Why something was lost.</summary>
public enum WriteLossReason
{
    /// <summary>The map names no place for the field.</summary>
    NoPlaceInMap = 0,

    /// <summary>Its places are taken by other values.</summary>
    NoPlaceLeft = 1,

    /// <summary>It is longer than its place. Words are cut; numbers and codes are left out.</summary>
    TooLong = 2,

    /// <summary>It is shorter than its place allows.</summary>
    TooShort = 3,

    /// <summary>It has a character that the file cannot hold. In words it becomes a blank; a code is left out.</summary>
    Character = 4,

    /// <summary>Its place takes other values only: a code list, whole numbers, a date.</summary>
    Form = 5,

    /// <summary>The format wants a value and neither the document nor the map has one.</summary>
    Missing = 6,
}
