using System.Net;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

public sealed class SupplierTests : IAsyncLifetime
{
    private const string Yamada = """{ "name": "山田精機", "mailAddresses": ["orders@yamada.example.jp"], "language": "ja" }""";

    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _key = await _host.KeyAsync(ApiScopes.SuppliersRead, ApiScopes.SuppliersWrite);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_supplier_is_created_replaced_read_and_listed()
    {
        using HttpResponseMessage created = await PutAsync("0012", Yamada);
        using HttpResponseMessage replaced = await PutAsync("0012", """{ "name": "山田精機株式会社" }""");
        JsonElement read = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/suppliers/0012", _key));
        JsonElement list = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/suppliers", _key));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/api/v1/suppliers/0012", created.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal("山田精機株式会社", read.GetProperty("name").GetString());
        Assert.Equal(0, read.GetProperty("mailAddresses").GetArrayLength());
        Assert.Equal("0012", list.GetProperty("items")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_code_may_hold_a_slash_and_Japanese()
    {
        using HttpResponseMessage created = await PutAsync("東京%2F01", Yamada);

        JsonElement read = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/suppliers/" + Uri.EscapeDataString("東京/01"), _key));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("東京/01", read.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{ "name": "" }""", "name")]
    [InlineData("""{ "name": "a\r\nBcc: x@example.jp" }""", "name")]
    [InlineData("""{ "name": "a", "language": "fr" }""", "language")]
    [InlineData("""{ "name": "a", "registrationNumber": "T123" }""", "registrationNumber")]
    [InlineData("""{ "name": "a", "mailAddresses": ["a@example.jp\r\nBcc: b@example.jp"] }""", "mailAddresses[0]")]
    [InlineData("""{ "name": "a", "mailAddresses": ["ok@example.jp", "a@example.jp,b@example.jp"] }""", "mailAddresses[1]")]
    [InlineData("""{ "name": "a", "mailAddresses": ["<a@example.jp>"] }""", "mailAddresses[0]")]
    [InlineData("""{ "name": "a", "mailAddresses": ["a"] }""", "mailAddresses[0]")]
    [InlineData("""{ "name": "a", "mailAddresses": [null] }""", "mailAddresses[0]")]
    public async Task S07_A_wrong_field_is_named_and_nothing_is_stored(string body, string path)
    {
        using HttpResponseMessage response = await PutAsync("0012", body);

        JsonElement problem = await ProblemTests.AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "refused");
        JsonElement issue = problem.GetProperty("issues")[0];
        Assert.Equal("WE8001", issue.GetProperty("code").GetString());
        Assert.Equal("error", issue.GetProperty("severity").GetString());
        Assert.Equal(path, issue.GetProperty("path").GetString());
        Assert.Empty(await _host.Store.Tenants.ListSuppliersAsync(ApiHost.Tenant, ApiHost.Cancel));
    }

    [Theory]
    [InlineData("""{ "name": "a", "tenant": "other" }""")]
    [InlineData("""{ "name": "a", "code": "9999" }""")]
    [InlineData("""{ "name": "a", "MailAddresses": ["a@example.jp"] }""")]
    [InlineData("""{ "name": 5 }""")]
    [InlineData("""{ }""")]
    [InlineData("""[]""")]
    [InlineData("""{ "name": """)]
    [InlineData("")]
    public async Task S31_Unknown_foreign_and_missing_members_are_refused(string body)
    {
        using HttpResponseMessage response = await PutAsync("0012", body);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.BadRequest, "bad-request");
        Assert.Empty(await _host.Store.Tenants.ListSuppliersAsync(ApiHost.Tenant, ApiHost.Cancel));
        Assert.Empty(await _host.Store.Tenants.ListSuppliersAsync(ApiHost.Other, ApiHost.Cancel));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        using HttpResponseMessage response = await PutAsync("0012", $$"""{ "name": "{{new string('a', 100_000)}}" }""");

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Storing_a_supplier_is_in_the_security_log()
    {
        await PutAsync("0012", Yamada);

        Page<AuditEntry> log = await _host.Store.Audit.ListAsync(ApiHost.Tenant, 1, 50, ApiHost.Cancel);

        AuditEntry entry = Assert.Single(log.Items, e => e.Action == "supplier-saved");
        Assert.Equal(("key:test", "127.0.0.1", "0012"), (entry.Actor, entry.Source, entry.Target));
    }

    private Task<HttpResponseMessage> PutAsync(string code, string body) =>
        _host.SendAsync(HttpMethod.Put, "api/v1/suppliers/" + code, _key, ApiHost.Text(body));
}
