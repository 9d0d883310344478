using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Portal.Api;
using WebEdi.Portal.Tests.Api;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Portal.Tests.Security;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 4, 1, 9, 30, 20, TimeSpan.Zero));
    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(s => s.AddSingleton<TimeProvider>(_clock));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task S34_A_key_is_shown_once_and_stored_as_a_hash()
    {
        (ApiKey key, string secret) = await CreateAsync();

        ApiKey stored = Assert.Single(await _host.Store.Accounts.ListApiKeysAsync(ApiHost.Tenant, ApiHost.Cancel));
        Assert.Matches("^wek_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal(64, stored.SecretHash.Length);
        Assert.DoesNotContain(secret[10..], stored.ToString(), StringComparison.Ordinal);
        Assert.Equal(secret[..10], stored.Prefix);
        Assert.Equal(key, stored with { Scopes = key.Scopes });
        Assert.NotEqual(secret, (await CreateAsync()).Secret);
    }

    [Fact]
    public async Task S34_A_revoked_key_is_refused_at_once()
    {
        (ApiKey key, string secret) = await CreateAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(secret));

        Assert.True(await _host.Keys.RevokeAsync(ApiHost.Tenant, key.Id, "admin", ApiHost.Cancel));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secret));
        Assert.False(await _host.Keys.RevokeAsync(ApiHost.Other, key.Id, "admin", ApiHost.Cancel));
    }

    [Fact]
    public async Task S34_A_use_that_is_recorded_late_does_not_revive_a_revoked_key()
    {
        (ApiKey key, string secret) = await CreateAsync();
        await _host.Keys.RevokeAsync(ApiHost.Tenant, key.Id, "admin", ApiHost.Cancel);

        await _host.Store.Accounts.SaveApiKeyAsync(key with { LastUsedAt = _clock.GetUtcNow() }, ApiHost.Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secret));
    }

    [Fact]
    public async Task S34_A_key_ends_at_its_end()
    {
        (_, string secret) = await CreateAsync(_clock.GetUtcNow().AddHours(1));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(secret));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(secret));
    }

    [Fact]
    public async Task S34_The_last_use_is_kept_to_the_minute_and_logged()
    {
        (ApiKey key, string secret) = await CreateAsync();

        await StatusAsync(secret);
        await StatusAsync(secret);
        ApiKey used = (await _host.Store.Accounts.FindApiKeyAsync(key.SecretHash, ApiHost.Cancel))!;
        _clock.Advance(TimeSpan.FromMinutes(2));
        await StatusAsync(secret);
        ApiKey later = (await _host.Store.Accounts.FindApiKeyAsync(key.SecretHash, ApiHost.Cancel))!;

        Assert.Equal(new DateTimeOffset(2026, 4, 1, 9, 30, 0, TimeSpan.Zero), used.LastUsedAt);
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 9, 32, 0, TimeSpan.Zero), later.LastUsedAt);
        Page<AuditEntry> log = await _host.Store.Audit.ListAsync(ApiHost.Tenant, 1, 50, ApiHost.Cancel);
        Assert.Equal(2, log.Items.Count(e => e.Action == "key-used"));
        Assert.Single(log.Items, e => e.Action == "key-created");
    }

    [Theory]
    [InlineData("?key={0}")]
    [InlineData("?access_token={0}")]
    [InlineData("?api_key={0}&page=1")]
    public async Task S34_A_key_in_an_address_is_not_accepted_and_the_answer_says_what_to_do(string query)
    {
        (_, string secret) = await CreateAsync();

        using HttpResponseMessage response = await _host.GetAsync("api/v1/maps" + string.Format(System.Globalization.CultureInfo.InvariantCulture, query, secret));

        string text = await response.Content.ReadAsStringAsync(ApiHost.Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Revoke it", text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic", "d2VrXzp4")]
    [InlineData("Bearer", "")]
    [InlineData("Bearer", "wek_")]
    [InlineData("Bearer", "wek_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer", "wek_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'")]
    [InlineData("Bearer", "eyJhbGciOiJub25lIn0.e30.")]
    public async Task S34_Whatever_is_no_key_is_401_with_the_same_words(string scheme, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/maps");
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, value);

        using HttpResponseMessage response = await _host.Client.SendAsync(request, ApiHost.Cancel);

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.Unauthorized, "key-missing");
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData("", "core", "orders:read")]
    [InlineData("a\r\nb", "core", "orders:read")]
    [InlineData("a", "a/b", "orders:read")]
    [InlineData("a", "core#delivered", "orders:read")]
    [InlineData("a", "core", "orders:*")]
    [InlineData("a", "core", null)]
    public async Task S34_A_key_with_a_name_partner_or_scope_that_is_not_allowed_is_not_made(string name, string partner, string? scope)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() =>
            _host.Keys.CreateAsync(ApiHost.Tenant, name, partner, scope is null ? [] : [scope], null, "test", ApiHost.Cancel));

        Assert.Empty(await _host.Store.Accounts.ListApiKeysAsync(ApiHost.Tenant, ApiHost.Cancel));
    }

    [Fact]
    public async Task S26_A_session_cookie_is_worth_nothing_on_the_API()
    {
        using HttpResponseMessage response = await _host.SendAsync(
            HttpMethod.Post, "api/v1/orders?map=orders", null, ApiHost.Text(ApiHost.Csv(1), "text/csv"), ("Cookie", "__Host-webedi=abc; webedi=abc"));

        await ProblemTests.AssertProblemAsync(response, HttpStatusCode.Unauthorized, "key-missing");
        Assert.Empty((await _host.Store.Inbox.ListAsync(ApiHost.Tenant, 1, 10, ApiHost.Cancel)).Items);
    }

    private Task<(ApiKey Key, string Secret)> CreateAsync(DateTimeOffset? end = null) =>
        _host.Keys.CreateAsync(ApiHost.Tenant, "erp", "core", [ApiScopes.MapsRead], end, "admin", ApiHost.Cancel);

    private async Task<HttpStatusCode> StatusAsync(string secret)
    {
        using HttpResponseMessage response = await _host.GetAsync("api/v1/maps", secret);
        return response.StatusCode;
    }
}
