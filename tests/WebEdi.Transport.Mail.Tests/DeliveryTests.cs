using Microsoft.Extensions.Time.Testing;
using MimeKit;
using WebEdi.Transport.Mail.Internal;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Transport.Mail.Tests;

public sealed class DeliveryTests : MailTestBase
{
    private static readonly string[] Two = ["a@supplier.test", "b@supplier.test"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_with_text_and_html_in_utf8()
    {
        SmtpSink sink = Own(new SmtpSink());

        DeliveryReceipt receipt = await Transport(sink).SendAsync(Message(), Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, receipt.Outcome);
        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal("edi@buyer.test", mail.From);
        Assert.Equal(["order@supplier.test"], mail.Recipients);
        MimeMessage parsed = await MimeMessage.LoadAsync(new MemoryStream(mail.Bytes), Token);
        Assert.Equal("【東西製作所】注文 12件のお知らせ（最短納期 2026/12/04）", parsed.Subject);
        Assert.Equal("株式会社サンプル 御中\n\n.点で始まる行\n① 髙 ～ ㈱\n", parsed.TextBody?.ReplaceLineEndings("\n"));
        Assert.Equal("<p>株式会社サンプル 御中</p>\n", parsed.HtmlBody?.ReplaceLineEndings("\n"));
        Assert.Equal("東西製作所 Web-EDI", parsed.From.Mailboxes.Single().Name);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.Zero), parsed.Date);
        Assert.Equal("auto-generated", parsed.Headers["Auto-Submitted"]);
        Assert.EndsWith("@buyer.test", parsed.MessageId, StringComparison.Ordinal);
        Assert.DoesNotContain(parsed.Headers, h => h.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_same_effect_has_the_same_bytes_and_another_effect_another_identity()
    {
        SmtpSink sink = Own(new SmtpSink());
        SmtpTransport first = Transport(sink), second = Transport(sink);

        await first.SendAsync(Message(), Yes, Token);
        await second.SendAsync(Message(), Yes, Token);
        await second.SendAsync(Message("notice:R2:0012"), Yes, Token);

        SinkMail[] mails = [.. sink.Mails];
        Assert.Equal(mails[0].Text, mails[1].Text);
        Assert.NotEqual(IdOf(mails[0]), IdOf(mails[2]));
    }

    [Fact]
    public async Task Mails_in_a_row_share_one_connection()
    {
        SmtpSink sink = Own(new SmtpSink());
        SmtpTransport transport = Transport(sink);

        for (int i = 0; i < 10; i++)
            Assert.Equal(DeliveryOutcome.Delivered, (await transport.SendAsync(Message($"notice:{i}"), Yes, Token)).Outcome);

        Assert.Equal(1, sink.Connections);
        Assert.Equal(10, sink.Mails.Count);
    }

    [Fact]
    public async Task Mails_at_once_share_the_allowed_connections()
    {
        SmtpSink sink = Own(new SmtpSink());
        SmtpTransport transport = Transport(sink, o => o.MaxConnections = 3);

        DeliveryReceipt[] receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => transport.SendAsync(Message($"notice:{i}"), Yes, Token)));

