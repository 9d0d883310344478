namespace WebEdi.Storage;

/// <summary>People, their sessions, API keys and one-time links.</summary>
public interface IAccountStore
{
    /// <summary>Finds an account by id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The account, or null.</returns>
    Task<Account?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Finds an account by its normalized login name.</summary>
    /// <param name="normalizedName">Upper case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The account, or null.</returns>
    Task<Account?> FindByNameAsync(string normalizedName, CancellationToken cancellationToken = default);

    /// <summary>Lists the accounts that are members of a tenant.</summary>
    /// <param name="scope">Who asks; a supplier sees its own people.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The accounts.</returns>
    Task<IReadOnlyList<Account>> ListAsync(AccessScope scope, CancellationToken cancellationToken = default);

    /// <summary>Counts all accounts; 0 means that the installation is not set up.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many.</returns>
    Task<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: the login name is taken.</returns>
    Task<bool> CreateAsync(Account account, CancellationToken cancellationToken = default);

    /// <summary>Replaces an account if nobody changed it since: compares and raises <see cref="Account.Version"/>.</summary>
    /// <param name="account">The account with the version that was read.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: changed in the meantime.</returns>
    Task<bool> UpdateAsync(Account account, CancellationToken cancellationToken = default);

    /// <summary>Deletes an account and its sessions.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Creates or replaces a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveSessionAsync(StoredSession session, CancellationToken cancellationToken = default);

