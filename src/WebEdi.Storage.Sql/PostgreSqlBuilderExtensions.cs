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

/// <summary>PostgreSQL storage for the engine.</summary>
public static class PostgreSqlBuilderExtensions
{
    /// <summary>Stores everything in a PostgreSQL database (13 or later): for any number of hosts beside each other. Replaces the store.</summary>
    /// <remarks>
    /// Leases and due times follow the database's clock. The hosts need no leader and know nothing of each other: work is claimed row by row, and
    /// a claim that was lost cannot write any more.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">Where the database is; null: setting <c>WebEdi:PostgreSql:ConnectionString</c>.</param>
    /// <param name="configure">Settings that win over the section <c>WebEdi:PostgreSql</c>.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder UsePostgreSql(this IWebEdiBuilder builder, string? connectionString = null, Action<PostgreSqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        OptionsBuilder<PostgreSqlOptions> settings = builder.Services.AddOptions<PostgreSqlOptions>();
        if (!builder.Services.Any(d => d.ImplementationType == typeof(PostgreSqlOptionsValidator)))
        {
            // Once: read again by a second call, the section would win over the first call's settings.
            settings.BindConfiguration("WebEdi:PostgreSql").ValidateOnStart();
            builder.Services.AddSingleton<IValidateOptions<PostgreSqlOptions>, PostgreSqlOptionsValidator>();
            builder.Services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
            builder.Services.TryAddSingleton(TimeProvider.System);
        }

        if (connectionString is not null)
            settings.Configure(options => options.ConnectionString = connectionString);
        if (configure is not null)
            settings.Configure(configure);
        builder.Services.Replace(ServiceDescriptor.Singleton<IEdiStore>(Create));
        return builder;
    }

    private static SqlStore Create(IServiceProvider services) => new(new PostgresDatabase(
        services.GetRequiredService<IOptions<PostgreSqlOptions>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetService<ILogger<PostgresDatabase>>() ?? NullLogger<PostgresDatabase>.Instance));
}
