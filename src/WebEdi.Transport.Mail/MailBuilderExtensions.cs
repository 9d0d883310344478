using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WebEdi.Transport.Mail.Internal;
using WebEdi.Transports;

namespace WebEdi;

/// <summary>Mail for the engine.</summary>
public static class MailBuilderExtensions
{
    /// <summary>Sends notices by SMTP. Settings come from section <c>WebEdi:Mail</c> and are checked at start.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Settings that win over the section.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder AddSmtp(this IWebEdiBuilder builder, Action<SmtpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        OptionsBuilder<SmtpOptions> settings = builder.Services.AddOptions<SmtpOptions>();
        if (!builder.Services.Any(d => d.ServiceType == typeof(SmtpConnectionPool)))
        {
            // Once: read again by a second call, the section would win over the first call's settings.
            settings.BindConfiguration("WebEdi:Mail")
                .PostConfigure<IConfiguration>((options, configuration) => options.From ??= DefaultSender(options, configuration["WebEdi:Url"]))
                .ValidateOnStart();
            builder.Services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>();
            builder.Services.AddSingleton<SmtpConnectionPool>();
            builder.Services.AddSingleton<IOutboundTransport, SmtpTransport>();
            builder.Services.TryAddSingleton(TimeProvider.System);
        }

        if (configure is not null)
            settings.Configure(configure);

        return builder;
    }

    /// <summary>Mail from the portal's own domain is what receivers expect; without a portal the mail server's name is the best guess.</summary>
    private static string DefaultSender(SmtpOptions options, string? portal) =>
        "no-reply@" + (Uri.TryCreate(portal, UriKind.Absolute, out Uri? url) && url.HostNameType == UriHostNameType.Dns ? url.IdnHost : options.Host);
}
