using System.Globalization;
using WebEdi.Documents.Pdf.Notes;

namespace WebEdi.Documents.Pdf.Html;

/// <summary>Divides notes among sheets of paper, as the PDF does.</summary>
internal static class HtmlNotesFactory
{
    /// <summary>Prepares some of the notes of a document.</summary>
    /// <param name="sheets">All notes.</param>
    /// <param name="range">Which of them.</param>
    /// <param name="labels">The words.</param>
    /// <param name="hidePrices">Whether the receipt has no prices.</param>
    /// <returns>The model.</returns>
    public static HtmlNotes Create(List<NoteSheet> sheets, Range range, NoteLabels labels, bool hidePrices) => new(
        labels.Language,
        $"{labels.NoteTitle} {sheets[0].Number}{(sheets.Count > 1 ? $" - {sheets[^1].Number}" : "")}",
        labels,
        [.. sheets.Index().Take(range).Select(entry => Note(entry.Item, entry.Index, labels, hidePrices))]);

    private static HtmlNote Note(NoteSheet sheet, int index, NoteLabels labels, bool hidePrices)
    {
        int capacity = sheet.ThreeUp ? NotePages.ThreeUpRows : NotePages.FullRows;
        IReadOnlyList<NotePage> pages = NotePages.Divide(sheet.Rows.Count, capacity);
        HtmlPart[] parts =
        [
            .. from part in (NotePart[])[NotePart.Note, NotePart.Copy, NotePart.Receipt]
               from page in pages.Select((page, i) => (Page: page, Text: string.Create(CultureInfo.InvariantCulture, $"{i + 1}/{pages.Count}")))
               select Part(sheet, part, page.Page, page.Text, capacity, labels, part != NotePart.Receipt || !hidePrices),
        ];
        return new HtmlNote(
            string.Create(CultureInfo.InvariantCulture, $"n{index}"),
            sheet,
            sheet.Barcode.ToSvgPath(),
            sheet.Barcode.Width,
            (sheet.Barcode.Width * NoteGeometry.BarModule).ToString("0.###", CultureInfo.InvariantCulture),
            sheet.Qr.ToSvgPath(),
            sheet.Qr.Width,
            sheet.ThreeUp ? [new HtmlPage("thirds", parts)] : [.. parts.Select(part => new HtmlPage("whole", [part]))]);
    }

    private static HtmlPart Part(NoteSheet sheet, NotePart part, NotePage page, string pageText, int capacity, NoteLabels labels, bool withPrices)
    {
        bool isReceipt = part == NotePart.Receipt;
        int used = page.Count + (page.IsFirst ? 0 : 1) + (page.IsLast ? 0 : 1);
        return new HtmlPart
        {
            Title = labels.TitleOf(part),
            Sentence = isReceipt ? labels.ReceiptSentence : labels.NoteSentence,
            PageText = pageText,
            To = isReceipt ? sheet.Supplier : sheet.Buyer,
            From = isReceipt ? sheet.Buyer : sheet.Supplier,
            IsReceipt = isReceipt,
            WithPrices = withPrices,
            WithTotals = withPrices && page.IsLast,
            Stamps = part switch
            {
                NotePart.Note => [labels.Received, labels.Inspected],
                NotePart.Copy => [labels.Shipped, labels.Checked],
                _ => [labels.ReceiptStamp],
            },
            Rows = [.. sheet.Rows.Skip(page.First).Take(page.Count)],
            BlankRows = [.. Enumerable.Range(0, capacity - used)],
            HasCarriedIn = !page.IsFirst,
            CarriedIn = Sum(sheet, page.First),
            HasCarriedOut = !page.IsLast,
            CarriedOut = Sum(sheet, page.First + page.Count),
        };
    }

    private static string Sum(NoteSheet sheet, int rows) => NoteSheetFactory.Amount(sheet.Rows.Take(rows).Sum(row => row.Value), sheet.Decimals);
}
