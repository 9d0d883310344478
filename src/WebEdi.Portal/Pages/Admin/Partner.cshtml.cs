using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Edits the profile of a partner and saves it as the next version.</summary>
[Api.Safety.Costly]
internal sealed class PartnerModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int LongestText = 200_000;

    private const string Blank = """
        {
          "encoding": "detect",
          "duplicates": { "policy": "refuse" },
          "overrides": { },
          "tolerances": []
        }
        """;

    internal string Name { get; private set; } = "";

    internal string Json { get; private set; } = "";

    internal bool IsNew { get; private set; }

    internal int Saved { get; private set; }

    internal StoredPartner? Stored { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? name, int saved)
    {
        Saved = saved;
        IsNew = string.IsNullOrEmpty(name);
        Json = Blank;
        if (IsNew)
            return Page();
        if (await Store.Tenants.FindPartnerAsync(Scope.Tenant, name!, null, Aborted).ConfigureAwait(false) is not { } stored)
            return NotFound();

        (Name, Json, Stored) = (stored.Partner, stored.Json, stored);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, string? json)
    {
        (Name, Json) = (name ?? "", json ?? "");
        Stored = Name.Length is > 0 and <= 40 ? await Store.Tenants.FindPartnerAsync(Scope.Tenant, Name, null, Aborted).ConfigureAwait(false) : null;
        IsNew = Stored is null;
        if (Json.Length > LongestText)
        {
            Errors = [T.TooLargeText];
        }
        else
        {
            Result<StoredPartner> result = await Edi.SavePartnerAsync(Scope.Tenant, Name, Json, Actor, Aborted).ConfigureAwait(false);
            if (result.Succeeded)
                return Redirect(Url.Content("~/admin/partner") + LocalUrl.Query(("name", Name), ("saved", result.Value.Version.ToString(System.Globalization.CultureInfo.InvariantCulture))));

            Issues = result.Diagnostics;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
