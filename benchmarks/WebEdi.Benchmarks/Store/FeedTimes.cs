using System.Diagnostics;
using System.Globalization;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Benchmarks.Store;

/// <summary>Replies pulled from SQLite and PostgreSQL, each with the order that it answers: the median of five rounds after two.</summary>
internal static class FeedTimes
{
    private const int Batch = 100;
    private const int Page = 500;
    private const int WarmUp = 2;
    private const int Rounds = WarmUp + 5;

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="replies">How many replies.</param>
    public static async Task RunAsync(int replies)
    {
        await using StoreGround file = new SqliteGround();
        await using StoreGround server = await PostgresGround.StartAsync();
        foreach ((string name, StoreGround of) in ((string, StoreGround)[])[("SQLite", file), ("PostgreSQL", server)])
        {
            foreach (int lines in (int[])[1, 10])
            {
                double seconds = await PullAsync(of, replies, lines);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"feed, {name}: {replies} replies to orders of {lines} lines in {seconds:0.000} s, {replies / seconds:0} a second"));
            }
        }
    }

    private static async Task<double> PullAsync(StoreGround ground, int replies, int lines)
    {
        string name = await ground.MakeAsync();
        await using SqlStore store = ground.Open(name);
        await store.OpenAsync();
        Order[] orders = [.. BenchmarkOrders.Make(replies).Select(o => o with { Lines = [.. o.Lines.Take(lines)] })];
        await BenchmarkOrders.FillAsync(store, orders);
        foreach (Order[] some in orders.Chunk(Batch))
            await store.Replies.SubmitAsync(BenchmarkOrders.Supplier, [.. some.Select(ReplyTo)], some[0].Number);

        // The first rounds run code that the runtime has not finished compiling.
        double[] seconds = new double[Rounds];
        for (int i = 0; i < seconds.Length; i++)
            seconds[i] = await PullAsync(store, replies);
        double[] warm = seconds[WarmUp..];
        Array.Sort(warm);
        return warm[warm.Length / 2];
    }

    private static async Task<double> PullAsync(SqlStore store, int replies)
    {
        Stopwatch watch = Stopwatch.StartNew();
        long? after = null;
        int read = 0;
        while (await store.Replies.ReadFeedAsync(BenchmarkOrders.Tenant, after, "core", Page) is { Items.Count: > 0 } page)
        {
            read += page.Items.Count;
            after = page.Items[^1].Position;
        }

        return read == replies ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{read} replies");
    }

    private static ReplySubmission ReplyTo(Order order) => new()
    {
        Response = new OrderResponse
        {
            Id = $"R-{order.Number}",
            OrderNumber = order.Number,
            OrderRevision = 0,
            SupplierCode = order.Supplier.Code,
            RespondedAt = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero),
            RespondedBy = "佐藤",
            Lines = [.. order.Lines.Select(l => new ResponseLine { LineNumber = l.Number, Version = 1, Kind = ResponseKind.Accepted })],
        },
        Statuses = order.Lines.ToDictionary(l => l.Number, _ => LineStatus.Accepted),
    };
}
