using WebEdi.Documents;

namespace WebEdi.Storage;

/// <summary>Tenants and what they set up: suppliers, maps, partner profiles, tables, templates.</summary>
public interface ITenantStore
{
    /// <summary>Lists all tenants.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The tenants.</returns>
    Task<IReadOnlyList<TenantProfile>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds a tenant.</summary>
    /// <param name="tenant">Its id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The tenant, or null.</returns>
    Task<TenantProfile?> FindAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Creates or replaces a tenant.</summary>
    /// <param name="profile">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveAsync(TenantProfile profile, CancellationToken cancellationToken = default);

    /// <summary>Lists suppliers by code.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The suppliers.</returns>
    Task<IReadOnlyList<SupplierProfile>> ListSuppliersAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Finds suppliers.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="codes">Their codes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The known ones.</returns>
    Task<IReadOnlyDictionary<string, SupplierProfile>> FindSuppliersAsync(string tenant, IReadOnlyCollection<string> codes, CancellationToken cancellationToken = default);

    /// <summary>Creates or replaces a supplier.</summary>
    /// <param name="profile">The supplier.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveSupplierAsync(SupplierProfile profile, CancellationToken cancellationToken = default);

    /// <summary>Stores a map as its next version; the same text as the current version is not stored again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="json">Its text.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The stored version.</returns>
    Task<StoredMap> SaveMapAsync(string tenant, string name, string json, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);

    /// <summary>Finds a map.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version, or null for the newest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The map, or null.</returns>
    Task<StoredMap?> FindMapAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the newest version of every map.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The maps by name.</returns>
    Task<IReadOnlyList<StoredMap>> ListMapsAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Stores a partner's profile as its next version; the same text as the current version is not stored again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="partner">The sending system.</param>
    /// <param name="json">Its text.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The stored version.</returns>
    Task<StoredPartner> SavePartnerAsync(string tenant, string partner, string json, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);

    /// <summary>Finds a partner's profile.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="partner">The sending system.</param>
    /// <param name="version">The version, or null for the newest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The profile, or null.</returns>
    Task<StoredPartner?> FindPartnerAsync(string tenant, string partner, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the newest version of every partner's profile.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The profiles by partner.</returns>
    Task<IReadOnlyList<StoredPartner>> ListPartnersAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Stores a table as its next version; the same content as the current version is not stored again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its text, CSV or JSON; null: the table is deleted from this version on, older ones stay for the files that name them.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The stored version.</returns>
    Task<StoredTable> SaveTableAsync(string tenant, string name, string? content, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);

    /// <summary>Finds a table, without its content.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version, or null for the newest, which may be a deletion.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The table, or null.</returns>
    Task<StoredTable?> FindTableAsync(string tenant, string name, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the content of a table.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The text; null: there is no such version, or it is a deletion.</returns>
    Task<string?> ReadTableAsync(string tenant, string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Lists the newest version of every table that is not deleted.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The tables by name.</returns>
    Task<IReadOnlyList<StoredTable>> ListTablesAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Stores a template text of the tenant; null removes it, so that the built-in one counts again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name, for instance supplier-notice.</param>
    /// <param name="culture">ja or en.</param>
    /// <param name="text">Its text.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveTemplateAsync(string tenant, string name, string culture, string? text, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);

    /// <summary>Finds a template text of the tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="culture">ja or en.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The text, or null.</returns>
    Task<string?> FindTemplateAsync(string tenant, string name, string culture, CancellationToken cancellationToken = default);
}

/// <summary>A tenant: a buyer organisation.</summary>
public sealed record TenantProfile
{
    /// <summary>Gets the id: 1-40 lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the buyer as it appears on documents.</summary>
    public required Party Buyer { get; init; }

    /// <summary>Gets the language of documents and of mails to suppliers without one of their own: ja or en.</summary>
    public string Culture { get; init; } = "ja";

    /// <summary>Gets the IANA time zone.</summary>
    public string TimeZone { get; init; } = "Asia/Tokyo";

    /// <summary>Gets the rounding of amounts and taxes.</summary>
    public RoundingRule Rounding { get; init; } = RoundingRule.Down;

    /// <summary>Gets the standard tax rate in percent.</summary>
    public decimal StandardTaxRate { get; init; } = 10;

    /// <summary>Gets the reduced tax rate in percent.</summary>
    public decimal ReducedTaxRate { get; init; } = 8;

    /// <summary>Gets a value indicating whether orders for unknown suppliers are refused instead of creating the supplier.</summary>
    public bool RefuseUnknownSuppliers { get; init; }

    /// <summary>Gets a value indicating whether nothing of the tenant may be removed, neither by age nor by erasure: a dispute or an audit wants it.</summary>
    public bool IsOnLegalHold { get; init; }

    /// <summary>Gets the reasons that a supplier may choose: code to text.</summary>
    public IReadOnlyDictionary<string, string> ReplyReasons { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>A supplier of a tenant.</summary>
public sealed record SupplierProfile
{
    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the supplier as it appears on documents; its code is the key.</summary>
    public required Party Party { get; init; }

    /// <summary>Gets the addresses that notices go to.</summary>
    public IReadOnlyList<string> MailAddresses { get; init; } = [];

    /// <summary>Gets the language of its mails: ja or en; null: the tenant's.</summary>
    public string? Culture { get; init; }
}

/// <summary>A version of a map.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">From 1.</param>
/// <param name="Json">Its text.</param>
/// <param name="SavedAt">When, UTC.</param>
/// <param name="SavedBy">Who.</param>
public sealed record StoredMap(string Tenant, string Name, int Version, string Json, DateTimeOffset SavedAt, string SavedBy);

/// <summary>A version of a partner's profile.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Partner">The sending system.</param>
/// <param name="Version">From 1.</param>
/// <param name="Json">Its text.</param>
/// <param name="SavedAt">When, UTC.</param>
/// <param name="SavedBy">Who.</param>
public sealed record StoredPartner(string Tenant, string Partner, int Version, string Json, DateTimeOffset SavedAt, string SavedBy);

/// <summary>A version of a table that maps look values up in.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">From 1.</param>
/// <param name="Hash">SHA-256 of its text as UTF-8, lower-case hexadecimal; empty: from this version on it is deleted.</param>
/// <param name="SavedAt">When, UTC.</param>
/// <param name="SavedBy">Who.</param>
public sealed record StoredTable(string Tenant, string Name, int Version, string Hash, DateTimeOffset SavedAt, string SavedBy)
{
    /// <summary>Gets a value indicating whether the table is deleted.</summary>
    public bool IsDeleted => Hash.Length == 0;

    /// <summary>Makes the hash of a text.</summary>
    /// <param name="content">The text; null: none.</param>
    /// <returns>What <see cref="Hash"/> holds.</returns>
    public static string HashOf(string? content) =>
        content is null ? "" : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
}
