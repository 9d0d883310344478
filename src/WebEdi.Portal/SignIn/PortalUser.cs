using Microsoft.AspNetCore.Identity;
using WebEdi.Storage;

namespace WebEdi.Portal.SignIn;

/// <summary>An account as Identity wants it: mutable until it is saved.</summary>
internal sealed class PortalUser(Account account)
{
    internal Account Account { get; set; } = account;
}

/// <summary>Identity over <see cref="IAccountStore"/>: names, password hashes, lockout and security stamps.</summary>
internal sealed class PortalUserStore(IEdiStore store, IdentityErrorDescriber errors)
    : IUserPasswordStore<PortalUser>, IUserLockoutStore<PortalUser>, IUserSecurityStampStore<PortalUser>
{
    private IAccountStore Accounts => store.Accounts;

    public async Task<IdentityResult> CreateAsync(PortalUser user, CancellationToken cancellationToken) =>
        await Accounts.CreateAsync(user.Account, cancellationToken).ConfigureAwait(false)
            ? IdentityResult.Success
            : IdentityResult.Failed(errors.DuplicateUserName(user.Account.UserName));

    public async Task<IdentityResult> UpdateAsync(PortalUser user, CancellationToken cancellationToken)
    {
        if (!await Accounts.UpdateAsync(user.Account, cancellationToken).ConfigureAwait(false))
            return IdentityResult.Failed(errors.ConcurrencyFailure());

        user.Account = user.Account with { Version = user.Account.Version + 1 };
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(PortalUser user, CancellationToken cancellationToken)
    {
        await Accounts.DeleteAsync(user.Account.Id, cancellationToken).ConfigureAwait(false);
        return IdentityResult.Success;
    }

    public async Task<PortalUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Wrap(await Accounts.FindAsync(userId, cancellationToken).ConfigureAwait(false));

    public async Task<PortalUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Wrap(await Accounts.FindByNameAsync(normalizedUserName, cancellationToken).ConfigureAwait(false));

    public Task<string> GetUserIdAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.Id);

    public Task<string?> GetUserNameAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.UserName);

    public Task<string?> GetNormalizedUserNameAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.NormalizedUserName);

    public Task SetUserNameAsync(PortalUser user, string? userName, CancellationToken cancellationToken) =>
        Set(user, user.Account with { UserName = userName! });

    public Task SetNormalizedUserNameAsync(PortalUser user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(user, user.Account with { NormalizedUserName = normalizedName! });

    public Task<string?> GetPasswordHashAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash);

    public Task<bool> HasPasswordAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash is not null);

    public Task SetPasswordHashAsync(PortalUser user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(user, user.Account with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.SecurityStamp);

    public Task SetSecurityStampAsync(PortalUser user, string stamp, CancellationToken cancellationToken) =>
        Set(user, user.Account with { SecurityStamp = stamp });

    public Task<bool> GetLockoutEnabledAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(PortalUser user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.LockoutEnd);

    public Task SetLockoutEndDateAsync(PortalUser user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(user, user.Account with { LockoutEnd = lockoutEnd });

    public Task<int> GetAccessFailedCountAsync(PortalUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.AccessFailedCount);

    public Task<int> IncrementAccessFailedCountAsync(PortalUser user, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { AccessFailedCount = user.Account.AccessFailedCount + 1 };
        return Task.FromResult(user.Account.AccessFailedCount);
    }

    public Task ResetAccessFailedCountAsync(PortalUser user, CancellationToken cancellationToken) =>
        Set(user, user.Account with { AccessFailedCount = 0, LockoutEnd = null });

    public void Dispose()
    {
    }

    private static PortalUser? Wrap(Account? account) => account is null ? null : new PortalUser(account);

    private static Task Set(PortalUser user, Account account)
    {
        user.Account = account;
        return Task.CompletedTask;
    }
}
