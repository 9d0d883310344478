using System.Diagnostics;
using System.Globalization;

using Microsoft.Extensions.DependencyInjection;

namespace WebEdi.Benchmarks.Store;

/// <summary>One file of order lines from the disk to stored orders, and the memory of the process tenth by tenth of that time: it must not grow with the lines.</summary>
internal static class CorridorTimes
{
    private const int Parts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it and prints a table.</summary>
    /// <param name="kind">sqlite or postgres.</param>
    /// <param name="lines">Order lines, five to an order.</param>
    public static async Task RunAsync(string kind, int lines)
    {
        string folder = Directory.CreateTempSubdirectory("webedi-corridor").FullName;
        await using PostgresServer.PostgresServer? server = kind == "postgres" ? await PostgresServer.PostgresServer.StartAsync("-c shared_buffers=512MB -c max_wal_size=4GB") : null;
        string? database = server is null ? null : await server.CreateDatabaseAsync("corridor");
        try
        {
            string path = Path.Combine(folder, "orders.csv");
            CorridorFile.Write(path, lines);
            ServiceCollection services = new();
            services.AddWebEdi(e =>
            {
                _ = database is null ? e.UseSqlite(o => o.Path = Path.Combine(folder, "webedi.db")) : e.UsePostgreSql(database);
                e.AddMap("acme", CorridorFile.Map);
            });
            await using ServiceProvider provider = services.BuildServiceProvider();
            IEdi edi = provider.GetRequiredService<IEdi>();
            await edi.RunUntilIdleAsync();
            await MeasureAsync(kind, lines, path, edi);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string kind, int lines, string path, IEdi edi)
    {
        List<(double Resident, double Managed)> samples = [];
        using CancellationTokenSource done = new();
        Task sampling = SampleAsync(samples, done.Token);
        Stopwatch watch = Stopwatch.StartNew();
        IngestResult result;
        FileStream content = File.OpenRead(path);
        await using (content)
            result = await edi.IngestAsync(new IngestRequest { Map = "acme", FileName = "orders.csv" }, content);
        watch.Stop();
        await done.CancelAsync();
        await sampling;
        if (result.Receipt!.Counts.Created != lines / 5)
            throw new InvalidOperationException(string.Join("; ", result.Issues.Take(3)));

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{kind}: {lines} lines, {new FileInfo(path).Length / 1e6:0} MB in {watch.Elapsed.TotalSeconds:0.0} s, {lines / watch.Elapsed.TotalSeconds:0} lines/s"));
        Console.WriteLine("| tenth of the time | resident at most, MiB | objects at most, MiB |");
        Console.WriteLine("|---|---|---|");
        for (int part = 0; part < Parts; part++)
        {
            (double Resident, double Managed)[] some = [.. samples.Skip(samples.Count * part / Parts).Take((samples.Count * (part + 1) / Parts) - (samples.Count * part / Parts))];
            if (some.Length > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {part + 1} | {some.Max(s => s.Resident):0} | {some.Max(s => s.Managed):0} |"));
        }
    }

    private static async Task SampleAsync(List<(double Resident, double Managed)> samples, CancellationToken done)
    {
        using PeriodicTimer timer = new(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
                samples.Add((Environment.WorkingSet / 1048576.0, GC.GetTotalMemory(forceFullCollection: false) / 1048576.0));
        }
        catch (OperationCanceledException)
        {
            // The file is registered.
        }
    }
}
