using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebEdi.Engine.Keeping;

namespace WebEdi;

/// <content>Backups and retention.</content>
public static partial class EngineBuilderExtensions
{
    /// <summary>Makes backups by itself (section <c>WebEdi:Backup</c>) and registers <see cref="IBackups"/> for making them by hand.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Settings that win over the section.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder AddBackups(this IWebEdiBuilder builder, Action<BackupOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        OptionsBuilder<BackupOptions> settings = builder.Services.AddOptions<BackupOptions>();
        if (!builder.Services.Any(d => d.ImplementationType == typeof(BackupOptionsValidator)))
        {
            // Once: read again by a second call, the section would win over the first call's settings.
            settings.BindConfiguration("WebEdi:Backup").ValidateOnStart();
            settings.PostConfigure<IConfiguration>((options, configuration) =>
                options.Folder = string.IsNullOrEmpty(options.Folder) ? "" : Path.Combine(configuration["WebEdi:Data"] ?? "data", options.Folder));
            builder.Services.AddSingleton<IValidateOptions<BackupOptions>, BackupOptionsValidator>();
            builder.Services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
            builder.Services.TryAddSingleton<IBackups, BackupFolder>();
            builder.Services.TryAddSingleton<BackupKeeper>();
            builder.Services.AddSingleton<IHostedService>(p => p.GetRequiredService<BackupKeeper>());
        }

        if (configure is not null)
            settings.Configure(configure);
        return builder;
    }

    /// <summary>Removes once a day what need not be kept any longer (section <c>WebEdi:Retention</c>). Without this call nothing is ever removed.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Settings that win over the section.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder AddRetention(this IWebEdiBuilder builder, Action<RetentionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        OptionsBuilder<RetentionOptions> settings = builder.Services.AddOptions<RetentionOptions>();
        if (!builder.Services.Any(d => d.ImplementationType == typeof(RetentionOptionsValidator)))
        {
            settings.BindConfiguration("WebEdi:Retention").ValidateOnStart();
            builder.Services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
            builder.Services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
            builder.Services.TryAddSingleton<RetentionKeeper>();
            builder.Services.AddSingleton<IHostedService>(p => p.GetRequiredService<RetentionKeeper>());
        }

        if (configure is not null)
            settings.Configure(configure);
        return builder;
    }
}
