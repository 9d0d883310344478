using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Benchmarks.Store;

/// <summary>Orders of 10 lines registered with trace and notices, beside the raw path of the driver and EF Core over the same rows in the same tables with the same indexes.</summary>
internal static class StoreTimes
{
    /// <summary>Runs it and prints a table.</summary>
    /// <param name="kind">sqlite or postgres.</param>
    /// <param name="orders">How many orders.</param>
    /// <param name="rounds">How often; medians are told.</param>
    public static async Task RunAsync(string kind, int orders, int rounds)
    {
        await using StoreGround ground = kind == "postgres" ? await PostgresGround.StartAsync() : new SqliteGround();
        Order[] all = BenchmarkOrders.Make(orders);
        int batches = (orders + BenchmarkOrders.BatchOrders - 1) / BenchmarkOrders.BatchOrders;
        string first = await ground.MakeAsync();
        await RegisterAsync(ground, first, all);
        List<TableRows> tables;
        await using (DbConnection connection = await ground.ConnectAsync(first))
            tables = await TableRows.ReadAsync(connection);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {orders} orders, {orders * 10} lines, {tables.Sum(t => t.Rows.Count)} rows in {tables.Count} tables, {batches} transactions"));

        Dictionary<string, List<double>> seconds = new() { ["raw"] = [], ["store"] = [], ["EF Core"] = [] };
        for (int round = 0; round < rounds; round++)
        {
            seconds["raw"].Add(await TimeAsync(ground, (c, _) => ground.LoadAsync(c, tables, batches)));
            seconds["store"].Add(await TimeAsync(ground, (_, name) => RegisterAsync(ground, name, all)));
            seconds["EF Core"].Add(await TimeAsync(ground, (c, _) => EfRows.SaveAsync(ground, c, tables, batches)));
        }

        double raw = Median(seconds["raw"]), store = Median(seconds["store"]);
        foreach ((string what, List<double> times) in seconds)
        {
            double median = Median(times);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {what,-8} {median,8:0.00} s {orders * 10 / median,10:0} lines/s {raw / median,8:0.0 %} of raw; the store is {median / store:0.0} times as fast ({string.Join(' ', times.Select(t => t.ToString("0.00", CultureInfo.InvariantCulture)))})"));
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task RegisterAsync(StoreGround ground, string name, Order[] orders)
    {
        await using SqlStore store = ground.Open(name);
        await store.OpenAsync();
        await BenchmarkOrders.FillAsync(store, orders);
    }

    private static async Task<double> TimeAsync(StoreGround ground, Func<DbConnection, string, Task> work)
    {
        string name = await ground.MakeAsync();
        await using DbConnection connection = await ground.ConnectAsync(name);
        GC.Collect();
        Stopwatch watch = Stopwatch.StartNew();
        await work(connection, name);
        return watch.Elapsed.TotalSeconds;
    }
}
