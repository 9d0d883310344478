using System.Net;
using System.Text.Json;
using WebEdi.Documents;
using WebEdi.Portal.Api;
using WebEdi.Portal.Tests.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Security;

public sealed class RightsMatrixTests : IAsyncLifetime
{
    private const string Mark = "ZQ7";

    private ApiHost _host = null!;
    private Seeded _seeded = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.AddOrderAsync(Mark + "/1", Mark + "-S");
        await _host.ReplyAsync(Mark + "/1", Mark + "-S");
        await _host.Store.Tenants.SaveMapAsync(ApiHost.Tenant, Mark + "-map", ApiHost.Map, DateTimeOffset.UnixEpoch, "test", ApiHost.Cancel);
        await _host.Store.Tenants.SaveSupplierAsync(
            new SupplierProfile { Tenant = ApiHost.Tenant, Party = new Party { Code = Mark + "-S", Name = Mark } }, ApiHost.Cancel);
        await _host.Store.Tenants.SavePartnerAsync(ApiHost.Tenant, Mark, "{}", DateTimeOffset.UnixEpoch, "test", ApiHost.Cancel);
        await _host.Store.Tenants.SaveTableAsync(ApiHost.Tenant, Mark + "-map", "a,b\n1,2\n", DateTimeOffset.UnixEpoch, "test", ApiHost.Cancel);
        Receipt receipt = (await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 1, ApiHost.Cancel)).Items[0];
        _seeded = new Seeded(Mark + "/1", receipt.Id, Mark + "-map", Mark + "-S", Mark);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void S28_Every_route_asks_for_a_scope_or_is_one_of_the_public_descriptions()
    {
        IReadOnlyList<ApiRouteCase> routes = ApiRouteCase.All(_host);

        Assert.Equal(["api/v1/openapi.json", "api/v1/schemas/map", "api/v1/schemas/partner", "api/v1/schemas/{document}"], routes.Where(r => r.Scope is null).Select(r => r.Pattern).Order(StringComparer.Ordinal));
        Assert.Equal(ApiKeys.Scopes.Order(StringComparer.Ordinal), routes.Select(r => r.Scope).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task S28_Nobody_gets_401_on_every_route()
    {
        foreach (ApiRouteCase route in ApiRouteCase.All(_host).Where(r => r.Scope is not null))
        {
            using HttpResponseMessage response = await SendAsync(route, null);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{route}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task S34_A_key_opens_exactly_the_routes_of_its_scope()
    {
        foreach (string scope in ApiKeys.Scopes)
        {
            string key = await _host.KeyAsync(scope);
            string allButThis = await _host.KeyAsync([.. ApiKeys.Scopes.Where(s => s != scope)]);
            foreach (ApiRouteCase route in ApiRouteCase.All(_host).Where(r => r.Scope is not null))
            {
                using HttpResponseMessage one = await SendAsync(route, key);
                using HttpResponseMessage rest = await SendAsync(route, allButThis);
                bool isItsOwn = route.Scope == scope;
                Assert.True((one.StatusCode is HttpStatusCode.Forbidden) != isItsOwn, $"{route} with {scope}: {one.StatusCode}");
                Assert.True((rest.StatusCode is HttpStatusCode.Forbidden) == isItsOwn, $"{route} without {scope}: {rest.StatusCode}");
                Assert.NotEqual(HttpStatusCode.Unauthorized, one.StatusCode);
            }
        }
    }

    [Fact]
    public async Task S28_Another_tenant_finds_nothing_on_any_reading_route()
    {
        string own = await _host.KeyAsync();
        string foreign = await _host.KeyOfAsync(ApiHost.Other, "core");

        int named = 0;
        foreach (ApiRouteCase route in ApiRouteCase.All(_host).Where(r => r.Scope is not null && r.Method == "GET"))
        {
            using HttpResponseMessage mine = await SendAsync(route, own);
            using HttpResponseMessage theirs = await SendAsync(route, foreign);
            string text = await theirs.Content.ReadAsStringAsync(ApiHost.Cancel);

            if (route.Pattern.Contains('{', StringComparison.Ordinal))
            {
                named++;
                Assert.True(theirs.StatusCode == HttpStatusCode.NotFound, $"{route}: {theirs.StatusCode}");
                JsonElement problem = JsonDocument.Parse(text).RootElement;
                Assert.DoesNotContain(Mark, problem.GetProperty("title").GetString() + problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
            else
            {
                Assert.True(theirs.IsSuccessStatusCode, $"{route}: {theirs.StatusCode}");
                Assert.DoesNotContain(Mark, text, StringComparison.Ordinal);
                if (JsonDocument.Parse(text).RootElement.TryGetProperty("total", out JsonElement total))
                    Assert.Equal(0, total.GetInt32());
            }

            Assert.True(mine.IsSuccessStatusCode, $"{route} of the own tenant: {mine.StatusCode}");
        }

        Assert.True(named >= 5, "The routes with a name in them were not reached.");
    }

    [Fact]
    public async Task S28_Writing_under_the_same_name_leaves_the_other_tenant_alone()
    {
        string foreign = await _host.KeyOfAsync(ApiHost.Other, "core");

        foreach (ApiRouteCase route in ApiRouteCase.All(_host).Where(r => r.Method is "PUT" or "POST" or "DELETE"))
        {
            using HttpResponseMessage response = await SendAsync(route, foreign);
        }

        Assert.Equal(1, (await _host.Store.Tenants.FindMapAsync(ApiHost.Tenant, _seeded.MapName, null, ApiHost.Cancel))!.Version);
        Assert.Equal("{}", Assert.Single(await _host.Store.Tenants.ListPartnersAsync(ApiHost.Tenant, ApiHost.Cancel)).Json);
        Assert.Equal(1, Assert.Single(await _host.Store.Tenants.ListTablesAsync(ApiHost.Tenant, ApiHost.Cancel)).Version);
        SupplierProfile supplier = (await _host.Store.Tenants.FindSuppliersAsync(ApiHost.Tenant, [_seeded.Supplier], ApiHost.Cancel))[_seeded.Supplier];
        Assert.Equal(Mark, supplier.Party.Name);
        ReplyFeedPage feed = await _host.Store.Replies.ReadFeedAsync(ApiHost.Tenant, null, "core", 10, ApiHost.Cancel);
        Assert.Equal(0, feed.Acknowledged);
    }

    private Task<HttpResponseMessage> SendAsync(ApiRouteCase route, string? key) =>
        _host.SendAsync(new HttpMethod(route.Method), route.Path(_seeded), key, route.Body());
}
