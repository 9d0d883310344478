using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;
using WebEdi.Transports;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>Hands mails to an SMTP server: before the final dot everything can be repeated, after it only the server's answer counts.</summary>
internal sealed class SmtpTransport(SmtpConnectionPool pool, IOptions<SmtpOptions> options, TimeProvider time, ILogger<SmtpTransport> logger) : IOutboundTransport
{
    private readonly SmtpOptions _options = options.Value;
    private readonly PartialDeliveries _partial = new();

    public string Channel => "mail";

    public async Task<DeliveryReceipt> SendAsync(OutboundMessage message, Func<CancellationToken, Task<bool>> handingOver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(handingOver);

        List<MailboxAddress> named = [.. message.Recipients.Select(r => MailText.TryAddress(r, null)).OfType<MailboxAddress>().DistinctBy(m => m.Address, StringComparer.OrdinalIgnoreCase)];
        if (named.Count == 0)
            return new DeliveryReceipt(DeliveryOutcome.Rejected, "no recipient is a plain mail address");

        List<MailboxAddress> left = [.. named.Where(m => !_partial.HasReceived(message, m))];
        if (left.Count == 0)
            return new DeliveryReceipt(DeliveryOutcome.Delivered, "delivered by earlier attempts");

        DeliveryReceipt receipt = await HandOverAsync(message, named, left, handingOver, cancellationToken).ConfigureAwait(false);
        if (receipt.Outcome == DeliveryOutcome.Delivered)
            _partial.Forget(message);
        else
            logger.MailNotDelivered(message.EffectId, receipt.Outcome);
        return receipt;
    }

