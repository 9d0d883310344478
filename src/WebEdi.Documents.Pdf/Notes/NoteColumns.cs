namespace WebEdi.Documents.Pdf.Notes;

/// <summary>A column of the table of lines.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Millimetres.</param>
/// <param name="Field">What it shows.</param>
internal sealed record NoteColumn(string Title, double Width, NoteField Field);

internal enum NoteField
{
    Line,
    Item,
    Name,
    Due,
    Quantity,
    Unit,
    Price,
    Amount,
}

internal static class NoteColumns
{
    /// <summary>Returns the columns, together 190 mm wide; without prices the name takes their room.</summary>
    public static IReadOnlyList<NoteColumn> For(NoteLabels labels, bool withPrices) =>
    [
        new(labels.Line, 10, NoteField.Line),
        new(labels.Item, 34, NoteField.Item),
        new(labels.Name, withPrices ? 57 : 99, NoteField.Name),
        new(labels.Due, 16, NoteField.Due),
        new(labels.Quantity, 20, NoteField.Quantity),
        new(labels.Unit, 11, NoteField.Unit),
        .. withPrices ? (NoteColumn[])[new(labels.Price, 19, NoteField.Price), new(labels.Amount, 23, NoteField.Amount)] : [],
    ];
}
