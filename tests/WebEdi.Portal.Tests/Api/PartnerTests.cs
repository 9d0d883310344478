using System.Net;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class PartnerTests : IAsyncLifetime
{
    private const string Profile = """{ "map": "orders", "overrides": { "line": { "itemName": null } } }""";

    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _key = await _host.KeyAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_profile_is_versioned_and_read_back_as_it_was_sent()
    {
        using HttpResponseMessage first = await PutAsync("host", "{}");
        using HttpResponseMessage same = await PutAsync("host", "{}");
        using HttpResponseMessage second = await PutAsync("host", Profile);
        using HttpResponseMessage old = await _host.GetAsync("api/v1/partners/host/profile?version=1", _key);
        using HttpResponseMessage now = await _host.GetAsync("api/v1/partners/host/profile", _key);
        JsonElement list = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/partners", _key));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.StatusCode, same.StatusCode, second.StatusCode));
        Assert.Equal("/api/v1/partners/host/profile?version=2", second.Headers.Location?.OriginalString);
        Assert.Equal("{}", await old.Content.ReadAsStringAsync(ApiHost.Cancel));
        Assert.Equal(Profile, await now.Content.ReadAsStringAsync(ApiHost.Cancel));
        Assert.Equal("2", Assert.Single(now.Headers.GetValues("WebEdi-Profile-Version")));
        JsonElement item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("host", 2), (item.GetProperty("partner").GetString(), item.GetProperty("version").GetInt32()));
        Page<AuditEntry> log = await _host.Store.Audit.ListAsync(ApiHost.Tenant, 1, 50, ApiHost.Cancel);
        Assert.Equal(["host v2", "host v1"], log.Items.Where(e => e.Action == "profile-saved").Select(e => e.Target));
    }

    [Theory]
    [InlineData("host", "")]
    [InlineData("host", "[]")]
    [InlineData("host", """{ "encodng": "cp932" }""")]
    [InlineData("host", """{ "map": "nowhere" }""")]
    [InlineData("host", """{ "tolerances": ["everything"] }""")]
    [InlineData("a.b", "{}")]
    public async Task What_is_no_profile_is_422_and_not_stored(string partner, string json)
    {
        using HttpResponseMessage response = await PutAsync(partner, json);

        JsonElement problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "refused");
        Assert.NotEmpty(problem.GetProperty("issues").EnumerateArray());
        Assert.Empty(await _host.Store.Tenants.ListPartnersAsync(ApiHost.Tenant, ApiHost.Cancel));
    }

    [Fact]
    public async Task A_fault_names_the_property_with_line_and_column()
    {
        using HttpResponseMessage response = await PutAsync("host", "{\n  \"overrides\": { \"line\": { \"itm\": \"品番2\" } } }");

        JsonElement problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "refused");
        JsonElement issue = Assert.Single(problem.GetProperty("issues").EnumerateArray());
        Assert.Equal(
            ("WE2076", "overrides.line.itm", 2, 28),
            (issue.GetProperty("code").GetString(), issue.GetProperty("path").GetString(), issue.GetProperty("line").GetInt32(), issue.GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task S11_A_profile_that_is_too_deep_too_long_or_no_text_is_refused()
    {
        using HttpResponseMessage deep = await PutAsync("host", new string('[', 100_000));
        using HttpResponseMessage big = await PutAsync("host", new string(' ', 2_000_000));
        using ByteArrayContent bytes = new([0x7B, 0xFF, 0xFE, 0x7D]);
        using HttpResponseMessage raw = await _host.SendAsync(HttpMethod.Put, "api/v1/partners/host/profile", _key, bytes);

        await ProblemTests.AssertProblemAsync(deep, HttpStatusCode.UnprocessableEntity, "refused");
        await ProblemTests.AssertProblemAsync(big, HttpStatusCode.RequestEntityTooLarge, "too-large");
        await ProblemTests.AssertProblemAsync(raw, HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("api/v1/partners/missing/profile")]
    [InlineData("api/v1/partners/missing/profile?version=1")]
    public async Task An_unknown_partner_or_version_is_404(string path)
    {
        using HttpResponseMessage response = await _host.GetAsync(path, _key);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task The_schema_of_profiles_is_published_to_everybody()
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/schemas/partner");

        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True((await ApiHost.JsonAsync(response)).GetProperty("properties").TryGetProperty("tolerances", out _));
    }

    [Fact]
    public async Task A_file_without_a_map_is_read_by_the_map_of_the_keys_partner()
    {
        string host = await _host.KeyOfAsync(ApiHost.Tenant, "host");
        using HttpResponseMessage none = await PostAsync("fileName=a.csv", ApiHost.Csv(1), host);
        await PutAsync("host", Profile);

        using HttpResponseMessage response = await PostAsync("fileName=a.csv", ApiHost.Csv(1), host);
        using HttpResponseMessage trial = await PostAsync("fileName=b.csv&dryRun=true", ApiHost.Csv(1, "NEW"), host);

        JsonElement problem = await ProblemTests.AssertProblemAsync(none, HttpStatusCode.UnprocessableEntity, "refused");
        Assert.Equal("WE1011", problem.GetProperty("issues")[0].GetProperty("code").GetString());
        JsonElement body = await ApiHost.JsonAsync(response);
        Assert.Equal(
            ("orders", 1, "host", "published"),
            (body.GetProperty("map").GetString(), body.GetProperty("profileVersion").GetInt32(), body.GetProperty("partner").GetString(), body.GetProperty("state").GetString()));
        StoredOrder order = (await _host.Store.Documents.FindAsync(new AccessScope(ApiHost.Tenant), "PO1", ApiHost.Cancel))!;
        Assert.Null(order.Order.Lines[0].ItemName);
        Assert.Equal(1, (await ApiHost.JsonAsync(trial)).GetProperty("counts").GetProperty("created").GetInt32());
    }

    [Fact]
    public async Task A_held_repeat_is_202_and_goes_on_when_it_is_released()
    {
        await PutAsync("core", """{ "duplicates": { "policy": "hold" } }""");
        JsonElement first = await ApiHost.JsonAsync(await PostAsync("map=orders", ApiHost.Csv(2), _key));

        using HttpResponseMessage response = await PostAsync("map=orders", ApiHost.Csv(2), _key);
        JsonElement held = await ApiHost.JsonAsync(response);
        string id = held.GetProperty("receiptId").GetString()!;
        using HttpResponseMessage foreign = await ReleaseAsync(id, await _host.KeyOfAsync(ApiHost.Other, "core"));
        using HttpResponseMessage unknown = await ReleaseAsync("nothing", _key);
        using HttpResponseMessage wrong = await ReleaseAsync(first.GetProperty("receiptId").GetString()!, _key);
        using HttpResponseMessage released = await ReleaseAsync(id, _key);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(("held", "quarantined"), (held.GetProperty("verdict").GetString(), held.GetProperty("state").GetString()));
        Assert.Equal(first.GetProperty("receiptId").GetString(), held.GetProperty("repeatOf").GetString());
        Assert.Equal("WE1010", Assert.Single(held.GetProperty("issues").EnumerateArray()).GetProperty("code").GetString());
        await ProblemTests.AssertProblemAsync(foreign, HttpStatusCode.NotFound, "not-found");
        await ProblemTests.AssertProblemAsync(unknown, HttpStatusCode.NotFound, "not-found");
        await ProblemTests.AssertProblemAsync(wrong, HttpStatusCode.Conflict, "not-in-quarantine");
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        JsonElement body = await ApiHost.JsonAsync(released);
        Assert.Equal(("published", 2), (body.GetProperty("state").GetString(), body.GetProperty("counts").GetProperty("unchanged").GetInt32()));
    }

    private Task<HttpResponseMessage> PutAsync(string partner, string json) =>
        _host.SendAsync(HttpMethod.Put, $"api/v1/partners/{partner}/profile", _key, ApiHost.Text(json));

    private Task<HttpResponseMessage> PostAsync(string query, string csv, string key) =>
        _host.SendAsync(HttpMethod.Post, "api/v1/orders?" + query, key, ApiHost.Text(csv, "text/csv"));

    private Task<HttpResponseMessage> ReleaseAsync(string id, string key) => _host.SendAsync(HttpMethod.Post, $"api/v1/receipts/{id}/release", key);
}
