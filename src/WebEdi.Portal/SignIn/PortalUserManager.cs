using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.SignIn;

/// <summary>Identity's manager with a lockout whose delay grows, on the program's clock.</summary>
internal sealed class PortalUserManager(
    IUserStore<PortalUser> store, IOptions<IdentityOptions> options, IPasswordHasher<PortalUser> hasher,
    IEnumerable<IUserValidator<PortalUser>> userValidators, IEnumerable<IPasswordValidator<PortalUser>> passwordValidators,
    ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services, ILogger<UserManager<PortalUser>> logger,
    IEdiStore edi, TimeProvider time)
    : UserManager<PortalUser>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, logger)
{
    /// <summary>So many wrong passwords cost nothing; from then on each doubles the delay.</summary>
    internal const int FreeFailures = 5;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    public override Task<bool> IsLockedOutAsync(PortalUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(user.Account.LockoutEnd > time.GetUtcNow());
    }

    /// <summary>Counts a wrong password. The count stays until a right one, so that waiting out one delay does not buy five free tries.</summary>
    public override async Task<IdentityResult> AccessFailedAsync(PortalUser user)
    {
        ArgumentNullException.ThrowIfNull(user);

        for (int attempt = 0; attempt < 10; attempt++)
        {
            Account? account = await edi.Accounts.FindAsync(user.Account.Id, CancellationToken).ConfigureAwait(false);
            if (account is null)
                break;

            int failures = account.AccessFailedCount + 1;
            Account counted = account with
            {
                AccessFailedCount = failures,
                LockoutEnd = failures < FreeFailures ? account.LockoutEnd : time.GetUtcNow() + Delay(failures),
            };
            if (await edi.Accounts.UpdateAsync(counted, CancellationToken).ConfigureAwait(false))
            {
                user.Account = counted with { Version = counted.Version + 1 };
                return IdentityResult.Success;
            }
        }

        return IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure());
    }

    internal static TimeSpan Delay(int failures)
    {
        double factor = Math.Pow(2, Math.Clamp(failures - FreeFailures, 0, 20));
        return TimeSpan.FromTicks((long)Math.Min(LongestDelay.Ticks, FirstDelay.Ticks * factor));
    }

    internal async Task<IReadOnlyList<string>> CheckPasswordRulesAsync(PortalUser user, string? password)
    {
        List<string> faults = [];
        foreach (IPasswordValidator<PortalUser> validator in PasswordValidators)
        {
            IdentityResult result = await validator.ValidateAsync(this, user, password).ConfigureAwait(false);
            faults.AddRange(result.Errors.Select(e => e.Code));
        }

        return faults;
    }

    /// <summary>Sets a password without asking for the old one: at set-up, on an invitation, and after the old one was checked.</summary>
    internal async Task<bool> SetPasswordAsync(PortalUser user, string password)
    {
        IdentityResult hashed = await UpdatePasswordHash(user, password, validatePassword: true).ConfigureAwait(false);
        if (!hashed.Succeeded)
            return false;

        user.Account = user.Account with { AccessFailedCount = 0, LockoutEnd = null };
        return (await UpdateAsync(user).ConfigureAwait(false)).Succeeded;
    }
}
