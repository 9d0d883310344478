using WebEdi.Documents.Pdf.Notes;

namespace WebEdi.Documents.Pdf.Html;

/// <summary>What the template delivery-note.html is given: every text as it is printed, in snake case for the template (<c>sheet.order_number</c>).</summary>
/// <param name="Language">ja or en.</param>
/// <param name="Title">The title of the document.</param>
/// <param name="Labels">The fixed words.</param>
/// <param name="Notes">The notes.</param>
internal sealed record HtmlNotes(string Language, string Title, NoteLabels Labels, IReadOnlyList<HtmlNote> Notes);

/// <summary>A note with its symbols, drawn once and used by all parts.</summary>
/// <param name="Id">A name for the symbols in the document.</param>
/// <param name="Sheet">The texts.</param>
/// <param name="BarcodePath">SVG path data.</param>
/// <param name="BarcodeModules">Width in modules.</param>
/// <param name="BarcodeMillimetres">Width in millimetres.</param>
/// <param name="QrPath">SVG path data.</param>
/// <param name="QrModules">Width and height in modules.</param>
/// <param name="Pages">The sheets of paper.</param>
internal sealed record HtmlNote(
    string Id, NoteSheet Sheet, string BarcodePath, int BarcodeModules, string BarcodeMillimetres, string QrPath, int QrModules, IReadOnlyList<HtmlPage> Pages);

/// <summary>A sheet of paper.</summary>
/// <param name="Kind">"thirds" with three parts, "whole" with one.</param>
/// <param name="Parts">The parts.</param>
internal sealed record HtmlPage(string Kind, IReadOnlyList<HtmlPart> Parts);

/// <summary>A page of a part.</summary>
internal sealed record HtmlPart
{
    public required string Title { get; init; }
    public required string Sentence { get; init; }
    public required string PageText { get; init; }
    public required NoteParty To { get; init; }
    public required NoteParty From { get; init; }
    public required bool IsReceipt { get; init; }
    public required bool WithPrices { get; init; }
    public required bool WithTotals { get; init; }
    public required IReadOnlyList<string> Stamps { get; init; }
    public required IReadOnlyList<NoteRow> Rows { get; init; }

    /// <summary>Gets the rows that stay empty, only to be counted.</summary>
    public required IReadOnlyList<int> BlankRows { get; init; }
    public required bool HasCarriedIn { get; init; }
    public required string CarriedIn { get; init; }
    public required bool HasCarriedOut { get; init; }
    public required string CarriedOut { get; init; }
}
