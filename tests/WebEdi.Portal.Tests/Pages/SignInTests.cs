using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebEdi.Documents;
using WebEdi.Portal.SignIn;
using WebEdi.Portal.Tests.Security;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

public sealed class SignInTests
{
    [Fact]
    public async Task A_person_signs_in_sees_their_start_page_and_signs_out()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = host.NewBrowser();

        Page asked = await browser.GetAsync("/order?number=PO-1");
        Assert.Equal("/sign-in", asked.Url.AbsolutePath);
        Page start = await browser.SubmitAsync(asked, "#password", new { name = "yamada@example.jp", password = PortalHost.Password });
        Assert.Equal("/order", start.Url.AbsolutePath);

        Page list = await browser.GetAsync("/");
        Assert.Equal("/orders", list.Url.AbsolutePath);
        Page left = await browser.SubmitAsync(list, "form[action$='/sign-out']");
        Assert.Equal("/sign-in", left.Url.AbsolutePath);
        Assert.Equal("/sign-in", (await browser.GetAsync("/orders")).Url.AbsolutePath);
    }

    [Fact]
    public async Task The_buyer_starts_on_the_overview()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();

        Browser browser = await host.SignInAsync("buyer@example.jp");

        Assert.Equal("/buyer", (await browser.GetAsync("/")).Url.AbsolutePath);
    }

    [Fact]
    public async Task S20_A_hash_with_fewer_rounds_is_renewed_at_sign_in()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();

        await TryAsync(host.NewBrowser(), "yamada@example.jp", PortalHost.Password);

        Account account = (await host.Store.Accounts.FindByNameAsync("YAMADA@EXAMPLE.JP"))!;
        byte[] hash = Convert.FromBase64String(account.PasswordHash!);
        Assert.Equal(210_000u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)));
        Assert.Equal(2u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1))); // HMAC-SHA512
    }

    [Theory]
    [InlineData("short12", PasswordRules.Length)]
    [InlineData("password123", PasswordRules.Common)]
    [InlineData("P@ssw0rd!!", PasswordRules.Common)]
    [InlineData("aaaaaaaaaaaa", PasswordRules.Common)]
    [InlineData("dragon2026", PasswordRules.Common)]
    [InlineData("19640229", PasswordRules.Common)]
    [InlineData("29021964", PasswordRules.Common)]
    [InlineData("19650229", null)]
    [InlineData("yamada123", PasswordRules.Context)]
    [InlineData("xwebedi9", PasswordRules.Context)]
    [InlineData("いろはにほへと散りぬるを", null)]
    [InlineData("correct horse battery", null)]
    [InlineData("        x y z   ", null)]
    public async Task S20_Passwords_are_judged_by_length_commonness_and_context(string password, string? fault)
    {
        PortalUser user = new(new Account { Id = "1", UserName = "yamada@example.jp", NormalizedUserName = "", SecurityStamp = "", Memberships = [new Membership("acme", AccountRole.Supplier, "0012")] });

        IdentityResult result = await new PasswordRules().ValidateAsync(null!, user, password);

        Assert.Equal(fault, result.Errors.FirstOrDefault()?.Code);
    }

    [Fact]
    public void S20_The_list_of_common_passwords_has_3000_entries_that_could_be_chosen()
    {
        Assert.True(PasswordRules.CommonPasswords.Count(w => w.Length >= PasswordRules.Shortest) >= 3000);
        Assert.All(PasswordRules.CommonPasswords, w => Assert.Equal(w.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant(), w));
    }

    [Fact]
    public async Task S20_Well_known_passwords_are_refused()
    {
        PortalUser user = new(new Account { Id = "1", UserName = "a@b", NormalizedUserName = "", SecurityStamp = "", Memberships = [] });
        string[] known =
        [
            "12345678", "123456789", "1234567890", "11111111", "88888888", "qwertyuiop", "Qwerty123", "1q2w3e4r", "1qaz2wsx", "zaq12wsx", "asdfghjkl",
            "iloveyou", "sunshine1", "princess", "football!", "baseball", "superman", "trustno1", "starwars", "whatever", "Passw0rd", "PASSWORD1!",
            "password2026", "letmein123", "welcome1", "Welcome2026!", "admin123", "administrator", "changeme", "monkey123", "master2025",
            "sakura2026", "takahashi", "Suzuki1234", "hanshin1985", "doraemon", "pikachu1", "nippon2026", "toukyou2020", "arigatou", "himitsu1", "koubai123",
            "chuumon1", "ｐａｓｓｗｏｒｄ", "10203040", "19801980", "147258369",
        ];

        foreach (string password in known)
        {
            IdentityResult result = await new PasswordRules().ValidateAsync(null!, user, password);
            Assert.True(!result.Succeeded, password);
        }
    }

    [Fact]
    public async Task S20_A_password_has_at_most_128_characters()
    {
        PortalUser user = new(new Account { Id = "1", UserName = "a@b", NormalizedUserName = "", SecurityStamp = "", Memberships = [] });
        string longest = string.Concat(Enumerable.Range(0, 32).Select(i => $"{i:00}xq"));

        Assert.True((await new PasswordRules().ValidateAsync(null!, user, longest)).Succeeded);
        Assert.False((await new PasswordRules().ValidateAsync(null!, user, longest + "y")).Succeeded);
    }

    [Fact]
    public async Task S21_Wrong_passwords_lock_the_account_for_a_growing_time()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = host.NewBrowser();
        for (int i = 0; i < PortalUserManager.FreeFailures; i++)
            await TryAsync(browser, "yamada@example.jp", "wrong password");

        Page locked = await TryAsync(browser, "yamada@example.jp", PortalHost.Password);
        Assert.Equal("/sign-in", locked.Url.AbsolutePath);

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await TryAsync(browser, "yamada@example.jp", "wrong again");
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("/sign-in", (await TryAsync(browser, "yamada@example.jp", PortalHost.Password)).Url.AbsolutePath);

        host.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/orders", (await TryAsync(browser, "yamada@example.jp", PortalHost.Password)).Url.AbsolutePath);
        Assert.Equal(0, (await host.Store.Accounts.FindByNameAsync("YAMADA@EXAMPLE.JP"))!.AccessFailedCount);
    }

    [Theory]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(9, 480)]
    [InlineData(10, 900)]
    [InlineData(500, 900)]
    public void S21_The_delay_doubles_up_to_a_quarter_of_an_hour(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PortalUserManager.Delay(failures));

    [Fact]
    public async Task S21_Parallel_guesses_are_all_counted()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Page form = await host.NewBrowser().GetAsync("/sign-in");
        Browser browser = host.NewBrowser();
        form = await browser.GetAsync("/sign-in");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => browser.SubmitAsync(form, "#password", new { name = "sato@example.jp", password = $"guess number {i}" })));

        Assert.Equal(PortalUserManager.FreeFailures, (await host.Store.Accounts.FindByNameAsync("SATO@EXAMPLE.JP"))!.AccessFailedCount);
    }

    [Fact]
    public async Task S21_Many_failures_from_one_network_are_answered_429()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        SourceLimit limit = new(host.Clock);
        IPAddress address = IPAddress.Parse("192.0.2.7");
        for (int i = 0; i < SourceLimit.MostFailures; i++)
            limit.CountFailure(address);

        Assert.False(limit.IsOpen(IPAddress.Parse("192.0.2.200")));
        Assert.False(limit.IsOpen(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.True(limit.IsOpen(IPAddress.Parse("192.0.3.7")));
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(limit.IsOpen(address));
    }

    [Fact]
    public async Task S22_Unknown_wrong_and_locked_look_the_same()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = host.NewBrowser();
        for (int i = 0; i < PortalUserManager.FreeFailures; i++)
            await TryAsync(browser, "sato@example.jp", "wrong password");

        Page unknown = await TryAsync(browser, "nobody@example.jp", "wrong password");
        Page wrong = await TryAsync(browser, "yamada@example.jp", "wrong password");
        Page locked = await TryAsync(browser, "sato@example.jp", PortalHost.Password);

        Assert.Equal(unknown.Texts("#errors"), wrong.Texts("#errors"));
        Assert.Equal(unknown.Texts("#errors"), locked.Texts("#errors"));
        Assert.Single(unknown.Texts("#errors"));
        Assert.Equal(unknown.Status, wrong.Status);
        Assert.Equal(unknown.Status, locked.Status);
    }

    [Theory]
    [InlineData("nobody@example.jp")]
    [InlineData("yamada@example.jp")]
    [InlineData("sato@example.jp")]
    [InlineData("invited@example.jp")]
    public async Task S22_Unknown_wrong_locked_and_invited_cost_the_same_work(string name)
    {
        FailingStore store = new();
        await using PortalHost host = await PortalHost.StartSeededAsync(services: store.Use);
        Account sato = (await host.Store.Accounts.FindByNameAsync("SATO@EXAMPLE.JP"))!;
        await host.Store.Accounts.UpdateAsync(sato with { LockoutEnd = host.Clock.GetUtcNow().AddMinutes(5) });
        Account yamada = (await host.Store.Accounts.FindByNameAsync("YAMADA@EXAMPLE.JP"))!;
        await host.Store.Accounts.CreateAsync(yamada with { Id = "invited", UserName = "invited@example.jp", NormalizedUserName = "INVITED@EXAMPLE.JP", PasswordHash = null });
        await using AsyncServiceScope scope = host.NewPortalScope();
        CountingHasher hasher = ActivatorUtilities.CreateInstance<CountingHasher>(scope.ServiceProvider);
        SignInService service = ActivatorUtilities.CreateInstance<SignInService>(
            scope.ServiceProvider, ActivatorUtilities.CreateInstance<PortalUserManager>(scope.ServiceProvider, hasher), hasher);
        DefaultHttpContext context = new() { RequestServices = scope.ServiceProvider };
        await service.SignInAsync(context, "first@example.jp", "of its process");
        hasher.Verified = 0;
        store.Calls.Clear();

        SignInOutcome outcome = await service.SignInAsync(context, name, "wrong password");

        Assert.Equal(SignInOutcome.Refused, outcome);
        Assert.Equal(1, hasher.Verified);
        Assert.Equal(["FindByNameAsync", "FindAsync", "a row is written", "AppendAsync"], store.Calls.Select(c => c is "UpdateAsync" or "SaveTokenAsync" ? "a row is written" : c));
    }

    [Fact]
    public async Task S25_The_session_is_a_random_reference_in_a_protected_cookie_and_new_at_every_sign_in()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(origin: "https://localhost");
        Browser browser = host.NewBrowser();
        string planted = new('a', 43);
        browser.Cookies.Add(new Cookie(SessionCookie.SecureName, planted, "/", "localhost") { Secure = true });

        Page page = await browser.GetAsync("/sign-in");
        Page answer = await browser.SubmitAsync(page, "#password", new { name = "yamada@example.jp", password = PortalHost.Password }, follow: false);

        string cookie = answer.Headers["Set-Cookie"];
        Assert.Contains("__Host-webedi=", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        string first = browser.Cookies.GetCookies(new Uri("https://localhost"))[SessionCookie.SecureName]!.Value;
        Assert.NotEqual(planted, first);
        Assert.NotNull(await host.Store.Accounts.FindSessionAsync(Secrets.Hash(first), host.Clock.GetUtcNow()));
        Assert.Null(await host.Store.Accounts.FindSessionAsync(first, host.Clock.GetUtcNow()));

        page = await browser.GetAsync("/sign-in");
        await browser.SubmitAsync(page, "#password", new { name = "sato@example.jp", password = PortalHost.Password });
        string second = browser.Cookies.GetCookies(new Uri("https://localhost"))[SessionCookie.SecureName]!.Value;
        Assert.NotEqual(first, second);
        Assert.Null(await host.Store.Accounts.FindSessionAsync(Secrets.Hash(first), host.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task S25_A_session_ends_after_30_idle_minutes_and_after_12_hours_in_any_case()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser idle = await host.SignInAsync("yamada@example.jp");
        Browser busy = await host.SignInAsync("yamada@example.jp");

        for (int minutes = 0; minutes < 11 * 60 + 40; minutes += 20)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal("/orders", (await busy.GetAsync("/orders")).Url.AbsolutePath);
            if (minutes == 20)
                Assert.Equal("/sign-in", (await idle.GetAsync("/orders")).Url.AbsolutePath);
        }

        host.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("/sign-in", (await busy.GetAsync("/orders")).Url.AbsolutePath);
    }

    [Fact]
    public async Task S25_A_reference_is_worth_nothing_after_sign_out()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = await host.SignInAsync("yamada@example.jp");
        Browser thief = browser.Fork();
        Assert.Equal("/orders", (await thief.GetAsync("/orders")).Url.AbsolutePath);

        await browser.SubmitAsync(await browser.GetAsync("/orders"), "form[action$='/sign-out']");

        Assert.Equal("/sign-in", (await thief.GetAsync("/orders")).Url.AbsolutePath);
    }

    [Fact]
    public async Task S25_A_new_password_ends_the_other_sessions()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = await host.SignInAsync("yamada@example.jp");
        Browser other = await host.SignInAsync("yamada@example.jp");

        Page account = await browser.GetAsync("/account");
        Page wrong = await browser.SubmitAsync(account, "#current", Fields("wrong password", "a quite new phrase"));
        Assert.Single(wrong.Texts("#errors"));
        Page changed = await browser.SubmitAsync(account, "#current", Fields(PortalHost.Password, "a quite new phrase"));

        Assert.Single(changed.Texts(".note.good"));
        Assert.Equal("/sign-in", (await other.GetAsync("/orders")).Url.AbsolutePath);
        Assert.Equal("/orders", (await browser.GetAsync("/orders")).Url.AbsolutePath);

        static Dictionary<string, string?> Fields(string current, string next) =>
            new() { ["Input.Current"] = current, ["Input.Password"] = next, ["Input.Repeat"] = next };
    }

    [Fact]
    public async Task S25_Taken_rights_are_gone_at_the_next_request()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = await host.SignInAsync("yamada@example.jp");
        Account account = (await host.Store.Accounts.FindByNameAsync("YAMADA@EXAMPLE.JP"))!;

        await host.Store.Accounts.UpdateAsync(account with { Memberships = [new Membership(PortalHost.Tenant, AccountRole.Supplier, "0034")] });

        Assert.Equal("/sign-in", (await browser.GetAsync("/orders")).Url.AbsolutePath);
    }

    [Fact]
    public async Task The_demo_signs_in_by_a_button_and_only_in_demo_mode()
    {
        await using PortalHost demo = await PortalHost.StartSeededAsync(o => o.Demo = true);
        Browser browser = demo.NewBrowser();
        Page page = await browser.GetAsync("/sign-in");
        Assert.Equal("/orders", (await browser.SubmitAsync(page, ".demo-buttons", null, "button[value='0012']")).Url.AbsolutePath);
        page = await browser.GetAsync("/sign-in");
        Assert.Equal("/buyer", (await browser.SubmitAsync(page, ".demo-buttons", null, "button[value='buyer']")).Url.AbsolutePath);

        await using PortalHost real = await PortalHost.StartSeededAsync();
        Browser visitor = real.NewBrowser();
        Page form = await visitor.GetAsync("/sign-in");
        Assert.Empty(form.Document.QuerySelectorAll(".demo-buttons"));
        form.Form("#password").SetAttribute("action", "/sign-in?handler=Demo");
        Page refused = await visitor.SubmitAsync(form, "#password", new { role = "buyer" });
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
    }

    private static async Task<Page> TryAsync(Browser browser, string name, string password) =>
        await browser.SubmitAsync(await browser.GetAsync("/sign-in"), "#password", new { name, password });

    /// <summary>Cheap hashes that are counted.</summary>
    private sealed class CountingHasher() : PasswordHasher<PortalUser>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }))
    {
        public int Verified { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
