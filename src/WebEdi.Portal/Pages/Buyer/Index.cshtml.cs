using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class BuyerIndexModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal LineCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    internal IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    internal IReadOnlyList<ReplyFeedItem> Replies { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Counts = await Store.Documents.CountAsync(Scope, Today, Aborted).ConfigureAwait(false);
        Receipts = (await Store.Inbox.ListAsync(Scope.Tenant, 1, 8, Aborted).ConfigureAwait(false)).Items;
        Replies = (await Store.Replies.ListAsync(Scope, 1, 8, Aborted).ConfigureAwait(false)).Items;
    }
}
