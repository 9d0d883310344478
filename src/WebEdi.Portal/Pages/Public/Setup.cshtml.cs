using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Documents;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class SetupModel(People people, PortalUserManager users, Sessions sessions, IEdiStore store) : PageModel
{
    public sealed class Fields
    {
        public string Company { get; set; } = "";

        public string Tenant { get; set; } = "";

        public string Mail { get; set; } = "";

        public string Person { get; set; } = "";

        public string Password { get; set; } = "";

        public string Repeat { get; set; } = "";
    }

    internal Texts T { get; } = Texts.Current;

    [BindProperty]
    public Fields Input { get; set; } = new();

    internal string Token { get; private set; } = "";

    internal bool IsAlive { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>Looking at the link does not spend it: mail scanners look too.</summary>
    public async Task OnGetAsync(string? token)
    {
        await LookAsync(token).ConfigureAwait(false);
        TenantProfile? known = await store.Tenants.ListAsync(HttpContext.RequestAborted).ConfigureAwait(false) is [{ } first, ..] ? first : null;
        Input.Tenant = known?.Id ?? "default";
        Input.Company = known?.Buyer.Name ?? "";
    }

    public async Task<IActionResult> OnPostAsync(string? token)
    {
        await LookAsync(token).ConfigureAwait(false);
        if (!IsAlive)
            return Page();

        Errors = await CheckAsync().ConfigureAwait(false);
        if (Errors.Count > 0)
            return Page();

        CancellationToken aborted = HttpContext.RequestAborted;
        TenantProfile tenant = await store.Tenants.FindAsync(Input.Tenant, aborted).ConfigureAwait(false)
            ?? new TenantProfile { Id = Input.Tenant, Buyer = new Party { Code = "" } };
        tenant = tenant with { Buyer = tenant.Buyer with { Name = Input.Company.Trim() }, Culture = T.Language };

        PortalUser? admin = await people.SetUpAsync(Token, tenant, Input.Mail.Trim(), Empty(Input.Person), Input.Password, aborted).ConfigureAwait(false);
        if (admin is null)
        {
            IsAlive = false;
            return Page();
        }

        await sessions.BeginAsync(HttpContext, admin.Account, admin.Account.Memberships[0]).ConfigureAwait(false);
        return Redirect(Url.Content("~/"));
    }

    private async Task LookAsync(string? token)
    {
        Token = token ?? "";
        IsAlive = await people.IsSetupLinkAliveAsync(token, HttpContext.RequestAborted).ConfigureAwait(false);
        // The secret stands in this address: it must not travel on as a referrer.
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private async Task<IReadOnlyList<string>> CheckAsync()
    {
        List<string> errors = [];
        if (string.IsNullOrWhiteSpace(Input.Company) || Input.Company.Length > 100)
            errors.Add(T.Required(T.CompanyName));
        if (Input.Tenant is not { Length: >= 1 and <= 40 } || !Input.Tenant.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            errors.Add(T.TenantIdHint);
        if (!People.IsMailAddress(Input.Mail?.Trim()))
            errors.Add(T.MailAddressWrong);
        if (errors.Count == 0)
        {
            PortalUser user = new(people.New(Input.Mail!.Trim(), Empty(Input.Person), new Membership(Input.Tenant, AccountRole.Admin)));
            errors.AddRange(await NewPassword.CheckAsync(users, user, Input.Password, Input.Repeat, T).ConfigureAwait(false));
        }

        return errors;
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
