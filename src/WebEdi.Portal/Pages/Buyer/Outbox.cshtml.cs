using Microsoft.AspNetCore.Mvc;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Notices that wait or were given up.</summary>
internal sealed class OutboxModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int PageSize = 50;

    internal Page<OutboxRow> Rows { get; private set; } = new([], 0);

    internal Pager Pager { get; private set; } = null!;

    internal bool Redriven { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "p")] int page, bool again)
    {
        page = Pager.Clean(page);
        Redriven = again;
        Rows = await Store.Outbox.ListAsync(Scope.Tenant, page, PageSize, Aborted).ConfigureAwait(false);
        Pager = new Pager(page, PageSize, Rows.Total, p => $"{Url.Content("~/buyer/outbox")}?p={p}");
    }

    public async Task<IActionResult> OnPostAsync(string? id) =>
        !string.IsNullOrEmpty(id) && await Store.Outbox.RedriveAsync(Scope.Tenant, id, Aborted).ConfigureAwait(false)
            ? Redirect(Url.Content("~/buyer/outbox?again=true"))
            : NotFound();
}