        Assert.All(receipts, r => Assert.Equal(DeliveryOutcome.Delivered, r.Outcome));
        Assert.InRange(sink.Connections, 1, 3);
        Assert.Equal(40, sink.Mails.Count);
    }

    [Fact]
    public async Task A_connection_carries_only_so_many_mails()
    {
        SmtpSink sink = Own(new SmtpSink());
        SmtpTransport transport = Transport(sink, o => o.MaxMessagesPerConnection = 2);

        for (int i = 0; i < 5; i++)
            await transport.SendAsync(Message($"notice:{i}"), Yes, Token);

        Assert.Equal(3, sink.Connections);
    }

    [Fact]
    public async Task An_idle_connection_is_not_used_after_its_time()
    {
        SmtpSink sink = Own(new SmtpSink());
        FakeTimeProvider time = new();
        SmtpTransport transport = Transport(sink, o => o.IdleTimeout = TimeSpan.FromSeconds(20), time);
        await transport.SendAsync(Message("notice:1"), Yes, Token);

        time.Advance(TimeSpan.FromSeconds(21));
        await transport.SendAsync(Message("notice:2"), Yes, Token);

        Assert.Equal(2, sink.Connections);
    }

    [Theory]
    [InlineData(SinkPhase.AfterReply)]
    [InlineData(SinkPhase.Mail)]
    public async Task A_kept_connection_that_the_server_closed_costs_no_attempt(SinkPhase phase)
    {
        int mails = 0;
        SmtpSink sink = Own(new SmtpSink((p, connection, _) =>
            p == phase && connection == 1 && (p == SinkPhase.AfterReply || Interlocked.Increment(ref mails) == 2) ? SinkAction.Cut : null));
        SmtpTransport transport = Transport(sink);

        DeliveryReceipt first = await transport.SendAsync(Message("notice:1"), Yes, Token);
        int asked = 0;
        DeliveryReceipt second = await transport.SendAsync(Message("notice:2"), _ => Task.FromResult(++asked > 0), Token);

        Assert.Equal(DeliveryOutcome.Delivered, first.Outcome);
        Assert.Equal(DeliveryOutcome.Delivered, second.Outcome);
        Assert.Equal(1, asked);
        Assert.Equal(2, sink.Connections);
    }

    [Fact]
    public async Task A_server_that_says_421_on_a_kept_connection_gets_a_new_one()
    {
        int mails = 0;
        SmtpSink sink = Own(new SmtpSink((p, connection, _) => p == SinkPhase.Mail && connection == 1 && ++mails == 2 ? new SinkAction("421 4.3.2 closing") : null));
        SmtpTransport transport = Transport(sink);

        await transport.SendAsync(Message("notice:1"), Yes, Token);
        DeliveryReceipt second = await transport.SendAsync(Message("notice:2"), Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, second.Outcome);
        Assert.Equal(2, sink.Connections);
    }

    [Fact]
    public async Task The_hand_over_is_asked_once_after_the_content_and_before_the_end()
    {
        SmtpSink sink = Own(new SmtpSink());
        List<int> takenWhenAsked = [];

        await Transport(sink).SendAsync(Message(), _ => { takenWhenAsked.Add(sink.Mails.Count); return Task.FromResult(true); }, Token);

        Assert.Equal([0], takenWhenAsked);
        Assert.Contains("DATA", sink.Commands);
        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task A_hand_over_that_is_refused_delivers_nothing()
    {
        SmtpSink sink = Own(new SmtpSink());

        DeliveryReceipt receipt = await Transport(sink).SendAsync(Message(), _ => Task.FromResult(false), Token);

        Assert.Equal(DeliveryOutcome.RetryLater, receipt.Outcome);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task A_lost_store_at_the_hand_over_delivers_nothing_and_is_told()
    {
        SmtpSink sink = Own(new SmtpSink());

        await Assert.ThrowsAsync<WebEdi.Diagnostics.EdiStoreException>(() =>
            Transport(sink).SendAsync(Message(), _ => throw new WebEdi.Diagnostics.EdiStoreException("lost", true), Token));

        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task A_long_mail_arrives_whole()
    {
        SmtpSink sink = Own(new SmtpSink());
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i} 行目。\n.\n"));

        DeliveryReceipt receipt = await Transport(sink).SendAsync(Message() with { Text = text }, Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, receipt.Outcome);
        MimeMessage parsed = await MimeMessage.LoadAsync(new MemoryStream(sink.Mails.Single().Bytes), Token);
        Assert.Equal(text, parsed.TextBody?.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_mobile_address_with_dots_in_a_row_is_written_in_quotes()
    {
        SmtpSink sink = Own(new SmtpSink());

        DeliveryReceipt receipt = await Transport(sink).SendAsync(Message("n", "taro..yamada.@mobile.test"), Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, receipt.Outcome);
        Assert.Equal(["\"taro..yamada.\"@mobile.test"], sink.Mails.Single().Recipients);
    }

    [Fact]
    public async Task A_refused_recipient_does_not_keep_the_mail_from_the_others()
    {
        SmtpSink sink = Own(new SmtpSink((p, _, line) => p == SinkPhase.Rcpt && line.Contains("b@", StringComparison.Ordinal) ? new SinkAction("550 5.1.1 <b@supplier.test>: no such user") : null));

        DeliveryReceipt receipt = await Transport(sink).SendAsync(Message("n", Two), Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, receipt.Outcome);
        Assert.Contains("delivered to 1 of 2; refused: b…@supplier.test 550", receipt.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("b@supplier.test", receipt.Detail, StringComparison.Ordinal);
        Assert.Equal(["a@supplier.test"], sink.Mails.Single().Recipients);
    }

    [Fact]
    public async Task A_recipient_that_must_wait_gets_it_later_and_the_others_get_it_once()
    {
        bool greylists = true;
        SmtpSink sink = Own(new SmtpSink((p, _, line) => greylists && p == SinkPhase.Rcpt && line.Contains("b@", StringComparison.Ordinal) ? new SinkAction("450 4.7.1 greylisted") : null));
        SmtpTransport transport = Transport(sink);

        DeliveryReceipt first = await transport.SendAsync(Message("n", Two), Yes, Token);
        greylists = false;
        DeliveryReceipt second = await transport.SendAsync(Message("n", Two), Yes, Token);

        Assert.Equal(DeliveryOutcome.RetryLater, first.Outcome);
        Assert.Equal(DeliveryOutcome.Delivered, second.Outcome);
        Assert.Equal(["a@supplier.test", "b@supplier.test"], sink.Mails.SelectMany(m => m.Recipients));
        Assert.Equal(IdOf(sink.Mails.First()), IdOf(sink.Mails.Last()));
    }

    [Theory]
    [InlineData("550 5.1.1 no", "550 5.1.1 no", DeliveryOutcome.Rejected)]
    [InlineData("550 5.1.1 no", "450 4.2.2 full", DeliveryOutcome.RetryLater)]
    [InlineData("450 4.7.1 later", "451 4.7.1 later", DeliveryOutcome.RetryLater)]
    public async Task All_recipients_refused_is_final_only_when_all_are_final(string forA, string forB, DeliveryOutcome expected)
    {
        SmtpSink sink = Own(new SmtpSink((p, _, line) => p == SinkPhase.Rcpt ? new SinkAction(line.Contains("a@", StringComparison.Ordinal) ? forA : forB) : null));
        bool asked = false;

        DeliveryReceipt receipt = await Transport(sink).SendAsync(Message("n", Two), _ => Task.FromResult(asked = true), Token);

        Assert.Equal(expected, receipt.Outcome);
        Assert.False(asked);
        Assert.Empty(sink.Mails);
    }

    private static string IdOf(SinkMail mail) => mail.Text.Split("\r\n").Single(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));
}
