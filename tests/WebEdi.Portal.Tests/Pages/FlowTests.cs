using System.Net;
using System.Text;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Tests.Pages;

/// <summary>The main job by hand: map, file, order, answer, delivery note, replies.</summary>
public sealed class FlowTests
{
    private const string Map = """
        { "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line": { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
        """;

    private const string File = "注文番号,取引先,行,品番,数量,納期\r\nPO-7,0012,1,=HYPERLINK(1),10,2026/5/1\r\nPO-8,0012,1,A-2,１０個,2026/5/1\r\n";

    private static async Task<(PortalHost Host, Browser Admin)> StartAsync()
    {
        PortalHost host = await PortalHost.StartSeededAsync();
        Browser admin = await host.SignInAsync("admin@example.jp");
        Page saved = await admin.SubmitAsync(await admin.GetAsync("/admin/map"), "#json", new { name = "core", json = Map }, "button[value='save']");
        Assert.True(saved.Document.QuerySelector(".note.good") is not null, saved.Text);
        return (host, admin);
    }

    [Fact]
    public async Task A_file_is_checked_then_taken_in_and_its_faults_are_shown()
    {
        (PortalHost host, Browser admin) = await StartAsync();
        await using PortalHost _ = host;

        Page form = await admin.GetAsync("/buyer/upload");
        Page check = await admin.SubmitAsync(form, "#file", new { map = "core" }, null, ("file", "C:\\x\\発注.csv", Encoding.UTF8.GetBytes(File)));
        Assert.Contains("発注.csv", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("C:\\x", check.Text, StringComparison.Ordinal);
        Assert.NotEmpty(check.Document.QuerySelectorAll(".issues tbody tr"));
        Assert.Null(await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-7"));

        Page file = await admin.SubmitAsync(check, "input[name='held']");
        Assert.Equal("/buyer/file", file.Url.AbsolutePath);
        Assert.NotNull(await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-7"));
        Assert.Null(await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-8"));
        Assert.NotEmpty(file.Document.QuerySelectorAll(".issues tbody tr"));
        Page result = await admin.GetAsync(file.Document.QuerySelector("a[href*='handler=Result']")!.GetAttribute("href")!);
        Assert.Equal("text/csv", result.MediaType?.MediaType);
        Assert.Contains("PO-8", result.Html, StringComparison.Ordinal);

        Page again = await admin.SubmitAsync(check, "input[name='held']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Page second = await admin.SubmitAsync(form, "#file", new { map = "core" }, null, ("file", "発注.csv", Encoding.UTF8.GetBytes(File)));
        Page known = await admin.SubmitAsync(second, "input[name='held']");
        Assert.Contains("受付済み", known.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S28_A_checked_file_is_only_for_the_person_who_checked_it()
    {
        (PortalHost host, Browser admin) = await StartAsync();
        await using PortalHost _ = host;
        Browser buyer = await host.SignInAsync("buyer@example.jp");
        Page check = await admin.SubmitAsync(await admin.GetAsync("/buyer/upload"), "#file", new { map = "core" }, null, ("file", "a.csv", Encoding.UTF8.GetBytes(File)));
        string held = check.Document.QuerySelector("input[name='held']")!.GetAttribute("value")!;
        Page other = await buyer.SubmitAsync(await buyer.GetAsync("/buyer/upload"), "#file", new { map = "core" }, null, ("file", "b.csv", Encoding.UTF8.GetBytes(File + "PO-9,0012,1,A,1,2026/5/1\r\n")));

        Page refused = await buyer.SubmitAsync(other, "input[name='held']", new { held });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Null(await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-7"));
    }

    [Fact]
    public async Task A_wrong_map_is_not_saved_and_its_fault_names_the_property()
    {
        (PortalHost host, Browser admin) = await StartAsync();
        await using PortalHost _ = host;
        Page page = await admin.GetAsync("/admin/map?name=core");

        Page refused = await admin.SubmitAsync(page, "#json", new { json = Map.Replace("\"quantity\"", "\"quantitty\"", StringComparison.Ordinal) }, "button[value='save']");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("quantitty", string.Join(' ', refused.Texts(".issues td")), StringComparison.Ordinal);
        Assert.Contains("quantitty", refused.Document.QuerySelector("#json")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await host.Store.Tenants.FindMapAsync(PortalHost.Tenant, "core"))!.Version);
    }

    [Fact]
    public async Task A_map_is_tried_on_a_pasted_sample_without_storing_anything()
    {
        (PortalHost host, Browser admin) = await StartAsync();
        await using PortalHost _ = host;

        Page tried = await admin.SubmitAsync(await admin.GetAsync("/admin/map?name=core"), "#json", new { sample = File }, "button[value='try']");

        Assert.Contains("PO-7", string.Join(' ', tried.Texts("tbody td")), StringComparison.Ordinal);
        Assert.Null(await host.Store.Documents.FindAsync(new AccessScope(PortalHost.Tenant), "PO-7"));
    }

    [Fact]
    public async Task A_partner_profile_is_saved_listed_and_its_faults_are_shown_with_line_and_column()
    {
        (PortalHost host, Browser admin) = await StartAsync();
        await using PortalHost _ = host;

        Page blank = await admin.GetAsync("/admin/partner");
        Page refused = await admin.SubmitAsync(blank, "#json", new { name = "host", json = "{ \"map\": \"core\",\n  \"overrides\": { \"line\": { \"itm\": \"品番2\" } } }" });
        Page missing = await admin.SubmitAsync(blank, "#json", new { name = "a b", json = "{}" });
        Page saved = await admin.SubmitAsync(refused, "#json", new { json = "{ \"map\": \"core\", \"overrides\": { \"line\": { \"item\": \"品番2\" } } }" });
        Page list = await admin.GetAsync("/admin/partners");
        await admin.SubmitAsync(list, "form.lang", null, "button");
        Page english = await admin.GetAsync("/admin/partner?name=host");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (refused.Status, missing.Status));
        string faults = string.Join(' ', refused.Texts(".issues td"));
        Assert.Contains("overrides.line.itm", faults, StringComparison.Ordinal);
        Assert.Contains("2行目", faults, StringComparison.Ordinal);
        Assert.Contains("itm", refused.Document.QuerySelector("#json")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(saved.Document.QuerySelector(".note.good"));
        Assert.Equal(1, Assert.Single(await host.Store.Tenants.ListPartnersAsync(PortalHost.Tenant)).Version);
        Assert.Equal("host", Assert.Single(list.Document.QuerySelectorAll("tbody a")).TextContent);
        Assert.Contains("Partner profile", english.Document.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_repeat_is_shown_and_released_by_the_buyer()
    {
        (PortalHost host, Browser admin) = await StartAsync();
        await using PortalHost _ = host;
        await host.Edi.SavePartnerAsync(PortalHost.Tenant, "core", """{ "duplicates": { "policy": "hold" } }""", "x");
        Browser buyer = await host.SignInAsync("buyer@example.jp");
        Page first = await UploadAsync(buyer);

        Page held = await UploadAsync(buyer);
        Page unknown = await buyer.SubmitAsync(held, "form[action*='Release']", new { id = "nothing" });
        Page released = await buyer.SubmitAsync(held, "form[action*='Release']");

        Assert.Null(first.Document.QuerySelector("form[action*='Release']"));
        Assert.Contains("確認待ち", held.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal("/buyer/file", released.Url.AbsolutePath);
        Assert.Null(released.Document.QuerySelector("form[action*='Release']"));
        string id = System.Web.HttpUtility.ParseQueryString(released.Url.Query)["id"]!;
        Assert.Equal(ReceiptState.Published, (await host.Store.Inbox.FindAsync(PortalHost.Tenant, id))!.State);
        Assert.Equal("buyer@example.jp", Assert.Single((await host.Store.Audit.ListAsync(PortalHost.Tenant, 1, 50)).Items, a => a.Action == "file-released").Actor);
    }

    private static async Task<Page> UploadAsync(Browser browser)
    {
        Page check = await browser.SubmitAsync(await browser.GetAsync("/buyer/upload"), "#file", new { map = "core" }, null, ("file", "a.csv", Encoding.UTF8.GetBytes(File)));
        return await browser.SubmitAsync(check, "input[name='held']");
    }

    [Theory]
    [InlineData("cp932", "Shift_JIS")]
    [InlineData("utf-8", "utf-8")]
    public async Task S10_The_current_list_is_downloaded_with_guarded_cells(string encoding, string charset)
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant,
        [
            PortalHost.NewOrder("PO-1", "0012", 1, change: l => l with { ItemName = "=HYPERLINK(\"x\")", ItemCode = "0012" }), PortalHost.NewOrder("PO-2", "0012", 1), PortalHost.NewOrder("PO-9", "0034", 1),
        ]);
        Browser browser = await host.SignInAsync("yamada@example.jp");
        Page list = await browser.GetAsync("/orders?q=PO-1");

        Page csv = await browser.SubmitAsync(list, "form.bulk", null, $"button[value='{encoding}']");

        Assert.Equal(charset, csv.MediaType?.CharSet);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string text = Encoding.GetEncoding(charset).GetString(csv.Bytes);
        Assert.Contains("PO-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PO-2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PO-9", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|[,\"])=HYPERLINK", text);
        Assert.Contains(await host.Store.Documents.ReadTraceAsync(new AccessScope(PortalHost.Tenant), "PO-1"), t => t.Step == TraceStep.Downloaded);
    }

    [Fact]
    public async Task Delivery_notes_of_selected_orders_are_one_document_and_can_be_printed_again()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012"), PortalHost.NewOrder("PO-2", "0012")]);
        Browser browser = await host.SignInAsync("yamada@example.jp");
        Page list = await browser.GetAsync("/orders");
        Dictionary<string, string?> both = new() { ["order"] = "PO-1\u001fPO-2" };

        Page pdf = await browser.SubmitAsync(list, "form.bulk", both, "button[value='pdf']");
        Page html = await browser.SubmitAsync(list, "form.bulk", both, "button[value='html']");
        Page order = await browser.GetAsync("/order?number=PO-1");
        Page again = await browser.SubmitAsync(order, "button[name='note']", null, "button[name='note']");

        Assert.Equal("application/pdf", pdf.MediaType?.MediaType);
        Assert.Equal("%PDF-"u8.ToArray(), pdf.Bytes[..5]);
        Assert.Equal("text/html", html.MediaType?.MediaType);
        Assert.Contains("default-src 'none'", html.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("application/pdf", again.MediaType?.MediaType);
        Assert.NotEmpty(await host.Store.Despatches.ListAsync(new AccessScope(PortalHost.Tenant), "PO-2"));
    }

    [Fact]
    public async Task Replies_are_downloaded_in_the_buyers_layout()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        await host.RegisterAsync(PortalHost.Tenant, [PortalHost.NewOrder("PO-1", "0012")]);
        Browser supplier = await host.SignInAsync("yamada@example.jp");
        await supplier.SubmitAsync(await supplier.GetAsync("/order?number=PO-1"), "form[data-reply]", new Dictionary<string, string?> { ["Form.Lines[0].Kind"] = "accepted" }, "button[value='send']");
        Browser buyer = await host.SignInAsync("buyer@example.jp");

        Page replies = await buyer.GetAsync("/buyer/replies");
        Page csv = await buyer.SubmitAsync(replies, "#map");
        Page message = await buyer.SubmitAsync(replies, "#map", new Dictionary<string, string?> { ["map"] = "edifact-ordrsp" });

        Assert.Single(replies.Document.QuerySelectorAll("tbody tr"));
        Assert.Equal("text/csv", csv.MediaType?.MediaType);
        Assert.Contains("PO-1", csv.Html, StringComparison.Ordinal);
        Assert.Contains("edifact-ordrsp", replies.Document.QuerySelectorAll("#map option").Select(o => o.GetAttribute("value")));
        Assert.DoesNotContain("edifact-orders", replies.Document.QuerySelectorAll("#map option").Select(o => o.GetAttribute("value")));
        Assert.Equal("application/EDIFACT", message.MediaType?.MediaType);
        Assert.Contains($"+WEBEDI+{PortalHost.Tenant}+", message.Html, StringComparison.Ordinal);
        Assert.Contains("RFF+ON:PO-1'", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_can_be_revoked()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser admin = await host.SignInAsync("admin@example.jp");

        Page made = await admin.SubmitAsync(await admin.GetAsync("/admin/keys"), "form[action*='Create']", new Dictionary<string, string?> { ["Input.Name"] = "ERP" });
        string secret = made.Document.QuerySelector("[data-copy]")!.GetAttribute("value")!;
        Page list = await admin.GetAsync("/admin/keys");

        Assert.StartsWith("wek_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list.Html, StringComparison.Ordinal);
        Page revoked = await admin.SubmitAsync(list, "form[action*='Revoke']", null, "button");
        Assert.Single(revoked.Document.QuerySelectorAll(".badge.bad"));
    }

    [Fact]
    public async Task A_suppliers_addresses_are_kept_one_per_line_and_checked()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync();
        Browser admin = await host.SignInAsync("admin@example.jp");
        Page page = await admin.GetAsync("/admin/supplier?code=0012");

        Page wrong = await admin.SubmitAsync(page, "#mails", new Dictionary<string, string?> { ["Input.Mails"] = "a@example.jp\r\nBcc: x" });
        Page right = await admin.SubmitAsync(page, "#mails", new Dictionary<string, string?> { ["Input.Mails"] = "a@example.jp\r\nb@example.jp", ["Input.Code"] = "0034" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Single(right.Texts(".note.good"));
        IReadOnlyDictionary<string, SupplierProfile> suppliers = await host.Store.Tenants.FindSuppliersAsync(PortalHost.Tenant, ["0012", "0034"]);
        Assert.Equal(["a@example.jp", "b@example.jp"], suppliers["0012"].MailAddresses);
        Assert.Equal(["0034@example.jp"], suppliers["0034"].MailAddresses);
    }

    [Fact]
    public async Task The_demos_mailbox_shows_a_mail_with_its_links_and_leads_on_as_its_reader()
    {
        await using PortalHost host = await PortalHost.StartSeededAsync(o => o.Demo = true);
        await host.Store.Mailbox.SaveAsync(new CapturedMail("m1", PortalHost.Tenant, host.Clock.GetUtcNow(), ["0034@example.jp"], "注文", "see http://localhost/order?number=PO-9 now", "<p>"));
        Browser admin = await host.SignInAsync("admin@example.jp");

        Page mailbox = await admin.GetAsync("/buyer/mailbox");
        Page next = await admin.SubmitAsync(mailbox, "form[action*='Demo']", null, "button[value='0034']");

        Assert.Equal("http://localhost/order?number=PO-9", mailbox.Document.QuerySelector(".mailtext a")!.GetAttribute("href"));
        Assert.Equal("/orders", next.Url.AbsolutePath);
        await using PortalHost real = await PortalHost.StartSeededAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await (await real.SignInAsync("admin@example.jp")).GetAsync("/buyer/mailbox")).Status);
    }
}
