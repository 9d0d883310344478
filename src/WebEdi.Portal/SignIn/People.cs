using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.SignIn;

/// <summary>Makes accounts: by invitation, at set-up, and for the demo's buttons.</summary>
internal sealed partial class People(IEdiStore store, PortalUserManager users, TimeProvider time, IOptions<PortalOptions> options)
{
    internal const string InvitePurpose = "invite";

    /// <summary>Spent together with the set-up link: two links that are used at the same moment still make one administrator.</summary>
    private const string SetupGate = "setup-gate";

    internal static readonly TimeSpan InviteLife = TimeSpan.FromDays(7);

    private IAccountStore Accounts => store.Accounts;

    internal static bool IsMailAddress(string? text) => text is { Length: >= 3 and <= 254 } && MailAddress().IsMatch(text);

    internal Account New(string userName, string? displayName, Membership membership) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
        UserName = userName,
        NormalizedUserName = users.NormalizeName(userName)!,
        DisplayName = displayName,
        SecurityStamp = Secrets.New(),
        Memberships = [membership],
    };

    /// <summary>Creates a person without a password.</summary>
    /// <returns>The account; null when the login name is taken.</returns>
    internal async Task<Account?> InviteAsync(string userName, string? displayName, Membership membership, CancellationToken cancellationToken)
    {
        Account account = New(userName, displayName, membership);
        return await Accounts.CreateAsync(account, cancellationToken).ConfigureAwait(false) ? account : null;
    }

    /// <summary>Makes a link by which a person sets a password, once; for new people and for those who forgot theirs.</summary>
    internal async Task<string> NewInviteSecretAsync(string accountId, CancellationToken cancellationToken)
    {
        string secret = Secrets.New();
        await Accounts.SaveTokenAsync(new OneTimeToken(Secrets.Hash(secret), InvitePurpose, accountId, time.GetUtcNow() + InviteLife), cancellationToken).ConfigureAwait(false);
        return secret;
    }

    internal async Task<Account?> FindInvitedAsync(string? secret, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(secret) || secret.Length > 100)
            return null;

        OneTimeToken? token = await Accounts.FindTokenAsync(Secrets.Hash(secret), InvitePurpose, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return token?.AccountId is { } id ? await Accounts.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
    }

    internal async Task<bool> SpendInviteAsync(string secret, CancellationToken cancellationToken) =>
        await Accounts.SpendTokenAsync(Secrets.Hash(secret), InvitePurpose, time.GetUtcNow(), cancellationToken).ConfigureAwait(false) is not null;

    internal async Task<bool> IsSetupLinkAliveAsync(string? secret, CancellationToken cancellationToken) =>
        secret is { Length: > 0 and <= 100 }
        && await Accounts.CountAsync(cancellationToken).ConfigureAwait(false) == 0
        && await Accounts.FindTokenAsync(Secrets.Hash(secret), SetupLinks.Purpose, time.GetUtcNow(), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Spends a set-up link and creates the first administrator and the tenant.</summary>
    /// <returns>The administrator; null when the link was spent or the installation is set up.</returns>
    internal async Task<PortalUser?> SetUpAsync(string secret, TenantProfile tenant, string userName, string? displayName, string password, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (await Accounts.SpendTokenAsync(Secrets.Hash(secret), SetupLinks.Purpose, now, cancellationToken).ConfigureAwait(false) is null
            || await Accounts.SpendTokenAsync(Secrets.Hash(SetupGate), SetupGate, now, cancellationToken).ConfigureAwait(false) is null
            || await Accounts.CountAsync(cancellationToken).ConfigureAwait(false) > 0)
            return null;

        await store.Tenants.SaveAsync(tenant, cancellationToken).ConfigureAwait(false);
        PortalUser user = new(New(userName, displayName, new Membership(tenant.Id, AccountRole.Admin)));
        user.Account = user.Account with { PasswordHash = users.PasswordHasher.HashPassword(user, password) };
        return await Accounts.CreateAsync(user.Account, cancellationToken).ConfigureAwait(false) ? user : null;
    }

    internal static OneTimeToken NewSetupGate(DateTimeOffset expiresAt) => new(Secrets.Hash(SetupGate), SetupGate, null, expiresAt);

    /// <summary>The account behind a button of the demo: without a password, so that it opens nothing once the demo is switched off.</summary>
    internal async Task<Account?> FindDemoAsync(string? supplier, CancellationToken cancellationToken)
    {
        if (!options.Value.Demo || (await store.Tenants.ListAsync(cancellationToken).ConfigureAwait(false)) is not [{ } tenant, ..])
            return null;

        if (supplier is not null && !(await store.Tenants.FindSuppliersAsync(tenant.Id, [supplier], cancellationToken).ConfigureAwait(false)).ContainsKey(supplier))
            return null;

        Membership membership = supplier is null ? new(tenant.Id, AccountRole.Admin) : new(tenant.Id, AccountRole.Supplier, supplier);
        string name = supplier is null ? "buyer@demo.invalid" : $"supplier-{supplier}@demo.invalid";
        string normalized = users.NormalizeName(name)!;
        if (await Accounts.FindByNameAsync(normalized, cancellationToken).ConfigureAwait(false) is null)
            await Accounts.CreateAsync(New(name, supplier is null ? "Demo buyer" : $"Demo {supplier}", membership), cancellationToken).ConfigureAwait(false);

        Account? account = await Accounts.FindByNameAsync(normalized, cancellationToken).ConfigureAwait(false);
        return account?.Memberships.Contains(membership) == true ? account : null;
    }

    [GeneratedRegex(@"^[^\s@<>"",;:\\()\[\]\p{C}]+@[^\s@<>"",;:\\()\[\]\p{C}]+$", RegexOptions.CultureInvariant, 250)]
    private static partial Regex MailAddress();
}
