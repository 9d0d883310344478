using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class InviteModel(People people, PortalUserManager users, Sessions sessions, SignInService signIn, IEdiStore store) : PageModel
{
    public sealed class Fields
    {
        public string Password { get; set; } = "";

        public string Repeat { get; set; } = "";
    }

    internal Texts T { get; } = Texts.Current;

    [BindProperty]
    public Fields Input { get; set; } = new();

    internal string Token { get; private set; } = "";

    internal Account? Account { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>Looking at the link does not spend it: mail scanners look too.</summary>
    public Task OnGetAsync(string? token) => LookAsync(token);

    public async Task<IActionResult> OnPostAsync(string? token)
    {
        await LookAsync(token).ConfigureAwait(false);
        if (Account is null)
            return Page();

        PortalUser user = new(Account);
        Errors = await NewPassword.CheckAsync(users, user, Input.Password, Input.Repeat, T).ConfigureAwait(false);
        if (Errors.Count > 0)
            return Page();

        if (!await people.SpendInviteAsync(Token, HttpContext.RequestAborted).ConfigureAwait(false)
            || !await users.SetPasswordAsync(user, Input.Password).ConfigureAwait(false))
        {
            Account = null;
            return Page();
        }

        await store.Accounts.EndSessionsAsync(Account.Id, null, HttpContext.RequestAborted).ConfigureAwait(false);
        await signIn.AuditAsync(user.Account, "password-set", HttpContext.Connection.RemoteIpAddress).ConfigureAwait(false);
        await sessions.BeginAsync(HttpContext, user.Account, user.Account.Memberships[0]).ConfigureAwait(false);
        return Redirect(Url.Content("~/"));
    }

    private async Task LookAsync(string? token)
    {
        Token = token ?? "";
        Account = await people.FindInvitedAsync(token, HttpContext.RequestAborted).ConfigureAwait(false);
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
