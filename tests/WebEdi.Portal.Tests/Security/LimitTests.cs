using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Portal.Api;
using WebEdi.Portal.Api.Safety;
using WebEdi.Portal.Tests.Api;
using Xunit;

namespace WebEdi.Portal.Tests.Security;

public sealed class LimitTests
{
    [Fact]
    public void S35_A_bucket_refills_evenly_and_says_when()
    {
        FakeTimeProvider clock = new();
        RateGate gate = new(Options.Create(new LimitOptions { CostlyPerMinute = 6 }), clock);

        for (int i = 0; i < 6; i++)
            Assert.True(gate.TryTake(LimitKind.Costly, "a", out _));
        Assert.False(gate.TryTake(LimitKind.Costly, "a", out TimeSpan retryAfter));
        Assert.Equal(TimeSpan.FromSeconds(10), retryAfter);
        Assert.True(gate.TryTake(LimitKind.Costly, "b", out _));
        Assert.True(gate.TryTake(LimitKind.Request, "a", out _));

        clock.Advance(retryAfter);
        Assert.True(gate.TryTake(LimitKind.Costly, "a", out _));
        Assert.False(gate.TryTake(LimitKind.Costly, "a", out _));
    }

    [Fact]
    public void S35_A_flood_of_callers_keeps_memory_bounded_and_known_callers_served()
    {
        FakeTimeProvider clock = new();
        RateGate gate = new(Options.Create(new LimitOptions { GuessesPerMinute = 2 }), clock);
        Assert.True(gate.TryTake(LimitKind.Guess, "known", out _));

        int refused = 0;
        for (int i = 0; i < 60_000; i++)
            refused += gate.TryTake(LimitKind.Guess, i.ToString(CultureInfo.InvariantCulture), out _) ? 0 : 1;

        Assert.InRange(refused, 9_000, 10_100);
        Assert.InRange(gate.Count, 1, 50_010);
        Assert.True(gate.TryTake(LimitKind.Guess, "known", out _));
    }

    [Fact]
    public async Task S35_A_key_at_twice_its_limit_gets_429_and_others_are_served()
    {
        await using ApiHost host = await ApiHost.StartAsync(settings: ("WebEdi:Limits:RequestsPerMinute", "20"));
        string busy = await host.KeyAsync(ApiScopes.MapsRead);
        string other = await host.KeyAsync(ApiScopes.MapsRead);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.GetAsync("api/v1/maps", busy)));
        using HttpResponseMessage calm = await host.GetAsync("api/v1/maps", other);

        HttpResponseMessage[] refused = [.. answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests)];
        Assert.InRange(refused.Length, 15, 20);
        Assert.All(refused, r => Assert.InRange(r.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
        await ProblemTests.AssertProblemAsync(refused[0], HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(HttpStatusCode.OK, calm.StatusCode);
    }

    [Fact]
    public async Task S35_Guessing_keys_ends_in_429_and_never_locks_a_good_key_out()
    {
        await using ApiHost host = await ApiHost.StartAsync(settings: ("WebEdi:Limits:GuessesPerMinute", "5"));
        string good = await host.KeyAsync(ApiScopes.MapsRead);

        List<HttpStatusCode> answers = [];
        for (int i = 0; i < 12; i++)
        {
            using HttpResponseMessage guess = await host.GetAsync("api/v1/maps", "wek_" + new string((char)('a' + i), 43));
            answers.Add(guess.StatusCode);
        }

        Assert.InRange(answers.Count(a => a == HttpStatusCode.TooManyRequests), 6, 7);
        Assert.DoesNotContain(HttpStatusCode.OK, answers);
        using HttpResponseMessage response = await host.GetAsync("api/v1/maps", good);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_limit_stops_the_start()
    {
        await Assert.ThrowsAnyAsync<OptionsValidationException>(() => ApiHost.StartAsync(settings: ("WebEdi:Limits:RequestsPerMinute", "0")));
    }
}
