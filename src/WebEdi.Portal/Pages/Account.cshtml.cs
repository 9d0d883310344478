using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class AccountModel(IEdi edi, TimeProvider time, PortalUserManager users, SignInService signIn, HashGate gate, Sessions sessions) : PortalPage(edi, time)
{
    public sealed class Fields
    {
        public string Current { get; set; } = "";

        public string Password { get; set; } = "";

        public string Repeat { get; set; } = "";
    }

    [BindProperty]
    public Fields Input { get; set; } = new();

    internal IReadOnlyList<Membership> Memberships { get; private set; } = [];

    internal bool HasPassword { get; private set; }

    internal bool IsChanged { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    public async Task OnGetAsync(bool changed)
    {
        IsChanged = changed;
        await ShowAsync().ConfigureAwait(false);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Account account = await ShowAsync().ConfigureAwait(false);
        PortalUser user = new(account);
        if (!HasPassword)
            return NotFound();

        Errors = await NewPassword.CheckAsync(users, user, Input.Password, Input.Repeat, T).ConfigureAwait(false);
        if (Errors.Count == 0 && !await IsCurrentAsync(user).ConfigureAwait(false))
            Errors = [T.CurrentPasswordWrong];
        if (Errors.Count == 0 && !await users.SetPasswordAsync(user, Input.Password).ConfigureAwait(false))
            Errors = [T.TryAgain];
        if (Errors.Count > 0)
            return Page();

        // All sessions end, this one too: whoever knows the old reference or password is out. A new one begins here.
        await Store.Accounts.EndSessionsAsync(account.Id, null, Aborted).ConfigureAwait(false);
        await signIn.AuditAsync(user.Account, "password-changed", HttpContext.Connection.RemoteIpAddress).ConfigureAwait(false);
        await sessions.BeginAsync(HttpContext, user.Account, Current(user.Account)).ConfigureAwait(false);
        return Redirect(Url.Content("~/account?changed=true"));
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        await Store.Accounts.EndSessionsAsync(AccountId, User.FindFirstValue(Sessions.SessionClaim), Aborted).ConfigureAwait(false);
        return Redirect(Url.Content("~/account"));
    }

    public async Task<IActionResult> OnPostSwitchAsync(int place)
    {
        Account account = await ShowAsync().ConfigureAwait(false);
        if (place < 0 || place >= account.Memberships.Count)
            return NotFound();

        await sessions.BeginAsync(HttpContext, account, account.Memberships[place]).ConfigureAwait(false);
        return Redirect(Url.Content("~/"));
    }

    /// <summary>Wrong tries here count like wrong sign-ins: a session left open must not become a way to guess.</summary>
    private async Task<bool> IsCurrentAsync(PortalUser user)
    {
        bool isRight = false;
        await gate.TryRunAsync(user.Account.NormalizedUserName, async () =>
        {
            if (await users.IsLockedOutAsync(user).ConfigureAwait(false))
                return;

            isRight = await users.CheckPasswordAsync(user, Input.Current ?? "").ConfigureAwait(false);
            if (!isRight)
                await users.AccessFailedAsync(user).ConfigureAwait(false);
        }, Aborted).ConfigureAwait(false);
        return isRight;
    }

    private Membership Current(Account account) =>
        account.Memberships.FirstOrDefault(m => m.Tenant == Scope.Tenant && m.Supplier == Scope.Supplier) ?? account.Memberships[0];

    private async Task<Account> ShowAsync()
    {
        Account account = (await Store.Accounts.FindAsync(AccountId, Aborted).ConfigureAwait(false))!;
        Memberships = account.Memberships;
        HasPassword = account.PasswordHash is not null;
        return account;
    }
}
