using System.Collections.Concurrent;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Tables;
using WebEdi.Engine.Partners;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>All maps of a tenant, as they are and as the profiles of partners change them.</summary>
internal sealed class MapLibrary(IEdiStore store, TableLibrary tables, IEnumerable<IMapSource> sources, TimeProvider time) : DefinitionLibrary<StoredMap, CompiledMap>(sources)
{
    private const int MaxPatched = 256;

    /// <summary>Fewer than others: every one of them holds its tables.</summary>
    private const int MaxWithTables = 32;

    private readonly ConcurrentDictionary<(string Name, int Version, string Json, string Partner, int ProfileVersion, string ProfileJson), Result<CompiledMap>> _patched = new();
    private readonly ConcurrentDictionary<(string Tenant, string Name, int Version, string Partner, int ProfileVersion, string Tables), Result<CompiledMap>> _withTables = new();

    protected override string Noun => "map";

    /// <summary>Compiles a stored map for the files of a partner.</summary>
    /// <param name="map">The map.</param>
    /// <param name="profile">The partner's profile, if it has one.</param>
    /// <param name="pins">The versions of the tables; null: those that count now.</param>
    /// <param name="cancellationToken">Stops waiting for the tables.</param>
    /// <returns>The map, or what is wrong with it, and the versions of its tables.</returns>
    public async Task<(Result<CompiledMap> Map, string TableVersions)> CompileAsync(StoredMap map, PartnerProfile? profile, string? pins, CancellationToken cancellationToken)
    {
        MapPatch? patch = profile?.PatchFor(map.Name);
        IReadOnlyCollection<string> names = TablesOf(map.Json, patch);
        if (names.Count == 0)
            return (Compile(map, profile, patch), "");

        OpenTables open = pins is null
            ? await tables.OpenCurrentAsync(map.Tenant, names, cancellationToken).ConfigureAwait(false)
            : await tables.OpenPinnedAsync(map.Tenant, pins, cancellationToken).ConfigureAwait(false);
        if (_withTables.Count >= MaxWithTables)
            _withTables.Clear();

        Result<CompiledMap> compiled = _withTables.GetOrAdd(
            (map.Tenant, map.Name, map.Version, profile?.Partner ?? "", profile?.Version ?? 0, open.Versions),
            static (key, given) => Compile(key.Name, key.Version, given.Json, given.Patch, given.Tables),
            (map.Json, Patch: patch, open.Tables));
        return (compiled, open.Versions);
    }

    /// <summary>Compiles a map that is not stored, with the tables of a tenant.</summary>
    public async Task<Result<CompiledMap>> TryAsync(string tenant, string name, string json, MapPatch? patch, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> names = TablesOf(json, patch);
        ITables open = names.Count == 0 ? TableSet.None : (await tables.OpenCurrentAsync(tenant, names, cancellationToken).ConfigureAwait(false)).Tables;
        return Compile(name, 0, json, patch, open);
    }

    /// <summary>Compiles a map as a profile changes it, with the tables of the set-up.</summary>
    public Result<CompiledMap> CompilePatched(string name, string json, MapPatch patch) => Compile(name, 0, json, patch, tables.OfSetUp());

    /// <summary>Says what would be wrong with a map if one of its tables changed.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The map's name.</param>
    /// <param name="json">The map.</param>
    /// <param name="patch">What a partner's profile says otherwise.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="changed">What it would be; null: it would be gone.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Empty also for a map that is wrong already.</returns>
    public async Task<IReadOnlyList<Diagnostic>> TryChangeAsync(
        string tenant, string name, string json, MapPatch? patch, string table, LookupTable? changed, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> names = TablesOf(json, patch);
        if (!names.Contains(table))
            return [];

        ITables now = (await tables.OpenCurrentAsync(tenant, names, cancellationToken).ConfigureAwait(false)).Tables;
        return Compile(name, 0, json, patch, now).Succeeded ? Compile(name, 0, json, patch, new ChangedTables(now, table, changed)).Diagnostics : [];
    }

    /// <summary>Finds which tables a map names, as a profile changes it.</summary>
    public static IReadOnlyCollection<string> TablesOf(string json, MapPatch? patch) =>
        patch is null || !patch.Json.Contains("\"table\"", StringComparison.Ordinal)
            ? [.. TableNames.Of(json).Select(t => t.Table).Distinct(StringComparer.Ordinal)]
            : [.. TableNames.Of(patch.Apply(json)).Select(t => t.Table).Distinct(StringComparer.Ordinal)];

    private Result<CompiledMap> Compile(StoredMap map, PartnerProfile? profile, MapPatch? patch)
    {
        if (profile is null || patch is null)
            return Compile(map.Name, map.Version, map.Json);
        if (_patched.Count >= MaxPatched)
            _patched.Clear();

        return _patched.GetOrAdd(
            (map.Name, map.Version, map.Json, profile.Partner, profile.Version, profile.Json),
            static (key, given) => Compile(key.Name, key.Version, key.Json, given, TableSet.None),
            patch);
    }

    private static Result<CompiledMap> Compile(string name, int version, string json, MapPatch? patch, ITables open) =>
        MapCompiler.Compile(name, version, json, Vocabulary.Instance, patch, tools: EngineTools.With(open));

    protected override bool IsName(string name) => MapName.IsValid(name);

    protected override Task<StoredMap?> FindStoredAsync(string tenant, string name, CancellationToken cancellationToken) =>
        store.Tenants.FindMapAsync(tenant, name, null, cancellationToken);

    protected override Task<StoredMap> SaveAsync(string tenant, string name, string json, CancellationToken cancellationToken) =>
        store.Tenants.SaveMapAsync(tenant, name, json, time.GetUtcNow(), SetUp, cancellationToken);

    protected override async Task<IReadOnlyList<string>> StoredNamesAsync(string tenant, CancellationToken cancellationToken) =>
        [.. (await store.Tenants.ListMapsAsync(tenant, cancellationToken).ConfigureAwait(false)).Select(m => m.Name)];

    protected override bool IsSame(StoredMap stored, string text) => stored.Json == text;

    protected override string SavedBy(StoredMap stored) => stored.SavedBy;

    protected override Result<CompiledMap> Make(string name, int version, string json) =>
        MapCompiler.Compile(name, version, json, Vocabulary.Instance, isTrusted: ReadyMadeMaps.IsOurs(name, json), tools: EngineTools.With(tables.OfSetUp()));
}
