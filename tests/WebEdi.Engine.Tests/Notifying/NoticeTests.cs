using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebEdi.Documents;
using WebEdi.Engine.Notifying;
using WebEdi.Engine.Storing.Memory;
using WebEdi.Engine.Templates;
using WebEdi.Engine.Transports.Memory;
using WebEdi.Storage;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Engine.Tests.Notifying;

public sealed class NoticeTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero));
    private readonly MemoryStore _store;

    public NoticeTests() => _store = new MemoryStore(_time);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TenantProfile Tenant(string name = "東西製作所", string culture = "ja") => new() { Id = "tozai", Buyer = new Party { Code = "T", Name = name }, Culture = culture };

    private static SupplierProfile Supplier(string? name = "株式会社山田", string? culture = null, params string[] addresses) =>
        new() { Tenant = "tozai", Party = new Party { Code = "0012", Name = name }, Culture = culture, MailAddresses = addresses.Length == 0 ? ["order@yamada.test"] : addresses };

    private static SupplierSummary Summary(int newOrders = 11, int changed = 1, params string[] numbers) =>
        new("0012", newOrders, changed, 34, new DateOnly(2026, 12, 4), numbers.Length == 0 ? [.. Enumerable.Range(1, newOrders + changed).Take(20).Select(i => $"PO-{i:000}")] : numbers);

    [Fact]
    public void A_notice_is_planned_once_per_supplier_and_file()
    {
        OutboxEntry entry = NoticePlanner.Plan("R1", Summary(), Supplier(), Tenant(), _time.GetUtcNow());

        Assert.Equal("notice:R1:0012", entry.Id);
        Assert.Equal("supplier:0012", entry.Key);
        Assert.Equal(OutboxKinds.SupplierNotice, entry.Kind);
        Assert.Equal("tozai", entry.Tenant);
        Assert.Equal(entry, NoticePlanner.Plan("R1", Summary(), Supplier(), Tenant(), _time.GetUtcNow()));
        NoticePayload? payload = NoticePayload.Read(entry.Payload);
        Assert.NotNull(payload);
        Assert.Equal(("東西製作所", "株式会社山田", "ja", 11, 1), (payload.BuyerName, payload.SupplierName, payload.Culture, payload.NewOrders, payload.ChangedOrders));
    }

    [Fact]
    public void A_supplier_without_a_profile_or_a_name_is_called_by_its_code()
    {
        Assert.Equal("0012", NoticePayload.Read(NoticePlanner.Plan("R1", Summary(), null, Tenant(), default).Payload)?.SupplierName);
        Assert.Equal("0012", NoticePayload.Read(NoticePlanner.Plan("R1", Summary(), Supplier(name: null), Tenant(), default).Payload)?.SupplierName);
    }

    [Fact]
    public async Task The_japanese_mail_tells_buyer_count_and_nearest_date_and_where_to_answer()
    {
        OutboundMessage mail = (await MakeAsync()).Message!;

        Assert.Equal("【東西製作所】注文 12件のお知らせ（最短納期 2026/12/04）", mail.Subject);
        Assert.Equal(["order@yamada.test"], mail.Recipients);
        Assert.StartsWith("株式会社山田 御中\n\nいつもお世話になっております。\n", mail.Text, StringComparison.Ordinal);
        foreach (string part in (string[])["12件（新規 11件、変更 1件）", "34行", "2026/12/04", "PO-001", "PO-012", "https://edi.example.jp/", "自動的に送信", "お問い合わせ"])
        {
            Assert.Contains(part, mail.Text, StringComparison.Ordinal);
            Assert.Contains(part, WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("{{", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("ほか", mail.Text, StringComparison.Ordinal);
        Assert.Equal(_time.GetUtcNow(), mail.Date);
        Assert.Equal("notice:R1:0012", mail.EffectId);
    }

    [Fact]
    public async Task The_english_mail_says_the_same()
    {
        OutboundMessage mail = (await MakeAsync(supplier: Supplier("Yamada Ltd", "en"))).Message!;

        Assert.Equal("[東西製作所] 12 orders (nearest due date 4 Dec 2026)", mail.Subject);
        Assert.StartsWith("Dear Yamada Ltd,", mail.Text, StringComparison.Ordinal);
        Assert.Contains("12 (11 new, 1 changed)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://edi.example.jp/", mail.Text, StringComparison.Ordinal);
        Assert.Equal("en", mail.Culture);
    }

    [Theory]
    [InlineData("ja", 0, 2, "【東西製作所】注文変更 2件のお知らせ（最短納期 2026/12/04）")]
    [InlineData("ja", 1, 0, "【東西製作所】注文 1件のお知らせ（最短納期 2026/12/04）")]
    [InlineData("en", 1, 0, "[東西製作所] 1 order (nearest due date 4 Dec 2026)")]
    [InlineData("en", 0, 2, "[東西製作所] 2 changed orders (nearest due date 4 Dec 2026)")]
    public async Task The_subject_says_what_kind_of_orders(string culture, int newOrders, int changed, string expected) =>
        Assert.Equal(expected, (await MakeAsync(Summary(newOrders, changed), Supplier(culture: culture))).Message!.Subject);

    [Fact]
    public async Task What_is_not_known_is_left_out()
    {
        OutboundMessage mail = (await MakeAsync(Summary(30, 0) with { NearestDueDate = null }, url: null)).Message!;

        Assert.Equal("【東西製作所】注文 30件のお知らせ", mail.Subject);
        Assert.DoesNotContain("最短納期", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.Contains("ほか 10件", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task The_html_loads_nothing_from_outside_and_closes_what_it_opens(string culture)
    {
        string html = (await MakeAsync(supplier: Supplier(culture: culture))).Message!.Html!;

        Assert.DoesNotMatch("(?i)<(img|script|link|iframe)|src=|url\\(", html);
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{culture}\">", html, StringComparison.Ordinal);
        Assert.All(["a", "p", "table", "tr", "th", "td", "ul", "li", "body", "html", "title"], tag =>
            Assert.Equal(Regex.Count(html, $"<{tag}[ >]"), Regex.Count(html, $"</{tag}>")));
        Assert.Equal("https://edi.example.jp/", Regex.Match(html, "href=\"([^\"]*)\"").Groups[1].Value);
    }

    [Fact]
    public async Task A_supplier_without_an_address_is_a_named_result()
    {
        foreach (SupplierProfile supplier in (SupplierProfile[])[Supplier() with { MailAddresses = [] }, Supplier(addresses: "x\r\ny@evil.test")])
        {
            Notice notice = await MakeAsync(supplier: supplier);

            Assert.Equal(NoticeOutcome.NoRecipient, notice.Outcome);
            Assert.Null(notice.Message);
            Assert.Equal("R1", notice.Payload?.Receipt);
            Assert.StartsWith("no recipient", notice.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(NoticeOutcome.NoRecipient, (await MakeAsync(supplier: null, known: false)).Outcome);
    }

    [Fact]
    public async Task A_payload_that_is_no_notice_is_a_named_result()
    {
        foreach (string payload in (string[])["", "[]", "{}", "null", "{\"receipt\":null}"])
        {
            OutboxEntry entry = NoticePlanner.Plan("R1", Summary(), null, Tenant(), default) with { Payload = payload };
            Assert.Equal(NoticeOutcome.Unreadable, (await Maker(null).MakeAsync(Claim(entry), Token)).Outcome);
        }
    }

    [Fact]
    public async Task The_mail_is_rendered_once_and_its_recipients_are_those_of_the_attempt()
    {
        OutboxEntry entry = NoticePlanner.Plan("R1", Summary(), Supplier(), Tenant(), default);
        await _store.Tenants.SaveSupplierAsync(Supplier(), Token);
        Notice first = await Maker(null).MakeAsync(Claim(entry), Token);
        await _store.Tenants.SaveTemplateAsync("tozai", "supplier-notice.subject", "ja", "other", default, "test", Token);
        await _store.Tenants.SaveSupplierAsync(Supplier(addresses: "new@yamada.test"), Token);
        _time.Advance(TimeSpan.FromHours(1));

        Notice second = await Maker(null).MakeAsync(Claim(entry) with { Content = first.ContentToKeep, Attempt = 2 }, Token);

        Assert.Null(second.ContentToKeep);
        Assert.Equal(first.Message! with { Recipients = second.Message!.Recipients }, second.Message);
        Assert.Equal(["new@yamada.test"], second.Message.Recipients);
    }

    [Fact]
    public async Task A_tenants_own_template_is_used_and_a_broken_one_loses_no_notice()
    {
        await _store.Tenants.SaveTemplateAsync("tozai", "supplier-notice.subject", "ja", "{{ supplier }}様 {{ orders }}件", default, "test", Token);
        Assert.Equal("株式会社山田様 12件", (await MakeAsync()).Message!.Subject);

        await _store.Tenants.SaveTemplateAsync("tozai", "supplier-notice.subject", "ja", "{{ suplier }}", default, "test", Token);
        Assert.Equal("【東西製作所】注文 12件のお知らせ（最短納期 2026/12/04）", (await MakeAsync()).Message!.Subject);
    }

    public static TheoryData<string> Payloads() =>
    [
        "x\nBcc: thief@evil.test", "x\rBcc: thief@evil.test", "x\r\nBcc: thief@evil.test", "x\r\n Bcc: thief@evil.test", "x\r\n\tBcc: thief@evil.test", "x\r\n\r\nbody",
        "x\u0085y", "x\u2028y", "x\u2029y", "x\vy", "x\fy", "x\0y", "x\u202Eynapmoc", "x\uD800y", "<script>alert(1)</script>", "\"><img src=x onerror=1>", "{{ 1+1 }}", new string('長', 5000),
    ];

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task S07_names_and_numbers_from_files_stay_one_line_and_text(string payload)
    {
        OutboundMessage mail = (await MakeAsync(Summary(1, 0, payload), Supplier(payload), Tenant(payload))).Message!;

        Assert.DoesNotContain(mail.Subject, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202E' || char.IsSurrogate(c));
        Assert.InRange(mail.Subject.Length, 1, NoticeLimits.SubjectLength);
        Assert.StartsWith("【", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Text!.Split('\n'), l => l.StartsWith("Bcc:", StringComparison.Ordinal) || l.Length > 300);
        Assert.DoesNotMatch("(?i)<(script|img)", mail.Html!);
        if (payload.StartsWith("{{", StringComparison.Ordinal))
            Assert.Contains("{{ 1+1 }}", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@b.test", true)]
    [InlineData("taro..yamada.@mobile.test", true)]
    [InlineData("o'neil+edi@sub.b-c.test", true)]
    [InlineData("a@localhost", true)]
    [InlineData("a@b", false)]
    [InlineData("a b@c.test", false)]
    [InlineData("-x@c.test", false)]
    [InlineData(".x@c.test", false)]
    [InlineData("a@-c.test", false)]
    [InlineData("a@c..test", false)]
    [InlineData("a@b@c.test", false)]
    [InlineData("a@c.test\n", false)]
    [InlineData("a@c.test,b@c.test", false)]
    [InlineData("A <a@c.test>", false)]
    [InlineData("\"a\"@c.test", false)]
    [InlineData("利用者@c.test", false)]
    [InlineData("", false)]
    public void S07_only_plain_addresses_are_recipients(string address, bool expected) => Assert.Equal(expected, MailAddresses.IsPlain(address));

    [Fact]
    public async Task A_captured_mail_is_kept_once_and_only_when_the_hand_over_is_wanted()
    {
        OutboundMessage mail = (await MakeAsync()).Message!;
        CapturingTransport transport = new(_store);

        DeliveryReceipt refused = await transport.SendAsync(mail, _ => Task.FromResult(false), Token);
        Assert.Equal(DeliveryOutcome.RetryLater, refused.Outcome);
        Assert.Empty((await _store.Mailbox.ListAsync("tozai", 1, 10, Token)).Items);

        Assert.Equal(DeliveryOutcome.Delivered, (await transport.SendAsync(mail, _ => Task.FromResult(true), Token)).Outcome);
        Assert.Equal(DeliveryOutcome.Delivered, (await transport.SendAsync(mail, _ => Task.FromResult(true), Token)).Outcome);
        CapturedMail kept = Assert.Single((await _store.Mailbox.ListAsync("tozai", 1, 10, Token)).Items);
        Assert.Equal((mail.Subject, mail.Text, mail.Html), (kept.Subject, kept.Text, kept.Html));
    }

    private async Task<Notice> MakeAsync(SupplierSummary? summary = null, SupplierProfile? supplier = null, TenantProfile? tenant = null, string? url = "https://edi.example.jp", bool known = true)
    {
        supplier ??= known ? Supplier() : null;
        if (supplier is not null)
            await _store.Tenants.SaveSupplierAsync(supplier, Token);
        OutboxEntry entry = NoticePlanner.Plan("R1", summary ?? Summary(), supplier, tenant ?? Tenant(), _time.GetUtcNow());
        return await Maker(url).MakeAsync(Claim(entry), Token);
    }

    private NoticeMaker Maker(string? url)
    {
        TemplateLibrary library = new([new StoredTemplates(_store), new BuiltInTemplates()], new ScribanRenderer(TimeProvider.System), NullLogger<TemplateLibrary>.Instance);
        return new NoticeMaker(_store, library, Options.Create(new EdiOptions { Url = url is null ? null : new Uri(url) }));
    }

    private static OutboxClaim Claim(OutboxEntry entry) => new(entry, 1, 1, entry.DueAt, null, false, 0);
}
