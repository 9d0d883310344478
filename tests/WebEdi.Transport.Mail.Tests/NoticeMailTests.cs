using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Transport.Mail.Tests;

/// <summary>The whole way: an order file in, a mail at the server.</summary>
public sealed class NoticeMailTests : MailTestBase
{
    private const string Map = """
        { "read": "csv",
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "item": "品番", "quantity": "数量", "due": "納期" } }
        """;

    private const string File = "注文番号,取引先,行,品番,数量,納期\nPO-1,0012,1,A-1,10,2026/12/10\nPO-1,0012,2,A-2,5,2026/12/04\nPO-2,0012,1,A-3,1,2026/12/20\nPO-3,0034,1,B-1,2,2026/12/24\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_supplier_gets_one_mail_per_file()
    {
        SmtpSink sink = Own(new SmtpSink());
        await using IEdi edi = Engine(sink);
        await SupplierAsync(edi, "0012", "株式会社山田", "order@yamada.test");
        await SupplierAsync(edi, "0034", "鈴木商店", "order@suzuki.test");

        await IngestAsync(edi);
        await edi.RunUntilIdleAsync(Token);
        await IngestAsync(edi);
        await edi.RunUntilIdleAsync(Token);

        Assert.Equal(["order@suzuki.test", "order@yamada.test"], sink.Mails.Select(m => Assert.Single(m.Recipients)).Order(StringComparer.Ordinal));
        MimeMessage mail = await ParseAsync(sink.Mails.Single(m => m.Recipients[0] == "order@yamada.test"));
        Assert.Equal("【東西製作所】注文 2件のお知らせ（最短納期 2026/12/04）", mail.Subject);
        Assert.StartsWith("株式会社山田 御中", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("明細　　　：3行", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<li>PO-1</li>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("PO-3", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_that_is_down_delays_and_loses_nothing()
    {
        bool down = true;
        SmtpSink sink = Own(new SmtpSink((p, _, _) => down && p == SinkPhase.Banner ? SinkAction.Cut : null));
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));
        await using IEdi edi = Engine(sink, time);
        await SupplierAsync(edi, "0012", "株式会社山田", "order@yamada.test");
        await SupplierAsync(edi, "0034", "鈴木商店", "order@suzuki.test");
        await IngestAsync(edi);

        await edi.RunUntilIdleAsync(Token);

        Page<OutboxRow> waiting = await edi.Store.Outbox.ListAsync("default", 1, 10, Token);
        Assert.Equal(2, waiting.Items.Count(r => r.State == OutboxState.Queued && r.Entry.Kind == OutboxKinds.SupplierNotice));
        Assert.Empty(sink.Mails);

        down = false;
        time.Advance(TimeSpan.FromHours(1));
        await edi.RunUntilIdleAsync(Token);

        Assert.Equal(2, sink.Mails.Count);
    }

    [Theory]
    [InlineData("山田\r\nBcc: thief@evil.test")]
    [InlineData("山田\r\n\r\n<script>alert(1)</script>")]
    [InlineData("=?utf-8?B?DQpCY2M6IHRoaWVmQGV2aWwudGVzdA==?=")]
    [InlineData("{{ object.eval 'x' }}</p><img src=//evil.test>")]
    public async Task S07_a_hostile_name_reaches_the_mail_as_text(string name)
    {
        SmtpSink sink = Own(new SmtpSink());
        await using IEdi edi = Engine(sink);
        await SupplierAsync(edi, "0012", name, "order@yamada.test");
        await edi.Store.Tenants.SaveAsync(new TenantProfile { Id = "default", Buyer = new Party { Code = "T", Name = name } }, Token);

        await IngestAsync(edi);
        await edi.RunUntilIdleAsync(Token);

        SinkMail raw = Assert.Single(sink.Mails);
        Assert.Equal(["order@yamada.test"], raw.Recipients);
        MimeMessage mail = await ParseAsync(raw);
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain(mail.Subject ?? "\0", char.IsControl);
        Assert.DoesNotContain(mail.TextBody?.Split('\n') ?? [], l => l.StartsWith("Bcc:", StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)<(script|img)", mail.HtmlBody ?? "<img");
    }

    private static IEdi Engine(SmtpSink sink, TimeProvider? time = null) => Edi.InMemory(e =>
    {
        e.Services.AddSingleton(time ?? TimeProvider.System);
        e.AddMap("orders", Map).AddSmtp(o =>
        {
            o.Host = "localhost";
            o.Port = sink.Port;
            o.Security = MailSecurity.None;
            o.From = "edi@tozai.test";
        });
    });

    private static async Task SupplierAsync(IEdi edi, string code, string name, string address)
    {
        if (await edi.Store.Tenants.FindAsync("default", Token) is null)
            await edi.Store.Tenants.SaveAsync(new TenantProfile { Id = "default", Buyer = new Party { Code = "T", Name = "東西製作所" } }, Token);
        await edi.Store.Tenants.SaveSupplierAsync(new SupplierProfile { Tenant = "default", Party = new Party { Code = code, Name = name }, MailAddresses = [address] }, Token);
    }

    private static async Task IngestAsync(IEdi edi)
    {
        IngestResult result = await edi.IngestAsync(new IngestRequest { Map = "orders", FileName = "orders.csv" }, new MemoryStream(Encoding.UTF8.GetBytes(File)), Token);
        Assert.True(result.Receipt?.IsFinished);
    }

    private static async Task<MimeMessage> ParseAsync(SinkMail mail) => await MimeMessage.LoadAsync(new MemoryStream(mail.Bytes), Token);
}
