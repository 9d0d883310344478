using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.SignIn;

/// <summary>
/// Sessions kept by the server: the cookie holds a random reference, the store its hash, and every request asks the store. So a session
/// that was ended, and an account whose rights changed, are noticed at the next request on every host.
/// </summary>
internal sealed class Sessions(IEdiStore store, IDataProtectionProvider protection, IOptions<PortalOptions> options, TimeProvider time)
{
    internal const string TenantClaim = "tenant";
    internal const string SupplierClaim = "supplier";
    internal const string SessionClaim = "session";

    /// <summary>Use is written down no more often than this, so that reading pages does not become writing.</summary>
    private static readonly TimeSpan TouchAfter = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector("WebEdi.Portal.Sessions.v1");

    private sealed record Content(string Stamp, string Tenant, AccountRole Role, string? Supplier);

    /// <summary>Begins a session with a new reference. An earlier one of the same browser ends: a planted reference is worth nothing.</summary>
    internal async Task BeginAsync(HttpContext context, Account account, Membership membership)
    {
        await EndAsync(context).ConfigureAwait(false);

        DateTimeOffset now = time.GetUtcNow();
        string secret = Secrets.New();
        byte[] content = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new Content(account.SecurityStamp, membership.Tenant, membership.Role, membership.Supplier)));
        StoredSession session = new(Secrets.Hash(secret), account.Id, content, now, now, Expiry(now, now));
        await store.Accounts.SaveSessionAsync(session, context.RequestAborted).ConfigureAwait(false);
        SessionCookie.Write(context, secret);
    }

    internal async Task EndAsync(HttpContext context)
    {
        if (SessionCookie.Read(context) is not { } secret)
            return;

        await store.Accounts.EndSessionAsync(Secrets.Hash(secret), context.RequestAborted).ConfigureAwait(false);
        SessionCookie.Delete(context);
    }

    internal async Task<ClaimsPrincipal?> FindAsync(HttpContext context)
    {
        if (SessionCookie.Read(context) is not { } secret)
            return null;

        DateTimeOffset now = time.GetUtcNow();
        StoredSession? session = await store.Accounts.FindSessionAsync(Secrets.Hash(secret), now, context.RequestAborted).ConfigureAwait(false);
        if (session is null || Read(session) is not { } content)
            return null;

        Account? account = await store.Accounts.FindAsync(session.AccountId, context.RequestAborted).ConfigureAwait(false);
        if (account is null || account.SecurityStamp != content.Stamp || !account.Memberships.Contains(new Membership(content.Tenant, content.Role, content.Supplier)))
            return null;

        if (now - session.SeenAt >= TouchAfter)
            await store.Accounts.TouchSessionAsync(session.KeyHash, now, Expiry(session.CreatedAt, now), context.RequestAborted).ConfigureAwait(false);

        return Principal(account, content, session.KeyHash);
    }

    private DateTimeOffset Expiry(DateTimeOffset created, DateTimeOffset seen)
    {
        DateTimeOffset idle = seen + options.Value.SessionIdle;
        DateTimeOffset end = created + options.Value.SessionLength;
        return idle < end ? idle : end;
    }

    private Content? Read(StoredSession session)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(session.Ticket));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // the key is gone: the person signs in again
        }
    }

    private static ClaimsPrincipal Principal(Account account, Content content, string keyHash)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, account.Id),
            new(ClaimTypes.Name, account.DisplayName ?? account.UserName),
            new(ClaimTypes.Email, account.UserName),
            new(ClaimTypes.Role, content.Role.ToString()),
            new(TenantClaim, content.Tenant),
            new(SessionClaim, keyHash),
        ];
        if (content.Supplier is not null)
            claims.Add(new Claim(SupplierClaim, content.Supplier));

        return new ClaimsPrincipal(new ClaimsIdentity(claims, SessionHandler.Scheme));
    }
}

/// <summary>The cookie: <c>__Host-</c> over https; over plain http (the demo on localhost) browsers refuse that prefix, so another name.</summary>
internal static class SessionCookie
{
    internal const string SecureName = "__Host-webedi";
    internal const string PlainName = "webedi";

    internal static string? Read(HttpContext context)
    {
        string? value = context.Request.Cookies[Name(context)];
        return value is { Length: > 20 and < 100 } ? value : null;
    }

    internal static void Write(HttpContext context, string secret) => context.Response.Cookies.Append(Name(context), secret, Options(context));

    internal static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context), Options(context));

    private static string Name(HttpContext context) => context.Request.IsHttps ? SecureName : PlainName;

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        Path = context.Request.IsHttps || !context.Request.PathBase.HasValue ? "/" : context.Request.PathBase.Value,
    };
}
