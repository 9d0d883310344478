using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>Refuses wrong settings at start, all of them at once.</summary>
internal sealed class SmtpOptionsValidator : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        List<string> faults = [];
        void Require(bool holds, string fault)
        {
            if (!holds)
                faults.Add($"WebEdi:Mail:{fault}");
        }

        Require(Uri.CheckHostName(options.Host) != UriHostNameType.Unknown, "Host is missing or no host name.");
        Require(options.Port is null or (>= 1 and <= 65535), "Port must be 1-65535.");
        Require(Enum.IsDefined(options.Security), "Security must be auto, none, startTls or tls.");
        Require(options.From is null || MailText.TryAddress(options.From, null) is not null, "From must be one plain address.");
        Require(options.ReplyTo is null || MailText.TryAddress(options.ReplyTo, null) is not null, "ReplyTo must be one plain address.");
        Require(string.IsNullOrEmpty(options.User) == string.IsNullOrEmpty(options.Password), "User and Password must both be given, or none.");
        Require(options.MaxConnections is >= 1 and <= 64, "MaxConnections must be 1-64.");
        Require(options.MaxMessagesPerConnection is >= 1 and <= 10_000, "MaxMessagesPerConnection must be 1-10000.");
        Require(options.IdleTimeout >= TimeSpan.Zero && options.IdleTimeout <= TimeSpan.FromMinutes(5), "IdleTimeout must be 0-5 minutes.");
        Require(options.Timeout >= TimeSpan.FromSeconds(1) && options.Timeout <= TimeSpan.FromMinutes(10), "Timeout must be 1 second to 10 minutes.");
        Require(!(options.Security == MailSecurity.None && options.CaFile is not null), "CaFile has no meaning without TLS.");
        if (options.CaFile is { } file)
            Require(CanLoad(file), "CaFile is missing, unreadable or holds no certificate in PEM form.");

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool CanLoad(string file)
    {
        try
        {
            X509Certificate2Collection certificates = [];
            certificates.ImportFromPemFile(file);
            foreach (X509Certificate2 certificate in certificates)
                certificate.Dispose();
            return certificates.Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
