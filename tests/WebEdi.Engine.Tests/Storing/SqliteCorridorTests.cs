using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Engine.Tests.Storing;

/// <summary>The corridor on the real store: what the in-memory one promises must hold on disk too.</summary>
public sealed class SqliteCorridorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webedi-sqlite-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_process_that_dies_at_any_commit_is_continued_by_the_next_one()
    {
        const int orders = 25;
        for (int n = 1; n <= 6; n++)
        {
            foreach (Fault fault in (Fault[])[Fault.BeforeCommit, Fault.AfterCommit])
            {
                string database = Path.Combine(_folder, $"{n}-{fault}.db");
                string receiptId;
                await using (ServiceProvider first = Engine(database, new MailServer(), n, fault))
                {
                    IEdi edi = first.GetRequiredService<IEdi>();
                    await PrepareAsync(edi);
                    IngestResult answer = await edi.IngestAsync(
                        new IngestRequest { Map = "acme", FileName = "a.csv", Channel = "api" }, Content(Workbench.Orders(orders)));
                    receiptId = answer.Receipt!.Id;
                }

                MailServer mail = new();
                await using ServiceProvider second = Engine(database, mail, 0, Fault.None);
                IEdi next = second.GetRequiredService<IEdi>();
                await next.RunUntilIdleAsync();

                Receipt receipt = (await next.Store.Inbox.FindAsync("default", receiptId))!;
                Assert.True(receipt.State == ReceiptState.Published, $"commit {n}, {fault}: {receipt.State}");
                Assert.Equal(new ReceiptCounts(Rows: orders * 2, Orders: orders, Created: orders), receipt.Counts);
                for (int i = 1; i <= orders; i++)
                {
                    IReadOnlyList<TraceEvent> trace = await next.Store.Documents.ReadTraceAsync(new AccessScope("default"), $"PO-{i:D5}");
                    Assert.Equal([TraceStep.Received, TraceStep.Mapped, TraceStep.Stored, TraceStep.Notified], trace.Select(t => t.Step));
                }

                Assert.Equal(3, mail.Accepted.Count);
            }
        }
    }

    [Fact]
    public async Task The_same_file_from_many_senders_is_stored_once()
    {
        await using ServiceProvider services = Engine(Path.Combine(_folder, "parallel.db"), new MailServer(), 0, Fault.None);
        IEdi edi = services.GetRequiredService<IEdi>();
        await PrepareAsync(edi);
        string csv = Workbench.Orders(50);

        IngestResult[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            edi.IngestAsync(new IngestRequest { Map = "acme", FileName = "a.csv", Channel = "api" }, Content(csv)))));
        await edi.RunUntilIdleAsync();

        Assert.Single(answers, a => a.Verdict == AcceptanceVerdict.New);
        Assert.Single(answers.Select(a => a.Receipt!.Id).Distinct());
        Assert.Equal(50, (await edi.Store.Inbox.FindAsync("default", answers[0].Receipt!.Id))!.Counts.Created);
        Assert.Equal(100, (await edi.Store.Documents.CountAsync(new AccessScope("default"), new DateOnly(2026, 11, 24))).All);
    }

    [Fact]
    public async Task Files_that_share_orders_are_decided_one_after_the_other()
    {
        await using ServiceProvider services = Engine(Path.Combine(_folder, "shared.db"), new MailServer(), 0, Fault.None);
        IEdi edi = services.GetRequiredService<IEdi>();
        await PrepareAsync(edi);

        IngestResult[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => edi.IngestAsync(
            new IngestRequest { Map = "acme", FileName = $"{i}.csv" }, Content(Workbench.Orders(30, quantity: i + 1))))));
        for (int i = 0; i < 5 && !await AllFinishedAsync(edi, answers); i++)
            await edi.RunUntilIdleAsync();

        List<ReceiptCounts> counts = [];
        foreach (IngestResult answer in answers)
            counts.Add((await edi.Store.Inbox.FindAsync("default", answer.Receipt!.Id))!.Counts);
        Assert.Equal(30, counts.Sum(c => c.Created));
        Assert.Equal(7 * 30, counts.Sum(c => c.Refused));
        Assert.Equal(60, (await edi.Store.Documents.CountAsync(new AccessScope("default"), new DateOnly(2026, 11, 24))).All);
    }

    private static async Task<bool> AllFinishedAsync(IEdi edi, IngestResult[] answers)
    {
        foreach (IngestResult answer in answers)
        {
            if (!(await edi.Store.Inbox.FindAsync("default", answer.Receipt!.Id))!.IsFinished)
                return false;
        }

        return true;
    }

    private static MemoryStream Content(string csv) => new(Encoding.UTF8.GetBytes(csv));

    private static async Task PrepareAsync(IEdi edi)
    {
        await edi.RunUntilIdleAsync();
        await edi.Store.Tenants.SaveAsync(new TenantProfile { Id = "default", Buyer = new Party { Code = "B" } });
        foreach (string code in (string[])["S000", "S001", "S002"])
            await edi.Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = "default", Party = new Party { Code = code }, MailAddresses = [$"{code}@example.jp"] });
    }

    /// <summary>Each engine is a process of its own to the store; one whose n-th commit fails gives its claim back, so that the next need not wait for the lease.</summary>
    private static ServiceProvider Engine(string database, MailServer mail, int crashAt, Fault fault)
    {
        ServiceCollection services = new();
        services.AddSingleton<IOutboundTransport>(mail);
        services.AddWebEdi(e => e.UseSqlite(o => o.Path = database).AddMap("acme", Workbench.Map));
        services.Configure<EdiOptions>(o => o.BatchLines = 10);

        ServiceDescriptor real = services.Last(d => d.ServiceType == typeof(IEdiStore));
        services.Remove(real);
        services.AddSingleton<IEdiStore>(p =>
        {
            FaultyStore store = new((IEdiStore)(real.ImplementationFactory?.Invoke(p) ?? ActivatorUtilities.CreateInstance(p, real.ImplementationType!)));
            store.Faults.OnCommit = i => i == crashAt ? fault : Fault.None;
            store.Faults.ReleaseNow = true;
            return store;
        });
        return services.BuildServiceProvider();
    }
}
