using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>The buyer's orders: who has read and who has answered.</summary>
internal sealed class BuyerOrdersModel(IEdi edi, TimeProvider time, IOptions<PortalOptions> options) : PortalPage(edi, time)
{
    internal ListQuery Query { get; private set; } = new();

    internal Page<OrderRow> Orders { get; private set; } = new([], 0);

    internal IReadOnlyList<SupplierProfile> Suppliers { get; private set; } = [];

    internal Tabs Tabs { get; private set; } = null!;

    internal Pager Pager => new(Query.Page, Query.Size, Orders.Total, page => Link(Query with { Page = page }));

    public async Task OnGetAsync()
    {
        Query = ListQuery.From(Request.Query, options.Value.PageSize);
        Orders = await Store.Documents.ListOrdersAsync(Scope, Query.ToStore(Today), Aborted).ConfigureAwait(false);
        Suppliers = await Store.Tenants.ListSuppliersAsync(Scope.Tenant, Aborted).ConfigureAwait(false);
        LineCounts counts = await Store.Documents.CountAsync(Scope, Today, Aborted).ConfigureAwait(false);
        Tabs = new Tabs(Query.Filter, counts, null, filter => Link(Query with { Filter = filter, Page = 1 }));
    }

    internal string Link(ListQuery query) => Url.Content("~/buyer/orders") + query.ToQuery();
}
