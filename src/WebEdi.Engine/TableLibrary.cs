using System.Collections.Concurrent;
using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Tables;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>All tables of a tenant that maps look values up in.</summary>
internal sealed class TableLibrary(IEdiStore store, IEnumerable<ITableSource> sources, TimeProvider time) : DefinitionLibrary<StoredTable, LookupTable>(sources)
{
    /// <summary>What the tables that are kept ready may take together, in characters.</summary>
    private const long MaxReady = 48L * 1024 * 1024;

    private readonly ConcurrentDictionary<(string Tenant, string Name, int Version), LookupTable> _open = new();
    private long _weight;

    protected override string Noun => "table";

    /// <summary>Opens the versions that count for the next file.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="names">The tables; one that is not there is left out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<OpenTables> OpenCurrentAsync(string tenant, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        Dictionary<string, LookupTable> tables = new(StringComparer.Ordinal);
        SortedDictionary<string, int> versions = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (await FindCurrentAsync(tenant, name, cancellationToken).ConfigureAwait(false) is not { } stored)
                continue;

            tables.Add(name, await OpenAsync(stored.Tenant, name, stored.Version, cancellationToken).ConfigureAwait(false));
            versions.Add(name, stored.Version);
        }

        IReadOnlyList<string> all = tables.Count == names.Count ? [] : await NamesAsync(tenant, cancellationToken).ConfigureAwait(false);
        return new OpenTables(new TableSet(tables, all), Pins(versions));
    }

    /// <summary>Opens the versions that a file was accepted for.</summary>
    /// <exception cref="EdiSetupException">One of them is not in the store.</exception>
    public async Task<OpenTables> OpenPinnedAsync(string tenant, string pins, CancellationToken cancellationToken)
    {
        Dictionary<string, LookupTable> tables = new(StringComparer.Ordinal);
        foreach (string pin in pins.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pin.IndexOf('=', StringComparison.Ordinal);
            string name = pin[..equals];
            tables.Add(name, await OpenAsync(tenant, name, int.Parse(pin.AsSpan(equals + 1), CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false));
        }

        return new OpenTables(new TableSet(tables, []), pins);
    }

    /// <summary>Gets the tables of the set-up, where a tenant may have others.</summary>
    public ITables OfSetUp() => new SetUpTables(this);

    protected override bool IsName(string name) => TableName.IsValid(name);

    protected override Task<StoredTable?> FindStoredAsync(string tenant, string name, CancellationToken cancellationToken) =>
        store.Tenants.FindTableAsync(tenant, name, null, cancellationToken);

    protected override Task<StoredTable> SaveAsync(string tenant, string name, string json, CancellationToken cancellationToken) =>
        store.Tenants.SaveTableAsync(tenant, name, json, time.GetUtcNow(), SetUp, cancellationToken);

    protected override async Task<IReadOnlyList<string>> StoredNamesAsync(string tenant, CancellationToken cancellationToken) =>
        [.. (await store.Tenants.ListTablesAsync(tenant, cancellationToken).ConfigureAwait(false)).Select(t => t.Name)];

    protected override bool IsSame(StoredTable stored, string text) => stored.Hash == StoredTable.HashOf(text);

    protected override bool Counts(StoredTable stored) => !stored.IsDeleted;

    protected override string SavedBy(StoredTable stored) => stored.SavedBy;

    protected override Result<LookupTable> Make(string name, int version, string json) => TableReader.Read(name, json);

    private async Task<LookupTable> OpenAsync(string tenant, string name, int version, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue((tenant, name, version), out LookupTable? known))
            return known;

        string text = await store.Tenants.ReadTableAsync(tenant, name, version, cancellationToken).ConfigureAwait(false)
            ?? throw new EdiSetupException($"Version {version} of table {name} is not in the store.");
        Result<LookupTable> read = TableReader.Read(name, text);
        LookupTable table = read.Value ?? throw new EdiSetupException($"Version {version} of table {name} cannot be used: {read.Diagnostics[0]}");
        if (Interlocked.Add(ref _weight, table.Weight) > MaxReady)
        {
            _open.Clear();
            Interlocked.Exchange(ref _weight, table.Weight);
        }

        return _open.GetOrAdd((tenant, name, version), table);
    }

    private static string Pins(SortedDictionary<string, int> versions) =>
        string.Join(',', versions.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}")));

    /// <summary>A map of the set-up is checked before anybody asks which tenant it is for.</summary>
    private sealed class SetUpTables(TableLibrary library) : ITables
    {
        public IEnumerable<string> Names => [];

        public bool MayHaveOthers => true;

        public LookupTable? Find(string name) => library.FindInSetUp(name) is { } text ? TableReader.Read(name, text).Value : null;
    }
}

/// <summary>Tables, and which versions they are.</summary>
/// <param name="Tables">The tables.</param>
/// <param name="Versions">As a receipt keeps them: items=3,units=1.</param>
internal sealed record OpenTables(ITables Tables, string Versions);
