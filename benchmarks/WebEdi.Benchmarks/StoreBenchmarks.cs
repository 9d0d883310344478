using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Benchmarks;

/// <summary>100,000 order lines into SQLite: a bare loop over prepared statements against the store with all that it writes beside them.</summary>
[FewRuns]
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private readonly string _directory = Directory.CreateTempSubdirectory("webedi-bench-").FullName;
    private Order[] _orders = [];
    private int _run;

    [GlobalSetup]
    public void Setup() => _orders = BenchmarkOrders.Make();

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    /// <summary>Two tables, four columns of text and numbers and one JSON text per line: what nobody can do faster through ADO.NET.</summary>
    [Benchmark(Baseline = true)]
    public void Bare_prepared_statements()
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_directory, $"bare{_run++}.db")};Pooling=False");
        connection.Open();
        Run(connection, "pragma journal_mode = wal; pragma synchronous = full; create table head (number text primary key, supplier text); create table line (number text, position integer, item text, quantity real, due text, body text, primary key (number, position)) without rowid");
        using SqliteCommand head = Prepare(connection, "insert into head values ($0, $1)", 2);
        using SqliteCommand line = Prepare(connection, "insert into line values ($0, $1, $2, $3, $4, $5)", 6);
        foreach (Order[] batch in _orders.Chunk(BenchmarkOrders.BatchOrders))
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            head.Transaction = line.Transaction = transaction;
            foreach (Order order in batch)
            {
                Run(head, order.Number, order.Supplier.Code);
                for (int i = 0; i < order.Lines.Count; i++)
                {
                    OrderLine l = order.Lines[i];
                    Run(line, order.Number, i, l.ItemCode!, (double)l.Quantity, "2026-12-01", "{}");
                }
            }

            transaction.Commit();
        }
    }

    /// <summary>Revisions, lines, search texts, counts, three steps of trace and a result per order, the notices and the checkpoint.</summary>
    [Benchmark]
    public async Task Store()
    {
        await using SqlStore store = BenchmarkOrders.Open(Path.Combine(_directory, $"store{_run++}.db"));
        await BenchmarkOrders.FillAsync(store, _orders);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}

/// <summary>Orders of 10 lines of one supplier, the same in every run.</summary>
internal static class BenchmarkOrders
{
    public const int BatchOrders = 500;
    public const string Tenant = "acme";

    private static readonly string[] Names = ["六角ボルト Ｍ８×25", "ｱﾙﾐ板 A5052", "ステンレス鋼管", "電解コンデンサ 100µF", "歯車 モジュール2"];

    public static AccessScope Supplier { get; } = new(Tenant, "S001");

    public static Order[] Make(int orders = 10_000)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, orders).Select(n => new Order
        {
            Number = $"PO-2026-{n:000000}",
            IssueDate = new DateOnly(2026, 11, 1),
            Supplier = new Party { Code = Supplier.Supplier!, Name = "株式会社テスト製作所" },
            ShipTo = new Party { Code = "W1", Name = "第一倉庫", Address = "東京都千代田区1-1" },
            Lines = [.. Enumerable.Range(1, 10).Select(i => new OrderLine
            {
                Number = $"{i * 10:0000}",
                ItemCode = $"IT-{random.Next(100_000):00000}",
                ItemName = Names[random.Next(Names.Length)],
                Specification = "SUS304",
                Quantity = random.Next(1, 1000),
                Unit = "PCE",
                UnitPrice = random.Next(1, 100_000) / 10m,
                Amount = random.Next(1_000_000),
                TaxRate = 10,
                DueDate = new DateOnly(2026, 12, 1).AddDays(random.Next(90)),
                DrawingNumber = "D-1234",
                Note = "至急",
            })],
        })];
    }

    public static SqlStore Open(string path) =>
        new(new SqliteDatabase(Options.Create(new SqliteOptions { Path = path }), TimeProvider.System, NullLogger<SqliteDatabase>.Instance));

    public static async Task FillAsync(IEdiStore store, Order[] orders)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        InboundFile file = new() { Tenant = Tenant, Channel = "api", FileName = "a.csv", MapName = "m", MapVersion = 1, ContentHash = "h", Length = 1, ReceivedAt = now, Actor = "bench" };
        Receipt receipt = (await store.Inbox.AcceptAsync(file, new MemoryStream([0]))).Receipt;
        ReceiptClaim claim = (await store.Inbox.ClaimAsync("bench", TimeSpan.FromMinutes(10), 1, receipt))[0];
        int done = 0;
        foreach (Order[] batch in orders.Chunk(BatchOrders))
        {
            int before = done;
            done += batch.Length;
            bool isLast = done == orders.Length;
            CommitOutcome outcome = await store.Inbox.CommitAsync(claim, new ProcessedBatch
            {
                Orders = [.. batch.Select(o => new OrderRegistration { Order = o, MeaningHash = o.Number, MapName = "m", MapVersion = 1, RegisteredAt = now })],
                Results = [.. batch.Select((o, i) => new MessageResult(before + i + 1, o.Number, 0, MessageVerdict.Created, "2-11", o.Supplier.Code))],
                Trace = [.. batch.SelectMany(o => new[] { TraceStep.Received, TraceStep.Mapped, TraceStep.Stored }.Select(s => new TraceEvent(Tenant, o.Number, 0, s, now, "core", receipt.Id)))],
                Outbox = isLast ? [new OutboxEntry { Id = "notice", Tenant = Tenant, Kind = OutboxKinds.SupplierNotice, DueAt = now, Payload = "{}" }] : [],
                Checkpoint = done,
                State = isLast ? ReceiptState.Published : ReceiptState.Processing,
                Counts = new ReceiptCounts(Orders: done, Created: done),
            });
            if (outcome != CommitOutcome.Committed)
                throw new InvalidOperationException(outcome.ToString());
        }
    }
}
