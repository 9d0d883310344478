using Microsoft.Extensions.Logging;
using WebEdi.Transports;

namespace WebEdi.Transport.Mail;

/// <summary>Log messages of mail; addresses, texts and the server's answers stay out of them.</summary>
internal static partial class Log
{
    [LoggerMessage(6100, LogLevel.Debug, "Connection to the mail server {Host}:{Port} opened")]
    public static partial void ConnectionOpened(this ILogger logger, string host, int port);

    [LoggerMessage(6101, LogLevel.Warning, "Mail {EffectId} was not delivered: {Outcome}; the reason is kept with its outbox entry")]
    public static partial void MailNotDelivered(this ILogger logger, string effectId, DeliveryOutcome outcome);
}
