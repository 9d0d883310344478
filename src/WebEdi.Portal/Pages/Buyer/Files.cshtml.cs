using Microsoft.AspNetCore.Mvc;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class FilesModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int PageSize = 50;

    internal Page<Receipt> Receipts { get; private set; } = new([], 0);

    internal Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery(Name = "p")] int page)
    {
        page = Pager.Clean(page);
        Receipts = await Store.Inbox.ListAsync(Scope.Tenant, page, PageSize, Aborted).ConfigureAwait(false);
        Pager = new Pager(page, PageSize, Receipts.Total, p => $"{Url.Content("~/buyer/files")}?p={p}");
    }
}
