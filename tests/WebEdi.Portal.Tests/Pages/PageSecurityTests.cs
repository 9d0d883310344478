using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Portal.Branch;
using WebEdi.Portal.Pages;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

public sealed class PageSecurityTests
{
    private static readonly string[] SupplierPages = ["/orders", "/order?number=PO-1", "/account"];

    private static readonly string[] BuyerPages =
        ["/buyer", "/buyer/files", "/buyer/file?id={receipt}", "/buyer/upload", "/buyer/orders", "/buyer/order?number=PO-1", "/buyer/replies", "/buyer/outbox"];

    private static readonly string[] AdminPages =
        ["/admin/suppliers", "/admin/supplier?code=0012", "/admin/supplier", "/admin/people", "/admin/maps", "/admin/map?name=evil", "/admin/map", "/admin/tables", "/admin/table?name=evil", "/admin/table", "/admin/partners", "/admin/partner?name=evil", "/admin/partner", "/admin/keys"];

    private static RouteEndpoint[] Pages(PortalHost host) =>
        [.. host.Services.GetRequiredService<PortalMounts>().Branches.Single().Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)];

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='alert(1)")]
    [InlineData("javascript:alert(1)")]
    [InlineData("</textarea></title><svg/onload=alert(1)>")]
    [InlineData("ソ能表\\\"<b>十")]
    public async Task S04_Stored_payloads_are_shown_as_text_on_every_page(string payload)
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(o => o.Demo = true);
        Order order = PortalHost.NewOrder("PO-1", "0012", change: l => l with
        {
            ItemCode = payload, ItemName = payload, Specification = payload, Unit = payload, DrawingNumber = payload, Lot = payload, Note = payload, ReceivingPlace = payload,
            Extensions = new Dictionary<string, string> { [payload] = payload },
        }) with
        { Note = payload, PaymentTerms = payload, ProjectNumber = payload, Supplier = new Party { Code = "0012", Name = payload }, ShipTo = new Party { Code = payload, Name = payload } };
        await host.RegisterAsync(PortalHost.Tenant, [order]);
        string receipt = await host.RegisterAsync(
            PortalHost.Tenant,
            [order with { Revision = 1, Note = payload + "2", Lines = [.. order.Lines.Select(l => l with { ItemName = payload + "2", Number = l.Number })] }],
            payload + ".csv",
            [Diagnostic.Create(DiagnosticCodes.OrderConflict, new SourcePosition(payload, 3, 4), payload, payload, Expect.Value(payload))]);
        await host.Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = PortalHost.Tenant, Party = new Party { Code = "0012", Name = payload, Address = payload }, MailAddresses = [payload] });
        await host.Store.Tenants.SaveMapAsync(PortalHost.Tenant, "evil", payload, host.Clock.GetUtcNow(), payload);
        await host.Store.Tenants.SavePartnerAsync(PortalHost.Tenant, "evil", payload, host.Clock.GetUtcNow(), payload);
        await host.Store.Tenants.SaveTableAsync(PortalHost.Tenant, "evil", payload, host.Clock.GetUtcNow(), payload);
        await host.Store.Mailbox.SaveAsync(new CapturedMail("m1", PortalHost.Tenant, host.Clock.GetUtcNow(), [payload], payload, payload + " https://x/\"><script>alert(1)</script>", payload));
        await host.Store.Accounts.SaveApiKeyAsync(new ApiKey { Id = "k", Tenant = PortalHost.Tenant, Name = payload, SecretHash = "h", Prefix = "wek_", Scopes = [payload], CreatedAt = host.Clock.GetUtcNow() });
        await host.Edi.ReplyAsync(new AccessScope(PortalHost.Tenant, "0012"), new ReplyRequest
        {
            SubmitKey = "1", Actor = payload, Orders = [new OrderReply("PO-1", 1, [new LineReply { LineNumber = "0010", Kind = ResponseKind.Refused, Reason = payload }], payload.Length <= 35 ? payload : null, payload)],
        }, TestContext.Current.CancellationToken);
        Browser supplier = await host.SignInAsync("yamada@example.jp");
        Browser admin = await host.SignInAsync("admin@example.jp");

        foreach ((Browser browser, string url) in SupplierPages.Select(u => (supplier, u)).Concat(BuyerPages.Concat(AdminPages).Append("/buyer/mailbox").Select(u => (admin, u.Replace("{receipt}", receipt, StringComparison.Ordinal)))))
        {
            Page page = await browser.GetAsync(url);
            Assert.True(page.Status == HttpStatusCode.OK, url);
            AssertInert(page);
        }

        foreach (string url in new[] { "/buyer/orders?q=", "/orders?q=", "/sign-in?returnUrl=/" })
            AssertInert(await (url[1] == 'o' ? supplier : admin).GetAsync(url + Uri.EscapeDataString(payload)));
    }

    private static void AssertInert(Page page)
    {
        Assert.Equal("utf-8", page.MediaType?.CharSet);
        IElement script = Assert.Single(page.Document.QuerySelectorAll("script"));
        Assert.StartsWith("/assets/", script.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("svg, style, iframe, object, embed, b, [style]"));
        Assert.All(page.Document.All, e => Assert.DoesNotContain(e.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.All(page.Document.QuerySelectorAll("img"), i => Assert.StartsWith("/assets/", i.GetAttribute("src"), StringComparison.Ordinal));
        Assert.All(page.Document.QuerySelectorAll("a[href]"), a => Assert.DoesNotContain("javascript:", a.GetAttribute("href")!.TrimStart()[..Math.Min(11, a.GetAttribute("href")!.TrimStart().Length)], StringComparison.OrdinalIgnoreCase));
        Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task S26_Every_page_refuses_a_post_without_the_forms_token()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(o => o.Demo = true);
        Browser[] people = [await host.SignInAsync("yamada@example.jp"), await host.SignInAsync("admin@example.jp"), host.NewBrowser()];
        string[] routes = [.. Pages(host).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct()];
        Assert.True(routes.Length >= 25);

        foreach (string route in routes)
        {
            foreach (Browser browser in people)
            {
                foreach (string url in new[] { route, route + "?handler=Demo", route + "?handler=Commit" })
                {
                    Page answer = await browser.PostAsync(url, [new("culture", "en"), new("role", "buyer"), new("id", "k")], follow: false);
                    bool isLedAway = answer.Status == HttpStatusCode.Redirect && answer.Location!.ToString().StartsWith("/sign-in", StringComparison.Ordinal);
                    Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound || isLedAway, $"{url}: {answer.Status} {answer.Location}");
                }
            }
        }

        Assert.Equal(1, await host.Store.Accounts.EndSessionsAsync("id-yamada@example.jp"));
    }

    [Fact]
    public async Task S28_Every_page_names_who_may_use_it()
    {
        await using PortalHost host = await PortalHost.StartAsync();

        string[] open = [.. Pages(host).Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => e.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["error", "invite", "language", "setup", "sign-in", "sign-out"], open);
        Assert.All(Pages(host).Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null), e => Assert.NotEmpty(e.Metadata.GetOrderedMetadata<IAuthorizeData>()));
        Assert.All(Pages(host).Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("admin", StringComparison.Ordinal)), e => Assert.Contains(e.Metadata.GetOrderedMetadata<IAuthorizeData>(), a => a.Policy == "admin"));
        Assert.All(Pages(host).Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("buyer", StringComparison.Ordinal)), e => Assert.Contains(e.Metadata.GetOrderedMetadata<IAuthorizeData>(), a => a.Policy == "buyer"));
        Assert.All(Pages(host).Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("order", StringComparison.Ordinal)), e => Assert.Contains(e.Metadata.GetOrderedMetadata<IAuthorizeData>(), a => a.Policy == "supplier"));
    }

    [Fact]
    public async Task S28_Route_by_role_by_owner()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.AddPersonAsync("otherboss@example.jp", AccountRole.Admin, null, "other");
        string receipt = await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012")]);
        await host.Store.Tenants.SaveMapAsync(PortalHost.Tenant, "evil", "{}", host.Clock.GetUtcNow(), "x");
        await host.Store.Tenants.SavePartnerAsync(PortalHost.Tenant, "evil", "{}", host.Clock.GetUtcNow(), "x");
        await host.Store.Tenants.SaveTableAsync(PortalHost.Tenant, "evil", "a,b", host.Clock.GetUtcNow(), "x");
        Dictionary<string, Browser> people = new()
        {
            ["own"] = await host.SignInAsync("yamada@example.jp"),
            ["other supplier"] = await host.SignInAsync("sato@example.jp"),
            ["same code, other buyer"] = await host.SignInAsync("stranger@example.jp"),
            ["buyer"] = await host.SignInAsync("buyer@example.jp"),
            ["admin"] = await host.SignInAsync("admin@example.jp"),
            ["other buyer"] = await host.SignInAsync("otherboss@example.jp"),
            ["nobody"] = host.NewBrowser(),
        };
        string[] foreign = ["/order?number=PO-1", "/buyer/file?id={receipt}", "/buyer/file?handler=Result&id={receipt}", "/buyer/order?number=PO-1", "/admin/map?name=evil", "/admin/table?name=evil", "/admin/partner?name=evil"];

        foreach (string route in SupplierPages.Concat(BuyerPages).Concat(AdminPages).Concat(foreign))
        {
            string url = route.Replace("{receipt}", receipt, StringComparison.Ordinal);
            foreach ((string who, Browser browser) in people)
            {
                Page answer = await browser.GetAsync(url, follow: false);
                HttpStatusCode expected = Expected(route, who, foreign);
                Assert.True(answer.Status == expected || (expected == HttpStatusCode.OK && route.Contains("handler=Result", StringComparison.Ordinal) && answer.Status == HttpStatusCode.InternalServerError), $"{who} {url}: {answer.Status}, expected {expected}");
                if (who is not ("own" or "buyer" or "admin"))
                    Assert.DoesNotContain("部品1", answer.Html, StringComparison.Ordinal);
            }
        }
    }

    private static HttpStatusCode Expected(string route, string who, string[] foreign)
    {
        if (who == "nobody")
            return HttpStatusCode.Redirect;
        bool isSupplier = who is "own" or "other supplier" or "same code, other buyer";
        bool isForeign = foreign.Contains(route) && who is not ("own" or "buyer" or "admin");
        bool isAllowed = route == "/account"
            || (isSupplier && route.StartsWith("/order", StringComparison.Ordinal))
            || (!isSupplier && route.StartsWith("/buyer", StringComparison.Ordinal))
            || (who is "admin" or "other buyer" && route.StartsWith("/admin", StringComparison.Ordinal));
        return isAllowed && !isForeign ? HttpStatusCode.OK : HttpStatusCode.NotFound;
    }

    [Fact]
    public async Task S28_Foreign_orders_cannot_be_answered_accepted_printed_or_exported()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-9", "0034")]);
        Browser browser = await host.SignInAsync("sato@example.jp");
        Page own = await browser.GetAsync("/order?number=PO-9");

        own.Form("form[data-reply]").SetAttribute("action", "/order?number=PO-1");
        Page replied = await browser.SubmitAsync(own, "form[data-reply]", new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "accepted" }, "button[value='send']");
        Assert.Equal(HttpStatusCode.NotFound, replied.Status);

        Page list = await browser.GetAsync("/orders");
        Page confirm = await browser.SubmitAsync(list, "form.bulk", new Dictionary<string, string?> { ["order"] = "PO-1" }, "button[formaction$='/orders/confirm']");
        Assert.Empty(confirm.Document.QuerySelectorAll("tbody tr"));
        confirm = await browser.SubmitAsync(list, "form.bulk", new Dictionary<string, string?> { ["order"] = "PO-9" }, "button[formaction$='/orders/confirm']");
        Page committed = await browser.SubmitAsync(confirm, "form[action*='Commit']", new Dictionary<string, string?> { ["Lines[0].Order"] = "PO-1" });
        Assert.Equal(HttpStatusCode.NotFound, committed.Status);

        Page printed = await browser.SubmitAsync(list, "form.bulk", new Dictionary<string, string?> { ["order"] = "PO-1" }, "button[formaction$='/orders/print']");
        Assert.NotEqual(HttpStatusCode.OK, printed.Status);
        Assert.DoesNotContain("部品1", printed.Html, StringComparison.Ordinal);

        StoredOrder order = (await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-1"))!;
        Assert.All(order.Lines, l => Assert.Equal(0, l.ReplyVersion));
        Assert.Empty(await host.Store.Despatches.ListAsync(new AccessScope(PortalHost.Tenant), "PO-1"));
    }

    [Fact]
    public async Task S28_People_suppliers_and_keys_of_another_buyer_are_not_there()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.Store.Accounts.SaveApiKeyAsync(new ApiKey { Id = "foreign", Tenant = "other", Name = "x", SecretHash = "h", Prefix = "wek_", Scopes = ["orders:read"], CreatedAt = host.Clock.GetUtcNow() });
        Browser admin = await host.SignInAsync("admin@example.jp");
        Page people = await admin.GetAsync("/admin/people");
        Assert.DoesNotContain("stranger@example.jp", people.Text, StringComparison.Ordinal);

        foreach (string handler in new[] { "Link", "Remove" })
        {
            Page refused = await admin.SubmitAsync(people, $"form[action*='{handler}']", new Dictionary<string, string?> { ["id"] = "id-stranger@example.jp" });
            Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        }

        Page keys = await admin.GetAsync("/admin/keys");
        keys.Form("form[action*='Create']").SetAttribute("action", "/admin/keys?handler=Revoke");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SubmitAsync(keys, "form[action*='Revoke']", new Dictionary<string, string?> { ["id"] = "foreign" })).Status);
        Assert.NotNull(await host.Store.Accounts.FindByNameAsync("STRANGER@EXAMPLE.JP"));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\t/evil.example")]
    [InlineData("/x\\..\\\\evil")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("~//evil.example")]
    [InlineData("@evil.example")]
    public async Task S32_Only_local_addresses_lead_back(string url)
    {
        Assert.Equal("~/", LocalUrl.Clean(url));
        await using PortalHost host = await PortalHost.StartSeededAsync(o => o.Demo = true);
        Browser browser = host.NewBrowser();

        Page form = await browser.GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(url));
        Page answer = await browser.SubmitAsync(form, ".demo-buttons", new { returnUrl = url }, "button[value='buyer']", follow: false);
        Page language = await browser.SubmitAsync(await browser.GetAsync("/sign-in"), "form.lang", new { returnUrl = url }, "button", follow: false);

        Assert.Equal("/", answer.Location!.ToString());
        Assert.Equal("/", language.Location!.ToString());
    }

    [Fact]
    public async Task S32_Links_to_hand_out_begin_with_the_configured_address()
    {
        await using PortalHost host = await PortalHost.StartAsync(services: s => s.Configure<EdiOptions>(o => o.Url = new Uri("https://edi.example.jp/portal/")));
        await host.AddTenantAsync(PortalHost.Tenant, "x");
        await host.AddPersonAsync("admin@example.jp", AccountRole.Admin);
        Browser admin = await host.SignInAsync("admin@example.jp");
        Page people = await admin.GetAsync("/admin/people");
        admin.Headers["X-Forwarded-Host"] = "evil.example";

        Page invited = await admin.SubmitAsync(people, "#mail", new Dictionary<string, string?> { ["Input.Mail"] = "new@example.jp", ["Input.Role"] = "Buyer" });

        Assert.StartsWith("https://edi.example.jp/portal/invite?token=", invited.Document.QuerySelector("[data-copy]")!.GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task S50_Refusals_are_generic_pages_with_an_id()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = await host.SignInAsync("yamada@example.jp");

        Page missing = await browser.GetAsync("/order?number=nothing");
        Page unknown = await browser.GetAsync("/no/such/page");

        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(missing.Texts("h1"), unknown.Texts("h1"));
        Assert.Matches(@"404 · \S+", missing.Texts(".hint").Single());
        Assert.DoesNotContain("Exception", missing.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/error")).Status);
    }

    [Fact]
    public async Task S11_A_body_that_is_too_long_is_refused_in_words()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(o => o.MaxUploadBytes = 100_000);
        Browser buyer = await host.SignInAsync("buyer@example.jp");
        Page form = await buyer.GetAsync("/buyer/upload");

        Page refused = await buyer.SubmitAsync(form, "#file", new { map = "x" }, null, ("file", "rubbish.csv", new byte[5_000_000]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.Status);
        Assert.Contains("大きすぎ", refused.Text, StringComparison.Ordinal);
    }
}
