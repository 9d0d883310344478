using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class OrdersModel(IEdi edi, TimeProvider time, IOptions<PortalOptions> options) : PortalPage(edi, time)
{
    private static readonly TimeSpan NewFor = TimeSpan.FromHours(24);

    internal ListQuery Query { get; private set; } = new();

    internal Page<OrderLineRow> Lines { get; private set; } = new([], 0);

    internal Tabs Tabs { get; private set; } = null!;

    internal Pager Pager => new(Query.Page, Query.Size, Lines.Total, page => Link(Query with { Page = page }));

    internal int Accepted { get; private set; }

    internal bool NothingSelected { get; private set; }

    public async Task OnGetAsync(int accepted, bool none)
    {
        (Accepted, NothingSelected) = (accepted, none);
        Query = ListQuery.From(Request.Query, options.Value.PageSize) with { Supplier = null };
        OrderLineQuery question = Query.ToStore(Today);
        Lines = await Store.Documents.ListLinesAsync(Scope, question, Aborted).ConfigureAwait(false);

        LineCounts counts = await Store.Documents.CountAsync(Scope, Today, Aborted).ConfigureAwait(false);
        Page<OrderLineRow> answered = await Store.Documents.ListLinesAsync(
            Scope, new OrderLineQuery { Filter = LineFilter.Answered, Today = Today, PageSize = 1 }, Aborted).ConfigureAwait(false);
        Tabs = new Tabs(Query.Filter, counts, answered.Total, filter => Link(Query with { Filter = filter, Page = 1 }));
    }

    internal string Link(ListQuery query) => Url.Content("~/orders") + query.ToQuery();

    internal string OrderLink(string number) => Url.Content("~/order") + Microsoft.AspNetCore.Http.QueryString.Create("number", number).ToUriComponent();

    internal bool IsOverdue(OrderLineRow row) => row.Line.DueDate < Today && Statuses.IsUnanswered(row.State.Status);

    internal bool IsNew(OrderLineRow row) => row.State.Status == LineStatus.Unread && Now - row.RegisteredAt < NewFor;
}
