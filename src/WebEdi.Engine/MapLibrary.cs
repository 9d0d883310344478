using System.Collections.Concurrent;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>All maps of a tenant: its own, and those of the set-up. Compiled once per version.</summary>
internal sealed class MapLibrary(IEdiStore store, IEnumerable<IMapSource> sources, TimeProvider time)
{
    /// <summary>Who a stored version from the set-up is by; a version by anybody else is the tenant's own and wins.</summary>
    internal const string SetUp = "set-up";

    private const int MaxCompiled = 256;

    private readonly IMapSource[] _sources = [.. sources];
    private readonly ConcurrentDictionary<(string Name, int Version, string Json), Result<CompiledMap>> _compiled = new();

    /// <summary>Finds the version that reads the next file; a map of the set-up is stored for the tenant at its first use.</summary>
    /// <returns>The version, or null when there is no such map.</returns>
    /// <exception cref="EdiSetupException">A map of the set-up is wrong.</exception>
    public async Task<StoredMap?> FindCurrentAsync(string tenant, string name, CancellationToken cancellationToken)
    {
        if (!MapName.IsValid(name))
            return null;

        StoredMap? stored = await store.Tenants.FindMapAsync(tenant, name, null, cancellationToken).ConfigureAwait(false);
        if (stored is not null && stored.SavedBy != SetUp)
            return stored;

        string? json = FindInSetUp(name);
        if (json is null || json == stored?.Json)
            return stored;

        Check(name, json);
        return await store.Tenants.SaveMapAsync(tenant, name, json, time.GetUtcNow(), SetUp, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the names of all maps that a tenant can use.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string tenant, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredMap> stored = await store.Tenants.ListMapsAsync(tenant, cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(m => m.Name).Concat(_sources.SelectMany(s => s.Names)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Compiles a map, or takes it from the shelf.</summary>
    public Result<CompiledMap> Compile(string name, int version, string json)
    {
        if (_compiled.Count >= MaxCompiled)
            _compiled.Clear();

        return _compiled.GetOrAdd((name, version, json), static key => MapCompiler.Compile(key.Name, key.Version, key.Json));
    }

    /// <summary>Checks every map of the set-up.</summary>
    /// <exception cref="EdiSetupException">At least one is wrong; the message names all of them.</exception>
    public void CheckSetUp()
    {
        List<string> faults = [];
        foreach (FolderMapSource folder in _sources.OfType<FolderMapSource>().Where(f => !Directory.Exists(f.Folder)))
            faults.Add($"The map folder {folder.Folder} does not exist.");

        foreach (string name in _sources.SelectMany(s => s.Names).Distinct(StringComparer.Ordinal))
        {
            try
            {
                Check(name, FindInSetUp(name)!);
            }
            catch (EdiSetupException e)
            {
                faults.Add(e.Message);
            }
        }

        if (faults.Count > 0)
            throw new EdiSetupException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>The last source that has the name wins, as with every other registration.</summary>
    private string? FindInSetUp(string name) => _sources.Reverse().Select(s => s.Find(name)).FirstOrDefault(json => json is not null);

    private void Check(string name, string json)
    {
        Result<CompiledMap> compiled = Compile(name, 0, json);
        if (!compiled.Succeeded)
            throw new EdiSetupException($"The map {name} cannot be used: {string.Join("; ", compiled.Diagnostics.Take(5))}");
    }
}
