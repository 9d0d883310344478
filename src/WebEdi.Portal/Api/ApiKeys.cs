using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WebEdi.Storage;

namespace WebEdi.Portal.Api;

/// <summary>Makes and revokes the keys by which systems use the REST API. Resolve it from the services that <c>AddPortal</c> filled.</summary>
public sealed class ApiKeys
{
    private const string Mark = "wek_";
    private const int SecretBytes = 32;
    private const int SecretLength = 4 + 43;
    private const int PrefixLength = 10;

    private readonly IEdi _edi;
    private readonly TimeProvider _clock;

    internal ApiKeys(IEdi edi, TimeProvider clock)
    {
        _edi = edi;
        _clock = clock;
    }

    /// <summary>Gets every scope there is: orders:write, orders:read, replies:read, maps:read, maps:write, tables:read, tables:write, partners:read, partners:write, suppliers:read, suppliers:write.</summary>
    public static IReadOnlyList<string> Scopes => ApiScopes.All;

    /// <summary>Makes a key. Its secret is returned here and never again: only the SHA-256 of it is stored.</summary>
    /// <param name="tenant">The tenant that the key acts for.</param>
    /// <param name="name">For people; 1-100 characters.</param>
    /// <param name="partner">The sending system that the key stands for: 1-40 letters, digits, hyphens and underscores.</param>
    /// <param name="scopes">Some of <see cref="Scopes"/>; at least one.</param>
    /// <param name="expiresAt">When it ends, UTC; null: never.</param>
    /// <param name="actor">Who makes it, for the security log.</param>
    /// <param name="cancellationToken">Stops before the key is stored.</param>
    /// <returns>The key and its secret, 47 characters that begin with <c>wek_</c>.</returns>
    /// <exception cref="ArgumentException">A name, partner or scope is not allowed, or the end is in the past.</exception>
    public async Task<(ApiKey Key, string Secret)> CreateAsync(
        string tenant, string name, string partner, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, string actor, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        Check(tenant, name, partner, scopes, expiresAt, now);

        string secret = Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        ApiKey key = new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Tenant = tenant,
            Partner = partner,
            Name = name,
            SecretHash = Hash(secret),
            Prefix = secret[..PrefixLength],
            Scopes = [.. scopes.Distinct(StringComparer.Ordinal)],
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };

        await _edi.Store.Accounts.SaveApiKeyAsync(key, cancellationToken).ConfigureAwait(false);
        await AuditAsync(key, actor, null, "key-created", true, cancellationToken).ConfigureAwait(false);
        return (key, secret);
    }

    /// <summary>Revokes a key: from now on it is refused.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The key's id.</param>
    /// <param name="actor">Who, for the security log.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False: the tenant has no such key.</returns>
    public async Task<bool> RevokeAsync(string tenant, string id, string actor, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ApiKey> keys = await _edi.Store.Accounts.ListApiKeysAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (keys.FirstOrDefault(k => k.Id == id) is not { } key)
            return false;

        if (key.RevokedAt is null)
        {
            await _edi.Store.Accounts.SaveApiKeyAsync(key with { RevokedAt = _clock.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
            await AuditAsync(key, actor, null, "key-revoked", true, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Finds the key that a secret opens; null when it is unknown, revoked or expired: the caller is told the same for all of them.</summary>
    internal async Task<ApiKey?> VerifyAsync(string secret, string? source, CancellationToken cancellationToken)
    {
        if (!HasShape(secret))
            return null;

        // The lookup is by hash, so its duration tells nothing about the secret; the comparison afterwards does not trust the store's collation.
        string hash = Hash(secret);
        ApiKey? key = await _edi.Store.Accounts.FindApiKeyAsync(hash, cancellationToken).ConfigureAwait(false);
        if (key is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.SecretHash), Encoding.ASCII.GetBytes(hash)))
            return null;

        DateTimeOffset now = _clock.GetUtcNow();
        bool isFirstUseOfMinute = key.LastUsedAt is not { } last || now - last >= TimeSpan.FromMinutes(1);
        bool isAlive = key.RevokedAt is null && (key.ExpiresAt is not { } end || end > now);
        if (isAlive && isFirstUseOfMinute)
            await RecordUseAsync(key, now, source, cancellationToken).ConfigureAwait(false);

        return isAlive ? key : null;
    }

    internal static bool HasShape(string secret) =>
        secret.Length == SecretLength && secret.StartsWith(Mark, StringComparison.Ordinal) && Base64Url.IsValid(secret.AsSpan(Mark.Length));

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static void Check(string tenant, string name, string partner, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(partner);
        ArgumentNullException.ThrowIfNull(scopes);
        if (name.Length > 100 || name.Any(char.IsControl))
            throw new ArgumentException("A key's name has 1-100 characters and no control characters.", nameof(name));
        if (partner.Length > 40 || !partner.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException("A partner has 1-40 letters, digits, hyphens and underscores.", nameof(partner));
        if (scopes.Count == 0 || scopes.FirstOrDefault(s => !ApiScopes.All.Contains(s)) is not null)
            throw new ArgumentException($"A key needs at least one scope of: {string.Join(", ", ApiScopes.All)}.", nameof(scopes));
        if (expiresAt <= now)
            throw new ArgumentException("The end of a key lies in the future.", nameof(expiresAt));
    }

    private async Task RecordUseAsync(ApiKey key, DateTimeOffset now, string? source, CancellationToken cancellationToken)
    {
        DateTimeOffset minute = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        await _edi.Store.Accounts.SaveApiKeyAsync(key with { LastUsedAt = minute }, cancellationToken).ConfigureAwait(false);
        await AuditAsync(key, $"key:{key.Name}", source, "key-used", true, cancellationToken).ConfigureAwait(false);
    }

    private Task AuditAsync(ApiKey key, string actor, string? source, string action, bool succeeded, CancellationToken cancellationToken) =>
        _edi.Store.Audit.AppendAsync(new AuditEntry(key.Tenant, _clock.GetUtcNow(), actor, source, action, $"{key.Name} ({key.Prefix}…)", succeeded), cancellationToken);
}
