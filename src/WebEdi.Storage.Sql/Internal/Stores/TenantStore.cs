using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class TenantStore(SqlDatabase database) : ITenantStore
{
    private const string NewestMap = "select tenant, name, version, json, saved_at, saved_by from map where tenant = ?1 and name = ?2 order by version desc limit 1";
    private const string NewestPartner = "select tenant, partner, version, json, saved_at, saved_by from partner where tenant = ?1 and partner = ?2 order by version desc limit 1";

    private const string NewestTable = "select tenant, name, version, hash, saved_at, saved_by from lookup_table where tenant = ?1 and name = ?2 order by version desc limit 1";

    public Task<IReadOnlyList<TenantProfile>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<TenantProfile>>(
        null,
        session => session.List("select body from tenant order by id", static row => StoreJson.Read(row.Bytes(0), StoreJson.Default.TenantProfile)), cancellationToken);

    public Task<TenantProfile?> FindAsync(string tenant, CancellationToken cancellationToken = default) => database.ReadAsync(
        null,
        session => session.Find("select body from tenant where id = ?1", static row => StoreJson.Read(row.Bytes(0), StoreJson.Default.TenantProfile), tenant), cancellationToken);

    public Task SaveAsync(TenantProfile profile, CancellationToken cancellationToken = default) => database.WriteAsync(
        default,
        session => session.Run(
            "insert into tenant (id, body) values (?1, ?2) on conflict (id) do update set body = excluded.body", profile.Id, StoreJson.Text(profile, StoreJson.Default.TenantProfile)),
        cancellationToken);

    public Task<IReadOnlyList<SupplierProfile>> ListSuppliersAsync(string tenant, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SupplierProfile>>(
            tenant,
            session => session.List("select body from supplier where tenant = ?1 order by code", ToSupplier, tenant), cancellationToken);

    public Task<IReadOnlyDictionary<string, SupplierProfile>> FindSuppliersAsync(
        string tenant, IReadOnlyCollection<string> codes, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<string, SupplierProfile>>(
            tenant,
            session => codes.Distinct(StringComparer.Ordinal)
                .Select(code => session.Find("select body from supplier where tenant = ?1 and code = ?2", ToSupplier, tenant, code))
                .OfType<SupplierProfile>()
                .ToDictionary(s => s.Party.Code, StringComparer.Ordinal),
            cancellationToken);

    public Task SaveSupplierAsync(SupplierProfile profile, CancellationToken cancellationToken = default) => database.WriteAsync(
        new SqlScope(profile.Tenant),
        session => session.Run(
            "insert into supplier (tenant, code, body) values (?1, ?2, ?3) on conflict (tenant, code) do update set body = excluded.body",
            profile.Tenant, profile.Party.Code, StoreJson.Text(profile, StoreJson.Default.SupplierProfile)),
        cancellationToken);

    public Task<StoredMap> SaveMapAsync(
        string tenant, string name, string json, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => database.WriteAsync(
        new SqlScope(tenant, Lane.Settings),
        session =>
        {
            StoredMap? current = session.Find(NewestMap, ToMap, tenant, name);
            if (current?.Json == json)
                return current;

            StoredMap next = new(tenant, name, (current?.Version ?? 0) + 1, json, at, actor);
            session.Run("insert into map (tenant, name, version, json, saved_at, saved_by) values (?1, ?2, ?3, ?4, ?5, ?6)", tenant, name, next.Version, json, at, actor);
            return next;
        },
        cancellationToken);

    public Task<StoredMap?> FindMapAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default)
    {
        const string Exact = "select tenant, name, version, json, saved_at, saved_by from map where tenant = ?1 and name = ?2 and version = ?3";

        return database.ReadAsync(
            tenant,
            session => version is { } number ? session.Find(Exact, ToMap, tenant, name, number) : session.Find(NewestMap, ToMap, tenant, name), cancellationToken);
    }

    public Task<IReadOnlyList<StoredMap>> ListMapsAsync(string tenant, CancellationToken cancellationToken = default)
    {
        const string List =
            """
            select tenant, name, version, json, saved_at, saved_by from map m
            where m.tenant = ?1 and m.version = (select max(n.version) from map n where n.tenant = m.tenant and n.name = m.name)
            order by m.name
            """;

        return database.ReadAsync<IReadOnlyList<StoredMap>>(tenant, session => session.List(List, ToMap, tenant), cancellationToken);
    }

    public Task<StoredPartner> SavePartnerAsync(
        string tenant, string partner, string json, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => database.WriteAsync(
        new SqlScope(tenant, Lane.Settings),
        session =>
        {
            StoredPartner? current = session.Find(NewestPartner, ToPartner, tenant, partner);
            if (current?.Json == json)
                return current;

            StoredPartner next = new(tenant, partner, (current?.Version ?? 0) + 1, json, at, actor);
            session.Run(
                "insert into partner (tenant, partner, version, json, saved_at, saved_by) values (?1, ?2, ?3, ?4, ?5, ?6)", tenant, partner, next.Version, json, at, actor);
            return next;
        },
        cancellationToken);

    public Task<StoredPartner?> FindPartnerAsync(string tenant, string partner, int? version = null, CancellationToken cancellationToken = default)
    {
        const string Exact = "select tenant, partner, version, json, saved_at, saved_by from partner where tenant = ?1 and partner = ?2 and version = ?3";

        return database.ReadAsync(
            tenant,
            session => version is { } number ? session.Find(Exact, ToPartner, tenant, partner, number) : session.Find(NewestPartner, ToPartner, tenant, partner), cancellationToken);
    }

    public Task<IReadOnlyList<StoredPartner>> ListPartnersAsync(string tenant, CancellationToken cancellationToken = default)
    {
        const string List =
            """
            select tenant, partner, version, json, saved_at, saved_by from partner p
            where p.tenant = ?1 and p.version = (select max(n.version) from partner n where n.tenant = p.tenant and n.partner = p.partner)
            order by p.partner
            """;

        return database.ReadAsync<IReadOnlyList<StoredPartner>>(tenant, session => session.List(List, ToPartner, tenant), cancellationToken);
    }

    public Task<StoredTable> SaveTableAsync(
        string tenant, string name, string? content, DateTimeOffset at, string actor, CancellationToken cancellationToken = default)
    {
        string hash = StoredTable.HashOf(content);
        return database.WriteAsync(
            new SqlScope(tenant, Lane.Settings),
            session =>
            {
                StoredTable? current = session.Find(NewestTable, ToTable, tenant, name);
                if (current?.Hash == hash)
                    return current;

                StoredTable next = new(tenant, name, (current?.Version ?? 0) + 1, hash, at, actor);
                session.Run(
                    "insert into lookup_table (tenant, name, version, hash, saved_at, saved_by, content) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    tenant, name, next.Version, hash, at, actor, content);
                return next;
            },
            cancellationToken);
    }

    public Task<StoredTable?> FindTableAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default)
    {
        const string Exact = "select tenant, name, version, hash, saved_at, saved_by from lookup_table where tenant = ?1 and name = ?2 and version = ?3";

        return database.ReadAsync(
            tenant,
            session => version is { } number ? session.Find(Exact, ToTable, tenant, name, number) : session.Find(NewestTable, ToTable, tenant, name), cancellationToken);
    }

    public Task<string?> ReadTableAsync(string tenant, string name, int version, CancellationToken cancellationToken = default) => database.ReadAsync(
        tenant,
        session => session.Find(
            "select content from lookup_table where tenant = ?1 and name = ?2 and version = ?3 and content is not null", static row => row.Text(0), tenant, name, version),
        cancellationToken);

    public Task<IReadOnlyList<StoredTable>> ListTablesAsync(string tenant, CancellationToken cancellationToken = default)
    {
        const string List =
            """
            select tenant, name, version, hash, saved_at, saved_by from lookup_table t
            where t.tenant = ?1 and t.content is not null
                and t.version = (select max(n.version) from lookup_table n where n.tenant = t.tenant and n.name = t.name)
            order by t.name
            """;

        return database.ReadAsync<IReadOnlyList<StoredTable>>(tenant, session => session.List(List, ToTable, tenant), cancellationToken);
    }

    public Task SaveTemplateAsync(string tenant, string name, string culture, string? text, DateTimeOffset at, string actor, CancellationToken cancellationToken = default)
    {
        const string Save =
            """
            insert into template (tenant, name, culture, text, saved_at, saved_by) values (?1, ?2, ?3, ?4, ?5, ?6)
            on conflict (tenant, name, culture) do update set text = excluded.text, saved_at = excluded.saved_at, saved_by = excluded.saved_by
            """;
        const string Remove = "delete from template where tenant = ?1 and name = ?2 and culture = ?3";

        return database.WriteAsync(
            new SqlScope(tenant, Lane.Settings),
            session => text is null ? session.Run(Remove, tenant, name, culture) : session.Run(Save, tenant, name, culture, text, at, actor), cancellationToken);
    }

    public Task<string?> FindTemplateAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default) => database.ReadAsync(
        tenant,
        session => session.Find("select text from template where tenant = ?1 and name = ?2 and culture = ?3", static row => row.Text(0), tenant, name, culture), cancellationToken);

    private static SupplierProfile ToSupplier(SqlStatement row) => StoreJson.Read(row.Bytes(0), StoreJson.Default.SupplierProfile);

    private static StoredPartner ToPartner(SqlStatement row) => new(row.Text(0), row.Text(1), row.Int(2), row.Text(3), row.Time(4), row.Text(5));

    private static StoredMap ToMap(SqlStatement row) => new(row.Text(0), row.Text(1), row.Int(2), row.Text(3), row.Time(4), row.Text(5));

    private static StoredTable ToTable(SqlStatement row) => new(row.Text(0), row.Text(1), row.Int(2), row.Text(3), row.Time(4), row.Text(5));
}
