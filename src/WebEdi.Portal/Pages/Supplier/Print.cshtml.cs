using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Templates;

namespace WebEdi.Portal.Pages;

/// <summary>Makes delivery notes of the selected orders, or prints existing ones again: one document.</summary>
[Api.Safety.Costly]
internal sealed class PrintModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int MostOrders = 500;

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string[] order, string[] note, string? @as, bool hidePrices)
    {
        DeliveryNoteRequest request = new()
        {
            OrderNumbers = [.. order.Distinct(StringComparer.Ordinal).Take(MostOrders)],
            NoteNumbers = [.. note.Distinct(StringComparer.Ordinal).Take(MostOrders)],
            MediaType = @as == "html" ? "text/html" : "application/pdf",
            Culture = Tenant.Culture,
            HidePrices = hidePrices,
            Actor = Actor,
        };
        if (request.OrderNumbers.Count + request.NoteNumbers.Count == 0)
            return Redirect(Url.Content("~/orders?none=true"));

        Result<RenderedDocument> result = await Edi.PrintDeliveryNotesAsync(Scope, request, Aborted).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            Issues = result.Diagnostics;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        // The document brings its own style and pictures, and nothing else: no script, no form, no frame.
        if (request.MediaType == "text/html")
            Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src {Styles(result.Value)}; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        else
            Response.Headers.ContentDisposition = $"inline; filename=\"{result.Value.FileName}\"";
        return Document(result.Value, forSaving: false);
    }

    /// <summary>The style elements of the template, named by their hashes: a style that slipped in some other way does not count.</summary>
    private static string Styles(RenderedDocument document) =>
        InlineStyles.PolicySources(document.Content.Span) is { Count: > 0 } sources ? string.Join(' ', sources) : "'none'";
}
