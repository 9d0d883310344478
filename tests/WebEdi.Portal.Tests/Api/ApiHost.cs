using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WebEdi.Documents;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

/// <summary>A program with the API on a real server at a free port of the loopback, an in-memory store and two tenants.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Tenant = "acme";
    public const string Other = "other";
    public const string MapName = "orders";

    public const string Map = """
        { "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "item": "品番", "itemName": "品名", "quantity": "数量", "due": "納期" } }
        """;

    private readonly WebApplication _app;
    private int _files;

    private ApiHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public IEdi Edi => Services.GetRequiredService<IEdi>();

    public IEdiStore Store => Edi.Store;

    public ApiKeys Keys => Services.GetRequiredService<ApiKeys>();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ApiHost> StartAsync(Action<IServiceCollection>? services = null, string prefix = "", params (string Key, string Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)));
        builder.Services.AddWebEdi(edi => edi.AddPortal().AddMap(MapName, Map));
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapWebEdi(prefix);
        await app.StartAsync(Cancel);

        ApiHost host = new(app);
        await host.Store.OpenAsync(Cancel);
        await host.AddTenantAsync(Tenant);
        await host.AddTenantAsync(Other);
        return host;
    }

    public Task<string> KeyAsync(params string[] scopes) => KeyOfAsync(Tenant, "core", scopes);

    public async Task<string> KeyOfAsync(string tenant, string partner, params string[] scopes) =>
        (await Keys.CreateAsync(tenant, "test", partner, scopes.Length == 0 ? ApiKeys.Scopes : scopes, null, "test", Cancel)).Secret;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path) { Content = body };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, Cancel);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key);

    public static HttpContent Text(string text, string mediaType = "application/json")
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Cancel);
        try
        {
            return JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode} is no JSON: {text}");
        }
    }

    /// <summary>Stores an order with one line of 10 pieces, as if a file had brought it.</summary>
    public async Task AddOrderAsync(string number, string supplier = "0012", string tenant = Tenant)
    {
        Order order = new()
        {
            Number = number,
            Supplier = new Party { Code = supplier, Name = "山田精機" },
            Lines = [new OrderLine { Number = "1", ItemCode = "A-1", ItemName = "軸", Quantity = 10, DueDate = new DateOnly(2030, 4, 1) }],
        };
        byte[] bytes = Encoding.UTF8.GetBytes($"{tenant} {number} {_files++}");
        InboundFile file = new()
        {
            Tenant = tenant,
            Channel = "api",
            FileName = "seed.csv",
            MapName = MapName,
            MapVersion = 1,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Length = bytes.Length,
            ReceivedAt = DateTimeOffset.UnixEpoch.AddYears(56),
            Actor = "seed",
        };
        using MemoryStream content = new(bytes);
        Acceptance accepted = await Store.Inbox.AcceptAsync(file, content, Cancel);
        ReceiptClaim claim = (await Store.Inbox.ClaimAsync("seed", TimeSpan.FromMinutes(1), 1, accepted.Receipt, Cancel)).Single();
        OrderRegistration registration = new() { Order = order, MeaningHash = new string('0', 64), MapName = MapName, MapVersion = 1, RegisteredAt = file.ReceivedAt };
        ProcessedBatch batch = new()
        {
            Orders = [registration],
            Results = [new MessageResult(1, number, 0, MessageVerdict.Created, "2", supplier)],
            Trace = [new TraceEvent(tenant, number, 0, TraceStep.Stored, file.ReceivedAt, "seed", accepted.Receipt.Id)],
            Checkpoint = 1,
            State = ReceiptState.Published,
            Counts = new ReceiptCounts(Rows: 1, Orders: 1, Created: 1),
            DetectedFormat = "csv, utf-8",
        };
        Assert.Equal(CommitOutcome.Committed, await Store.Inbox.CommitAsync(claim, batch, Cancel));
    }

    /// <summary>Stores an order and returns the receipts there are then, newest first.</summary>
    public async Task<IReadOnlyList<string>> AddAndListAsync(string number)
    {
        await AddOrderAsync(number);
        return [.. (await Store.Inbox.ListAsync(Tenant, 1, 50, Cancel)).Items.Select(r => r.Id)];
    }

    /// <summary>Lets the supplier accept the order's line.</summary>
    public async Task ReplyAsync(string number, string supplier = "0012", string tenant = Tenant)
    {
        ReplyRequest request = new()
        {
            SubmitKey = number,
            Actor = "yamada",
            Orders = [new OrderReply(number, 0, [new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }])],
        };
        ReplyAnswer answer = await Edi.ReplyAsync(new AccessScope(tenant, supplier), request, Cancel);
        Assert.True(answer.Succeeded, answer.Outcome + " " + string.Join(";", answer.Issues));
    }

    public static string Csv(int orders, string prefix = "PO") =>
        "注文番号,取引先,行,品番,品名,数量,納期\r\n"
        + string.Concat(Enumerable.Range(1, orders).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i},0012,1,A-{i},軸,10,20300401\r\n")));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private Task AddTenantAsync(string tenant) =>
        Store.Tenants.SaveAsync(new TenantProfile { Id = tenant, Buyer = new Party { Code = tenant, Name = "アクメ" } }, Cancel);
}
