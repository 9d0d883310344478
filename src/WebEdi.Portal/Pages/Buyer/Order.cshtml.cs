using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>One order as the buyer sees it: lines and answers, and every step of its way.</summary>
internal sealed class BuyerOrderModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int LinesPerPage = 200;

    internal StoredOrder Stored { get; private set; } = null!;

    internal IReadOnlyDictionary<string, OrderLineState> States { get; private set; } = null!;

    internal IReadOnlyList<OrderLine> Lines { get; private set; } = [];

    internal IReadOnlyList<OrderDiff.Change> Changes { get; private set; } = [];

    internal IReadOnlyList<TraceEvent> Trace { get; private set; } = [];

    internal Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? number, [FromQuery(Name = "p")] int page)
    {
        if (string.IsNullOrEmpty(number) || await Store.Documents.FindAsync(Scope, number, Aborted).ConfigureAwait(false) is not { } stored)
            return NotFound();

        Stored = stored;
        States = stored.Lines.ToDictionary(l => l.LineNumber, StringComparer.Ordinal);
        page = Pager.Clean(page);
        Lines = [.. stored.Order.Lines.Skip((page - 1) * LinesPerPage).Take(LinesPerPage)];
        Pager = new Pager(page, LinesPerPage, stored.Order.Lines.Count, p => $"{Url.Content("~/buyer/order")}{QueryString.Create("number", number).ToUriComponent()}&p={p}");
        Trace = [.. (await Store.Documents.ReadTraceAsync(Scope, number, Aborted).ConfigureAwait(false)).TakeLast(200)];

        int before = stored.Revisions.Where(r => r < stored.Order.Revision).DefaultIfEmpty(-1).Max();
        if (before >= 0 && await Store.Documents.FindRevisionAsync(Scope, number, before, Aborted).ConfigureAwait(false) is { } old)
            Changes = OrderDiff.Compare(old, stored.Order, T);
        return Page();
    }
}
