using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebEdi;
using WebEdi.Engine;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Formats.Csv;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Notifying;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Receiving;
using WebEdi.Engine.Sending;
using WebEdi.Engine.Storing.Memory;
using WebEdi.Engine.Validating;
using WebEdi.Formats;
using WebEdi.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the engine.</summary>
public static class WebEdiServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IEdi"/>, its worker and everything that the builder names. Safe to call again.</summary>
    /// <remarks>Settings come from section <c>WebEdi</c> and are checked at start, all faults at once. Without a store everything is kept in memory.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names storage, transports, maps and so on.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddWebEdi(this IServiceCollection services, Action<IWebEdiBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddLogging();
        services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EdiOptions>().BindConfiguration("WebEdi").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdiOptions>, EdiOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdiOptions>, EdiOptionsDurations>());

        services.AddNotifying();
        AddPipelines(services);

        configure?.Invoke(new WebEdiBuilder(services));
        return services;
    }

    private static void AddPipelines(IServiceCollection services)
    {
        services.TryAddSingleton<IEdiStore, MemoryStore>();
        services.TryAddSingleton<StoreGate>();
        services.TryAddSingleton<WorkerPulse>();
        services.TryAddSingleton<WorkSignal>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMapSource, ReadyMadeMaps>());
        services.TryAddSingleton<TableLibrary>();
        services.TryAddSingleton<MapLibrary>();
        services.TryAddSingleton<PartnerLibrary>();
        services.TryAddSingleton<TableKeeper>();
        services.TryAddSingleton<InboundMaps>();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFormatDetector, CsvDetector>());
        services.TryAddEnumerable(Workshops.Detectors.Select(ServiceDescriptor.Singleton<IFormatDetector>));
        services.TryAddSingleton<Receiver>();
        services.TryAddSingleton<MessageReader>();
        services.TryAddSingleton<DocumentMapper>();
        services.TryAddSingleton<OrderValidator>();
        services.TryAddSingleton<InboundPipeline>();

        services.TryAddSingleton<ReceiptAcknowledgements>();
        services.TryAddSingleton<ReplyFiles>();
        services.TryAddSingleton<ReplyHooks>();
        services.TryAddSingleton<DeadLetters>();
        services.TryAddSingleton<DeliveryNotes>();
        services.TryAddSingleton<OutboundPipeline>();
        services.TryAddSingleton<OutboxWorker>();
        services.TryAddSingleton<IEdi, EdiEngine>();

        // In this order: the store is open before the worker and the folders look.
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreGate>(p => p.GetRequiredService<StoreGate>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OutboxWorker>(p => p.GetRequiredService<OutboxWorker>()));
    }

    /// <summary>Adds the checks <c>webedi-store</c> (the store reads and writes) and <c>webedi-worker</c> (work is finished in time), tagged <c>ready</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddWebEdi(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder
            .AddCheck<StoreHealthCheck>("webedi-store", tags: ["ready"], timeout: TimeSpan.FromSeconds(10))
            .AddCheck<WorkerHealthCheck>("webedi-worker", tags: ["ready"], timeout: TimeSpan.FromSeconds(10));
    }
}
