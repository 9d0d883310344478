using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Tables;
using WebEdi.Engine.Partners;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Changes tables, as long as every map that looks values up in them still works.</summary>
internal sealed class TableKeeper(IEdiStore store, MapLibrary maps, PartnerLibrary partners, TimeProvider time)
{
    /// <summary>Checks a table, by itself and with the maps that use it, and stores it as its next version.</summary>
    public async Task<Result<StoredTable>> SaveAsync(string tenant, string name, ReadOnlyMemory<byte> content, string actor, CancellationToken cancellationToken)
    {
        Result<string> text = TableText.Decode(name, content.Span);
        if (!text.Succeeded)
            return new Result<StoredTable>(text.Diagnostics);
        Result<LookupTable> table = TableReader.Read(name, text.Value);
        if (!table.Succeeded)
            return new Result<StoredTable>(table.Diagnostics);

        IReadOnlyList<Diagnostic> broken = await FindBrokenAsync(tenant, name, table.Value, cancellationToken).ConfigureAwait(false);
        if (broken.Count > 0)
            return new Result<StoredTable>(broken);

        return new Result<StoredTable>(await store.Tenants.SaveTableAsync(tenant, name, text.Value, time.GetUtcNow(), actor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Deletes a table that no map uses.</summary>
    /// <returns>The deletion, or the maps that use it; null: there is no such table.</returns>
    public async Task<Result<StoredTable>?> DeleteAsync(string tenant, string name, string actor, CancellationToken cancellationToken)
    {
        if (await store.Tenants.FindTableAsync(tenant, name, null, cancellationToken).ConfigureAwait(false) is not { IsDeleted: false })
            return null;

        IReadOnlyList<Diagnostic> broken = await FindBrokenAsync(tenant, name, null, cancellationToken).ConfigureAwait(false);
        return broken.Count > 0
            ? new Result<StoredTable>(broken)
            : new Result<StoredTable>(await store.Tenants.SaveTableAsync(tenant, name, null, time.GetUtcNow(), actor, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Finds what would be wrong with maps that work now.</summary>
    private async Task<IReadOnlyList<Diagnostic>> FindBrokenAsync(string tenant, string table, LookupTable? changed, CancellationToken cancellationToken)
    {
        List<Diagnostic> broken = [];
        Dictionary<string, StoredMap> all = new(StringComparer.Ordinal);
        foreach (string name in await maps.NamesAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            if (await maps.FindCurrentAsync(tenant, name, cancellationToken).ConfigureAwait(false) is not { } map)
                continue;

            all.Add(name, map);
            await AddAsync(map, null).ConfigureAwait(false);
        }

        foreach (string name in await partners.NamesAsync(tenant, cancellationToken).ConfigureAwait(false))
        {
            if (await partners.FindAsync(tenant, name, cancellationToken).ConfigureAwait(false) is { Value: { Map: { } of } profile }
                && all.TryGetValue(of, out StoredMap? map) && profile.PatchFor(of) is { } patch && patch.Json.Contains("\"table\"", StringComparison.Ordinal))
                await AddAsync(map, patch).ConfigureAwait(false);
        }

        return broken;

        async Task AddAsync(StoredMap map, MapPatch? patch)
        {
            IReadOnlyList<Diagnostic> faults = await maps.TryChangeAsync(tenant, map.Name, map.Json, patch, table, changed, cancellationToken).ConfigureAwait(false);
            broken.AddRange(faults.Select(f => Diagnostic.Create(
                DiagnosticCodes.TableNeeded, f.Position, map.Name, $"{f.Path} {f.Found}".Trim(), changed is null ? Expect.NoMapWithTable : f.Expected)));
        }
    }
}
