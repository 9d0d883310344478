using System.Globalization;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Fonts;
using WebEdi.Documents.Pdf.Notes;
using WebEdi.Documents.Pdf.Writing;
using WebEdi.Templates;

namespace WebEdi.Documents.Pdf;

/// <summary>Delivery notes as one PDF. Nothing is written before everything has been checked and painted.</summary>
internal sealed class PdfNoteRenderer(FontLoader fonts, IOptions<PdfOptions> options) : IDocumentRenderer
{
    private static readonly NotePart[] Parts = [NotePart.Note, NotePart.Copy, NotePart.Receipt];

    /// <inheritdoc/>
    public string MediaType => "application/pdf";

    /// <inheritdoc/>
    public async Task RenderDeliveryNotesAsync(IReadOnlyList<DespatchAdvice> advices, RenderOptions options, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(advices);
        ArgumentOutOfRangeException.ThrowIfZero(advices.Count, nameof(advices));
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);

        using MemoryStream buffer = new();
        Render(advices, options, buffer, cancellationToken);
        buffer.Position = 0;
        await buffer.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    private void Render(IReadOnlyList<DespatchAdvice> advices, RenderOptions how, MemoryStream output, CancellationToken cancellationToken)
    {
        TrueTypeFont font = fonts.Font;
        NoteLabels labels = NoteLabels.For(how.Culture);
        List<NoteSheet> sheets = Prepare(advices, labels, font, cancellationToken);

        FontSubset subset = new(font);
        PdfCanvas canvas = new(subset);
        PdfDocument document = new(output, subset);
        NotePainter painter = new(canvas, labels);
        foreach (NoteSheet sheet in sheets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sheet.ThreeUp)
                PaintThreeUp(sheet, how, canvas, painter, document);
            else
                PaintPages(sheet, how, canvas, painter, document, cancellationToken);
        }

        string title = sheets.Count == 1 ? $"{labels.NoteTitle} {sheets[0].Number}" : $"{labels.NoteTitle} {sheets[0].Number} - {sheets[^1].Number}";
        document.Finish(title, labels.Language == "ja" ? "ja-JP" : "en");
    }

    private List<NoteSheet> Prepare(IReadOnlyList<DespatchAdvice> advices, NoteLabels labels, TrueTypeFont font, CancellationToken cancellationToken)
    {
        TextGate gate = new(font);
        NoteSheetFactory factory = new(labels, gate);
        List<NoteSheet> sheets = new(advices.Count);
        foreach (DespatchAdvice advice in advices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (factory.Prepare(advice) is { } sheet)
                sheets.Add(sheet);
        }

        gate.ThrowIfRefused();
        long pages = sheets.Sum(sheet => sheet.ThreeUp ? 1L : Parts.Length * (long)NotePages.Divide(sheet.Rows.Count, NotePages.FullRows).Count);
        if (pages > options.Value.MaxPages)
        {
            throw new EdiFormatException([Diagnostic.Create(DiagnosticCodes.DocumentTooLong, new SourcePosition(sheets[0].Number, 0, 0), null,
                pages.ToString(CultureInfo.InvariantCulture), Expect.Value(options.Value.MaxPages))]);
        }

        return sheets;
    }

    /// <summary>Three parts on one sheet, to be cut along the dashed lines.</summary>
    private static void PaintThreeUp(NoteSheet sheet, RenderOptions how, PdfCanvas canvas, NotePainter painter, PdfDocument document)
    {
        const double Third = PdfCanvas.PageHeight / 3, Margin = 5;
        canvas.Clear();
        NotePage all = NotePages.Divide(sheet.Rows.Count, NotePages.ThreeUpRows)[0];
        for (int i = 0; i < Parts.Length; i++)
        {
            painter.Paint(sheet, Parts[i], all, "1/1", NoteGeometry.Third, (i * Third) + Margin, ShowsPrices(Parts[i], how));
            if (i > 0)
                canvas.Line(5, i * Third, 205, i * Third, 0.3, dashed: true);
        }

        document.AddPage(canvas.Content);
    }

    /// <summary>Part after part, each on as many pages as it needs.</summary>
    private static void PaintPages(NoteSheet sheet, RenderOptions how, PdfCanvas canvas, NotePainter painter, PdfDocument document, CancellationToken cancellationToken)
    {
        const double Margin = 10;
        IReadOnlyList<NotePage> pages = NotePages.Divide(sheet.Rows.Count, NotePages.FullRows);
        foreach (NotePart part in Parts)
        {
            for (int i = 0; i < pages.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                canvas.Clear();
                string text = string.Create(CultureInfo.InvariantCulture, $"{i + 1}/{pages.Count}");
                painter.Paint(sheet, part, pages[i], text, NoteGeometry.Page, Margin, ShowsPrices(part, how));
                document.AddPage(canvas.Content);
            }
        }
    }

    private static bool ShowsPrices(NotePart part, RenderOptions how) => part != NotePart.Receipt || !how.HidePrices;
}
