using System.Collections.Concurrent;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>All maps of a tenant, as they are and as the profiles of partners change them.</summary>
internal sealed class MapLibrary(IEdiStore store, IEnumerable<IMapSource> sources, TimeProvider time) : DefinitionLibrary<StoredMap, CompiledMap>(sources)
{
    private const int MaxPatched = 256;

    private readonly ConcurrentDictionary<(string Name, int Version, string Json, string Partner, int ProfileVersion, string ProfileJson), Result<CompiledMap>> _patched = new();

    protected override string Noun => "map";

    /// <summary>Compiles a stored map for the files of a partner.</summary>
    /// <param name="map">The map.</param>
    /// <param name="profile">The partner's profile, if it has one.</param>
    public Result<CompiledMap> Compile(StoredMap map, PartnerProfile? profile)
    {
        if (profile?.PatchFor(map.Name) is not { } patch)
            return Compile(map.Name, map.Version, map.Json);
        if (_patched.Count >= MaxPatched)
            _patched.Clear();

        return _patched.GetOrAdd(
            (map.Name, map.Version, map.Json, profile.Partner, profile.Version, profile.Json),
            static (key, given) => MapCompiler.Compile(key.Name, key.Version, key.Json, Vocabulary.Instance, given),
            patch);
    }

    protected override bool IsName(string name) => MapName.IsValid(name);

    protected override Task<StoredMap?> FindStoredAsync(string tenant, string name, CancellationToken cancellationToken) =>
        store.Tenants.FindMapAsync(tenant, name, null, cancellationToken);

    protected override Task<StoredMap> SaveAsync(string tenant, string name, string json, CancellationToken cancellationToken) =>
        store.Tenants.SaveMapAsync(tenant, name, json, time.GetUtcNow(), SetUp, cancellationToken);

    protected override async Task<IReadOnlyList<string>> StoredNamesAsync(string tenant, CancellationToken cancellationToken) =>
        [.. (await store.Tenants.ListMapsAsync(tenant, cancellationToken).ConfigureAwait(false)).Select(m => m.Name)];

    protected override string Json(StoredMap stored) => stored.Json;

    protected override string SavedBy(StoredMap stored) => stored.SavedBy;

    protected override Result<CompiledMap> Make(string name, int version, string json) =>
        MapCompiler.Compile(name, version, json, Vocabulary.Instance, isTrusted: ReadyMadeMaps.IsOurs(name, json));
}
