using System.Runtime.CompilerServices;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryDocuments(MemoryState state, MemoryOrders orders) : IDocumentStore
{
    public Task<IReadOnlyDictionary<string, OrderHead>> FindHeadsAsync(string tenant, IReadOnlyCollection<string> orderNumbers, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyDictionary<string, OrderHead>>(() => orderNumbers.Distinct()
            .Select(n => state.Orders.GetValueOrDefault((tenant, n))?.Head)
            .OfType<OrderHead>()
            .ToDictionary(h => h.OrderNumber, StringComparer.Ordinal));

    public Task<StoredOrder?> FindAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default) =>
        state.Locked(() => orders.Find(scope, orderNumber) is { } order ? MemoryOrders.ToStored(scope, order) : null);

    public Task<Order?> FindRevisionAsync(AccessScope scope, string orderNumber, int revision, CancellationToken cancellationToken = default) =>
        state.Locked(() => orders.Find(scope, orderNumber)?.Revisions.GetValueOrDefault(revision) is { } found && MemoryOrders.MaySee(scope, found) ? found.Order : null);

    public Task<Page<OrderLineRow>> ListLinesAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default) =>
        state.Locked(() => MemoryState.Cut(MemoryLineQuery.Sort(Rows(scope, query), query), query.Page, query.PageSize, 500));

    public async IAsyncEnumerable<OrderLineRow> ReadLinesAsync(AccessScope scope, OrderLineQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        OrderLineRow[] rows = await state.Locked<OrderLineRow[]>(() => [.. MemoryLineQuery.Sort(Rows(scope, query), query)]).ConfigureAwait(false);
        foreach (OrderLineRow row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public Task<Page<OrderRow>> ListOrdersAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        HashSet<string> numbers = [.. Rows(scope, query).Select(r => r.OrderNumber)];
        IEnumerable<OrderRow> rows = Visible(scope).Where(o => numbers.Contains(o.Head.OrderNumber)).Select(ToRow);
        return MemoryState.Cut(MemoryLineQuery.Sort(rows, query), query.Page, query.PageSize, 500);
    });

    public Task<LineCounts> CountAsync(AccessScope scope, DateOnly today, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        List<MemoryLine> lines = [.. Visible(scope).SelectMany(o => o.Lines)];
        return new LineCounts(lines.Count, Count(LineFilter.Unread), Count(LineFilter.Unanswered), Count(LineFilter.Changed), Count(LineFilter.Overdue));

        int Count(LineFilter filter) => lines.Count(l => MemoryLineQuery.Passes(filter, l.State.Status, l.Line.DueDate, today));
    });

    public Task<bool> MarkOpenedAsync(
        AccessScope scope, string orderNumber, int revision, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (scope.Supplier is null || orders.Find(scope, orderNumber) is not { OpenedAt: null } order || order.Head.Revision != revision)
            return false;

        order.OpenedAt = at;
        order.WasSeen = true;
        foreach (MemoryLine line in order.Lines.Where(l => l.State.Status == LineStatus.Unread))
            line.State = line.State with { Status = LineStatus.Opened };
        state.Trace.Add(new TraceEvent(scope.Tenant, orderNumber, revision, TraceStep.Opened, at, actor));
        return true;
    });

    public Task<IReadOnlyList<TraceEvent>> ReadTraceAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<TraceEvent>>(() => orders.Find(scope, orderNumber) is { } order
            ? [.. state.Trace
                .Where(t => t.Tenant == scope.Tenant && t.OrderNumber == orderNumber)
                .Where(t => scope.Supplier is null || (order.Revisions.GetValueOrDefault(t.Revision) is { } revision && MemoryOrders.MaySee(scope, revision)))
                .OrderBy(t => t.At)]
            : []);

    public Task AppendTraceAsync(IReadOnlyList<TraceEvent> events, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.Trace.AddRange(events));

    private IEnumerable<MemoryOrder> Visible(AccessScope scope) => state.Orders.Values.Where(o => MemoryOrders.IsVisible(scope, o));

    private IEnumerable<OrderLineRow> Rows(AccessScope scope, OrderLineQuery query)
    {
        string[] words = MemoryState.Words(query.Text);
        return
            from order in Visible(scope)
            where query.Supplier is null || order.Head.Supplier == query.Supplier
            where query.OrderNumbers.Count == 0 || query.OrderNumbers.Contains(order.Head.OrderNumber)
            from line in order.Lines
            where MemoryLineQuery.Passes(query.Filter, line.State.Status, line.Line.DueDate, query.Today)
            where query.DueFrom is null || line.Line.DueDate >= query.DueFrom
            where query.DueTo is null || line.Line.DueDate <= query.DueTo
            where words.Length == 0 || MemoryLineQuery.HasAll(words, order.Current.Order, line.Line)
            select ToRow(order, line);
    }

    private static OrderLineRow ToRow(MemoryOrder order, MemoryLine line)
    {
        Order document = order.Current.Order;
        return new OrderLineRow(
            document.Number, document.Revision, order.Head.Supplier, document.IssueDate, document.Currency, order.Current.Registration.RegisteredAt, line.Line, line.State);
    }

    private OrderRow ToRow(MemoryOrder order)
    {
        Order document = order.Current.Order;
        string? supplierName = state.Suppliers.GetValueOrDefault((order.Tenant, order.Head.Supplier))?.Party.Name ?? document.Supplier.Name;
        return new OrderRow(
            document.Number,
            document.Revision,
            order.Head.Supplier,
            supplierName,
            document.IssueDate,
            document.Lines.Min(l => l.DueDate),
            order.Lines.Count,
            order.Lines.Count(l => MemoryLineQuery.Passes(LineFilter.Answered, l.State.Status, null, default)),
            order.OpenedAt,
            order.Current.Registration.RegisteredAt);
    }
}
