using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Benchmarks.Store;

/// <summary>
/// Effects claimed and completed (two commits) by several workers on PostgreSQL, beside a bare loop with SKIP LOCKED and two commits: medians of five rounds in
/// turns after one, each over a queue that was filled a moment ago.
/// </summary>
internal static class OutboxTimes
{
    private const int Batch = 100;
    private const int Rounds = 5;

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="entries">How many effects.</param>
    public static async Task RunAsync(int entries)
    {
        await using StoreGround ground = await PostgresGround.StartAsync();
        foreach (int workers in (int[])[1, 2, 4])
        {
            List<double> bares = [];
            List<double> stores = [];
            for (int round = 0; round <= Rounds; round++)
            {
                bares.Add(await BareAsync(ground, entries, workers));
                stores.Add(await StoreAsync(ground, entries, workers));
            }

            // The first round runs code that the runtime has not finished compiling.
            double bare = Median(bares[1..]);
            double store = Median(stores[1..]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"outbox, {entries} effects, {workers} workers: bare {entries / bare,8:0} a second, store {entries / store,8:0} a second, {bare / store:0.0 %} of bare"));
        }
    }

    private static double Median(List<double> seconds)
    {
        seconds.Sort();
        return seconds[seconds.Count / 2];
    }

    private static async Task<double> BareAsync(StoreGround ground, int entries, int workers)
    {
        const string Claim =
            """
            with due as (select id from bare where state = 0 and due <= 1 order by due, id limit 100 for update skip locked)
            update bare set state = 1, attempt = attempt + 1, lease = 1 where id in (select id from due) returning id, payload
            """;
        string name = await ground.MakeAsync();
        await using (DbConnection making = await ground.ConnectAsync(name))
        {
            await RunAsync(making, "create table bare (id bigint primary key, payload text not null, state int not null, due bigint not null, attempt int not null, lease bigint)");
            await RunAsync(making, "create index bare_due on bare (due, id) where state < 2");
            await RunAsync(making, $"insert into bare select i, '{{\"receipt\":\"0123456789\"}}', 0, 1, 0, null from generate_series(1, {entries}) i");
        }

        return await WorkAsync(workers, async () =>
        {
            await using DbConnection connection = await ground.ConnectAsync(name);
            while (true)
            {
                List<long> ids = [];
                await using (DbCommand claim = connection.CreateCommand())
                {
                    claim.CommandText = Claim;
                    await using DbDataReader reader = await claim.ExecuteReaderAsync();
                    while (await reader.ReadAsync())
                        ids.Add(reader.GetInt64(0));
                }

                if (ids.Count == 0)
                    return;
                await RunAsync(connection, $"delete from bare where id in ({string.Join(',', ids)})");
            }
        });
    }

    private static async Task<double> StoreAsync(StoreGround ground, int entries, int workers)
    {
        string name = await ground.MakeAsync();
        await using SqlStore store = ground.Open(name);
        await store.OpenAsync();
        await EnqueueAsync(store, entries);
        return await WorkAsync(workers, async () =>
        {
            while (await store.Outbox.ClaimAsync("bench", TimeSpan.FromMinutes(1), Batch) is { Count: > 0 } claims)
                await store.Outbox.CompleteAsync([.. claims.Select(c => new OutboxCompletion { Claim = c, State = OutboxState.Done })]);
        });
    }

    private static async Task EnqueueAsync(SqlStore store, int entries)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        InboundFile file = new() { Tenant = BenchmarkOrders.Tenant, Channel = "api", FileName = "a.csv", MapName = "m", MapVersion = 1, ContentHash = "h", Length = 1, ReceivedAt = now, Actor = "bench" };
        Receipt receipt = (await store.Inbox.AcceptAsync(file, new MemoryStream([0]))).Receipt;
        ReceiptClaim claim = (await store.Inbox.ClaimAsync("bench", TimeSpan.FromMinutes(10), 1, receipt))[0];
        await store.Inbox.CommitAsync(claim, new ProcessedBatch
        {
            Outbox = [.. Enumerable.Range(1, entries).Select(i => new OutboxEntry
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"notice:{i:00000000}"), Tenant = BenchmarkOrders.Tenant, Kind = OutboxKinds.SupplierNotice, DueAt = now, Payload = "{\"receipt\":\"0123456789\"}",
            })],
            Checkpoint = 1,
            State = ReceiptState.Published,
            Counts = new ReceiptCounts(),
        });
    }

    private static async Task<double> WorkAsync(int workers, Func<Task> work)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(work)));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
