using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using WebEdi.Host.Configuration;
using WebEdi.Storage;

namespace WebEdi.Host.Serving;

/// <summary>What the program sets that ASP.NET Core would leave as it comes.</summary>
internal static class HostBasics
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    public static WebApplicationBuilder AddHostBasics(this WebApplicationBuilder builder, HostSettings settings)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<InstallationOptions>().BindConfiguration("WebEdi").ValidateDataAnnotations().ValidateOnStart();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownTimeout);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<InstallationOptions>>((o, installation) => Trust(o, installation.Value));
        services.AddDataProtection().SetApplicationName("WebEdi");
        services.AddOptions<KeyManagementOptions>().Configure<IEdiStore>((o, store) => o.XmlRepository = new StoredKeys(store));
        // The keys lie beside what they protect; the framework's advice to encrypt them has nothing to offer on Linux.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 2_000;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        });
        return builder;
    }

    /// <summary>Stores in the PostgreSQL server that the configuration names; otherwise in a SQLite file of the data folder. A demo is always of its own.</summary>
    public static IWebEdiBuilder UseStorage(this IWebEdiBuilder edi, HostSettings settings) =>
        settings.IsDemo || string.IsNullOrEmpty(settings.Configuration["WebEdi:PostgreSql:ConnectionString"]) ? edi.UseSqlite() : edi.UsePostgreSql();

    /// <summary>Adds the ways in and out that the configuration names. A demo keeps its mails to itself.</summary>
    public static IWebEdiBuilder AddTransports(this IWebEdiBuilder edi, HostSettings settings)
    {
        if (settings.IsDemo)
            edi.CaptureMail();
        else if (settings.Configuration.GetSection("WebEdi:Mail").GetChildren().Any())
            edi.AddSmtp();

        return settings.Configuration.GetSection("WebEdi:Folder").GetChildren().Any() ? edi.AddFolder() : edi;
    }

    /// <summary>Believes forwarded headers of the configured proxies, and of nobody when none are configured.</summary>
    private static void Trust(ForwardedHeadersOptions options, InstallationOptions installation)
    {
        IReadOnlyList<System.Net.IPNetwork> trusted = TrustedProxies.Parse(installation.TrustedProxies);
        if (trusted.Count == 0)
            return;

        // The forwarded host is never believed: links begin with WebEdi:Url.
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = installation.ProxyHops;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork network in trusted)
            options.KnownIPNetworks.Add(network);
    }
}
