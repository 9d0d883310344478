using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

internal sealed class SignInModel(SignInService signIn, People people, Sessions sessions, IEdiStore store, IOptions<PortalOptions> options) : PageModel
{
    private const int MostDemoSuppliers = 12;

    internal Texts T { get; } = Texts.Current;

    internal string? ReturnUrl { get; private set; }

    internal string? Name { get; private set; }

    internal bool NeedsSetup { get; private set; }

    internal IReadOnlyList<SupplierProfile>? Suppliers { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    public Task OnGetAsync(string? returnUrl) => ShowAsync(returnUrl);

    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? returnUrl)
    {
        SignInOutcome outcome = await signIn.SignInAsync(HttpContext, (name ?? "").Trim(), password ?? "").ConfigureAwait(false);
        if (outcome == SignInOutcome.SignedIn)
            return Back(returnUrl);

        Name = name;
        Errors = [outcome == SignInOutcome.TooMany ? T.TooManyTries : T.SignInRefused];
        Response.StatusCode = outcome == SignInOutcome.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
        await ShowAsync(returnUrl).ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostDemoAsync(string? role, string? supplier, string? returnUrl)
    {
        if (!options.Value.Demo)
            return NotFound();

        Account? account = await people.FindDemoAsync(role == "buyer" ? null : supplier ?? "", HttpContext.RequestAborted).ConfigureAwait(false);
        if (account is null)
            return NotFound();

        await sessions.BeginAsync(HttpContext, account, account.Memberships[0]).ConfigureAwait(false);
        return Back(returnUrl);
    }

    private RedirectResult Back(string? returnUrl) => Redirect(Url.Content(LocalUrl.Clean(returnUrl)));

    private async Task ShowAsync(string? returnUrl)
    {
        ReturnUrl = LocalUrl.Clean(returnUrl)[1..];
        if (options.Value.Demo && await store.Tenants.ListAsync(HttpContext.RequestAborted).ConfigureAwait(false) is [{ } tenant, ..])
            Suppliers = [.. (await store.Tenants.ListSuppliersAsync(tenant.Id, HttpContext.RequestAborted).ConfigureAwait(false)).Take(MostDemoSuppliers)];
        NeedsSetup = Suppliers is null && await store.Accounts.CountAsync(HttpContext.RequestAborted).ConfigureAwait(false) == 0;
    }
}
