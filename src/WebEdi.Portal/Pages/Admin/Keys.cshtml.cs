using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Portal.Api;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Keys of the buyer's systems. A secret is shown once, in the answer to its creation.</summary>
internal sealed class KeysModel(IEdi edi, TimeProvider time, ApiKeys keys) : PortalPage(edi, time)
{
    private const int MostDays = 3650;

    public sealed class Fields
    {
        public string? Name { get; set; }

        public string? Partner { get; set; } = "core";

        public List<string> Scopes { get; set; } = [];

        public int? Days { get; set; }
    }

    [BindProperty]
    public Fields Input { get; set; } = new();

    internal IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    internal string? Secret { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Input = new Fields { Scopes = ["orders:write", "replies:read"], Days = 365 };
        await LoadAsync().ConfigureAwait(false);
    }

    public async Task<IActionResult> OnPostCreateAsync()
    {
        try
        {
            DateTimeOffset? end = Input.Days is { } days ? Now.AddDays(Math.Clamp(days, 1, MostDays)) : null;
            (_, Secret) = await keys.CreateAsync(Scope.Tenant, (Input.Name ?? "").Trim(), (Input.Partner ?? "").Trim(), Input.Scopes, end, Actor, Aborted).ConfigureAwait(false);
            Input = new Fields { Scopes = Input.Scopes, Days = Input.Days };
        }
        catch (ArgumentException)
        {
            Errors = [T.KeyFieldsWrong];
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        await LoadAsync().ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? id) =>
        !string.IsNullOrEmpty(id) && await keys.RevokeAsync(Scope.Tenant, id, Actor, Aborted).ConfigureAwait(false)
            ? Redirect(Url.Content("~/admin/keys"))
            : NotFound();

    private async Task LoadAsync() =>
        Keys = [.. (await Store.Accounts.ListApiKeysAsync(Scope.Tenant, Aborted).ConfigureAwait(false)).OrderByDescending(k => k.CreatedAt).Take(200)];
}
