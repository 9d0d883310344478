using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

public sealed class OneTimeLinkTests
{
    private static readonly Uri Base = new("http://localhost/");

    private static Dictionary<string, string?> Fields(string mail = "boss@example.jp") => new()
    {
        ["Input.Company"] = "アクメ製作所", ["Input.Tenant"] = "acme", ["Input.Mail"] = mail, ["Input.Person"] = "社長",
        ["Input.Password"] = "a long first phrase", ["Input.Repeat"] = "a long first phrase",
    };

    [Fact]
    public async Task S30_The_set_up_link_makes_one_administrator_once()
    {
        await using PortalHost host = await PortalHost.StartAsync();
        ISetupLinks links = host.Services.GetRequiredService<ISetupLinks>();
        Uri link = (await links.CreateAsync(Base))!;
        Browser browser = host.NewBrowser();

        Page form = await browser.GetAsync(link.PathAndQuery);
        form = await browser.GetAsync(link.PathAndQuery); // looking does not spend it
        Page weak = await browser.SubmitAsync(form, "#company", new Dictionary<string, string?>(Fields()) { ["Input.Password"] = "password", ["Input.Repeat"] = "password" });
        Assert.Single(weak.Texts("#errors"));
        Page start = await browser.SubmitAsync(weak, "#company", Fields());

        Assert.Equal("/buyer", start.Url.AbsolutePath);
        Assert.Equal("アクメ製作所", (await host.Store.Tenants.FindAsync("acme"))!.Buyer.Name);
        Assert.Null(await links.CreateAsync(Base));
        Page again = await host.NewBrowser().GetAsync(link.PathAndQuery);
        Assert.Empty(again.Document.QuerySelectorAll("#company"));
    }

    [Fact]
    public async Task S30_Raced_set_up_links_make_one_administrator()
    {
        await using PortalHost host = await PortalHost.StartAsync();
        ISetupLinks links = host.Services.GetRequiredService<ISetupLinks>();
        Uri[] made = [(await links.CreateAsync(Base))!, (await links.CreateAsync(Base))!];
        (Browser Browser, Page Form)[] racers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            Browser browser = host.NewBrowser();
            return (browser, await browser.GetAsync(made[i % 2].PathAndQuery));
        }));

        await Task.WhenAll(racers.Select((r, i) => r.Browser.SubmitAsync(r.Form, "#company", Fields($"boss{i}@example.jp"))));

        Assert.Equal(1, await host.Store.Accounts.CountAsync());
    }

    [Fact]
    public async Task S30_The_set_up_link_ends_after_30_minutes()
    {
        await using PortalHost host = await PortalHost.StartAsync();
        Uri link = (await host.Services.GetRequiredService<ISetupLinks>().CreateAsync(Base))!;
        Browser browser = host.NewBrowser();
        Page form = await browser.GetAsync(link.PathAndQuery);
        host.Clock.Advance(TimeSpan.FromMinutes(31));

        Page late = await browser.SubmitAsync(form, "#company", Fields());

        Assert.Empty(late.Document.QuerySelectorAll("#company"));
        Assert.Equal(0, await host.Store.Accounts.CountAsync());
    }

    [Fact]
    public async Task An_invited_person_sets_a_password_once_and_is_signed_in()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser admin = await host.SignInAsync("admin@example.jp");
        Page people = await admin.GetAsync("/admin/people");
        Page invited = await admin.SubmitAsync(people, "#mail", new Dictionary<string, string?>
        {
            ["Input.Mail"] = "new@example.jp", ["Input.Person"] = "新人", ["Input.Role"] = "Supplier", ["Input.Supplier"] = "0034",
        });
        Uri link = new(invited.Document.QuerySelector("[data-copy]")!.GetAttribute("value")!);

        Browser newcomer = host.NewBrowser();
        Page form = await newcomer.GetAsync(link.PathAndQuery);
        Assert.Equal("no-referrer", form.Headers["Referrer-Policy"]);
        Page start = await newcomer.SubmitAsync(form, "#new-password", new Dictionary<string, string?> { ["Input.Password"] = "a long first phrase", ["Input.Repeat"] = "a long first phrase" });

        Assert.Equal("/orders", start.Url.AbsolutePath);
        Assert.Empty((await host.NewBrowser().GetAsync(link.PathAndQuery)).Document.QuerySelectorAll("#new-password"));
        Account account = (await host.Store.Accounts.FindByNameAsync("NEW@EXAMPLE.JP"))!;
        Assert.Equal([new Membership(PortalHost.Tenant, AccountRole.Supplier, "0034")], account.Memberships);
    }

    [Theory]
    [InlineData("Supplier", "")]
    [InlineData("Supplier", "9999")]
    [InlineData("Root", "0012")]
    public async Task S31_An_invitation_cannot_name_a_place_that_is_not_there(string role, string supplier)
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser admin = await host.SignInAsync("admin@example.jp");

        Page refused = await admin.SubmitAsync(await admin.GetAsync("/admin/people"), "#mail", new Dictionary<string, string?>
        {
            ["Input.Mail"] = "new@example.jp", ["Input.Role"] = role, ["Input.Supplier"] = supplier, ["Input.Tenant"] = "other", ["Tenant"] = "other",
        });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Null(await host.Store.Accounts.FindByNameAsync("NEW@EXAMPLE.JP"));
    }
}
