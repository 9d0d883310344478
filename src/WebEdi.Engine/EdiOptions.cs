using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>Settings of the engine, section <c>WebEdi</c>.</summary>
public sealed class EdiOptions
{
    /// <summary>Gets or sets the address under which people reach the portal; links in mails begin with it.</summary>
    /// <value>An absolute http or https address. Null: links are left out of mails.</value>
    public Uri? Url { get; set; }

    /// <summary>Gets or sets the longest file that is taken.</summary>
    /// <value>Bytes. The default is 256 MiB. A longer file is refused at the door.</value>
    [Range(1, 1L << 40)]
    public long MaxFileBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Gets or sets the longest file that is processed before the call returns.</summary>
    /// <value>Bytes. The default is 4 MiB. A longer file is processed by the worker; the receipt tells when it is done. The channels library and folder always wait.</value>
    [Range(0, 1L << 40)]
    public long InlineBytes { get; set; } = 4L * 1024 * 1024;

    /// <summary>Gets or sets the most order lines that one transaction writes.</summary>
    /// <value>Lines. The default is 10,000: what is written at once is on the disk at once, and a page waits no longer than about a tenth of a second for it.</value>
    [Range(1, 100_000)]
    public int BatchLines { get; set; } = 10_000;

    /// <summary>Gets or sets the most diagnostics that are kept per file; more are counted.</summary>
    /// <value>The default is 1,000.</value>
    [Range(1, 100_000)]
    public int MaxDiagnostics { get; set; } = 1_000;

    /// <summary>Gets or sets the most lines of one order.</summary>
    /// <value>The default is 20,000.</value>
    [Range(1, 1_000_000)]
    public int MaxLinesPerOrder { get; set; } = 20_000;

    /// <summary>Gets or sets a value indicating whether this process runs the outbox worker and processes files.</summary>
    /// <value>The default is true.</value>
    public bool RunWorkers { get; set; } = true;

    /// <summary>Gets or sets how long a claim holds; it is renewed at a third of this time.</summary>
    /// <value>5 seconds to 10 minutes. The default is 60 seconds.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how often the worker looks for due work when nothing wakes it.</summary>
    /// <value>100 milliseconds to 5 minutes. The default is 5 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long an effect that failed waits at most for its second attempt; the wait doubles with every further one, up to <see cref="MaxRetryDelay"/>.</summary>
    /// <value>1 second to 1 hour. The default is 30 seconds. The real wait is a random part of it, so that what failed together does not come back together.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the longest that an effect waits between two attempts; what follows it for the same supplier or folder waits with it.</summary>
    /// <value>1 second to 1 day, not below <see cref="RetryDelay"/>. The default is 1 hour: once a mail server is back, everything has left within it.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long an effect waits that was left open while it was handed over: nobody knows whether it arrived. Then it is repeated once.</summary>
    /// <value>1 second to 1 day. The default is 15 minutes: long enough for a person or a server to show that it arrived.</value>
    public TimeSpan UnknownDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets after which time an effect is given up and left to a person.</summary>
    /// <value>The default is 72 hours.</value>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(72);
}
