using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using WebEdi.Storage;

namespace WebEdi.Portal.SignIn;

internal enum SignInOutcome
{
    SignedIn,
    Refused,
    TooMany,
}

/// <summary>Checks a name and a password. Unknown names, wrong passwords and locked accounts look the same and cost the same (S22).</summary>
internal sealed class SignInService(
    PortalUserManager users, IPasswordHasher<PortalUser> hasher, HashGate gate, SourceLimit limit, Sessions sessions, IEdiStore store, TimeProvider time)
{
    private static readonly PortalUser Nobody = new(new Account
    {
        Id = "", UserName = "", NormalizedUserName = "", SecurityStamp = "", Memberships = [],
    });

    /// <summary>A row that is written again and again where there is no failure to count.</summary>
    private static readonly string NobodysToken = Secrets.Hash("nobody");

    private static string? _nobodysHash;

    internal async Task<SignInOutcome> SignInAsync(HttpContext context, string name, string password)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (!limit.IsOpen(address))
            return SignInOutcome.TooMany;

        string normalized = users.NormalizeName(name) ?? "";
        Account? account = null;
        bool worked = await gate.TryRunAsync(normalized, async () => account = await CheckAsync(normalized, password).ConfigureAwait(false), context.RequestAborted).ConfigureAwait(false);
        if (!worked)
            return SignInOutcome.TooMany;

        if (account is null)
            limit.CountFailure(address);

        await AuditAsync(account, account is null ? "sign-in-refused" : "sign-in", address).ConfigureAwait(false);
        if (account is null)
            return SignInOutcome.Refused;

        await sessions.BeginAsync(context, account, account.Memberships[0]).ConfigureAwait(false);
        return SignInOutcome.SignedIn;
    }

    internal Task AuditAsync(Account? account, string action, IPAddress? address, string? target = null) =>
        store.Audit.AppendAsync(new AuditEntry(
            account?.Memberships[0].Tenant ?? "", time.GetUtcNow(), account?.Id ?? "", address?.ToString(), action, target, !action.EndsWith("refused", StringComparison.Ordinal)));

    /// <summary>Checks one password, counted and with the work of a hash; null when refused.</summary>
    /// <remarks>Every refusal is one look-up by name, one hash, one look-up by id and one row written: over a thousand tries a missing commit would show.</remarks>
    private async Task<Account?> CheckAsync(string normalized, string password)
    {
        // A longer input was never accepted as a password; hashing it would only cost time.
        if (password.Length > PasswordRules.Longest)
            password = password[..PasswordRules.Longest];

        _nobodysHash ??= hasher.HashPassword(Nobody, Secrets.New());
        PortalUser? user = await users.FindByNameAsync(normalized).ConfigureAwait(false);
        if (user?.Account is not { PasswordHash: not null, Memberships.Count: > 0 } || await users.IsLockedOutAsync(user).ConfigureAwait(false))
        {
            hasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            await store.Accounts.FindAsync(user?.Account.Id ?? Nobody.Account.Id).ConfigureAwait(false);
            await store.Accounts.SaveTokenAsync(new OneTimeToken(NobodysToken, "nobody", null, time.GetUtcNow())).ConfigureAwait(false);
            return null;
        }

        // CheckPasswordAsync hashes anew, and stores, what was hashed with fewer rounds.
        if (!await users.CheckPasswordAsync(user, password).ConfigureAwait(false))
        {
            await users.AccessFailedAsync(user).ConfigureAwait(false);
            return null;
        }

        if (user.Account.AccessFailedCount > 0)
            await users.ResetAccessFailedCountAsync(user).ConfigureAwait(false);

        return user.Account;
    }
}
