using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Diagnostics;
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

    /// <summary>Sets the clock that leases and due times follow back, as somebody does who finds that it was wrong.</summary>
    protected Task SetBackAsync(TimeSpan by)
    {
        Clock.AdjustTime(Now - by);
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

    /// <summary>Puts something of every kind into the store, of two tenants.</summary>
    protected async Task FillAsync()
    {
        foreach (string tenant in (string[])[Acme, Other])
        {
            await Store.Tenants.SaveAsync(new TenantProfile { Id = tenant, Buyer = new Party { Code = tenant, Name = "株式会社 買手" } }, Token);
            await Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = tenant, Party = new Party { Code = "S1", Name = "髙﨑製作所" } }, Token);
            await Store.Tenants.SaveMapAsync(tenant, "orders", "{ \"a\": \"\\u0001é😀\" }", Now, "test", Token);
            await Store.Tenants.SavePartnerAsync(tenant, "core", "{}", Now, "test", Token);
            await Store.Tenants.SaveTableAsync(tenant, "items", "a,b\r\n1,2\r\n", Now, "test", Token);
            await Store.Tenants.SaveTemplateAsync(tenant, "supplier-notice", "ja", "本文", Now, "test", Token);
            await PublishAsync(tenant, OrderOf("A"), OrderOf("LONG", lines: [.. Enumerable.Range(1, 70).Select(i => LineOf($"{i:0000}"))]));
            ReceiptClaim claim = await ClaimNewAsync(tenant);
            await Store.Inbox.CommitAsync(
                claim,
                BatchOf(tenant, [], state: ReceiptState.Refused) with
                {
                    Results = [new MessageResult(1, "B", 0, MessageVerdict.Refused, "2", null)],
                    Diagnostics = [Diagnostic.Create(DiagnosticCodes.NotWellFormed, new SourcePosition())],
                },
                Token);
            await EnqueueAllAsync(tenant);
            await Store.Mailbox.SaveAsync(new CapturedMail($"m-{tenant}", tenant, Now, ["to@example.jp"], "件名", "本文", "<p>本文</p>"), Token);
            await Store.Audit.AppendAsync(new AuditEntry(tenant, Now, "佐藤", "127.0.0.1", "export", "orders", true), Token);
            await Store.Accounts.SaveApiKeyAsync(new ApiKey { Id = "k", Tenant = tenant, Name = "core", SecretHash = Hash(tenant), Prefix = "wk_", Scopes = ["orders:write"], CreatedAt = Now }, Token);
        }

        await Store.Audit.AppendAsync(new AuditEntry("", Now, "nobody", "127.0.0.1", "sign-in-refused", null, false), Token);
        await SubmitAsync(S1, "key", ReplyTo("A"));
        await Store.Replies.AcknowledgeAsync(Acme, "core", 1, TraceStep.Answered, Now, "core", Token);
        await Store.Despatches.NextNumberAsync(S1, Token);
        await Store.Despatches.SaveAsync(S1, [new DespatchAdvice { Number = "DN-1", IssueDate = new DateOnly(2026, 12, 1), OrderNumber = "A", Buyer = new Party { Code = "" }, Supplier = new Party { Code = "S1" }, Lines = [new DespatchLine { LineNumber = "0010", Quantity = 0.125m }] }], [], Token);
        await Store.Accounts.SaveProtectionKeyAsync("key-1", "<key/>", Token);
        await Store.Accounts.CreateAsync(PersonOf("1", "a@example.jp", Acme), Token);
        await Store.Accounts.CreateAsync(PersonOf("2", "b@example.jp", Other), Token);
    }

    protected static Account PersonOf(string id, string name, params string[] tenants) => new()
    {
        Id = id,
        UserName = name,
        NormalizedUserName = name.ToUpperInvariant(),
        SecurityStamp = "stamp" + id,
        Memberships = [.. tenants.Select(t => new Membership(t, AccountRole.Supplier, "S1"))],
    };

    /// <summary>Leaves an effect that waits, one that is dead, one that has left and one whose bytes are kept.</summary>
    private async Task EnqueueAllAsync(string tenant)
    {
        ReceiptClaim claim = await ClaimNewAsync(tenant);
        OutboxEntry[] effects = [.. ((string[])["left", "dead", "kept"]).Select(id => new OutboxEntry { Id = id, Tenant = tenant, Kind = OutboxKinds.SupplierNotice, DueAt = Now, Payload = "{}" })];
        await Store.Inbox.CommitAsync(
            claim, BatchOf(tenant, []) with { Outbox = [.. effects, new OutboxEntry { Id = "waits", Tenant = tenant, Kind = OutboxKinds.SupplierNotice, DueAt = Now.AddMinutes(5), Payload = "{}" }] }, Token);
        foreach (OutboxClaim effect in await Store.Outbox.ClaimAsync("worker", Lease, 10, Token))
        {
            await Store.Outbox.SaveContentAsync(effect, "bytes"u8.ToArray(), Token);
            OutboxState state = effect.Entry.Id switch { "left" => OutboxState.Done, "dead" => OutboxState.Dead, _ => OutboxState.Queued };
            await Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = effect, State = state, RetryAfter = TimeSpan.FromMinutes(30) }], Token);
        }
    }

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
