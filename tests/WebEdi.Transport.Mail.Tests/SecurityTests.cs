using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;
using WebEdi.Transport.Mail.Internal;
using WebEdi.Transports;
using Xunit;

namespace WebEdi.Transport.Mail.Tests;

public sealed class SecurityTests : MailTestBase
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task S41_a_trusted_certificate_and_a_sign_in_deliver(string mechanism)
    {
        SmtpSink sink = Own(new SmtpSink { Certificate = Certificates.Issue(), Credentials = ("edi", "geheim"), AuthMechanisms = mechanism });

        DeliveryReceipt receipt = await Transport(sink, Tls(MailSecurity.StartTls)).SendAsync(Message(), Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, receipt.Outcome);
        SinkMail mail = Assert.Single(sink.Mails);
        Assert.True(mail.Tls);
        Assert.Equal("edi", mail.User);
    }

    [Fact]
    public async Task S41_tls_from_the_first_byte_delivers()
    {
        SmtpSink sink = Own(new SmtpSink { Certificate = Certificates.Issue(), ImplicitTls = true, Credentials = ("edi", "geheim") });

        Assert.Equal(DeliveryOutcome.Delivered, (await Transport(sink, Tls(MailSecurity.Tls)).SendAsync(Message(), Yes, Token)).Outcome);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("wrong name")]
    [InlineData("self-signed")]
    [InlineData("authority not trusted")]
    public async Task S41_a_bad_certificate_gets_neither_password_nor_mail(string fault)
    {
        using TestCertificates others = new();
        X509Certificate2 certificate = fault switch
        {
            "expired" => Certificates.Issue(expired: true),
            "wrong name" => Certificates.Issue("mail.other.test"),
            "self-signed" => TestCertificates.SelfSigned(),
            _ => others.Issue(),
        };
        SmtpSink sink = Own(new SmtpSink { Certificate = certificate, Credentials = ("edi", "geheim") });

        DeliveryReceipt receipt = await Transport(sink, Tls(MailSecurity.StartTls)).SendAsync(Message(), Yes, Token);

        Assert.Equal(DeliveryOutcome.RetryLater, receipt.Outcome);
        Assert.Contains("certificate", receipt.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Auto)]
    public async Task S41_without_starttls_there_is_no_fall_back_to_plain_text(MailSecurity security)
    {
        SmtpSink sink = Own(new SmtpSink { Credentials = ("edi", "geheim") });

        DeliveryReceipt receipt = await Transport(sink, Tls(security)).SendAsync(Message(), Yes, Token);

        Assert.Equal(DeliveryOutcome.RetryLater, receipt.Outcome);
        Assert.Contains("STARTTLS", receipt.Detail, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
        Assert.DoesNotContain(sink.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_appears_in_no_detail_and_no_log()
    {
        SmtpSink sink = Own(new SmtpSink { Certificate = Certificates.Issue(), Credentials = ("edi", "another") });

        DeliveryReceipt receipt = await Transport(sink, Tls(MailSecurity.StartTls)).SendAsync(Message(), Yes, Token);

        Assert.Equal(DeliveryOutcome.RetryLater, receipt.Outcome);
        string encoded = Convert.ToBase64String("geheim"u8);
        Assert.All([receipt.Detail ?? "", .. Logged], text =>
        {
            Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
            Assert.DoesNotContain(encoded, text, StringComparison.Ordinal);
        });
        Assert.NotEmpty(Logged);
    }

    [Fact]
    public void Sockets_send_small_packets_at_once()
    {
        using Socket socket = SmtpConnection.NewSocket();

        Assert.True(socket.NoDelay);
    }

    public static TheoryData<string> Injections() =>
    [
        "注文\nBcc: thief@evil.test", "注文\rBcc: thief@evil.test", "注文\r\nBcc: thief@evil.test", "注文\r\n Bcc: thief@evil.test", "注文\r\n\tBcc: thief@evil.test",
        "注文\r\n\r\n<b>own body</b>", "x\r\n.\r\nMAIL FROM:<thief@evil.test>", "=?utf-8?B?DQpCY2M6IHRoaWVmQGV2aWwudGVzdA==?=", "=?us-ascii?Q?=0D=0ABcc:_thief@evil.test?=",
        "a\u2028Bcc: thief@evil.test", "a\u0085Bcc: thief@evil.test", "a\vBcc: thief@evil.test", "a\0Bcc: thief@evil.test", "x>, <thief@evil.test", "x\" <thief@evil.test>, \"y",
    ];

    [Theory]
    [MemberData(nameof(Injections))]
    public async Task S07_a_subject_and_a_sender_name_stay_one_header_line(string payload)
    {
        SmtpSink sink = Own(new SmtpSink());

        DeliveryReceipt receipt = await Transport(sink, o => o.FromName = payload).SendAsync(Message() with { Subject = payload, EffectId = payload, Culture = payload }, Yes, Token);

        Assert.Equal(DeliveryOutcome.Delivered, receipt.Outcome);
        SinkMail mail = Assert.Single(sink.Mails);
        Assert.Equal(["order@supplier.test"], mail.Recipients);
        MimeMessage parsed = await MimeMessage.LoadAsync(new MemoryStream(mail.Bytes), Token);
        Assert.Equal(
            ["auto-submitted", "content-language", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"],
            mail.Text[..mail.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Where(l => l[0] is not (' ' or '\t'))
                .Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal("edi@buyer.test", Assert.Single(parsed.From.Mailboxes).Address);
        Assert.DoesNotContain(parsed.Subject ?? "\0", char.IsControl);
        Assert.DoesNotContain(parsed.From.Mailboxes.Single().Name ?? "\0", char.IsControl);
        Assert.Equal(sink.Commands.Count(c => c.StartsWith("MAIL", StringComparison.Ordinal)), sink.Mails.Count);
        Assert.DoesNotContain("=?utf-8?B?DQpCY2M6", mail.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a@b.test\r\nRCPT TO:<thief@evil.test>")]
    [InlineData("a@b.test\nBcc: thief@evil.test")]
    [InlineData("a@b.test, thief@evil.test")]
    [InlineData("a@b.test; thief@evil.test")]
    [InlineData("Group: a@b.test, thief@evil.test;")]
    [InlineData("\"x\" <thief@evil.test>")]
    [InlineData("<thief@evil.test>")]
    [InlineData("a@b.test (comment)")]
    [InlineData("a@b.test> SIZE=1")]
    [InlineData("\"a b\"@b.test")]
    [InlineData("-oQ/tmp@b.test")]
    [InlineData("thief@evil.test@b.test")]
    [InlineData("=?utf-8?Q?a=40evil.test?=")]
    [InlineData("利用者@b.test")]
    [InlineData("a@")]
    [InlineData("@b.test")]
    [InlineData("")]
    public async Task S07_only_plain_addresses_are_recipients(string payload)
    {
        SmtpSink sink = Own(new SmtpSink());

        DeliveryReceipt alone = await Transport(sink).SendAsync(Message("n", payload), Yes, Token);
        DeliveryReceipt withAnother = await Transport(sink).SendAsync(Message("n", payload, "order@supplier.test"), Yes, Token);

        Assert.Equal(DeliveryOutcome.Rejected, alone.Outcome);
        Assert.Equal(DeliveryOutcome.Delivered, withAnother.Outcome);
        Assert.Equal(["RCPT TO:<order@supplier.test>"], sink.Commands.Where(c => c.StartsWith("RCPT", StringComparison.Ordinal)));
        Assert.DoesNotContain("thief", sink.Mails.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S07_a_body_that_holds_a_final_dot_stays_a_body()
    {
        SmtpSink sink = Own(new SmtpSink());
        string body = "a\r\n.\r\nMAIL FROM:<thief@evil.test>\r\nRCPT TO:<x@evil.test>\r\nDATA\r\n";

        await Transport(sink).SendAsync(Message() with { Text = body }, Yes, Token);

        MimeMessage parsed = await MimeMessage.LoadAsync(new MemoryStream(Assert.Single(sink.Mails).Bytes), Token);
        Assert.Equal(body, parsed.TextBody?.ReplaceLineEndings("\r\n"));
        Assert.DoesNotContain(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("thief")), string.Concat(sink.Commands), StringComparison.Ordinal);
    }

    private Action<SmtpOptions> Tls(MailSecurity security) => options =>
    {
        options.Security = security;
        options.CaFile = Certificates.CaFile;
        options.User = "edi";
        options.Password = "geheim";
    };
}
