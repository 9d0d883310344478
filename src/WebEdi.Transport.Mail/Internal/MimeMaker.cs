using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Text;
using WebEdi.Transports;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>Makes the bytes of a mail: the same for the same message, at every attempt and on every machine.</summary>
internal static class MimeMaker
{
    /// <summary>Builds the mail.</summary>
    /// <param name="message">The message.</param>
    /// <param name="options">Sender and answers.</param>
    /// <param name="recipients">All recipients that the mail names, whether or not this attempt is for all of them.</param>
    /// <param name="body">The body to fill.</param>
    /// <returns>The mail.</returns>
    public static MimeMessage Make(OutboundMessage message, SmtpOptions options, IEnumerable<MailboxAddress> recipients, Multipart body)
    {
        MailboxAddress from = MailText.TryAddress(options.From ?? "", options.FromName) ?? throw new InvalidOperationException("The sender's address was not checked.");

        MimeMessage mail = new();
        mail.From.Add(from);
        mail.To.AddRange(recipients);
        if (options.ReplyTo is { } replyTo && MailText.TryAddress(replyTo, null) is { } answersTo)
            mail.ReplyTo.Add(answersTo);
        mail.Subject = MailText.Line(message.Subject);
        mail.Date = message.Date;
        string identity = Identity(message);
        mail.MessageId = $"{identity}@{from.Domain}";

        // RFC 3834: keeps vacation replies away.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        body.Headers.Add(HeaderId.ContentLanguage, message.Culture is "ja" ? "ja" : "en");

        body.ContentType.Boundary = $"=_{identity}";
        body.Add(Part(TextFormat.Plain, message.Text ?? ""));
        if (message.Html is { } html)
            body.Add(Part(TextFormat.Html, html));
        mail.Body = body;
        return mail;
    }

    /// <summary>A hash, because an effect's id holds a supplier's code: any characters, and nothing that other people's servers need to know.</summary>
    private static string Identity(OutboundMessage message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Tenant}\n{message.EffectId}")).AsSpan(0, 20));

    /// <summary>An encoding that is fixed here and safe in 7 bits, so that no server's abilities change the bytes.</summary>
    private static TextPart Part(TextFormat format, string text)
    {
        TextPart part = new(format);
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        part.ContentTransferEncoding = text.All(char.IsAscii) ? ContentEncoding.QuotedPrintable : ContentEncoding.Base64;
        return part;
    }
}
