using System.Net;
using System.Text.Json;
using WebEdi.Portal.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Api;

/// <summary>Dead letters over the API.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        // Nothing works here but the calls.
        _host = await ApiHost.StartAsync(settings: ("WebEdi:RunWorkers", "false"));
        _key = await _host.KeyAsync(ApiScopes.OutboxRead, ApiScopes.OutboxWrite);
        await SeedAsync(ApiHost.Tenant, "dead-1", "dead-2", "dead/3");
        await SeedAsync(ApiHost.Other, "foreign");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_given_up_is_listed_changed_sent_again_and_dropped_and_the_log_knows_who()
    {
        JsonElement list = await ApiHost.JsonAsync(await _host.GetAsync("api/v1/outbox", _key));
        using HttpResponseMessage edited = await _host.SendAsync(HttpMethod.Put, "api/v1/outbox/dead-1/payload", _key, ApiHost.Text("""{ "file": "b.csv" }"""));
        using HttpResponseMessage again = await _host.SendAsync(HttpMethod.Post, "api/v1/outbox/dead-1/redrive", _key);
        using HttpResponseMessage twice = await _host.SendAsync(HttpMethod.Post, "api/v1/outbox/dead-1/redrive", _key);
        using HttpResponseMessage dropped = await _host.SendAsync(HttpMethod.Delete, "api/v1/outbox/dead%2F3", _key);
        using HttpResponseMessage gone = await _host.SendAsync(HttpMethod.Delete, "api/v1/outbox/dead%2F3", _key);

        Assert.Equal(3, list.GetProperty("total").GetInt32());
        Assert.Equal(("dead", "no such folder"), (list.GetProperty("items")[0].GetProperty("state").GetString(), list.GetProperty("items")[0].GetProperty("reason").GetString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict), (edited.StatusCode, again.StatusCode, twice.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (dropped.StatusCode, gone.StatusCode));
        OutboxRow row = (await _host.Store.Outbox.FindAsync(ApiHost.Tenant, "dead-1", ApiHost.Cancel))!;
        Assert.Equal((OutboxState.Queued, """{ "file": "b.csv" }"""), (row.State, row.Entry.Payload));
        IEnumerable<AuditEntry> log = (await _host.Store.Audit.ListAsync(ApiHost.Tenant, 1, 50, ApiHost.Cancel)).Items.Where(a => a.Action.StartsWith("effect-", StringComparison.Ordinal));
        Assert.Equal(["effect-dropped dead/3", "effect-redriven dead-1", "effect-edited dead-1"], log.Select(a => $"{a.Action} {a.Target}"));
        Assert.All(log, a => Assert.Contains("test", a.Actor, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    public async Task A_payload_that_is_no_object_changes_nothing(string payload)
    {
        using HttpResponseMessage answer = await _host.SendAsync(HttpMethod.Put, "api/v1/outbox/dead-1/payload", _key, ApiHost.Text(payload));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("{}", (await _host.Store.Outbox.FindAsync(ApiHost.Tenant, "dead-1", ApiHost.Cancel))!.Entry.Payload);
    }

    [Fact]
    public async Task S28_What_another_tenant_gave_up_does_not_exist()
    {
        foreach ((HttpMethod method, string path) in ((HttpMethod, string)[])[(HttpMethod.Post, "foreign/redrive"), (HttpMethod.Put, "foreign/payload"), (HttpMethod.Delete, "foreign")])
        {
            using HttpResponseMessage answer = await _host.SendAsync(method, "api/v1/outbox/" + path, _key, method == HttpMethod.Put ? ApiHost.Text("{}") : null);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Equal(OutboxState.Dead, (await _host.Store.Outbox.FindAsync(ApiHost.Other, "foreign", ApiHost.Cancel))!.State);
    }

    [Fact]
    public async Task A_hold_is_told_and_lets_what_waits_be_dropped()
    {
        await _host.Edi.RedriveEffectAsync(ApiHost.Tenant, "dead-1", "test", ApiHost.Cancel);
        using HttpResponseMessage free = await _host.SendAsync(HttpMethod.Delete, "api/v1/outbox/dead-1", _key);
        await _host.Store.Outbox.HoldAsync("restored", ApiHost.Cancel);
        using HttpResponseMessage list = await _host.GetAsync("api/v1/outbox", _key);
        using HttpResponseMessage held = await _host.SendAsync(HttpMethod.Delete, "api/v1/outbox/dead-1", _key);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NoContent), (free.StatusCode, held.StatusCode));
        Assert.Equal("true", Assert.Single(list.Headers.GetValues("WebEdi-Outbox-Held")));
    }

    private async Task SeedAsync(string tenant, params string[] ids)
    {
        await _host.AddOrderAsync("PO-" + tenant, tenant: tenant);
        byte[] bytes = [1, .. System.Text.Encoding.UTF8.GetBytes(tenant)];
        using MemoryStream content = new(bytes);
        InboundFile file = new()
        {
            Tenant = tenant, Channel = "api", FileName = "seed.csv", MapName = ApiHost.MapName, MapVersion = 1, ContentHash = tenant, Length = bytes.Length,
            ReceivedAt = DateTimeOffset.UnixEpoch.AddYears(56), Actor = "seed",
        };
        Acceptance accepted = await _host.Store.Inbox.AcceptAsync(file, content, ApiHost.Cancel);
        ReceiptClaim claim = (await _host.Store.Inbox.ClaimAsync("seed", TimeSpan.FromMinutes(1), 1, accepted.Receipt, ApiHost.Cancel)).Single();
        await _host.Store.Inbox.CommitAsync(
            claim,
            new ProcessedBatch
            {
                Checkpoint = 1, State = ReceiptState.Published, Counts = new ReceiptCounts(),
                Outbox = [.. ids.Select(i => new OutboxEntry { Id = i, Tenant = tenant, Kind = OutboxKinds.ReplyFile, DueAt = file.ReceivedAt, Payload = "{}" })],
            },
            ApiHost.Cancel);
        foreach (OutboxClaim effect in await _host.Store.Outbox.ClaimAsync("w", TimeSpan.FromMinutes(1), 10, ApiHost.Cancel))
            await _host.Store.Outbox.CompleteAsync([new OutboxCompletion { Claim = effect, State = OutboxState.Dead, Reason = "no such folder" }], ApiHost.Cancel);
    }
}
