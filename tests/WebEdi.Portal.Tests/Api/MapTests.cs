using System.Net;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class MapTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _key = await _host.KeyAsync(ApiScopes.MapsRead, ApiScopes.MapsWrite);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_map_is_versioned_and_read_back_as_it_was_sent()
    {
        string changed = ApiHost.Map.Replace("品名", "名称", StringComparison.Ordinal);

        using HttpResponseMessage first = await PutAsync("mine", ApiHost.Map);
        using HttpResponseMessage same = await PutAsync("mine", ApiHost.Map);
        using HttpResponseMessage second = await PutAsync("mine", changed);
        using HttpResponseMessage old = await _host.GetAsync("api/v1/maps/mine?version=1", _key);
        using HttpResponseMessage now = await _host.GetAsync("api/v1/maps/mine", _key);
        JsonElement list = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/maps", _key));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.StatusCode, same.StatusCode, second.StatusCode));
        Assert.Equal("/api/v1/maps/mine?version=2", second.Headers.Location?.OriginalString);
        Assert.Equal(1, (await ApiHost.JsonAsync(same)).GetProperty("version").GetInt32());
        Assert.Equal(ApiHost.Map, await old.Content.ReadAsStringAsync(ApiHost.Cancel));
        Assert.Equal(changed, await now.Content.ReadAsStringAsync(ApiHost.Cancel));
        Assert.Equal("2", Assert.Single(now.Headers.GetValues("WebEdi-Map-Version")));
        Assert.Contains(list.GetProperty("items").EnumerateArray(), m => m.GetProperty("name").GetString() == "mine" && m.GetProperty("version").GetInt32() == 2);
        Page<AuditEntry> log = await _host.Store.Audit.ListAsync(ApiHost.Tenant, 1, 50, ApiHost.Cancel);
        Assert.Equal(["mine v2", "mine v1"], log.Items.Where(e => e.Action == "map-saved").Select(e => e.Target));
    }

    [Fact]
    public async Task A_fault_names_the_property_with_line_and_column()
    {
        using HttpResponseMessage response = await PutAsync("mine", ApiHost.Map.Replace("\"quantity\"", "\"quantitty\"", StringComparison.Ordinal));

        JsonElement problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "refused");
        JsonElement issue = Assert.Single(problem.GetProperty("issues").EnumerateArray(), i => i.ToString().Contains("quantitty", StringComparison.Ordinal));
        Assert.Equal(3, issue.GetProperty("line").GetInt32());
        Assert.True(issue.GetProperty("column").GetInt32() > 1);
        Assert.Null(await _host.Store.Tenants.FindMapAsync(ApiHost.Tenant, "mine", null, ApiHost.Cancel));
    }

    [Theory]
    [InlineData("mine", "")]
    [InlineData("mine", "no json")]
    [InlineData("mine", "[]")]
    [InlineData("a.b", "{}")]
    [InlineData("..%2Fx", ApiHost.Map)]
    public async Task What_is_no_map_is_422(string name, string json)
    {
        using HttpResponseMessage response = await PutAsync(name, json);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "refused");
    }

    [Fact]
    public async Task S11_A_map_that_is_too_deep_too_long_or_no_text_is_refused()
    {
        using HttpResponseMessage deep = await PutAsync("mine", new string('[', 100_000));
        using HttpResponseMessage big = await PutAsync("mine", new string(' ', 2_000_000));
        using ByteArrayContent bytes = new([0x7B, 0xFF, 0xFE, 0x7D]);
        using HttpResponseMessage raw = await _host.SendAsync(HttpMethod.Put, "api/v1/maps/mine", _key, bytes);

        await ProblemTests.AssertProblemAsync(deep, HttpStatusCode.UnprocessableEntity, "refused");
        await ProblemTests.AssertProblemAsync(big, HttpStatusCode.RequestEntityTooLarge, "too-large");
        await ProblemTests.AssertProblemAsync(raw, HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("api/v1/maps/missing")]
    [InlineData("api/v1/maps/orders?version=99")]
    [InlineData("api/v1/maps/orders?version=-1")]
    public async Task An_unknown_map_or_version_is_404(string path)
    {
        using HttpResponseMessage response = await _host.GetAsync(path, _key);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_schema_of_maps_is_published_to_everybody()
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/schemas/map");

        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("object", (await ApiHost.JsonAsync(response)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("order", "supplier")]
    [InlineData("orderResponse", "respondedAt")]
    [InlineData("invoice", "taxes")]
    public async Task The_schema_of_a_document_is_published_to_everybody(string document, string property)
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/schemas/" + document);

        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True((await ApiHost.JsonAsync(response)).GetProperty("properties").TryGetProperty(property, out _));
    }

    [Fact]
    public async Task A_document_that_is_none_has_no_schema()
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/schemas/waybill");

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    private Task<HttpResponseMessage> PutAsync(string name, string json) => _host.SendAsync(HttpMethod.Put, "api/v1/maps/" + name, _key, ApiHost.Text(json));
}
