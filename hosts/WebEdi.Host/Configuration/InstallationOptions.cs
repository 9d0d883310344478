using System.ComponentModel.DataAnnotations;

namespace WebEdi.Host.Configuration;

/// <summary>Settings of the host itself, section <c>WebEdi</c>.</summary>
internal sealed class InstallationOptions
{
    /// <summary>Gets or sets the one folder that everything is kept in: database, keys, maps, templates, order files.</summary>
    /// <value>A path. The default is "data" in the current directory; in the container image it is /data.</value>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Gets or sets the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.</summary>
    /// <value>Addresses and networks, separated by commas: "10.0.0.5, 192.168.0.0/16". Empty: nobody is believed.</value>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Gets or sets how many proxies stand in a row before this program.</summary>
    /// <value>1-10. The default is 1.</value>
    [Range(1, 10)]
    public int ProxyHops { get; set; } = 1;
}
