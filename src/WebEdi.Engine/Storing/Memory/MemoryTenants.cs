using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryTenants(MemoryState state) : ITenantStore
{
    public Task<IReadOnlyList<TenantProfile>> ListAsync(CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<TenantProfile>>(() => [.. state.Tenants.Values.OrderBy(t => t.Id, StringComparer.Ordinal)]);

    public Task<TenantProfile?> FindAsync(string tenant, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.Tenants.GetValueOrDefault(tenant));

    public Task SaveAsync(TenantProfile profile, CancellationToken cancellationToken = default) =>
        state.Locked(() => { state.Tenants[profile.Id] = profile; });

    public Task<IReadOnlyList<SupplierProfile>> ListSuppliersAsync(string tenant, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<SupplierProfile>>(() =>
            [.. state.Suppliers.Values.Where(s => s.Tenant == tenant).OrderBy(s => s.Party.Code, StringComparer.Ordinal)]);

    public Task<IReadOnlyDictionary<string, SupplierProfile>> FindSuppliersAsync(
        string tenant, IReadOnlyCollection<string> codes, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyDictionary<string, SupplierProfile>>(() => codes.Distinct()
            .Select(c => state.Suppliers.GetValueOrDefault((tenant, c)))
            .OfType<SupplierProfile>()
            .ToDictionary(s => s.Party.Code, StringComparer.Ordinal));

    public Task SaveSupplierAsync(SupplierProfile profile, CancellationToken cancellationToken = default) =>
        state.Locked(() => { state.Suppliers[(profile.Tenant, profile.Party.Code)] = profile; });

    public Task<StoredMap> SaveMapAsync(
        string tenant, string name, string json, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        StoredMap? current = Newest(tenant, name);
        if (current?.Json == json)
            return current;

        StoredMap next = new(tenant, name, (current?.Version ?? 0) + 1, json, at, actor);
        state.Maps.Add(next);
        return next;
    });

    public Task<StoredMap?> FindMapAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default) =>
        state.Locked(() => version is null ? Newest(tenant, name) : state.Maps.Find(m => m.Tenant == tenant && m.Name == name && m.Version == version));

    public Task<IReadOnlyList<StoredMap>> ListMapsAsync(string tenant, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<StoredMap>>(() =>
            [.. state.Maps.Where(m => m.Tenant == tenant).GroupBy(m => m.Name, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(m => m.Name, StringComparer.Ordinal)]);

    public Task<StoredPartner> SavePartnerAsync(
        string tenant, string partner, string json, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        StoredPartner? current = NewestPartner(tenant, partner);
        if (current?.Json == json)
            return current;

        StoredPartner next = new(tenant, partner, (current?.Version ?? 0) + 1, json, at, actor);
        state.Partners.Add(next);
        return next;
    });

    public Task<StoredPartner?> FindPartnerAsync(string tenant, string partner, int? version = null, CancellationToken cancellationToken = default) =>
        state.Locked(() => version is null ? NewestPartner(tenant, partner) : state.Partners.Find(p => p.Tenant == tenant && p.Partner == partner && p.Version == version));

    public Task<IReadOnlyList<StoredPartner>> ListPartnersAsync(string tenant, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<StoredPartner>>(() =>
            [.. state.Partners.Where(p => p.Tenant == tenant).GroupBy(p => p.Partner, StringComparer.Ordinal).Select(g => g.Last()).OrderBy(p => p.Partner, StringComparer.Ordinal)]);

    public Task<StoredTable> SaveTableAsync(
        string tenant, string name, string? content, DateTimeOffset at, string actor, CancellationToken cancellationToken = default)
    {
        string hash = StoredTable.HashOf(content);
        return state.Locked(() =>
        {
            StoredTable? current = NewestTable(tenant, name);
            if (current?.Hash == hash)
                return current;

            StoredTable next = new(tenant, name, (current?.Version ?? 0) + 1, hash, at, actor);
            state.Tables.Add((next, content));
            return next;
        });
    }

    public Task<StoredTable?> FindTableAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default) =>
        state.Locked(() => version is null ? NewestTable(tenant, name) : state.Tables.Find(t => t.Table.Tenant == tenant && t.Table.Name == name && t.Table.Version == version).Table);

    public Task<string?> ReadTableAsync(string tenant, string name, int version, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.Tables.Find(t => t.Table.Tenant == tenant && t.Table.Name == name && t.Table.Version == version).Content);

    public Task<IReadOnlyList<StoredTable>> ListTablesAsync(string tenant, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<StoredTable>>(() =>
            [.. state.Tables.Select(t => t.Table).Where(t => t.Tenant == tenant).GroupBy(t => t.Name, StringComparer.Ordinal).Select(g => g.Last()).Where(t => !t.IsDeleted).OrderBy(t => t.Name, StringComparer.Ordinal)]);

    public Task SaveTemplateAsync(
        string tenant, string name, string culture, string? text, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (text is null)
            state.Templates.Remove((tenant, name, culture));
        else
            state.Templates[(tenant, name, culture)] = text;
    });

    public Task<string?> FindTemplateAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.Templates.GetValueOrDefault((tenant, name, culture)));

    private StoredMap? Newest(string tenant, string name) => state.Maps.FindLast(m => m.Tenant == tenant && m.Name == name);

    private StoredPartner? NewestPartner(string tenant, string partner) => state.Partners.FindLast(p => p.Tenant == tenant && p.Partner == partner);

    private StoredTable? NewestTable(string tenant, string name) => state.Tables.FindLast(t => t.Table.Tenant == tenant && t.Table.Name == name).Table;
}
