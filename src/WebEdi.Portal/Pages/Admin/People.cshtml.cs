using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Who may sign in, and invitations.</summary>
internal sealed class PeopleModel(IEdi edi, TimeProvider time, People people, SignInService signIn, IOptions<EdiOptions> engine) : PortalPage(edi, time)
{
    public sealed class Fields
    {
        public string? Mail { get; set; }

        public string? Person { get; set; }

        public string? Role { get; set; }

        public string? Supplier { get; set; }
    }

    [BindProperty]
    public Fields Input { get; set; } = new();

    internal IReadOnlyList<Account> Accounts { get; private set; } = [];

    internal IReadOnlyList<SupplierProfile> Suppliers { get; private set; } = [];

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal string? Link { get; private set; }

    internal string? LinkFor { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostInviteAsync()
    {
        await LoadAsync().ConfigureAwait(false);
        string mail = (Input.Mail ?? "").Trim();
        if (!People.IsMailAddress(mail))
            return Refuse(T.MailAddressWrong);
        if (Place() is not { } place)
            return Refuse(T.SupplierOnlyForSuppliers);

        string? name = string.IsNullOrWhiteSpace(Input.Person) ? null : new string([.. Input.Person.Trim().Where(c => !char.IsControl(c)).Take(100)]);
        if (await people.InviteAsync(mail, name, place, Aborted).ConfigureAwait(false) is not { } account)
            return Refuse(T.MailAddressTaken);

        await signIn.AuditAsync(account, "person-invited", HttpContext.Connection.RemoteIpAddress, AccountId).ConfigureAwait(false);
        return await ShowLinkAsync(account).ConfigureAwait(false);
    }

    public async Task<IActionResult> OnPostLinkAsync(string? id)
    {
        await LoadAsync().ConfigureAwait(false);
        return Accounts.FirstOrDefault(a => a.Id == id) is { } account ? await ShowLinkAsync(account).ConfigureAwait(false) : NotFound();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id)
    {
        await LoadAsync().ConfigureAwait(false);
        if (Accounts.FirstOrDefault(a => a.Id == id) is not { } account || account.Id == AccountId)
            return NotFound();

        // A person of several buyers keeps the other places.
        Membership[] others = [.. account.Memberships.Where(m => m.Tenant != Scope.Tenant)];
        if (others.Length == 0)
            await Store.Accounts.DeleteAsync(account.Id, Aborted).ConfigureAwait(false);
        else if (!await Store.Accounts.UpdateAsync(account with { Memberships = others }, Aborted).ConfigureAwait(false))
            return Refuse(T.TryAgain);

        await signIn.AuditAsync(account, "person-removed", HttpContext.Connection.RemoteIpAddress, AccountId).ConfigureAwait(false);
        return Redirect(Url.Content("~/admin/people"));
    }

    private Membership? Place() => Input.Role switch
    {
        nameof(AccountRole.Buyer) => new Membership(Scope.Tenant, AccountRole.Buyer),
        nameof(AccountRole.Admin) => new Membership(Scope.Tenant, AccountRole.Admin),
        nameof(AccountRole.Supplier) when Suppliers.Any(s => s.Party.Code == Input.Supplier) => new Membership(Scope.Tenant, AccountRole.Supplier, Input.Supplier),
        _ => null,
    };

    private async Task<IActionResult> ShowLinkAsync(Account account)
    {
        string secret = await people.NewInviteSecretAsync(account.Id, Aborted).ConfigureAwait(false);
        // The configured address first: a forged Host header must not end up in a link (S32).
        string start = engine.Value.Url?.ToString().TrimEnd('/') ?? UriHelper.BuildAbsolute(Request.Scheme, Request.Host, Request.PathBase).TrimEnd('/');
        Link = $"{start}/invite?token={secret}";
        LinkFor = account.UserName;
        await LoadAsync().ConfigureAwait(false);
        return Page();
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refuse(string error)
    {
        Errors = [error];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync()
    {
        Accounts = await Store.Accounts.ListAsync(new AccessScope(Scope.Tenant), Aborted).ConfigureAwait(false);
        Suppliers = await Store.Tenants.ListSuppliersAsync(Scope.Tenant, Aborted).ConfigureAwait(false);
    }
}