    /// <summary>Connects, with TLS and sign-in as for a mail, and says goodbye.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource patience = new(_options.Timeout, time);
        using CancellationTokenSource opening = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await pool.ReturnAsync(await pool.OpenAsync(opening.Token).ConfigureAwait(false)).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Describe(exception) is { } reason)
        {
            return reason;
        }
    }

    private async Task<DeliveryReceipt> HandOverAsync(
        OutboundMessage message, List<MailboxAddress> named, List<MailboxAddress> left, Func<CancellationToken, Task<bool>> handingOver, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(_options.Timeout, time);
        using CancellationTokenSource opening = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await pool.EnterAsync(opening.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryReceipt(DeliveryOutcome.RetryLater, "all connections to the mail server are busy");
        }

        try
        {
            if (pool.TakeIdle() is { } reused)
            {
                // A server may have closed a connection that was idle; that says nothing about the mail, so a fresh one gets its chance.
                Attempt first = await TryAsync(reused, message, named, left, handingOver, patience, cancellationToken).ConfigureAwait(false);
                if (!first.ConnectionWasGone)
                    return first.Receipt;
            }

            SmtpConnection fresh;
            try
            {
                fresh = await pool.OpenAsync(opening.Token).ConfigureAwait(false);
                logger.ConnectionOpened(_options.Host, _options.PortOrDefault);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Describe(exception) is { } reason)
            {
                return new DeliveryReceipt(DeliveryOutcome.RetryLater, $"no connection to the mail server: {reason}");
            }

            return (await TryAsync(fresh, message, named, left, handingOver, patience, cancellationToken).ConfigureAwait(false)).Receipt;
        }
        finally
        {
            pool.Leave();
        }
    }

    private async Task<Attempt> TryAsync(
        SmtpConnection connection,
        OutboundMessage message,
        List<MailboxAddress> named,
        List<MailboxAddress> left,
        Func<CancellationToken, Task<bool>> handingOver,
        CancellationTokenSource patience,
        CancellationToken cancellationToken)
    {
        patience.CancelAfter(_options.Timeout);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        using CancellationTokenRegistration calledOff = cancellationToken.Register(stop.Cancel);
        using HandOverBody body = new(async token =>
        {
            bool goesOn = await handingOver(token).ConfigureAwait(false);
            // Once the end is sent, leaving early would only turn an answer into an unknown.
            if (goesOn)
                await calledOff.DisposeAsync().ConfigureAwait(false);
            return goesOn;
        });
        using MimeMessage mail = MimeMaker.Make(message, _options, named, body);

        try
        {
            IReadOnlyList<SmtpConnection.Refusal> refusals =
                await connection.SendAsync(mail, (MailboxAddress)mail.From[0], left, stop.Token).ConfigureAwait(false);
            await pool.ReturnAsync(connection).ConfigureAwait(false);
            return new Attempt(Taken(message, left, refusals));
        }
        catch (SmtpCommandException exception) when (body.IsHandedOver || exception.StatusCode != SmtpStatusCode.ServiceNotAvailable)
        {
            DeliveryReceipt receipt = Refused(exception, connection.Refusals);
            await pool.ReturnAsync(connection).ConfigureAwait(false);
            return new Attempt(receipt);
        }
        catch (HandOverRefusedException exception)
        {
            connection.Dispose();
            return new Attempt(new DeliveryReceipt(DeliveryOutcome.RetryLater, exception.Message));
        }
        catch (Exception exception) when (Describe(exception) is { } reason && (body.IsHandedOver || !cancellationToken.IsCancellationRequested))
        {
            connection.Dispose();
            if (body.IsHandedOver)
                return new Attempt(new DeliveryReceipt(DeliveryOutcome.Unknown, $"cut after the mail was handed over: {reason}"));

            bool wasGone = connection.Messages > 1 && exception is not OperationCanceledException;
            return new Attempt(new DeliveryReceipt(DeliveryOutcome.RetryLater, $"cut before the mail was handed over: {reason}"), wasGone);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private DeliveryReceipt Taken(OutboundMessage message, List<MailboxAddress> left, IReadOnlyList<SmtpConnection.Refusal> refusals)
    {
        if (refusals.Count == 0)
            return new DeliveryReceipt(DeliveryOutcome.Delivered, left.Count == 1 ? "taken by the mail server" : $"taken by the mail server for {left.Count} recipients");

        string detail = Cut($"delivered to {left.Count - refusals.Count} of {left.Count}; refused: {Text(refusals)}");
        if (!refusals.Any(r => r.IsPassing))
            return new DeliveryReceipt(DeliveryOutcome.Delivered, detail);

        // Only those that are left get it at the next attempt; after a restart all do, with the same Message-ID.
        _partial.Remember(message, left.Where(m => refusals.All(r => r.Address != m)));
        return new DeliveryReceipt(DeliveryOutcome.RetryLater, detail);
    }

    private static DeliveryReceipt Refused(SmtpCommandException exception, IReadOnlyList<SmtpConnection.Refusal> refusals)
    {
        int status = (int)exception.StatusCode;
        if (exception.ErrorCode is not SmtpErrorCode.SenderNotAccepted && refusals.Count > 0 && status is not (>= 400 and < 500))
        {
            DeliveryOutcome outcome = refusals.Any(r => r.IsPassing) ? DeliveryOutcome.RetryLater : DeliveryOutcome.Rejected;
            return new DeliveryReceipt(outcome, Cut($"refused: {Text(refusals)}"));
        }

        // Sign-in wanted or refused is about our settings, not about this mail: it must survive until they are mended.
        bool passes = status is (>= 400 and < 500) or 530 or 534 or 535 or 538;
        return new DeliveryReceipt(passes ? DeliveryOutcome.RetryLater : DeliveryOutcome.Rejected, Cut($"the mail server answered {status} {exception.Message}"));
    }

    /// <summary>Says in words what broke, without anything that was used to sign in. Null: not a fault of the connection.</summary>
    private string? Describe(Exception exception) => exception switch
    {
        OperationCanceledException => $"no answer within {_options.Timeout.TotalSeconds:0} s",
        AuthenticationException or SaslException or ServiceNotAuthenticatedException => "it refused the sign-in, or asks for one",
        SslHandshakeException => "TLS failed: the certificate is not valid for this host, not trusted (CaFile) or too old, or the server speaks no TLS here (Security)",
        NotSupportedException => "it does not offer what WebEdi:Mail asks for (STARTTLS by Security, or a sign-in that is known)",
        SmtpCommandException command => Cut($"it answered {(int)command.StatusCode} {command.Message}"),
        SocketException socket => $"{socket.SocketErrorCode}",
        ProtocolException or IOException or ServiceNotConnectedException or ObjectDisposedException => "the connection broke",
        _ => null,
    };

    private static string Text(IEnumerable<SmtpConnection.Refusal> refusals) => string.Join("; ", refusals.Select(r => $"{r.Address.Address} {r.Status} {r.Text}"));

    /// <summary>Makes a detail of an answer. It becomes a reason that many may read: addresses are personal and keep only their first letter and domain.</summary>
    private static string Cut(string text) => MailText.HideAddresses(MailText.Line(text));

    /// <summary>What became of an attempt on one connection.</summary>
    private readonly record struct Attempt(DeliveryReceipt Receipt, bool ConnectionWasGone = false);
}
