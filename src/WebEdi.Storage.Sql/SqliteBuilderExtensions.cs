using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebEdi.Storage;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi;

/// <summary>SQL storage for the engine.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Stores everything in one SQLite file: for one host, without a database server. Replaces the store.</summary>
    /// <remarks>
    /// What was reported as done survives a power cut (write-ahead log, synchronous=FULL). Leases and due times follow the registered
    /// <see cref="TimeProvider"/>: an embedded database has no clock of its own.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Settings that win over the section <c>WebEdi:Sqlite</c>.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder UseSqlite(this IWebEdiBuilder builder, Action<SqliteOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        OptionsBuilder<SqliteOptions> settings = builder.Services.AddOptions<SqliteOptions>();
        if (!builder.Services.Any(d => d.ImplementationType == typeof(SqliteOptionsValidator)))
        {
            // Once: read again by a second call, the section would win over the first call's settings.
            settings.BindConfiguration("WebEdi:Sqlite").ValidateOnStart();
            settings.PostConfigure<IConfiguration>((options, configuration) => options.Path = InData(configuration["WebEdi:Data"], options.Path));
            builder.Services.AddSingleton<IValidateOptions<SqliteOptions>, SqliteOptionsValidator>();
            builder.Services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
            builder.Services.TryAddSingleton(TimeProvider.System);
        }

        if (configure is not null)
            settings.Configure(configure);
        builder.Services.Replace(ServiceDescriptor.Singleton<IEdiStore>(Create));
        return builder;
    }

    private static string InData(string? data, string? path) => string.IsNullOrEmpty(path) ? "" : Path.Combine(data ?? "data", path);

    private static SqlStore Create(IServiceProvider services) => new(new SqliteDatabase(
        services.GetRequiredService<IOptions<SqliteOptions>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILogger<SqliteDatabase>>() ?? NullLogger<SqliteDatabase>.Instance));
}
