using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class AccountStore(SqlDatabase database) : IAccountStore
{
    /// <summary>Names, versions and one-time links are compared before they are written.</summary>
    private static readonly SqlScope OfInstallation = new(null, Lane.Settings);

    private const string SessionColumns = "key_hash, account_id, ticket, created_at, seen_at, expires_at";

    public Task<Account?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync(null, session => session.Find("select body, version from account where id = ?1", ToAccount, id), cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedName, CancellationToken cancellationToken = default) =>
        database.ReadAsync(null, session => session.Find("select body, version from account where normalized_name = ?1", ToAccount, normalizedName), cancellationToken);

    public Task<IReadOnlyList<Account>> ListAsync(AccessScope scope, CancellationToken cancellationToken = default)
    {
        const string List =
            """
            select a.body, a.version from account a
            where a.id in (select m.account_id from membership m where m.tenant = ?1 and (?2 is null or m.supplier = ?2))
            order by a.normalized_name
            """;

        return database.ReadAsync<IReadOnlyList<Account>>(null, session => session.List(List, ToAccount, scope.Tenant, scope.Supplier), cancellationToken);
    }

    public Task<int> CountAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync(null, session => (int)session.Number("select count(*) from account"), cancellationToken);

    public Task<bool> CreateAsync(Account account, CancellationToken cancellationToken = default)
    {
        const string Insert = "insert into account (id, normalized_name, version, body) values (?1, ?2, ?3, ?4) on conflict do nothing";

        return database.WriteAsync(
            OfInstallation,
            session =>
            {
                if (session.Run(Insert, account.Id, account.NormalizedUserName, account.Version, StoreJson.Text(account, StoreJson.Default.Account)) == 0)
                    return false;

                SaveMemberships(session, account);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> UpdateAsync(Account account, CancellationToken cancellationToken = default)
    {
        const string Update =
            """
            update account set normalized_name = ?3, version = version + 1, body = ?4
            where id = ?1 and version = ?2 and not exists (select 1 from account o where o.normalized_name = ?3 and o.id <> ?1)
            """;

        return database.WriteAsync(
            OfInstallation,
            session =>
            {
                if (session.Run(Update, account.Id, account.Version, account.NormalizedUserName, StoreJson.Text(account, StoreJson.Default.Account)) == 0)
                    return false;

                SaveMemberships(session, account);
                return true;
            },
            cancellationToken);
    }

    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) => database.WriteAsync(
        OfInstallation,
        session =>
        {
            session.Run("delete from account where id = ?1", id);
            session.Run("delete from membership where account_id = ?1", id);
            session.Run("delete from session where account_id = ?1", id);
        },
        cancellationToken);

    public Task SaveSessionAsync(StoredSession session, CancellationToken cancellationToken = default)
    {
        const string Save =
            """
            insert into session (key_hash, account_id, ticket, created_at, seen_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?6)
            on conflict (key_hash) do update set account_id = ?2, ticket = ?3, created_at = ?4, seen_at = ?5, expires_at = ?6
            """;

        return database.WriteAsync(
            default,
            connection => connection.Run(Save, session.KeyHash, session.AccountId, session.Ticket, session.CreatedAt, session.SeenAt, session.ExpiresAt), cancellationToken);
    }

    public Task<bool> TouchSessionAsync(string keyHash, DateTimeOffset seenAt, DateTimeOffset expiresAt, CancellationToken cancellationToken = default) => database.WriteAsync(
        default,
        session => session.Run("update session set seen_at = ?2, expires_at = ?3 where key_hash = ?1 and expires_at > ?2", keyHash, seenAt, expiresAt) == 1, cancellationToken);

    public Task<StoredSession?> FindSessionAsync(string keyHash, DateTimeOffset now, CancellationToken cancellationToken = default) => database.ReadAsync(
        null,
        session => session.Find(
            $"select {SessionColumns} from session where key_hash = ?1 and expires_at > ?2",
            static row => new StoredSession(row.Text(0), row.Text(1), row.Bytes(2).ToArray(), row.Time(3), row.Time(4), row.Time(5)),
            keyHash, now),
        cancellationToken);

    public Task EndSessionAsync(string keyHash, CancellationToken cancellationToken = default) =>
        database.WriteAsync(default, session => session.Run("delete from session where key_hash = ?1", keyHash), cancellationToken);

    public Task<int> EndSessionsAsync(string accountId, string? exceptKeyHash = null, CancellationToken cancellationToken = default) => database.WriteAsync(
        default,
        session => session.Run("delete from session where account_id = ?1 and (?2 is null or key_hash <> ?2)", accountId, exceptKeyHash), cancellationToken);

    public Task SaveApiKeyAsync(ApiKey key, CancellationToken cancellationToken = default)
    {
        const string Find = "select body from api_key where tenant = ?1 and id = ?2";
        const string Save = "insert into api_key (tenant, id, secret_hash, body) values (?1, ?2, ?3, ?4) on conflict (tenant, id) do update set body = excluded.body";

        return database.WriteAsync(
            OfInstallation,
            session =>
            {
                ApiKey now = session.Find(Find, ToApiKey, key.Tenant, key.Id) is { } known ? Merge(known, key) : key;
                return session.Run(Save, now.Tenant, now.Id, now.SecretHash, StoreJson.Text(now, StoreJson.Default.ApiKey));
            },
            cancellationToken);
    }

    /// <summary>A use that is recorded late must not bring a revoked key back.</summary>
    private static ApiKey Merge(ApiKey known, ApiKey saved) => known with
    {
        RevokedAt = known.RevokedAt ?? saved.RevokedAt,
        LastUsedAt = known.LastUsedAt > saved.LastUsedAt ? known.LastUsedAt : saved.LastUsedAt ?? known.LastUsedAt,
    };

    public Task<ApiKey?> FindApiKeyAsync(string secretHash, CancellationToken cancellationToken = default) =>
        database.ReadAsync(null, session => session.Find("select body from api_key where secret_hash = ?1", ToApiKey, secretHash), cancellationToken);

    public Task<IReadOnlyList<ApiKey>> ListApiKeysAsync(string tenant, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ApiKey>>(null, session => session.List("select body from api_key where tenant = ?1 order by id", ToApiKey, tenant), cancellationToken);

    public Task SaveTokenAsync(OneTimeToken token, CancellationToken cancellationToken = default)
    {
        const string Save =
            """
            insert into one_time_token (secret_hash, purpose, account_id, expires_at) values (?1, ?2, ?3, ?4)
            on conflict (secret_hash) do update set purpose = excluded.purpose, account_id = excluded.account_id, expires_at = excluded.expires_at
            """;

        return database.WriteAsync(default, session => session.Run(Save, token.SecretHash, token.Purpose, token.AccountId, token.ExpiresAt), cancellationToken);
    }

    public Task<OneTimeToken?> FindTokenAsync(string secretHash, string purpose, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.ReadAsync(null, session => FindToken(session, secretHash, purpose, now), cancellationToken);

    public Task<OneTimeToken?> SpendTokenAsync(string secretHash, string purpose, DateTimeOffset now, CancellationToken cancellationToken = default) => database.WriteAsync(
        OfInstallation,
        session =>
        {
            OneTimeToken? token = FindToken(session, secretHash, purpose, now);
            if (token is not null)
                session.Run("delete from one_time_token where secret_hash = ?1", secretHash);
            return token;
        },
        cancellationToken);

    private static OneTimeToken? FindToken(SqlSession session, string secretHash, string purpose, DateTimeOffset now) => session.Find(
        "select secret_hash, purpose, account_id, expires_at from one_time_token where secret_hash = ?1 and purpose = ?2 and expires_at > ?3",
        static row => new OneTimeToken(row.Text(0), row.Text(1), row.TextOrNull(2), row.Time(3)),
        secretHash, purpose, now);

    public Task<IReadOnlyList<string>> ListProtectionKeysAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<string>>(
        null, session => session.List("select xml from protection_key order by seq", static row => row.Text(0)), cancellationToken);

    public Task SaveProtectionKeyAsync(string name, string xml, CancellationToken cancellationToken = default) => database.WriteAsync(
        default,
        session => session.Run("insert into protection_key (name, seq, xml) values (?1, ?2, ?3) on conflict do nothing", name, session.Ids.NextNumber(), xml),
        cancellationToken);

    private static void SaveMemberships(SqlSession session, Account account)
    {
        session.Run("delete from membership where account_id = ?1", account.Id);
        foreach (Membership membership in account.Memberships)
        {
            session.Run(
                "insert into membership (tenant, account_id, supplier) values (?1, ?2, ?3) on conflict do nothing", membership.Tenant, account.Id, membership.Supplier ?? "");
        }
    }

    private static Account ToAccount(SqlStatement row) => StoreJson.Read(row.Bytes(0), StoreJson.Default.Account) with { Version = row.Long(1) };

    private static ApiKey ToApiKey(SqlStatement row) => StoreJson.Read(row.Bytes(0), StoreJson.Default.ApiKey);
}
