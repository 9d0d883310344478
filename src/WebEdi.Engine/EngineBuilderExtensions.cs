using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine;
using WebEdi.Engine.Transports.Folder;
using WebEdi.Transports;

namespace WebEdi;

/// <summary>What the engine itself offers to a builder.</summary>
public static partial class EngineBuilderExtensions
{
    /// <summary>Makes every <c>NAME.json</c> of a folder the map NAME of every tenant; a changed file counts from the next order file on.</summary>
    /// <remarks>A map of the same name that a tenant saved itself wins. Used versions are kept in the tenant's store.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder, only for maps: never one that files arrive in. Checked at start.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder UseMaps(this IWebEdiBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);

        builder.Services.AddSingleton<IMapSource>(new FolderSource(Path.GetFullPath(folder), MapName.IsValid));
        return builder;
    }

    /// <summary>Adds the character tables of hosts that lie in a folder, one per <c>*.txt</c>; they count from the next start on.</summary>
    /// <remarks>Tables hold for the whole process (<see cref="EdiCharacterTables"/>). Call it before the maps that name them.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder, only for tables; one that is not there holds none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="EdiSetupException">A table is wrong; the message names file and line.</exception>
    public static IWebEdiBuilder UseCharacterTables(this IWebEdiBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        EdiCharacterTables.AddFolder(folder);
        return builder;
    }

    /// <summary>Adds a map for every tenant.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">1-60 letters, digits, hyphens and underscores.</param>
    /// <param name="json">The map.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="EdiSetupException">The name or the map is wrong; the message names the property.</exception>
    public static IWebEdiBuilder AddMap(this IWebEdiBuilder builder, string name, string json)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(json);
        if (!MapName.IsValid(name))
            throw new EdiSetupException($"The map name '{name}' is not usable: expected {MapName.Rule}.");

        builder.Services.AddSingleton<IMapSource>(new FixedSource(name, json));
        return builder;
    }

    /// <summary>Makes every <c>NAME.json</c> of a folder the profile of the partner NAME in every tenant; a changed file counts from the next order file on.</summary>
    /// <remarks>A profile that a tenant saved itself wins. Used versions are kept in the tenant's store.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder, only for profiles: never one that files arrive in. Checked at start.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder UsePartners(this IWebEdiBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);

        builder.Services.AddSingleton<IPartnerSource>(new FolderSource(Path.GetFullPath(folder), PartnerName.IsValid));
        return builder;
    }

    /// <summary>Adds the profile of a partner for every tenant: what is particular about the files of one sending system.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="partner">The sending system, <see cref="IngestRequest.Partner"/>: 1-40 letters, digits, hyphens and underscores.</param>
    /// <param name="json">The profile.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="EdiSetupException">The name or the profile is wrong; the message names the property.</exception>
    public static IWebEdiBuilder AddPartner(this IWebEdiBuilder builder, string partner, string json)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(json);
        if (!PartnerName.IsValid(partner))
            throw new EdiSetupException($"The partner name '{partner}' is not usable: expected {PartnerName.Rule}.");

        builder.Services.AddSingleton<IPartnerSource>(new FixedSource(partner, json));
        return builder;
    }

    /// <summary>Watches a folder for order files. May be called several times with different folders.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The in-folder; null: <c>WebEdi:Folder:In</c>.</param>
    /// <param name="configure">Settings that win over section <c>WebEdi:Folder</c>.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder AddFolder(this IWebEdiBuilder builder, string? folder = null, Action<FolderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        string name = folder ?? "";
        builder.Services.AddOptions<FolderOptions>(name)
            .BindConfiguration("WebEdi:Folder")
            .Configure(o =>
            {
                if (folder is not null)
                    o.In = folder;
                configure?.Invoke(o);
            })
            .ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FolderOptions>, FolderOptionsValidator>());
        if (!builder.Services.Any(d => d.ImplementationInstance is FolderRegistration known && known.Name == name))
        {
            builder.Services.AddSingleton(new FolderRegistration(name));
            builder.Services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<FolderWatcher>(p, name));
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboundTransport, FolderTransport>());
        return builder;
    }

    /// <summary>Calls a handler for every stored reply, after the commit, at least once, again with back-off while it throws.</summary>
    /// <typeparam name="T">The handler; a singleton.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IWebEdiBuilder OnReply<T>(this IWebEdiBuilder builder)
        where T : class, IReplyHandler
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IReplyHandler, T>());
        return builder;
    }
}
