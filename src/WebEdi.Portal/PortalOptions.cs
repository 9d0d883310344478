using System.ComponentModel.DataAnnotations;

namespace WebEdi;

/// <summary>Settings of the portal, section <c>WebEdi:Portal</c>.</summary>
public sealed class PortalOptions
{
    internal const string Section = "WebEdi:Portal";

    /// <summary>Gets or sets a value indicating whether anybody may sign in by a button as the demo buyer or a demo supplier.</summary>
    /// <value>The default is false. Never true where real orders are kept.</value>
    public bool Demo { get; set; }

    /// <summary>Gets or sets the language of visitors whose browser asks for neither Japanese nor English.</summary>
    /// <value>ja or en. The default is ja.</value>
    [RegularExpression("ja|en")]
    public string Culture { get; set; } = "ja";

    /// <summary>Gets or sets the longest file that the upload page takes. Longer files come in through the REST API or the folder.</summary>
    /// <value>Bytes. The default is 32 MiB.</value>
    [Range(1, 1L << 31)]
    public long MaxUploadBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>Gets or sets after which time without a request a person must sign in again.</summary>
    /// <value>1 minute to 12 hours. The default is 30 minutes.</value>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets or sets after which time a person must sign in again in any case.</summary>
    /// <value>1 minute to 7 days. The default is 12 hours.</value>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Gets or sets how many order lines a page of a list shows.</summary>
    /// <value>10-200. The default is 50.</value>
    [Range(10, 200)]
    public int PageSize { get; set; } = 50;
}
