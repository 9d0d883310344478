using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

/// <summary>What every suite needs: an empty store, a clock that stands still, and short ways to put orders into it.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected const string Acme = "acme";
    protected const string Other = "other";
    protected static readonly AccessScope Buyer = new(Acme);
    protected static readonly AccessScope S1 = new(Acme, "S1");
    protected static readonly AccessScope S2 = new(Acme, "S2");
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private int _files;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));

    protected string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("webedi-").FullName;

    protected IEdiStore Store { get; set; } = null!;

    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Makes a store; an empty one when the directory is empty.</summary>
    protected abstract IEdiStore CreateStore(string directory, TimeProvider clock);

    /// <summary>Gets what a store needs around it; null: nothing but its directory and the clock of the process.</summary>
    protected virtual IStoreSurroundings? Surroundings => null;

    /// <summary>Moves the clock that leases and due times follow.</summary>
    protected Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        return Surroundings?.SetClockAsync(Directory, Now) ?? Task.CompletedTask;
    }

    public async ValueTask InitializeAsync()
    {
        if (Surroundings is { } around)
            await around.PrepareAsync(Directory, Now);
        Store = CreateStore(Directory, Clock);
        await Store.OpenAsync(Token);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (Surroundings is { } around)
            await around.RemoveAsync(Directory);
        System.IO.Directory.Delete(Directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static Order OrderOf(string number, string supplier = "S1", int revision = 0, params OrderLine[] lines) => new()
    {
        Number = number,
        Revision = revision,
        IssueDate = new DateOnly(2026, 11, 20),
        Supplier = new Party { Code = supplier, Name = $"取引先 {supplier}" },
        Lines = lines.Length > 0 ? lines : [LineOf("0010"), LineOf("0020")],
    };

    protected static OrderLine LineOf(string number, decimal quantity = 10, string item = "IT-1", string name = "六角ボルト Ｍ８", DateOnly? due = null) => new()
    {
        Number = number,
        ItemCode = item,
        ItemName = name,
        Quantity = quantity,
        UnitPrice = 12.50m,
        DueDate = due ?? new DateOnly(2026, 12, 10),
        DueDateUndecided = false,
    };

    protected static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    protected InboundFile FileOf(string content, string tenant = Acme, string? key = null, string map = "orders", int mapVersion = 1, string partner = "core") => new()
    {
        Tenant = tenant,
        Partner = partner,
        Channel = "api",
        FileName = "注文.csv",
        MapName = map,
        MapVersion = mapVersion,
        TransportId = key,
        ContentHash = Hash(content),
        Length = Encoding.UTF8.GetByteCount(content),
        ReceivedAt = Now,
        Actor = "test",
    };

    protected Task<Acceptance> AcceptAsync(InboundFile file, string content) =>
        Store.Inbox.AcceptAsync(file, new MemoryStream(Encoding.UTF8.GetBytes(content)), Token);

    /// <summary>Accepts a file of its own content and claims it.</summary>
    protected async Task<ReceiptClaim> ClaimNewAsync(string tenant = Acme)
    {
        string content = $"{tenant} file {++_files}";
        Acceptance acceptance = await AcceptAsync(FileOf(content, tenant), content);
        return Assert.Single(await Store.Inbox.ClaimAsync("worker", Lease, 1, acceptance.Receipt, Token));
    }

    protected OrderRegistration Register(Order order, OrderHead? expected = null, bool isCurrent = true) => new()
    {
        Order = order,
        MeaningHash = Hash($"{order.Number} {order.Revision}"),
        Expected = expected,
        IsCurrent = isCurrent,
        MapName = "orders",
        MapVersion = 1,
        RegisteredAt = Now,
    };

    protected static ProcessedBatch BatchOf(string tenant, IReadOnlyList<OrderRegistration> orders, long before = 0, ReceiptState state = ReceiptState.Published) => new()
    {
        Orders = orders,
        Results =
        [
            .. orders.Select((o, i) => new MessageResult(
                before + i + 1, o.Order.Number, o.Order.Revision, o.Expected is null ? MessageVerdict.Created : MessageVerdict.Changed, "2-3", o.Order.Supplier.Code)),
        ],
        Trace = [.. orders.Select(o => new TraceEvent(tenant, o.Order.Number, o.Order.Revision, TraceStep.Stored, o.RegisteredAt, "core"))],
        Checkpoint = before + orders.Count,
        State = state,
        Counts = new ReceiptCounts(Orders: orders.Count, Created: orders.Count),
    };

    /// <summary>Brings orders into the store as a published file does, each after looking up what is there.</summary>
    protected async Task<Receipt> PublishAsync(string tenant, params Order[] orders)
    {
        ReceiptClaim claim = await ClaimNewAsync(tenant);
        IReadOnlyDictionary<string, OrderHead> heads = await Store.Documents.FindHeadsAsync(tenant, [.. orders.Select(o => o.Number)], Token);
        CommitOutcome outcome = await Store.Inbox.CommitAsync(claim, BatchOf(tenant, [.. orders.Select(o => Register(o, heads.GetValueOrDefault(o.Number)))]), Token);
        Assert.Equal(CommitOutcome.Committed, outcome);
        return (await Store.Inbox.FindAsync(tenant, claim.Receipt.Id, Token))!;
    }

    protected ReplySubmission ReplyTo(string order, int revision = 0, int version = 1, LineStatus status = LineStatus.Accepted, string supplier = "S1", params string[] lines) => new()
    {
        Response = new OrderResponse
        {
            Id = $"R-{order}-{revision}-{version}-{string.Join('-', lines)}",
            OrderNumber = order,
            OrderRevision = revision,
            SupplierCode = supplier,
            RespondedAt = Now,
            RespondedBy = "佐藤",
            Lines =
            [
                .. (lines.Length > 0 ? lines : ["0010"]).Select(l => new ResponseLine
                {
                    LineNumber = l,
                    Version = version,
                    Kind = ResponseKind.Accepted,
                    Schedule = [new PromisedDelivery(new DateOnly(2026, 12, 10), 10.50m)],
                }),
            ],
        },
        Statuses = (lines.Length > 0 ? lines : ["0010"]).ToDictionary(l => l, _ => status),
        Trace = [new TraceEvent(Acme, order, revision, TraceStep.Answered, Now, "佐藤")],
    };

    protected Task<ReplyResult> SubmitAsync(AccessScope scope, string key, params ReplySubmission[] submissions) => Store.Replies.SubmitAsync(scope, submissions, key, Token);

    protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
            list.Add(item);
        return list;
    }
}

/// <summary>What a store needs around it, such as a database on a server.</summary>
public interface IStoreSurroundings
{
    /// <summary>Makes it, empty, with its own clock.</summary>
    Task PrepareAsync(string directory, DateTimeOffset now);

    /// <summary>Sets its clock.</summary>
    Task SetClockAsync(string directory, DateTimeOffset now);

    /// <summary>Takes it away.</summary>
    Task RemoveAsync(string directory);
}
