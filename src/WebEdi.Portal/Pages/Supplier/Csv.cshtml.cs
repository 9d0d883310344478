using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace WebEdi.Portal.Pages;

/// <summary>Downloads the lines of the current list. A POST, because the download is recorded.</summary>
[Api.Safety.Costly]
internal sealed class CsvModel(IEdi edi, TimeProvider time, IOptions<PortalOptions> options) : PortalPage(edi, time)
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string? query, string? encoding)
    {
        bool isShiftJis = encoding == "cp932";
        ListQuery list = ListQuery.From(QueryHelpers.ParseQuery(query ?? ""), options.Value.PageSize) with { Supplier = null };

        Response.ContentType = isShiftJis ? "text/csv; charset=Shift_JIS" : "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"orders-{Today:yyyyMMdd}.csv\"";
        // The writer streams row by row; a break in the middle cuts the connection, so that half a file does not look whole.
        HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await Edi.WriteOrderLinesAsync(Scope, list.ToStore(Today), new CsvExportOptions(isShiftJis ? "cp932" : "utf-8", true, Culture, Actor), Response.Body, Aborted).ConfigureAwait(false);
        return new EmptyResult();
    }
}
