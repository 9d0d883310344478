using System.Runtime.CompilerServices;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class DocumentStore(SqlDatabase database, int listedLines) : IDocumentStore
{
    private const int ExportRows = 500;

    private readonly LineBooks _books = new(listedLines);

    public Task<IReadOnlyDictionary<string, OrderHead>> FindHeadsAsync(string tenant, IReadOnlyCollection<string> orderNumbers, CancellationToken cancellationToken = default)
    {
        const string Find = "select order_number, revision, meaning_hash, supplier from order_head where tenant = ?1 and order_number ";

        return database.ReadAsync<IReadOnlyDictionary<string, OrderHead>>(
            tenant,
            session => session.List(
                Find + session.Words.In("?2"), static row => new OrderHead(row.Text(0), row.Int(1), row.Text(2), row.Text(3)), tenant, SqlValue.Texts(orderNumbers))
                .ToDictionary(h => h.OrderNumber, StringComparer.Ordinal),
            cancellationToken);
    }

    public Task<StoredOrder?> FindAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default) =>
        database.ReadAsync(scope.Tenant, session => OrderReader.Find(session, scope, orderNumber), cancellationToken);

    public Task<Order?> FindRevisionAsync(AccessScope scope, string orderNumber, int revision, CancellationToken cancellationToken = default) => database.ReadAsync(
        scope.Tenant,
        session =>
        {
            Order? order = OrderReader.FindHead(session, scope, orderNumber) is null ? null : OrderReader.ReadRevision(session, scope.Tenant, orderNumber, revision);
            return scope.Supplier is null || order?.Supplier.Code == scope.Supplier ? order : null;
        },
        cancellationToken);

    public Task<Page<OrderLineRow>> ListLinesAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);

        return database.ReadAsync(
            scope.Tenant,
            session =>
            {
                LineKeys found = LineQuery.FindKeys(session, _books, scope, query, Paging.Of(query.Page, query.PageSize, 500));
                return new Page<OrderLineRow>(LineQuery.ReadRows(session, scope, found.Keys), found.Total);
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<OrderLineRow> ReadLinesAsync(AccessScope scope, OrderLineQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);

        // The keys of one moment first, so that nothing is skipped or repeated while others write; no snapshot stays open for a slow reader.
        LineKeys all = await database.ReadAsync(scope.Tenant, session => LineQuery.FindKeys(session, _books, scope, query, new Paging(0, int.MaxValue)), cancellationToken).ConfigureAwait(false);
        foreach ((string OrderNumber, int Position)[] some in all.Keys.Chunk(ExportRows))
        {
            foreach (OrderLineRow row in await database.ReadAsync(scope.Tenant, session => LineQuery.ReadRows(session, scope, some), cancellationToken).ConfigureAwait(false))
                yield return row;
        }
    }

    public Task<Page<OrderRow>> ListOrdersAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);

        return database.ReadAsync(scope.Tenant, session => LineQuery.ListOrders(session, _books, scope, query), cancellationToken);
    }

    public Task<LineCounts> CountAsync(AccessScope scope, DateOnly today, CancellationToken cancellationToken = default) =>
        database.ReadAsync(scope.Tenant, session => LineQuery.Count(session, _books, scope, today), cancellationToken);

    public Task<bool> MarkOpenedAsync(AccessScope scope, string orderNumber, int revision, DateTimeOffset at, string actor, CancellationToken cancellationToken = default)
    {
        const string Open = "update order_head set opened_at = ?4, was_seen = 1 where tenant = ?1 and order_number = ?2 and revision = ?3 and opened_at is null";

        return database.WriteAsync(
            new SqlScope(scope.Tenant, Lane.Orders),
            session =>
            {
                bool isThere = scope.Supplier is not null && OrderReader.FindHead(session, scope, orderNumber) is not null;
                if (!isThere || session.Run(Open, scope.Tenant, orderNumber, revision, at) == 0)
                    return false;

                LineRow row = LineRow.Find(session, scope.Tenant, scope.Supplier!, orderNumber)!;
                LineCounter counter = new(session, scope.Tenant);
                counter.TakeOff(scope.Supplier!, row.Lines);
                LinePack lines = row.Lines;
                while (lines.Read())
                    lines.Status = lines.Status == LineStatus.Unread ? LineStatus.Opened : lines.Status;
                counter.PutOn(scope.Supplier!, row.Lines);
                counter.Save();
                row.Save(session, scope.Tenant, scope.Supplier!, orderNumber);
                Effects.Trace(session, [new TraceEvent(scope.Tenant, orderNumber, revision, TraceStep.Opened, at, actor)]);
                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<TraceEvent>> ReadTraceAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default)
    {
        // A supplier sees the steps of the revisions that were addressed to it.
        const string Read =
            """
            select t.revision, t.step, t.at, t.actor, t.reference, t.detail from trace t
            where t.tenant = ?1 and t.order_number = ?3 and (?2 is null or exists (
                select 1 from order_revision v where v.tenant = t.tenant and v.order_number = t.order_number and v.revision = t.revision and v.supplier = ?2))
            order by t.at, t.seq
            """;

        return database.ReadAsync<IReadOnlyList<TraceEvent>>(
            scope.Tenant,
            session => OrderReader.FindHead(session, scope, orderNumber) is null
                ? []
                : session.List(
                    Read,
                    row => new TraceEvent(scope.Tenant, orderNumber, row.Int(0), (TraceStep)row.Int(1), row.Time(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5)),
                    scope.Tenant, scope.Supplier, orderNumber),
            cancellationToken);
    }

    public async Task AppendTraceAsync(IReadOnlyList<TraceEvent> events, CancellationToken cancellationToken = default)
    {
        foreach (IGrouping<string, TraceEvent> own in events.GroupBy(e => e.Tenant, StringComparer.Ordinal))
            await database.WriteAsync(new SqlScope(own.Key), session => Effects.Trace(session, [.. own]), cancellationToken).ConfigureAwait(false);
    }
}
