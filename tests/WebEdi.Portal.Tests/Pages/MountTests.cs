using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WebEdi.Portal.Tests.Pages;

public sealed class MountTests
{
    [Fact]
    public async Task The_whole_portal_works_below_a_path()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(prefix: "/deep/edi");
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012")]);
        Browser browser = host.NewBrowser();

        Page asked = await browser.GetAsync("/deep/edi/order?number=PO-1");
        Assert.Equal("/deep/edi/sign-in", asked.Url.AbsolutePath);
        Page order = await browser.SubmitAsync(asked, "#password", new { name = "yamada@example.jp", password = PortalHost.Password });
        Assert.Equal("/deep/edi/order", order.Url.AbsolutePath);

        string[] addresses = [.. order.Document.QuerySelectorAll("[href], [src], [action], [formaction]")
            .SelectMany(e => new[] { "href", "src", "action", "formaction" }.Select(e.GetAttribute)).OfType<string>().Where(a => !a.StartsWith('#'))];
        Assert.NotEmpty(addresses);
        Assert.All(addresses, a => Assert.StartsWith("/deep/edi", a, StringComparison.Ordinal));
        string sheet = order.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        Page css = await browser.GetAsync(sheet);
        Assert.Equal("text/css", css.MediaType?.MediaType);
        Assert.Contains("immutable", css.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.All(browser.Cookies.GetAllCookies().Cast<Cookie>(), c => Assert.Equal("/deep/edi", c.Path));

        Page english = await browser.SubmitAsync(order, "form.lang", null, "button");
        Assert.Equal("/deep/edi/order", english.Url.AbsolutePath);
        Assert.Equal("en", english.Document.DocumentElement.GetAttribute("lang"));
        Page left = await browser.SubmitAsync(english, "form[action$='/sign-out']");
        Assert.Equal("/deep/edi/sign-in", left.Url.AbsolutePath);
    }

    [Theory]
    [InlineData("/edi")]
    [InlineData("/edi/")]
    public async Task The_mount_point_itself_leads_to_the_start_page(string url)
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(prefix: "/edi");

        Assert.Equal("/edi/sign-in", (await host.NewBrowser().GetAsync(url)).Url.AbsolutePath);
    }

    [Fact]
    public async Task The_programs_own_routes_pages_and_authorization_are_not_touched()
    {
        await using PortalHost host = await PortalHost.StartAsync(
            prefix: "/edi",
            services: s =>
            {
                s.AddRazorPages();
                s.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder("None").RequireAssertion(_ => false).Build());
                s.AddAuthentication("None").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, Nobody>("None", null);
            },
            map: app =>
            {
                app.MapRazorPages();
                app.MapGet("/own", (HttpContext context) => context.Request.PathBase + "|" + context.Request.Path).AllowAnonymous();
            });
        Browser browser = host.NewBrowser();

        Assert.Equal("|/own", (await browser.GetAsync("/own")).Html);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/edi/sign-in")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/edi/health/live")).Status);
        Assert.Empty((await browser.GetAsync("/sign-in")).Document.QuerySelectorAll("#password"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/edi/own")).Status);
    }

    [Fact]
    public async Task Mapped_at_the_root_the_programs_more_exact_routes_win()
    {
        await using PortalHost host = await PortalHost.StartAsync(map: app => app.MapGet("/orders", () => "own"));

        Assert.Equal("own", (await host.NewBrowser().GetAsync("/orders")).Html);
        Assert.Equal(HttpStatusCode.OK, (await host.NewBrowser().GetAsync("/sign-in")).Status);
    }

    [Fact]
    public void Mapping_without_registering_says_what_is_missing()
    {
        WebApplication app = WebApplication.CreateBuilder().Build();

        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => app.MapWebEdi());

        Assert.Contains("AddPortal", fault.Message, StringComparison.Ordinal);
    }

    private sealed class Nobody(
        Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions> options,
        Microsoft.Extensions.Logging.ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
        : Microsoft.AspNetCore.Authentication.AuthenticationHandler<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(Microsoft.AspNetCore.Authentication.AuthenticateResult.NoResult());
    }
}
