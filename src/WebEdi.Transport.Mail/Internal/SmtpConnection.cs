using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Net.Security;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>An open, signed-in connection with the refusals of its current mail.</summary>
internal sealed class SmtpConnection : IDisposable
{
    private readonly Client _client = new();

    /// <summary>Gets or sets the messages sent on it.</summary>
    public int Messages { get; set; }

    /// <summary>Gets or sets when it was last used, as a timestamp of the clock.</summary>
    public long UsedAt { get; set; }

    /// <summary>Gets a value indicating whether it is still open as far as known.</summary>
    public bool IsUsable => _client.IsConnected;

    /// <summary>Connects, protects and signs in.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="authorities">Authorities trusted besides the system's.</param>
    /// <param name="cancellationToken">Ends the attempt; MailKit's own time-out does not cover asynchronous calls.</param>
    /// <returns>The connection.</returns>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, X509Certificate2Collection authorities, CancellationToken cancellationToken)
    {
        SmtpConnection connection = new();
        try
        {
            connection._client.CheckCertificateRevocation = options.CheckRevocation;
            connection._client.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            connection._client.ServerCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors, authorities, options.CheckRevocation);

            Socket socket = NewSocket();
            try
            {
                await socket.ConnectAsync(options.Host, options.PortOrDefault, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            // The client owns the socket from here on.
            await connection._client.ConnectAsync(socket, options.Host, options.PortOrDefault, SecurityOf(options), cancellationToken).ConfigureAwait(false);

            // Only DATA has the final dot that the hand-over is tied to.
            connection._client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);

            if (options.User is { Length: > 0 } user)
                await connection._client.AuthenticateAsync(user, options.Password ?? "", cancellationToken).ConfigureAwait(false);

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes the socket.</summary>
    /// <returns>A socket without Nagle's algorithm: with delayed acknowledgements it costs 40 ms per mail that is longer than a packet.</returns>
    internal static Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Sends a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="from">The sender of the envelope.</param>
    /// <param name="recipients">The recipients of the envelope.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Recipients that the server refused; at least one was taken.</returns>
    /// <exception cref="SmtpCommandException">The server refused.</exception>
    public async Task<IReadOnlyList<Refusal>> SendAsync(MimeMessage mail, MailboxAddress from, IReadOnlyList<MailboxAddress> recipients, CancellationToken cancellationToken)
    {
        _client.Refusals = [];
        Messages++;
        await _client.SendAsync(mail, from, recipients, cancellationToken).ConfigureAwait(false);
        return _client.Refusals;
    }

    /// <summary>Gets the refusals of the last mail, also when sending it failed.</summary>
    public IReadOnlyList<Refusal> Refusals => _client.Refusals;

    /// <summary>Takes leave of the server.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task.</returns>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.DisconnectAsync(quit: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or MailKit.ProtocolException or MailKit.CommandException)
        {
            // The server has gone first; nothing was under way.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => _client.Dispose();

    private static SecureSocketOptions SecurityOf(SmtpOptions options) => options.Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.Auto when options.PortOrDefault == 465 => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    /// <summary>Name and dates always count; a chain that the system does not know may end in one of the given authorities.</summary>
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection authorities, bool checkRevocation)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || authorities.Count == 0 || certificate is not X509Certificate2 server)
            return false;

        using X509Chain own = new();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.RevocationMode = checkRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        if (chain is not null)
        {
            foreach (X509ChainElement element in chain.ChainElements)
                own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(server);
    }

    /// <summary>A refused recipient.</summary>
    /// <param name="Address">The address.</param>
    /// <param name="Status">The reply code.</param>
    /// <param name="Text">The reply.</param>
    internal sealed record Refusal(MailboxAddress Address, int Status, string Text)
    {
        public bool IsPassing => Status is >= 400 and < 500;
    }

    /// <summary>One refused recipient must not keep the mail from the others.</summary>
    private sealed class Client : SmtpClient
    {
        public List<Refusal> Refusals { get; set; } = [];

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Refusals.Add(new Refusal(mailbox, (int)response.StatusCode, response.Response));
    }
}