    /// <summary>Writes down that a session was used and until when it lives on; one that has ended in the meantime stays ended.</summary>
    /// <remarks>The default is two steps; a store whose rows can be updated in one should do so.</remarks>
    /// <param name="keyHash">SHA-256 of its reference.</param>
    /// <param name="seenAt">Now, UTC.</param>
    /// <param name="expiresAt">When it ends, UTC.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: there is no such session.</returns>
    async Task<bool> TouchSessionAsync(string keyHash, DateTimeOffset seenAt, DateTimeOffset expiresAt, CancellationToken cancellationToken = default)
    {
        if (await FindSessionAsync(keyHash, seenAt, cancellationToken).ConfigureAwait(false) is not { } session)
            return false;

        await SaveSessionAsync(session with { SeenAt = seenAt, ExpiresAt = expiresAt }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Finds a session that has not ended.</summary>
    /// <param name="keyHash">SHA-256 of its reference, lower-case hexadecimal.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The session, or null.</returns>
    Task<StoredSession?> FindSessionAsync(string keyHash, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Ends a session.</summary>
    /// <param name="keyHash">SHA-256 of its reference.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task EndSessionAsync(string keyHash, CancellationToken cancellationToken = default);

    /// <summary>Ends the sessions of an account.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="exceptKeyHash">The one to keep, or null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many ended.</returns>
    Task<int> EndSessionsAsync(string accountId, string? exceptKeyHash = null, CancellationToken cancellationToken = default);

    /// <summary>Stores an API key, or what changes of a known one: <see cref="ApiKey.RevokedAt"/> and <see cref="ApiKey.LastUsedAt"/>.</summary>
    /// <remarks>
    /// A use that is recorded while somebody revokes the key must not bring it back: a stored RevokedAt stays, whatever is saved, and
    /// LastUsedAt never goes back. All else of a known key is left as it is.
    /// </remarks>
    /// <param name="key">The key without its secret.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveApiKeyAsync(ApiKey key, CancellationToken cancellationToken = default);

    /// <summary>Finds an API key by the hash of its secret, revoked and expired ones too.</summary>
    /// <param name="secretHash">SHA-256 of the secret, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The key, or null.</returns>
    Task<ApiKey?> FindApiKeyAsync(string secretHash, CancellationToken cancellationToken = default);

    /// <summary>Lists the API keys of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The keys.</returns>
    Task<IReadOnlyList<ApiKey>> ListApiKeysAsync(string tenant, CancellationToken cancellationToken = default);

    /// <summary>Stores a one-time link; one with the same secret is replaced, spent or not.</summary>
    /// <param name="token">The link without its secret.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveTokenAsync(OneTimeToken token, CancellationToken cancellationToken = default);

    /// <summary>Looks at a one-time link without spending it.</summary>
    /// <param name="secretHash">SHA-256 of the secret.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The link, or null when unknown, spent or expired.</returns>
    Task<OneTimeToken?> FindTokenAsync(string secretHash, string purpose, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Spends a one-time link; exactly one caller succeeds.</summary>
    /// <param name="secretHash">SHA-256 of the secret.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The link, or null when unknown, spent or expired.</returns>
    Task<OneTimeToken?> SpendTokenAsync(string secretHash, string purpose, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Reads the keys that protect cookies and forms: hosts that share them share the sessions of people, and a backup holds them.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The keys as XML, in the order of their making.</returns>
    Task<IReadOnlyList<string>> ListProtectionKeysAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores such a key.</summary>
    /// <param name="name">Its name; a known one is not stored again.</param>
    /// <param name="xml">The key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task SaveProtectionKeyAsync(string name, string xml, CancellationToken cancellationToken = default);
}

/// <summary>What a member of a tenant may do.</summary>
public enum AccountRole
{
    /// <summary>Works with the orders of one supplier.</summary>
    Supplier = 0,

    /// <summary>Works with all orders of the tenant.</summary>
    Buyer = 1,

    /// <summary>Sets the tenant up: suppliers, people, maps, keys; and all that a buyer may.</summary>
    Admin = 2,
}

/// <summary>A person's place in a tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Role">The role.</param>
/// <param name="Supplier">The supplier's code, for <see cref="AccountRole.Supplier"/>.</param>
public sealed record Membership(string Tenant, AccountRole Role, string? Supplier = null);

/// <summary>A person who signs in.</summary>
public sealed record Account
{
    /// <summary>Gets the id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the login name, a mail address. Personal data.</summary>
    public required string UserName { get; init; }

    /// <summary>Gets the login name in upper case, unique in the installation.</summary>
    public required string NormalizedUserName { get; init; }

    /// <summary>Gets the name shown. Personal data.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the hash made by the password hasher; null: no password yet.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Gets the stamp that changes with every credential.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Gets the failed sign-ins since the last good one.</summary>
    public int AccessFailedCount { get; init; }

    /// <summary>Gets until when sign-in is refused, UTC.</summary>
    public DateTimeOffset? LockoutEnd { get; init; }

    /// <summary>Gets the language: ja or en; null: the browser's.</summary>
    public string? Culture { get; init; }

    /// <summary>Gets the places of the person. At least one.</summary>
    public required IReadOnlyList<Membership> Memberships { get; init; }

    /// <summary>Gets the version for <see cref="IAccountStore.UpdateAsync"/>.</summary>
    public long Version { get; init; }
}

/// <summary>A session.</summary>
/// <param name="KeyHash">SHA-256 of the reference in the cookie.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="Ticket">The protected ticket.</param>
/// <param name="CreatedAt">When it began, UTC.</param>
/// <param name="SeenAt">When it was last used, UTC.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
public sealed record StoredSession(string KeyHash, string AccountId, byte[] Ticket, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt);

/// <summary>A key of a system. The secret is shown once and kept as a hash.</summary>
public sealed record ApiKey
{
    /// <summary>Gets the id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the sending system it stands for.</summary>
    public string Partner { get; init; } = "core";

    /// <summary>Gets the name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>Gets SHA-256 of the secret, lower-case hexadecimal.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Gets the first characters of the secret, to recognise it.</summary>
    public required string Prefix { get; init; }

    /// <summary>Gets what it may do: orders:write, orders:read, replies:read, maps:read, maps:write, tables:read, tables:write, partners:read, partners:write, suppliers:read, suppliers:write, outbox:read, outbox:write.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Gets when it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it ends, UTC; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets when it was revoked, UTC.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Gets when it was last used, UTC, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A link that works once: set-up, invitation, new password.</summary>
/// <param name="SecretHash">SHA-256 of the secret.</param>
/// <param name="Purpose">setup, invite, reset.</param>
/// <param name="AccountId">Whose, if an account exists.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
public sealed record OneTimeToken(string SecretHash, string Purpose, string? AccountId, DateTimeOffset ExpiresAt);
