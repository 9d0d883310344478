using System.Net;
using System.Text;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class ReplyTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _key = await _host.KeyAsync(ApiScopes.RepliesRead);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Replies_come_again_until_they_are_acknowledged()
    {
        await AddAsync("A", "B", "C");

        JsonElement first = await PullAsync("max=2");
        JsonElement again = await PullAsync("max=2");
        using HttpResponseMessage ack = await AckAsync(first.GetProperty("cursor").GetString());
        JsonElement rest = await PullAsync("max=2");

        Assert.Equal(["A", "B"], Numbers(first));
        Assert.True(first.GetProperty("more").GetBoolean());
        Assert.Equal(["A", "B"], Numbers(again));
        Assert.Equal(2, (await ApiHost.JsonAsync(ack)).GetProperty("acknowledged").GetInt32());
        Assert.Equal(["C"], Numbers(rest));
        Assert.False(rest.GetProperty("more").GetBoolean());
    }

    [Fact]
    public async Task An_acknowledgement_may_be_repeated_and_never_moves_back()
    {
        await AddAsync("A", "B");
        JsonElement all = await PullAsync();
        string early = all.GetProperty("items")[0].GetProperty("cursor").GetString()!;

        await AckAsync(all.GetProperty("cursor").GetString());
        using HttpResponseMessage repeated = await AckAsync(all.GetProperty("cursor").GetString());
        using HttpResponseMessage back = await AckAsync(early);

        Assert.Equal(0, (await ApiHost.JsonAsync(repeated)).GetProperty("acknowledged").GetInt32());
        Assert.Equal(0, (await ApiHost.JsonAsync(back)).GetProperty("acknowledged").GetInt32());
        Assert.Empty(Numbers(await PullAsync()));
    }

    [Fact]
    public async Task A_cursor_goes_on_where_it_stands_without_acknowledging()
    {
        await AddAsync("A", "B", "C");

        JsonElement first = await PullAsync("max=1");
        JsonElement second = await PullAsync("max=1&after=" + first.GetProperty("cursor").GetString());
        JsonElement end = await PullAsync("after=" + (await PullAsync()).GetProperty("cursor").GetString());

        Assert.Equal(["B"], Numbers(second));
        Assert.Empty(Numbers(end));
        Assert.Equal((await PullAsync()).GetProperty("cursor").GetString(), end.GetProperty("cursor").GetString());
    }

    [Fact]
    public async Task An_item_says_what_was_ordered_and_what_is_promised()
    {
        await AddAsync("注文/1");

        JsonElement item = (await PullAsync()).GetProperty("items")[0];

        JsonElement line = item.GetProperty("lines")[0];
        Assert.Equal("0012", item.GetProperty("supplier").GetString());
        Assert.Equal("accepted", line.GetProperty("kind").GetString());
        Assert.Equal(10, line.GetProperty("orderedQuantity").GetDecimal());
        Assert.Equal("2030-04-01", line.GetProperty("requestedDate").GetString());
        Assert.Equal("2030-04-01", line.GetProperty("schedule")[0].GetProperty("date").GetString());
        Assert.Equal(0, line.GetProperty("remainder").GetDecimal());
    }

    [Fact]
    public async Task Handing_out_and_acknowledging_are_recorded_once_each_in_the_trace()
    {
        await AddAsync("A");

        JsonElement page = await PullAsync();
        await PullAsync();
        IReadOnlyList<TraceEvent> delivered = await TraceAsync("A");
        await AckAsync(page.GetProperty("cursor").GetString());
        await AckAsync(page.GetProperty("cursor").GetString());
        IReadOnlyList<TraceEvent> acknowledged = await TraceAsync("A");

        TraceEvent exported = Assert.Single(delivered, t => t.Step == TraceStep.Exported);
        Assert.Equal(page.GetProperty("items")[0].GetProperty("id").GetString(), exported.Reference);
        Assert.Equal("key:test", exported.Actor);
        Assert.DoesNotContain(delivered, t => t.Step == TraceStep.Acknowledged);
        Assert.Single(acknowledged, t => t.Step == TraceStep.Exported);
        Assert.Single(acknowledged, t => t.Step == TraceStep.Acknowledged);
    }

    [Fact]
    public async Task Consumers_acknowledge_for_themselves_and_partners_cannot_for_one_another()
    {
        await AddAsync("A");
        string foreign = await _host.KeyOfAsync(ApiHost.Tenant, "mes", ApiScopes.RepliesRead);

        string cursor = (await PullAsync("consumer=erp")).GetProperty("cursor").GetString()!;
        await AckAsync(cursor, "erp");

        Assert.Empty(Numbers(await PullAsync("consumer=erp")));
        Assert.Equal(["A"], Numbers(await PullAsync()));
        Assert.Equal(["A"], Numbers(await ApiHost.JsonAsync(await _host.GetAsync("api/v1/replies?consumer=erp", foreign))));
    }

    [Fact]
    public async Task Ndjson_has_one_reply_per_line_each_with_its_cursor()
    {
        await AddAsync("A", "B");

        using HttpResponseMessage response = await _host.SendAsync(HttpMethod.Get, "api/v1/replies", _key, null, ("Accept", "application/x-ndjson"));

        string[] lines = (await response.Content.ReadAsStringAsync(ApiHost.Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["A", "B"], lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("orderNumber").GetString()));
        Assert.Equal(Header(response, "WebEdi-Cursor"), JsonDocument.Parse(lines[1]).RootElement.GetProperty("cursor").GetString());
        Assert.Equal("false", Header(response, "WebEdi-More"));
    }

    [Fact]
    public async Task Csv_in_the_built_in_layout_carries_the_cursor_in_a_header()
    {
        await AddAsync("A");

        using HttpResponseMessage response = await _host.GetAsync("api/v1/replies?format=csv", _key);
        string text = await response.Content.ReadAsStringAsync(ApiHost.Cancel);

        Assert.True(response.IsSuccessStatusCode, text);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        Assert.Contains("attachment", response.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        Assert.Contains("0012", text, StringComparison.Ordinal);
        using HttpResponseMessage ack = await AckAsync(Header(response, "WebEdi-Cursor"));
        Assert.Equal(1, (await ApiHost.JsonAsync(ack)).GetProperty("acknowledged").GetInt32());
    }

    [Fact]
    public async Task S04_Csv_through_a_cp932_map_says_its_charset()
    {
        await AddAsync("A");
        string admin = await _host.KeyAsync(ApiScopes.MapsWrite);
        using HttpResponseMessage saved = await _host.SendAsync(HttpMethod.Put, "api/v1/maps/out", admin, ApiHost.Text("""
            { "write": "csv", "encoding": "cp932", "columns": [ { "header": "注文", "field": "orderNumber" }, { "header": "表ソ", "field": "supplierName" } ] }
            """));
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(ApiHost.Cancel));

        using HttpResponseMessage response = await _host.GetAsync("api/v1/replies?map=out", _key);

        byte[] bytes = await response.Content.ReadAsByteArrayAsync(ApiHost.Cancel);
        Assert.Equal("shift_jis", response.Content.Headers.ContentType?.CharSet);
        // 表ソ: both end in the byte 5C, which careless software takes for a backslash.
        Assert.Contains("955C835C", Convert.ToHexString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("after=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("after=%00", HttpStatusCode.BadRequest)]
    [InlineData("consumer=a/b", HttpStatusCode.BadRequest)]
    [InlineData("consumer=", HttpStatusCode.BadRequest)]
    [InlineData("format=xml", HttpStatusCode.NotAcceptable)]
    [InlineData("max=x", HttpStatusCode.BadRequest)]
    [InlineData("map=missing", HttpStatusCode.UnprocessableEntity)]
    public async Task A_wrong_parameter_is_refused(string query, HttpStatusCode status)
    {
        await AddAsync("A");

        using HttpResponseMessage response = await _host.GetAsync("api/v1/replies?" + query, _key);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(await TraceAsync("A"), t => t.Step == TraceStep.Exported);
    }

    [Fact]
    public async Task A_cursor_of_another_epoch_is_gone()
    {
        await AddAsync("A");
        string old = Convert.ToBase64String(Encoding.UTF8.GetBytes("earlier 1")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        using HttpResponseMessage pull = await _host.GetAsync("api/v1/replies?after=" + old, _key);
        using HttpResponseMessage ack = await AckAsync(old);

        await ProblemTests.AssertProblemAsync(pull, HttpStatusCode.Gone, "cursor-gone");
        await ProblemTests.AssertProblemAsync(ack, HttpStatusCode.Gone, "cursor-gone");
    }

    [Fact]
    public async Task What_was_never_handed_out_cannot_be_acknowledged()
    {
        await AddAsync("A");
        JsonElement page = await PullAsync();
        string beyond = Convert.ToBase64String(Encoding.UTF8.GetBytes(page.GetProperty("epoch").GetString() + " 99")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        using HttpResponseMessage response = await AckAsync(beyond);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.BadRequest, "bad-request");
        Assert.Equal(["A"], Numbers(await PullAsync()));
    }

    [Fact]
    public async Task Replies_come_as_messages_where_the_map_is_one_for_order_responses()
    {
        await AddAsync("A", "B");

        using HttpResponseMessage edifact = await _host.GetAsync("api/v1/replies?map=edifact-ordrsp", _key);
        using HttpResponseMessage one = await _host.GetAsync("api/v1/replies?map=cxml-confirmation&max=1", _key);
        using HttpResponseMessage two = await _host.GetAsync("api/v1/replies?map=cxml-confirmation", _key);
        using HttpResponseMessage orders = await _host.GetAsync("api/v1/replies?map=edifact-orders", _key);

        string text = await edifact.Content.ReadAsStringAsync(ApiHost.Cancel);
        Assert.Equal("application/EDIFACT", edifact.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(".edi", edifact.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Contains("RFF+ON:A'", text, StringComparison.Ordinal);
        Assert.Contains("RFF+ON:B'", text, StringComparison.Ordinal);
        Assert.EndsWith("UNZ+2+2'", text.TrimEnd(), StringComparison.Ordinal);
        Assert.True(Header(edifact, "WebEdi-Cursor").Length > 0);
        Assert.Equal("application/xml", one.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, two.StatusCode);
        Assert.Contains("WE2090", await two.Content.ReadAsStringAsync(ApiHost.Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, orders.StatusCode);
    }

    [Fact]
    public async Task An_interchange_of_replies_says_of_itself_what_the_profile_of_the_keys_partner_says()
    {
        await AddAsync("A");
        Assert.True((await _host.Edi.SavePartnerAsync(ApiHost.Tenant, "branch", """{ "interchange": { "sender": "4900000000006", "senderQualifier": "14" } }""", "a", ApiHost.Cancel)).Succeeded);
        string branch = await _host.KeyOfAsync(ApiHost.Tenant, "branch", ApiScopes.RepliesRead);

        using HttpResponseMessage own = await _host.GetAsync("api/v1/replies?map=edifact-ordrsp", branch);
        using HttpResponseMessage other = await _host.GetAsync("api/v1/replies?map=edifact-ordrsp", _key);

        Assert.Contains("+4900000000006:14+", await own.Content.ReadAsStringAsync(ApiHost.Cancel), StringComparison.Ordinal);
        Assert.Contains("+WEBEDI+", await other.Content.ReadAsStringAsync(ApiHost.Cancel), StringComparison.Ordinal);
    }

    private async Task AddAsync(params string[] numbers)
    {
        foreach (string number in numbers)
        {
            await _host.AddOrderAsync(number);
            await _host.ReplyAsync(number);
        }
    }

    private async Task<JsonElement> PullAsync(string query = "")
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/replies?" + query, _key);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(ApiHost.Cancel));
        return await ApiHost.JsonAsync(response);
    }

    private Task<HttpResponseMessage> AckAsync(string? cursor, string? consumer = null) =>
        _host.SendAsync(HttpMethod.Post, "api/v1/replies/ack", _key, ApiHost.Text(JsonSerializer.Serialize(new { cursor, consumer })));

    private Task<IReadOnlyList<TraceEvent>> TraceAsync(string number) =>
        _host.Store.Documents.ReadTraceAsync(new AccessScope(ApiHost.Tenant), number, ApiHost.Cancel);

    private static string?[] Numbers(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("orderNumber").GetString())];

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
