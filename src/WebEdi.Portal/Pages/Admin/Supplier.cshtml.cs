using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Documents;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Creates a supplier or changes where its notices go.</summary>
internal sealed class SupplierModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int MostAddresses = 20;

    public sealed class Fields
    {
        public string Code { get; set; } = "";

        public string? Name { get; set; }

        public string? Mails { get; set; }

        public string? Language { get; set; }

        public string? RegistrationNumber { get; set; }

        public string? Postcode { get; set; }

        public string? Address { get; set; }

        public string? Telephone { get; set; }
    }

    [BindProperty]
    public Fields Input { get; set; } = new();

    internal bool IsNew { get; private set; }

    internal bool IsSaved { get; private set; }

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? code, bool saved)
    {
        IsSaved = saved;
        IsNew = string.IsNullOrEmpty(code);
        if (IsNew)
            return Page();
        if (await FindAsync(code!).ConfigureAwait(false) is not { } supplier)
            return NotFound();

        Party party = supplier.Party;
        Input = new Fields
        {
            Code = party.Code,
            Name = party.Name,
            Mails = string.Join('\n', supplier.MailAddresses),
            Language = supplier.Culture,
            RegistrationNumber = party.RegistrationNumber,
            Postcode = party.Postcode,
            Address = party.Address,
            Telephone = party.Telephone,
        };
        return Page();
    }

    /// <summary>The code in the address says which supplier is changed; without one a new supplier is made. The field is only shown.</summary>
    public async Task<IActionResult> OnPostAsync(string? code)
    {
        IsNew = string.IsNullOrEmpty(code);
        if (!IsNew)
            Input.Code = code!;

        string key = (Input.Code ?? "").Trim();
        SupplierProfile? known = key.Length == 0 ? null : await FindAsync(key).ConfigureAwait(false);
        if (!IsNew && known is null)
            return NotFound();

        string[] mails = [.. (Input.Mails ?? "").Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        Errors = Check(key, known, mails);
        if (Errors.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        SupplierProfile profile = known ?? new SupplierProfile { Tenant = Scope.Tenant, Party = new Party { Code = key } };
        await Store.Tenants.SaveSupplierAsync(profile with
        {
            MailAddresses = mails,
            Culture = Input.Language is "ja" or "en" ? Input.Language : null,
            Party = profile.Party with
            {
                Name = Cut(Input.Name, 100),
                RegistrationNumber = Cut(Input.RegistrationNumber, 14),
                Postcode = Cut(Input.Postcode, 10),
                Address = Cut(Input.Address, 200),
                Telephone = Cut(Input.Telephone, 30),
            },
        }, Aborted).ConfigureAwait(false);
        return Redirect(Url.Content("~/admin/supplier") + LocalUrl.Query(("code", key), ("saved", "true")));
    }

    private List<string> Check(string key, SupplierProfile? known, string[] mails)
    {
        List<string> errors = [];
        if (key.Length is 0 or > 40 || key.Any(char.IsControl))
            errors.Add(T.Required(T.SupplierCode));
        if (IsNew && known is not null)
            errors.Add(T.CodeTaken);
        if (mails.Length > MostAddresses || mails.Any(m => !People.IsMailAddress(m)))
            errors.Add(T.MailAddressWrong);
        return errors;
    }

    private async Task<SupplierProfile?> FindAsync(string code) =>
        (await Store.Tenants.FindSuppliersAsync(Scope.Tenant, [code], Aborted).ConfigureAwait(false)).GetValueOrDefault(code);

    private static string? Cut(string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? null : new string([.. text.Trim().Where(c => !char.IsControl(c)).Take(most)]);
}
