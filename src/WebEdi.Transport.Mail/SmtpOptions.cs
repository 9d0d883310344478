using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the first byte on port 465, otherwise STARTTLS, required. Never falls back to plain text.</summary>
    Auto = 0,

    /// <summary>No TLS: for a relay on the same machine or a network that is protected otherwise.</summary>
    None = 1,

    /// <summary>STARTTLS, required.</summary>
    StartTls = 2,

    /// <summary>TLS from the first byte.</summary>
    Tls = 3,
}

/// <summary>Settings of mail, section <c>WebEdi:Mail</c>.</summary>
public sealed class SmtpOptions
{
    /// <summary>Gets or sets the mail server's name or address. With TLS, its certificate must be valid for it.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>Gets or sets the port.</summary>
    /// <value>1-65535. The default is 587; 465 with <see cref="MailSecurity.Tls"/>.</value>
    [Range(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Gets or sets the protection of the connection.</summary>
    /// <value>auto, none, startTls or tls. The default is auto.</value>
    public MailSecurity Security { get; set; }

    /// <summary>Gets or sets a PEM file with certificate authorities that are trusted besides the system's, for a server with a private certificate.</summary>
    /// <value>A path. Null: only the system's authorities.</value>
    public string? CaFile { get; set; }

    /// <summary>Gets or sets a value indicating whether certificates are looked up for revocation; needs a way out to the authority's servers.</summary>
    /// <value>The default is false, as everywhere in .NET.</value>
    public bool CheckRevocation { get; set; }

    /// <summary>Gets or sets the user to sign in with.</summary>
    /// <value>Null: no sign-in. With <see cref="MailSecurity.None"/> the password crosses the network readable.</value>
    public string? User { get; set; }

    /// <summary>Gets or sets the password. It appears in no log, message or exception.</summary>
    public string? Password { get; set; }

    /// <summary>Gets or sets the sender's address.</summary>
    /// <value>One plain address. The default is no-reply at the host of <c>WebEdi:Url</c>, or of the mail server.</value>
    public string? From { get; set; }

    /// <summary>Gets or sets the sender's name.</summary>
    public string? FromName { get; set; }

    /// <summary>Gets or sets the address that answers go to.</summary>
    /// <value>One plain address. Null: the sender.</value>
    public string? ReplyTo { get; set; }

    /// <summary>Gets or sets the most connections at a time; they are kept and reused.</summary>
    /// <value>1-64. The default is 4.</value>
    [Range(1, 64)]
    public int MaxConnections { get; set; } = 4;

    /// <summary>Gets or sets the most messages on one connection.</summary>
    /// <value>1-10,000. The default is 100.</value>
    [Range(1, 10_000)]
    public int MaxMessagesPerConnection { get; set; } = 100;

    /// <summary>Gets or sets how long an unused connection is kept.</summary>
    /// <value>0-5 minutes. The default is 20 seconds.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets the longest wait for connecting and signing in, and again for handing over one message.</summary>
    /// <value>1 second to 10 minutes. The default is 25 seconds: both together stay below the default of <c>WebEdi:Lease</c>.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(25);

    internal int PortOrDefault => Port ?? (Security == MailSecurity.Tls ? 465 : 587);
}
