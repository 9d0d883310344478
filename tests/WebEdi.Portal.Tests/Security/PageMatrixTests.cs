using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Portal.Api.Safety;
using WebEdi.Portal.Branch;
using WebEdi.Portal.Tests.Pages;
using WebEdi.Storage;
using Xunit;
using Page = WebEdi.Portal.Tests.Pages.Page;

namespace WebEdi.Portal.Tests.Security;

/// <summary>Every handler of every page, as the program mapped them, for every kind of person: role x owner (S28; S27 of the portal's own list).</summary>
public sealed class PageMatrixTests : IAsyncLifetime
{
    private const string Mark = "ZQ7";

    private static readonly Person[] People =
    [
        new("own@example.jp", AccountRole.Supplier, Mark + "-S"),
        new("colleague@example.jp", AccountRole.Supplier, "0034"),
        new("namesake@example.jp", AccountRole.Supplier, Mark + "-S", "other"),
        new("buyer@example.jp", AccountRole.Buyer),
        new("admin@example.jp", AccountRole.Admin),
        new("otherbuyer@example.jp", AccountRole.Buyer, null, "other"),
        new("otheradmin@example.jp", AccountRole.Admin, null, "other"),
        new(null, default),
    ];

    private readonly Dictionary<string, string> _own = [];
    private PortalHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await PortalHost.StartAsync();
        foreach (string tenant in new[] { PortalHost.Tenant, "other" })
            await _host.AddTenantAsync(tenant, tenant);
        foreach (Person person in People.Where(p => p.Name is not null))
            await _host.AddPersonAsync(person.Name!, person.Role, person.Supplier, person.Tenant);
        await _host.AddPersonAsync(Mark + "@example.jp", AccountRole.Supplier, "0034");
        await _host.Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = PortalHost.Tenant, Party = new() { Code = Mark + "-S", Name = Mark } });
        await _host.Store.Tenants.SaveMapAsync(PortalHost.Tenant, Mark, "{}", _host.Clock.GetUtcNow(), "x");
        await _host.Store.Tenants.SavePartnerAsync(PortalHost.Tenant, Mark, "{}", _host.Clock.GetUtcNow(), "x");
        await _host.Store.Tenants.SaveTableAsync(PortalHost.Tenant, Mark, "a,b\n1,2\n", _host.Clock.GetUtcNow(), "x");
        await _host.Store.Accounts.SaveApiKeyAsync(new ApiKey
        {
            Id = Mark, Tenant = PortalHost.Tenant, Name = Mark, SecretHash = "h", Prefix = "wek_", Scopes = ["orders:read"], CreatedAt = _host.Clock.GetUtcNow(),
        });
        (_own["{order}"], _own["{supplier}"], _own["{map}"], _own["{person}"], _own["{key}"]) = ($"PO-{Mark}", $"{Mark}-S", Mark, $"id-{Mark}@example.jp", Mark);
        _own["{receipt}"] = await _host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder($"PO-{Mark}", Mark + "-S", change: l => l with { ItemName = "部品" + Mark })], Mark + ".csv");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task S28_The_table_names_every_handler_of_every_page()
    {
        List<string> mapped = [];
        PageLoader loader = Branch.GetRequiredService<PageLoader>();
        foreach (RouteEndpoint endpoint in Endpoints.Where(IsPage))
        {
            CompiledPageActionDescriptor page = await loader.LoadAsync(endpoint.Metadata.GetMetadata<PageActionDescriptor>()!, EndpointMetadataCollection.Empty);
            mapped.AddRange(page.HandlerMethods.Select(h =>
                $"{h.HttpMethod.ToUpperInvariant()} /{endpoint.RoutePattern.RawText!.TrimStart('/')}{(h.Name is null ? "" : "?handler=" + h.Name)}"));
        }

        Assert.Equal(mapped.Distinct().Order(StringComparer.Ordinal), PageRow.All.Select(r => r.Handler).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void S28_What_is_neither_a_page_nor_the_API_is_health_and_pictures()
    {
        RouteEndpoint[] others = [.. Endpoints.Where(e => !IsPage(e) && e.Metadata.GetMetadata<ApiRoute>() is null)];

        Assert.Equal(
            ["/assets/{version}/{name}", "/health/live", "/health/ready"],
            others.Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Order(StringComparer.Ordinal));
        Assert.All(others, e => Assert.NotNull(e.Metadata.GetMetadata<IAllowAnonymous>()));
    }

    [Fact]
    public async Task S28_Handler_by_role_by_owner()
    {
        string before = await StateAsync();
        foreach (PageRow row in PageRow.All)
        {
            foreach (Person person in People.Where(p => !IsOwner(p, row)))
            {
                Page answer = await SendAsync(row, person);
                bool isLetIn = IsLetIn(person, row.Reach);

                HttpStatusCode expected = isLetIn ? row.Foreign : person.Name is null ? HttpStatusCode.Redirect : HttpStatusCode.NotFound;
                Assert.True(answer.Status == expected, $"{row.Handler} as {person}: {answer.Status}, expected {expected}");
                Assert.Equal(person.Name is null && !isLetIn, answer.Location?.ToString().StartsWith("/sign-in?returnUrl", StringComparison.Ordinal) == true || IsBareSignIn(row, answer));
                Assert.DoesNotContain("部品" + Mark, answer.Html, StringComparison.Ordinal);
                Assert.DoesNotContain(Mark + "@example.jp", answer.Html, StringComparison.Ordinal);
                Assert.True(before == await StateAsync(), $"{row.Handler} as {person} changed something");
            }
        }
    }

    [Fact]
    public async Task S28_The_owner_gets_what_the_table_says()
    {
        foreach (PageRow row in PageRow.All)
        {
            // The first one: a second removal of the same thing finds nothing, as it should.
            Person owner = People.First(p => IsOwner(p, row));

            Page answer = await SendAsync(row, owner);

            Assert.True(answer.Status == row.Own, $"{row.Handler} as {owner}: {answer.Status}, expected {row.Own}: {string.Join(' ', answer.Texts("#errors, .issues"))}");
            Assert.False(answer.Location?.ToString().StartsWith("/sign-in", StringComparison.Ordinal) == true && row.Handler != "POST /sign-out", row.Handler);
        }
    }

    private IServiceProvider Branch => _host.Services.GetRequiredService<PortalMounts>().Branches.Single().Services;

    private IEnumerable<RouteEndpoint> Endpoints => Branch.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null;

    private static bool IsLetIn(Person person, Reach reach) => reach switch
    {
        Reach.Everybody => true,
        Reach.SignedIn => person.Name is not null,
        Reach.Supplier => person is { Name: not null, Role: AccountRole.Supplier },
        Reach.Buyer => person is { Name: not null, Role: not AccountRole.Supplier },
        _ => person is { Name: not null, Role: AccountRole.Admin },
    };

    private static bool IsOwner(Person person, PageRow row) =>
        IsLetIn(person, row.Reach) && (row.Reach != Reach.Supplier || person.Supplier == Mark + "-S") && person.Tenant == PortalHost.Tenant && person.Name is not null;

    /// <summary>Addresses that cannot be asked for again lead to the sign-in page without a way back.</summary>
    private static bool IsBareSignIn(PageRow row, Page answer) =>
        answer.Location?.ToString() == "/sign-in" && row.Handler != "POST /sign-out";

    private async Task<Page> SendAsync(PageRow row, Person person)
    {
        using Browser browser = person.Name is null ? _host.NewBrowser() : await _host.SignInAsync(person.Name);
        string[] parts = row.Handler.Split(' ');
        string url = parts[1] + (row.Query.Length == 0 ? "" : (parts[1].Contains('?', StringComparison.Ordinal) ? "&" : "?") + Fill(row.Query));
        if (parts[0] == "GET")
            return await browser.GetAsync(url, follow: false);

        Page form = await browser.GetAsync(person.Name is null ? "/sign-in" : "/account");
        string token = form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.PostAsync(
            url, [new("__RequestVerificationToken", token), .. row.Form.Select(f => Fill(f).Split('=', 2)).Select(f => new KeyValuePair<string, string>(f[0], f[1]))], follow: false);
    }

    private string Fill(string text) => _own.Aggregate(text, (filled, own) => filled.Replace(own.Key, own.Value, StringComparison.Ordinal));

    /// <summary>All that a tenant has and a page could change.</summary>
    private async Task<string> StateAsync()
    {
        AccessScope scope = new(PortalHost.Tenant);
        StoredOrder order = (await _host.Store.Documents.FindAsync(scope, _own["{order}"]))!;
        return JsonSerializer.Serialize(new
        {
            order.Lines,
            Accounts = await _host.Store.Accounts.ListAsync(scope),
            Keys = await _host.Store.Accounts.ListApiKeysAsync(PortalHost.Tenant),
            Suppliers = await _host.Store.Tenants.ListSuppliersAsync(PortalHost.Tenant),
            Maps = await _host.Store.Tenants.ListMapsAsync(PortalHost.Tenant),
            Files = await _host.Store.Inbox.ListAsync(PortalHost.Tenant, 1, 10),
            Outbox = await _host.Store.Outbox.ListAsync(PortalHost.Tenant, 1, 10),
            Notes = await _host.Store.Despatches.ListAsync(scope, _own["{order}"]),
        });
    }

    private sealed record Person(string? Name, AccountRole Role, string? Supplier = null, string Tenant = PortalHost.Tenant);
}
