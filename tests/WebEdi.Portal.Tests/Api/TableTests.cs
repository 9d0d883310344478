using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class TableTests : IAsyncLifetime
{
    private const string Items = "先方,自社\r\nA-1,1001\r\n";

    private const string Map = """
        { "read": "csv", "order": { "number": "n", "supplier": "s" },
          "line": { "number": "l", "quantity": "q", "item": { "column": "i", "lookup": { "table": "items", "value": "自社" } } } }
        """;

    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _key = await _host.KeyAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_table_is_versioned_read_back_and_deleted()
    {
        using HttpResponseMessage first = await PutAsync("items", Items);
        using HttpResponseMessage same = await PutAsync("items", Items);
        using HttpResponseMessage second = await PutAsync("items", Items + "B,2\r\n");
        using HttpResponseMessage old = await _host.GetAsync("api/v1/tables/items?version=1", _key);
        using HttpResponseMessage now = await _host.GetAsync("api/v1/tables/items", _key);
        JsonElement list = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/tables", _key));
        using HttpResponseMessage deleted = await _host.SendAsync(HttpMethod.Delete, "api/v1/tables/items", _key);
        using HttpResponseMessage gone = await _host.GetAsync("api/v1/tables/items", _key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.StatusCode, same.StatusCode, second.StatusCode));
        Assert.Equal("/api/v1/tables/items?version=2", second.Headers.Location?.OriginalString);
        Assert.Equal(Items, await old.Content.ReadAsStringAsync(ApiHost.Cancel));
        Assert.Equal(("\"2\"", "text/csv", "2"), (now.Headers.ETag?.Tag, now.Content.Headers.ContentType?.MediaType, Assert.Single(now.Headers.GetValues("WebEdi-Table-Version"))));
        Assert.Equal(("items", 2), (list.GetProperty("items")[0].GetProperty("name").GetString(), list.GetProperty("items")[0].GetProperty("version").GetInt32()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
        Page<AuditEntry> log = await _host.Store.Audit.ListAsync(ApiHost.Tenant, 1, 50, ApiHost.Cancel);
        Assert.Equal(["table-deleted items v3", "table-saved items v2", "table-saved items v1"], log.Items.Where(e => e.Action.StartsWith("table-", StringComparison.Ordinal)).Select(e => $"{e.Action} {e.Target}"));
    }

    [Theory]
    [InlineData("items", "")]
    [InlineData("items", "a,a\n")]
    [InlineData("items", "a,b\n1\n")]
    [InlineData("a.b", "a,b\n1,2\n")]
    public async Task What_is_no_table_is_422_and_not_stored(string name, string content)
    {
        using HttpResponseMessage response = await PutAsync(name, content);

        JsonElement problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "refused");
        Assert.NotEmpty(problem.GetProperty("issues").EnumerateArray());
        Assert.Empty(await _host.Store.Tenants.ListTablesAsync(ApiHost.Tenant, ApiHost.Cancel));
    }

    [Fact]
    public async Task A_change_that_a_map_could_not_live_with_is_422_and_names_its_place()
    {
        await PutAsync("items", Items);
        using HttpResponseMessage map = await _host.SendAsync(HttpMethod.Put, "api/v1/maps/m", _key, ApiHost.Text(Map));
        using HttpResponseMessage changed = await PutAsync("items", "先方,当社\r\nA-1,1001\r\n");
        using HttpResponseMessage deleted = await _host.SendAsync(HttpMethod.Delete, "api/v1/tables/items", _key);

        Assert.Equal(HttpStatusCode.Created, map.StatusCode);
        foreach (HttpResponseMessage refused in new[] { changed, deleted })
        {
            JsonElement issue = Assert.Single((await ProblemTests.AssertProblemAsync(refused, HttpStatusCode.UnprocessableEntity, "refused")).GetProperty("issues").EnumerateArray());
            Assert.Equal(("WE2085", "m", 2), (issue.GetProperty("code").GetString(), issue.GetProperty("path").GetString(), issue.GetProperty("line").GetInt32()));
        }
    }

    [Fact]
    public async Task An_unchanged_table_is_not_sent_again()
    {
        await PutAsync("items", Items);
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/tables/items");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"1\""));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);

        using HttpResponseMessage response = await _host.Client.SendAsync(request, ApiHost.Cancel);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    private Task<HttpResponseMessage> PutAsync(string name, string content) => _host.SendAsync(HttpMethod.Put, $"api/v1/tables/{name}", _key, ApiHost.Text(content, "text/csv"));
}
