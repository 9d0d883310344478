using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryAccounts(MemoryState state) : IAccountStore
{
    public Task<Account?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.Accounts.GetValueOrDefault(id));

    public Task<Account?> FindByNameAsync(string normalizedName, CancellationToken cancellationToken = default) =>
        state.Locked(() => ByName(normalizedName));

    public Task<IReadOnlyList<Account>> ListAsync(AccessScope scope, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<Account>>(() =>
            [.. state.Accounts.Values
                .Where(a => a.Memberships.Any(m => m.Tenant == scope.Tenant && (scope.Supplier is null || m.Supplier == scope.Supplier)))
                .OrderBy(a => a.NormalizedUserName, StringComparer.Ordinal)]);

    public Task<int> CountAsync(CancellationToken cancellationToken = default) => state.Locked(() => state.Accounts.Count);

    public Task<bool> CreateAsync(Account account, CancellationToken cancellationToken = default) =>
        state.Locked(() => ByName(account.NormalizedUserName) is null && state.Accounts.TryAdd(account.Id, account));

    public Task<bool> UpdateAsync(Account account, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        bool isNameFree = ByName(account.NormalizedUserName) is not { } owner || owner.Id == account.Id;
        if (!isNameFree || state.Accounts.GetValueOrDefault(account.Id)?.Version != account.Version)
            return false;

        state.Accounts[account.Id] = account with { Version = account.Version + 1 };
        return true;
    });

    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        state.Accounts.Remove(id);
        EndSessions(id, null);
    });

    public Task SaveSessionAsync(StoredSession session, CancellationToken cancellationToken = default) =>
        state.Locked(() => { state.Sessions[session.KeyHash] = session; });

    public Task<StoredSession?> FindSessionAsync(string keyHash, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.Sessions.GetValueOrDefault(keyHash) is { } session && session.ExpiresAt > now ? session : null);

    public Task EndSessionAsync(string keyHash, CancellationToken cancellationToken = default) =>
        state.Locked(() => { state.Sessions.Remove(keyHash); });

    public Task<int> EndSessionsAsync(string accountId, string? exceptKeyHash = null, CancellationToken cancellationToken = default) =>
        state.Locked(() => EndSessions(accountId, exceptKeyHash));

    public Task SaveApiKeyAsync(ApiKey key, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        state.ApiKeys[(key.Tenant, key.Id)] = state.ApiKeys.TryGetValue((key.Tenant, key.Id), out ApiKey? known)
            ? known with { RevokedAt = known.RevokedAt ?? key.RevokedAt, LastUsedAt = known.LastUsedAt > key.LastUsedAt ? known.LastUsedAt : key.LastUsedAt ?? known.LastUsedAt }
            : key;
    });

    public Task<ApiKey?> FindApiKeyAsync(string secretHash, CancellationToken cancellationToken = default) =>
        state.Locked(() => state.ApiKeys.Values.FirstOrDefault(k => k.SecretHash == secretHash));

    public Task<IReadOnlyList<ApiKey>> ListApiKeysAsync(string tenant, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<ApiKey>>(() => [.. state.ApiKeys.Values.Where(k => k.Tenant == tenant).OrderBy(k => k.CreatedAt)]);

    public Task SaveTokenAsync(OneTimeToken token, CancellationToken cancellationToken = default) =>
        state.Locked(() => { state.Tokens[token.SecretHash] = token; });

    public Task<OneTimeToken?> FindTokenAsync(string secretHash, string purpose, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        state.Locked(() => Token(secretHash, purpose, now));

    public Task<OneTimeToken?> SpendTokenAsync(string secretHash, string purpose, DateTimeOffset now, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        OneTimeToken? token = Token(secretHash, purpose, now);
        if (token is not null)
            state.Tokens.Remove(secretHash);
        return token;
    });

    private Account? ByName(string normalizedName) => state.Accounts.Values.FirstOrDefault(a => a.NormalizedUserName == normalizedName);

    public Task<IReadOnlyList<string>> ListProtectionKeysAsync(CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<string>>(() => [.. state.ProtectionKeys.Values]);

    public Task SaveProtectionKeyAsync(string name, string xml, CancellationToken cancellationToken = default) => state.Locked(() => state.ProtectionKeys.TryAdd(name, xml));

    private OneTimeToken? Token(string secretHash, string purpose, DateTimeOffset now) =>
        state.Tokens.GetValueOrDefault(secretHash) is { } token && token.Purpose == purpose && token.ExpiresAt > now ? token : null;

    private int EndSessions(string accountId, string? exceptKeyHash)
    {
        List<string> ended = [.. state.Sessions.Values.Where(s => s.AccountId == accountId && s.KeyHash != exceptKeyHash).Select(s => s.KeyHash)];
        ended.ForEach(key => state.Sessions.Remove(key));
        return ended.Count;
    }
}
