using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Host.Tests;

/// <summary>Two host processes over one data folder: what was taken away on one of them is gone on the other at the next request.</summary>
public sealed partial class TwoHostTests : HostTestBase
{
    private const string Name = "boss@example.jp";
    private const string Password = "correct horse battery";

    [Fact]
    public async Task S34_A_key_revoked_on_one_host_is_refused_by_the_other_at_the_next_request()
    {
        await using HostProcess one = await HostProcess.StartAsync("demo", Data, Cancel);
        await using HostProcess two = await HostProcess.StartAsync("demo", Data, Cancel);
        await AddAdministratorAsync();
        using HttpClient first = one.Client();
        using HttpClient second = two.Client(one.Key);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, "/api/v1/orders"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, "/api/v1/orders"));

        using HttpClient boss = await SignInAsync(one);
        string page = await boss.GetStringAsync("/admin/keys", Cancel);
        string id = KeyId().Match(page[page.IndexOf(one.Key![..10], StringComparison.Ordinal)..]).Groups[1].Value;
        await PostAsync(boss, "/admin/keys?handler=Revoke", page, ("id", id));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second, "/api/v1/orders"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first, "/api/v1/orders"));
    }

    [Fact]
    public async Task S25_A_session_ended_on_one_host_is_over_on_the_other_at_the_next_request()
    {
        await using HostProcess one = await HostProcess.StartAsync("demo", Data, Cancel);
        await using HostProcess two = await HostProcess.StartAsync("demo", Data, Cancel);
        await AddAdministratorAsync();
        CookieContainer cookies = new();
        using HttpClient here = await SignInAsync(one, cookies);
        using HttpClient there = Visitor(two, cookies);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(there, "/account"));

        await PostAsync(here, "/sign-out", await here.GetStringAsync("/account", Cancel));
        cookies.Add(_copy!);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(there, "/account"));
    }

    [Fact]
    public async Task S21_An_account_locked_on_one_host_is_locked_on_the_other()
    {
        await using HostProcess one = await HostProcess.StartAsync("demo", Data, Cancel);
        await using HostProcess two = await HostProcess.StartAsync("demo", Data, Cancel);
        await AddAdministratorAsync();
        for (int i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, await TryAsync(i % 2 == 0 ? one : two, "a wrong password"));

        Assert.Equal(HttpStatusCode.OK, await TryAsync(one, Password));
        Assert.Equal(HttpStatusCode.OK, await TryAsync(two, Password));
    }

    private Cookie? _copy;

    private async Task AddAdministratorAsync()
    {
        PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
        await using Ledger ledger = await Ledger.OpenAsync(Data, Cancel);
        Assert.True(await ledger.Store.Accounts.CreateAsync(
            new Account
            {
                Id = "boss",
                UserName = Name,
                NormalizedUserName = Name.ToUpperInvariant(),
                PasswordHash = hasher.HashPassword(this, Password),
                SecurityStamp = "stamp",
                Memberships = [new Membership("demo", AccountRole.Admin)],
            },
            Cancel));
    }

    private async Task<HttpClient> SignInAsync(HostProcess host, CookieContainer? cookies = null)
    {
        cookies ??= new CookieContainer();
        HttpClient client = Visitor(host, cookies);
        using HttpResponseMessage answer = await PostAsync(client, "/sign-in", await client.GetStringAsync("/sign-in", Cancel), ("name", Name), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        _copy = cookies.GetAllCookies().Single(c => c.Name == "webedi");
        _copy = new Cookie(_copy.Name, _copy.Value, _copy.Path, _copy.Domain);
        return client;
    }

    private static async Task<HttpStatusCode> TryAsync(HostProcess host, string password)
    {
        using HttpClient client = Visitor(host, new CookieContainer());
        using HttpResponseMessage answer = await PostAsync(client, "/sign-in", await client.GetStringAsync("/sign-in", Cancel), ("name", Name), ("password", password));
        return answer.StatusCode;
    }

    private static HttpClient Visitor(HostProcess host, CookieContainer cookies) =>
        new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = host.Address };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(path, Cancel);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string form, params (string Name, string Value)[] fields)
    {
        using FormUrlEncodedContent content = new(
            fields.Append(("__RequestVerificationToken", FormToken().Match(form).Groups[1].Value)).Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)));
        return await client.PostAsync(path, content, Cancel);
    }

    [GeneratedRegex("__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"id\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex KeyId();
}
