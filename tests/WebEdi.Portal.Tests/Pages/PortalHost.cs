using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Documents;
using WebEdi.Portal.Branch;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

/// <summary>The portal in a program of its own, with an in-memory store, a stopped clock and one tenant.</summary>
internal sealed class PortalHost : IAsyncDisposable
{
    internal const string Tenant = "acme";
    internal const string Password = "correct horse battery";

    private readonly WebApplication _app;
    private readonly List<Browser> _browsers = [];
    private int _files;

    private PortalHost(WebApplication app, FakeTimeProvider clock, string prefix, string origin)
    {
        (_app, Clock, Prefix, Origin) = (app, clock, prefix, origin);
    }

    internal FakeTimeProvider Clock { get; }

    internal string Prefix { get; }

    internal string Origin { get; }

    internal IServiceProvider Services => _app.Services;

    internal IEdi Edi => Services.GetRequiredService<IEdi>();

    internal IEdiStore Store => Edi.Store;

    internal static DateOnly Today { get; } = new(2026, 4, 1);

    internal static async Task<PortalHost> StartAsync(
        Action<PortalOptions>? configure = null, string prefix = "", string origin = "http://localhost", Action<WebApplication>? map = null, Action<IServiceCollection>? services = null)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddWebEdi(edi => edi.AddPdf().AddPortal(configure));
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapWebEdi(prefix);
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        PortalHost host = new(app, clock, prefix, origin);
        await host.Store.OpenAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>A program with a buyer, two suppliers, an account for each, and another buyer with a supplier of the same code.</summary>
    internal static async Task<PortalHost> StartSeededAsync(
        Action<PortalOptions>? configure = null, string prefix = "", string origin = "http://localhost", Action<IServiceCollection>? services = null)
    {
        PortalHost host = await StartAsync(configure, prefix, origin, services: services);
        await host.AddTenantAsync(Tenant, "アクメ製作所");
        await host.AddTenantAsync("other", "別会社");
        foreach ((string tenant, string code, string name) in new[] { (Tenant, "0012", "山田精機"), (Tenant, "0034", "佐藤工業"), ("other", "0012", "よその山田") })
            await host.Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = tenant, Party = new Party { Code = code, Name = name }, MailAddresses = [$"{code}@example.jp"] });
        await host.AddPersonAsync("admin@example.jp", AccountRole.Admin);
        await host.AddPersonAsync("buyer@example.jp", AccountRole.Buyer);
        await host.AddPersonAsync("yamada@example.jp", AccountRole.Supplier, "0012");
        await host.AddPersonAsync("sato@example.jp", AccountRole.Supplier, "0034");
        await host.AddPersonAsync("stranger@example.jp", AccountRole.Supplier, "0012", "other");
        return host;
    }

    internal Browser NewBrowser()
    {
        Browser browser = new(_app.GetTestServer().CreateHandler(), Origin);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>A browser with a session of an account. The sign-in page itself has tests of its own; its hash would slow down all others.</summary>
    internal async Task<Browser> SignInAsync(string name)
    {
        Account account = (await Store.Accounts.FindByNameAsync(name.ToUpperInvariant()))!;
        Sessions sessions = Services.GetRequiredService<PortalMounts>().Branches[0].Services.GetRequiredService<Sessions>();
        DefaultHttpContext context = new();
        (context.Request.Scheme, context.Request.PathBase) = (new Uri(Origin).Scheme, Prefix);
        await sessions.BeginAsync(context, account, account.Memberships[0]);

        Browser browser = NewBrowser();
        browser.Cookies.SetCookies(new Uri(new Uri(Origin), Prefix + "/x"), context.Response.Headers.SetCookie.ToString());
        return browser;
    }

    /// <summary>A scope of the portal's own services.</summary>
    internal AsyncServiceScope NewPortalScope() => Services.GetRequiredService<PortalMounts>().Branches.Single().Services.CreateAsyncScope();

    internal Task AddTenantAsync(string id, string name) =>
        Store.Tenants.SaveAsync(new TenantProfile
        {
            Id = id,
            Buyer = new Party { Code = "", Name = name },
            ReplyReasons = new Dictionary<string, string> { ["R1"] = "材料が入らない", ["R2"] = "能力が足りない" },
        });

    /// <summary>Hashed with few rounds, so that a test does not wait for the hash; signing in raises them.</summary>
    internal async Task AddPersonAsync(string name, AccountRole role, string? supplier = null, string tenant = Tenant)
    {
        Microsoft.AspNetCore.Identity.PasswordHasher<object> hasher =
            new(Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 1000 }));
        await Store.Accounts.CreateAsync(new Account
        {
            Id = "id-" + name,
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = name.Split('@')[0],
            PasswordHash = hasher.HashPassword(name, Password),
            SecurityStamp = "stamp",
            Memberships = [new Membership(tenant, role, supplier)],
        });
    }

    internal static Order NewOrder(string number, string supplier, int lines = 2, int revision = 0, Func<OrderLine, OrderLine>? change = null) => new()
    {
        Number = number,
        Revision = revision,
        Purpose = revision == 0 ? DocumentPurpose.Original : DocumentPurpose.Change,
        IssueDate = new DateOnly(2026, 3, 30),
        Supplier = new Party { Code = supplier, Name = "取引先" + supplier },
        Lines =
        [
            .. Enumerable.Range(1, lines).Select(i => (change ?? (l => l))(new OrderLine
            {
                Number = (i * 10).ToString("0000", CultureInfo.InvariantCulture),
                ItemCode = $"P-{i:000}",
                ItemName = $"部品{i}",
                Quantity = 100 * i,
                Unit = "PCE",
                UnitPrice = 12.5m,
                DueDate = new DateOnly(2026, 4, 10).AddDays(i),
            })),
        ],
    };

    /// <summary>Registers orders the way a processed file does.</summary>
    internal async Task<string> RegisterAsync(string tenant, IReadOnlyList<Order> orders, string fileName = "orders.csv", IReadOnlyList<WebEdi.Diagnostics.Diagnostic>? issues = null)
    {
        int file = ++_files;
        byte[] bytes = Encoding.UTF8.GetBytes($"file {file}");
        DateTimeOffset now = Clock.GetUtcNow();
        Acceptance accepted = await Store.Inbox.AcceptAsync(
            new InboundFile
            {
                Tenant = tenant, Channel = "api", FileName = fileName, MapName = "map", MapVersion = 1,
                ContentHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Length = bytes.Length, ReceivedAt = now, Actor = "test",
            },
            new MemoryStream(bytes));
        ReceiptClaim claim = Assert.Single(await Store.Inbox.ClaimAsync("test", TimeSpan.FromMinutes(1), 1, accepted.Receipt));
        IReadOnlyDictionary<string, OrderHead> heads = await Store.Documents.FindHeadsAsync(tenant, [.. orders.Select(o => o.Number)]);
        CommitOutcome outcome = await Store.Inbox.CommitAsync(claim, new ProcessedBatch
        {
            Orders = [.. orders.Select(o => new OrderRegistration
            {
                Order = o, MeaningHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{file} {o.Number} {o.Revision}"))),
                Expected = heads.GetValueOrDefault(o.Number), MapName = "map", MapVersion = 1, RegisteredAt = now,
            })],
            Results = [.. orders.Select((o, i) => new MessageResult(i + 1, o.Number, o.Revision, heads.ContainsKey(o.Number) ? MessageVerdict.Changed : MessageVerdict.Created, "2", o.Supplier.Code))],
            Diagnostics = issues ?? [],
            Checkpoint = orders.Count,
            State = ReceiptState.Published,
            Counts = new ReceiptCounts(orders.Sum(o => o.Lines.Count), orders.Count, orders.Count, Errors: issues?.Count ?? 0),
            DetectedFormat = "csv, utf-8",
            Trace = [.. orders.Select(o => new TraceEvent(tenant, o.Number, o.Revision, TraceStep.Stored, now, "test"))],
        });
        Assert.Equal(CommitOutcome.Committed, outcome);
        return accepted.Receipt.Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Browser browser in _browsers)
            browser.Dispose();
        await _app.DisposeAsync();
    }
}
