using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class DespatchStore(SqlDatabase database) : IDespatchStore
{
    private const string InScope = "tenant = ?1 and (?2 is null or supplier = ?2)";

    public Task SaveAsync(AccessScope scope, IReadOnlyList<DespatchAdvice> advices, IReadOnlyList<TraceEvent> trace, CancellationToken cancellationToken = default)
    {
        const string Insert =
            "insert into despatch (tenant, supplier, number, order_number, body, seq) values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing";
        string supplier = scope.Supplier ?? throw new ArgumentException("Delivery notes are a supplier's.", nameof(scope));
        Effects.MustBelong(scope.Tenant, trace, []);

        return database.WriteAsync(
            new SqlScope(scope.Tenant, Lane.Orders),
            session =>
            {
                using JsonBuffer json = new();
                HashSet<string> stored = [];
                foreach (DespatchAdvice advice in advices)
                {
                    if (session.Run(Insert, scope.Tenant, supplier, advice.Number, advice.OrderNumber, json.Write(advice, DocumentJson.DespatchAdvice), session.Ids.NextNumber()) == 1)
                        stored.Add(advice.OrderNumber);
                }

                Effects.Trace(session, [.. trace.Where(t => stored.Contains(t.OrderNumber))]);
            },
            cancellationToken);
    }

    public Task<DespatchAdvice?> FindAsync(AccessScope scope, string number, CancellationToken cancellationToken = default) =>
        database.ReadAsync(scope.Tenant, session => Find(session, scope, number)?.Advice, cancellationToken);

    public Task<IReadOnlyList<DespatchAdvice>> ListAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default)
    {
        const string List = $"select body, prints from despatch where {InScope} and order_number = ?3 order by seq";

        return database.ReadAsync<IReadOnlyList<DespatchAdvice>>(scope.Tenant, session => session.List(List, ToAdvice, scope.Tenant, scope.Supplier, orderNumber), cancellationToken);
    }

    public Task<long> NextNumberAsync(AccessScope scope, CancellationToken cancellationToken = default)
    {
        const string Next =
            "insert into despatch_series (tenant, supplier, last) values (?1, ?2, 1) on conflict (tenant, supplier) do update set last = despatch_series.last + 1 returning last";
        string supplier = scope.Supplier ?? throw new ArgumentException("A series of numbers is a supplier's.", nameof(scope));

        return database.WriteAsync(new SqlScope(scope.Tenant), session => session.List(Next, static row => row.Long(0), scope.Tenant, supplier)[0], cancellationToken);
    }

    public Task<int> CountPrintAsync(AccessScope scope, string number, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => database.WriteAsync(
        new SqlScope(scope.Tenant, Lane.Orders),
        session =>
        {
            if (Find(session, scope, number) is not { } note)
                return 0;

            session.Run("update despatch set prints = prints + 1 where tenant = ?1 and supplier = ?2 and number = ?3", scope.Tenant, note.Supplier, number);
            Effects.Trace(session, [new TraceEvent(scope.Tenant, note.Advice.OrderNumber, note.Advice.OrderRevision, TraceStep.Printed, at, actor, number)]);
            return note.Advice.EarlierPrints;
        },
        cancellationToken);

    private static Note? Find(SqlSession session, AccessScope scope, string number)
    {
        const string Find = $"select body, prints, supplier from despatch where {InScope} and number = ?3 order by seq limit 1";

        return session.Find(Find, static row => new Note(row.Text(2), ToAdvice(row)), scope.Tenant, scope.Supplier, number);
    }

    private static DespatchAdvice ToAdvice(SqlStatement row) => StoreJson.Read(row.Bytes(0), DocumentJson.DespatchAdvice) with { EarlierPrints = row.Int(1) };

    private sealed record Note(string Supplier, DespatchAdvice Advice);
}
