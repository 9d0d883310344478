using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Documents;
using WebEdi.Engine.Storing.Memory;
using WebEdi.Storage;
using WebEdi.Transports;

namespace WebEdi.Engine.Tests.Setup;

/// <summary>An engine over an in-memory store with a clock, a failing store and a mail server of our own.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    public const string Map = """
        { "read": "csv",
          "order": { "number": "注文番号", "revision": "訂正", "supplier": "取引先" },
          "line":  { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
        """;

    public const string Header = "注文番号,訂正,取引先,行,品番,数量,納期\r\n";

    public static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _provider;

    public Workbench(Action<IWebEdiBuilder>? more = null, Action<EdiOptions>? options = null)
    {
        Time = new FakeTimeProvider(Start);
        Store = new FaultyStore(new MemoryStore(Time));
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IEdiStore>(Store);
        services.AddSingleton<IOutboundTransport>(Mail);
        services.AddWebEdi(e =>
        {
            e.AddMap("acme", Map);
            more?.Invoke(e);
        });
        if (options is not null)
            services.Configure(options);

        _provider = services.BuildServiceProvider();
        Edi = _provider.GetRequiredService<IEdi>();
        _provider.GetRequiredService<OutboundPipeline>().Jitter = () => 1;
    }

    public FakeTimeProvider Time { get; }

    public FaultyStore Store { get; }

    public MailServer Mail { get; } = new();

    public IEdi Edi { get; }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public object? Find(Type type) => _provider.GetService(type);

    public IEnumerable<T> GetAll<T>() => _provider.GetServices<T>();

    public Task<IngestResult> IngestAsync(string csv, string fileName = "orders.csv", string channel = "library", string? key = null, bool orders = true) =>
        Edi.IngestAsync(
            new IngestRequest { Map = "acme", FileName = fileName, Channel = channel, TransportId = key, ReturnOrders = orders },
            new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    /// <summary>Orders of two lines each, three suppliers in turn.</summary>
    public static string Orders(int count, int from = 1, int revision = 0, decimal quantity = 10)
    {
        StringBuilder csv = new(Header);
        for (int i = from; i < from + count; i++)
        {
            for (int line = 1; line <= 2; line++)
                csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"PO-{i:D5},{revision},S{i % 3:D3},{line},ITEM-{line:D3},{quantity},2026/12/{(i % 28) + 1:D2}\r\n");
        }

        return csv.ToString();
    }

    public async Task AddressSuppliersAsync(string tenant = "default")
    {
        foreach (SupplierProfile supplier in await Store.Tenants.ListSuppliersAsync(tenant))
            await Store.Tenants.SaveSupplierAsync(supplier with { MailAddresses = [$"{supplier.Party.Code}@example.jp"] });
    }

    public async Task SaveTenantAsync(bool refuseUnknown = false, params string[] suppliers)
    {
        await Store.Tenants.SaveAsync(new TenantProfile { Id = "default", Buyer = new Party { Code = "B", Name = "Buyer" }, RefuseUnknownSuppliers = refuseUnknown });
        foreach (string code in suppliers)
            await Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = "default", Party = new Party { Code = code, Name = code }, MailAddresses = [$"{code}@example.jp"] });
    }

    public async Task<IReadOnlyList<OutboxRow>> OutboxAsync() => (await Store.Outbox.ListAsync("default", 1, 200)).Items;

    public async Task<IReadOnlyList<TraceEvent>> TraceAsync(string order) => await Store.Documents.ReadTraceAsync(new AccessScope("default"), order);

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();
}

/// <summary>Answers what the test says, and keeps what it was given.</summary>
internal sealed class MailServer : IOutboundTransport
{
    public string Channel => "mail";

    public List<OutboundMessage> Accepted { get; } = [];

    public List<DateTimeOffset> Attempts { get; } = [];

    /// <summary>Gets or sets the answer; called with the message.</summary>
    public Func<OutboundMessage, DeliveryReceipt> Answer { get; set; } = _ => new DeliveryReceipt(DeliveryOutcome.Delivered, "250 ok");

    public Func<DateTimeOffset> Clock { get; set; } = () => default;

    /// <summary>Gets or sets a value indicating whether it fails before the hand-over begins.</summary>
    public bool IsDown { get; set; }

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, Func<CancellationToken, Task<bool>> handingOver, CancellationToken cancellationToken = default)
    {
        lock (Attempts)
            Attempts.Add(Clock());
        if (IsDown)
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, "connection refused");
        if (!await handingOver(cancellationToken))
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, "claim lost");

        lock (Accepted)
            Accepted.Add(message);
        return Answer(message);
    }
}
