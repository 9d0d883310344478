using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Storage;

namespace WebEdi.Benchmarks;

/// <summary>A file of order lines from the disk to stored orders on SQLite, with trace, results and notices, in one process.</summary>
/// <remarks>Five lines an order, twenty suppliers, Japanese names. The store is new for every run and written with synchronous=FULL.</remarks>
[FewRuns]
public class CorridorBenchmarks
{
    private string _folder = "";
    private string _file = "";
    private ServiceProvider? _services;
    private IEdi? _edi;

    [Params(100_000, 400_000)]
    public int Lines { get; set; }

    [GlobalSetup]
    public void WriteFile()
    {
        _folder = Directory.CreateTempSubdirectory("webedi-corridor-").FullName;
        _file = Path.Combine(_folder, "orders.csv");
        CorridorFile.Write(_file, Lines);
    }

    [IterationSetup]
    public void OpenStore()
    {
        ServiceCollection services = new();
        string database = Path.Combine(_folder, $"{Guid.CreateVersion7():N}.db");
        services.AddWebEdi(e => e.UseSqlite(o => o.Path = database).AddMap("acme", CorridorFile.Map));
        _services = services.BuildServiceProvider();
        _edi = _services.GetRequiredService<IEdi>();
        _edi.RunUntilIdleAsync().GetAwaiter().GetResult();
    }

    [Benchmark]
    public async Task<ReceiptState> FileToStoredOrders()
    {
        FileStream content = File.OpenRead(_file);
        await using (content)
        {
            IngestResult result = await _edi!.IngestAsync(new IngestRequest { Map = "acme", FileName = "orders.csv" }, content);
            return result.Receipt!.Counts.Created == Lines / 5 ? result.Receipt.State : throw new InvalidOperationException(string.Join("; ", result.Issues.Take(3)));
        }
    }

    [IterationCleanup]
    public void CloseStore() => _services!.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);
}

/// <summary>The file that the corridor reads.</summary>
internal static class CorridorFile
{
    public const string Map = """
        { "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先", "issueDate": "発注日" },
          "line":  { "number": "行", "item": "品番", "itemName": "品名", "quantity": "数量", "unit": "単位", "price": "単価", "due": "納期" } }
        """;

    public static void Write(string path, int lines)
    {
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        writer.Write("注文番号,取引先,発注日,行,品番,品名,数量,単位,単価,納期\r\n");
        for (int i = 0; i < lines; i++)
        {
            int order = i / 5;
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"PO-{order:D7},S{order % 20:D4},2026/11/24,{(i % 5) + 1},ITEM-{i % 997:D5},六角ボルト M8×{i % 90},{(i % 50) + 1},個,{(i % 900) + 0.5m},2026/12/{(i % 28) + 1:D2}\r\n"));
        }
    }
}
