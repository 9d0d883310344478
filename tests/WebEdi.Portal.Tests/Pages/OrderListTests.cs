using System.Net;
using WebEdi.Documents;
using WebEdi.Portal.Pages;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

public sealed class OrderListTests
{
    [Fact]
    public async Task A_supplier_sees_its_own_lines_with_counts_and_marks()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-2", "0012", 3), PortalHost.NewOrder("PO-9", "0034")]);
        Browser browser = await host.SignInAsync("yamada@example.jp");

        Page list = await browser.GetAsync("/orders");

        Assert.Equal(5, list.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(5, list.Document.QuerySelectorAll("tr.unread").Length);
        Assert.DoesNotContain("PO-9", list.Text, StringComparison.Ordinal);
        Assert.Equal(["5", "5", "5", "0", "0", "0"], list.Texts(".tabs .count"));
        Assert.Contains("新着", list.Text, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromHours(25));
        Assert.DoesNotContain("新着", (await (await host.SignInAsync("yamada@example.jp")).GetAsync("/orders")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_an_order_marks_it_read_once_and_writes_the_trace()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-2", "0012")]);
        Browser browser = await host.SignInAsync("yamada@example.jp");

        await browser.GetAsync("/orders");
        Assert.Null((await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-1"))!.OpenedAt);
        browser.Headers["Sec-Purpose"] = "prefetch";
        await browser.GetAsync("/order?number=PO-1");
        Assert.Null((await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-1"))!.OpenedAt);
        browser.Headers.Clear();
        await browser.GetAsync("/order?number=PO-1");
        await browser.GetAsync("/order?number=PO-1");

        Assert.NotNull((await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-1"))!.OpenedAt);
        TraceEvent step = Assert.Single(await host.Store.Documents.ReadTraceAsync(new AccessScope(PortalHost.Tenant), "PO-1"), t => t.Step == TraceStep.Opened);
        Assert.Equal("yamada@example.jp", step.Actor);
        Page list = await browser.GetAsync("/orders?filter=unread");
        Assert.DoesNotContain("PO-1", list.Texts("tbody a"));
    }

    [Fact]
    public async Task S26_A_mail_link_fetched_without_a_session_marks_nothing()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012")]);

        await host.NewBrowser().GetAsync("/order?number=PO-1");

        Assert.Null((await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-1"))!.OpenedAt);
    }

    [Fact]
    public async Task Lines_are_searched_filtered_sorted_and_cut_into_pages()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(o => o.PageSize = 10);
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012", 12), PortalHost.NewOrder("PO-2", "0012", 12, change: l => l with { ItemCode = "Z" + l.ItemCode })]);
        Browser browser = await host.SignInAsync("yamada@example.jp");

        Page first = await browser.GetAsync("/orders?sort=item&desc=1");
        Assert.Equal(10, first.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("ZP-012", first.Document.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("descending", first.Document.QuerySelectorAll("th[aria-sort]").Single().GetAttribute("aria-sort"));
        Page last = await browser.GetAsync((await browser.GetAsync(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!)).Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(4, last.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Null(last.Document.QuerySelector("a[rel=next]"));

        Page found = await browser.SubmitAsync(first, "form[role=search]", new { q = "ＺＰ－００３" });
        Assert.Single(found.Document.QuerySelectorAll("tbody tr"));
        Page none = await browser.GetAsync("/orders?filter=changed");
        Assert.Empty(none.Document.QuerySelectorAll("tbody tr"));
        Assert.Single(none.Document.QuerySelectorAll(".empty"));
    }

    [Theory]
    [InlineData("?filter=17&sort=99&p=-3&size=999999")]
    [InlineData("?filter=unread'--&sort=;drop&desc=x&p=abc&size=")]
    [InlineData("?q=%00%1f'%22%3Cscript%3E&supplier=0034&p=999999999")]
    [InlineData("?q[]=1&q=2&sort=duedate,item")]
    public async Task S01_Odd_questions_fall_back_to_the_defaults(string query)
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-9", "0034")]);
        Browser browser = await host.SignInAsync("yamada@example.jp");

        Page list = await browser.GetAsync("/orders" + query);

        Assert.Equal(HttpStatusCode.OK, list.Status);
        Assert.DoesNotContain("PO-9", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overdue_lines_are_counted_and_marked()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012", change: l => l with { DueDate = PortalHost.Today.AddDays(-1) }), PortalHost.NewOrder("PO-2", "0012")]);
        Browser browser = await host.SignInAsync("yamada@example.jp");

        Page list = await browser.GetAsync("/orders?filter=overdue");

        Assert.Equal(2, list.Document.QuerySelectorAll("td.overdue").Length);
        Assert.Equal("2", list.Texts(".tabs .count")[4]);
    }

    [Fact]
    public async Task The_buyer_sees_who_has_read_and_answered_and_every_step()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-9", "0034")]);
        Browser supplier = await host.SignInAsync("yamada@example.jp");
        await supplier.GetAsync("/order?number=PO-1");
        Browser buyer = await host.SignInAsync("buyer@example.jp");

        Page list = await buyer.GetAsync("/buyer/orders");
        Page one = await buyer.GetAsync("/buyer/orders?supplier=0034");
        Page order = await buyer.GetAsync("/buyer/order?number=PO-1");

        Assert.Equal(2, list.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Single(list.Document.QuerySelectorAll("tr.unread"));
        Assert.Single(one.Document.QuerySelectorAll("tbody tr"));
        Assert.Equal(["登録", "閲覧"], order.Texts(".timeline strong"));
        Assert.Equal(HttpStatusCode.OK, (await buyer.GetAsync("/buyer")).Status);
    }

    [Fact]
    public async Task The_language_follows_the_browser_until_it_is_chosen()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser browser = host.NewBrowser();
        browser.Language = "en";
        Page english = await browser.GetAsync("/sign-in");
        Assert.Equal("en", english.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Sign in", english.Texts("h1").Single());

        Page japanese = await browser.SubmitAsync(english, "form.lang", null, "button");

        Assert.Equal("ja", japanese.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal("サインイン", (await browser.GetAsync("/sign-in")).Texts("h1").Single());
        Browser french = host.NewBrowser();
        french.Language = "fr";
        Assert.Equal("ja", (await french.GetAsync("/sign-in")).Document.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void Every_text_exists_in_both_languages()
    {
        Texts japanese = Texts.For("ja"), english = Texts.For("en");
        string[] names = [.. typeof(Texts).GetProperties(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance).Where(p => p.PropertyType == typeof(string)).Select(p => p.Name)];

        Assert.True(names.Length > 250);
        foreach (string name in names.Where(n => n != nameof(Texts.Language)))
        {
            string ja = (string)typeof(Texts).GetProperty(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(japanese)!;
            string en = (string)typeof(Texts).GetProperty(name, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(english)!;
            Assert.True(ja.Length > 0 && en.Length > 0, name);
            Assert.True(ja.Any(c => c > 0x2E80), $"{name} is not Japanese: {ja}");
            Assert.False(en.Any(c => c > 0x2E80), $"{name} is not English: {en}");
        }
    }

    [Fact]
    public async Task The_first_load_is_small()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [.. Enumerable.Range(1, 30).Select(i => PortalHost.NewOrder($"PO-{i}", "0012"))]);
        Browser browser = await host.SignInAsync("yamada@example.jp");

        Page list = await browser.GetAsync("/orders");
        int bytes = list.Bytes.Length;
        foreach (string url in list.Document.QuerySelectorAll("link[href], script[src], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct())
            bytes += (await browser.GetAsync(url)).Bytes.Length;

        Assert.InRange(bytes, 10_000, 150_000);
    }
}
