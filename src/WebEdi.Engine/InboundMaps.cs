using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Partners;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Finds what reads a file: the map that its sender names, or that its profile names, as the profile changes it.</summary>
internal sealed class InboundMaps(IEdiStore store, MapLibrary maps, PartnerLibrary partners)
{
    /// <summary>Finds what reads the next file.</summary>
    /// <param name="request">What the sender says.</param>
    /// <param name="fileName">For diagnostics.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What to pin to the receipt; or why nothing reads it.</returns>
    public async Task<Result<InboundMap>> FindAsync(IngestRequest request, string fileName, CancellationToken cancellationToken)
    {
        Result<PartnerProfile>? known = await partners.FindAsync(request.Tenant, request.Partner, cancellationToken).ConfigureAwait(false);
        if (known is { Succeeded: false })
            return new Result<InboundMap>(known.Diagnostics);

        PartnerProfile? profile = known?.Value;
        string? name = string.IsNullOrEmpty(request.Map) ? profile?.Map : request.Map;
        StoredMap? map = name is null ? null : await maps.FindCurrentAsync(request.Tenant, name, cancellationToken).ConfigureAwait(false);
        if (map is null)
            return new Result<InboundMap>(await ExplainAsync(request.Tenant, name, fileName, cancellationToken).ConfigureAwait(false));
        if (Foreign(map.Name, maps.Compile(map.Name, map.Version, map.Json), fileName) is { } foreign)
            return new Result<InboundMap>([foreign]);

        (Result<CompiledMap> compiled, string tables) = await maps.CompileAsync(map, profile, null, cancellationToken).ConfigureAwait(false);
        return compiled.Succeeded ? new Result<InboundMap>(new InboundMap(map, profile, compiled.Value, tables)) : new Result<InboundMap>(compiled.Diagnostics);
    }

    /// <summary>Finds what a file was accepted for.</summary>
    /// <exception cref="EdiSetupException">It is not in the store, or cannot be used any more.</exception>
    public async Task<CompiledMap> FindPinnedAsync(InboundFile file, CancellationToken cancellationToken)
    {
        StoredMap stored = await store.Tenants.FindMapAsync(file.Tenant, file.MapName, file.MapVersion, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiSetupException($"Version {file.MapVersion} of map {file.MapName} is not in the store.");
        PartnerProfile? profile = await partners.FindPinnedAsync(file, cancellationToken).ConfigureAwait(false);
        (Result<CompiledMap> map, _) = await maps.CompileAsync(stored, profile, file.TableVersions, cancellationToken).ConfigureAwait(false);
        return map.Value ?? throw new EdiSetupException($"Version {file.MapVersion} of map {file.MapName} cannot be used: {map.Diagnostics[0]}");
    }

    /// <summary>Compiles a map that is only tried, as it is.</summary>
    public async Task<Result<CompiledMap>> TryAsync(IngestRequest request, string json, string fileName, CancellationToken cancellationToken)
    {
        // Not kept on the shelf: its text is the visitor's.
        Result<CompiledMap> compiled = await maps.TryAsync(request.Tenant, request.Map ?? "map", json, null, cancellationToken).ConfigureAwait(false);
        return Foreign(request.Map ?? "map", compiled, fileName) is { } foreign ? new Result<CompiledMap>([foreign]) : compiled;
    }

    /// <summary>What is stored is orders; a map for other documents is for reading and writing files.</summary>
    /// <returns>What a sound map makes instead; null: orders, or what is wrong with the map is told by itself.</returns>
    private static Diagnostic? Foreign(string name, Result<CompiledMap> map, string fileName) => map.Value is not { } sound || (!sound.Writes && sound.Kind == OrderKind.Kind)
        ? null
        : Diagnostic.Create(
            DiagnosticCodes.MapNotForOrders, new SourcePosition(fileName, 0, 0), name, !sound.Writes ? sound.Kind.Name : "write: csv", Expect.MapForOrders);

    private async Task<IReadOnlyList<Diagnostic>> ExplainAsync(string tenant, string? map, string fileName, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = await maps.NamesAsync(tenant, cancellationToken).ConfigureAwait(false);
        string expected = names.Count == 0 ? "-" : string.Join(", ", names.Take(20));
        return [Diagnostic.Create(map is null ? DiagnosticCodes.MapUnnamed : DiagnosticCodes.MapUnknown, new SourcePosition(fileName, 0, 0), "map", map, Expect.Value(expected))];
    }
}

/// <summary>What reads a file, in the versions of this moment.</summary>
/// <param name="Map">The map.</param>
/// <param name="Profile">The partner's profile, if it has one.</param>
/// <param name="Compiled">Both together.</param>
/// <param name="TableVersions">The versions of the tables that it looks values up in.</param>
internal sealed record InboundMap(StoredMap Map, PartnerProfile? Profile, CompiledMap Compiled, string TableVersions);
