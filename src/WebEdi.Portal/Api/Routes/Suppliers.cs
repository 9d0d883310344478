using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Suppliers of the tenant, as the buyer's system knows them.</summary>
internal static class Suppliers
{
    public static async Task<IResult> ListAsync(HttpContext context, IEdi edi, CancellationToken cancellationToken)
    {
        IReadOnlyList<SupplierProfile> found = await edi.Store.Tenants.ListSuppliersAsync(ApiCaller.Of(context).Tenant, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new SupplierList([.. found.Select(SupplierBody.From)]));
    }

    public static async Task<IResult> GetAsync(
        HttpContext context, IEdi edi, [Description("The supplier's code, percent-encoded.")] string code, CancellationToken cancellationToken)
    {
        SupplierProfile? found = await FindAsync(edi, ApiCaller.Of(context).Tenant, PathText.Decode(context, code), cancellationToken).ConfigureAwait(false);
        return found is null
            ? Problems.Answer(context, ProblemKind.NotFound, "There is no such supplier.", "その取引先はありません。")
            : TypedResults.Ok(SupplierBody.From(found));
    }

    public static async Task<IResult> PutAsync(
        HttpContext context,
        IEdi edi,
        TimeProvider clock,
        [Description("The supplier's code, percent-encoded. Case and leading zeros matter.")] string code,
        [FromBody] SupplierRequest request,
        CancellationToken cancellationToken)
    {
        ApiCaller caller = ApiCaller.Of(context);
        string key = PathText.Decode(context, code);
        IReadOnlyList<Diagnostic> faults = SupplierCheck.Check(key, request);
        if (faults.Count > 0)
            return Problems.Answer(context, ProblemKind.Refused, "The supplier was not stored; see issues.", "取引先は保存されていません。issues を確認してください。", faults);

        bool isKnown = await FindAsync(edi, caller.Tenant, key, cancellationToken).ConfigureAwait(false) is not null;
        SupplierProfile profile = request.ToProfile(caller.Tenant, key);
        await edi.Store.Tenants.SaveSupplierAsync(profile, cancellationToken).ConfigureAwait(false);
        await edi.Store.Audit.AppendAsync(
            new AuditEntry(caller.Tenant, clock.GetUtcNow(), caller.Actor, Safety.ClientAddress.Of(context), "supplier-saved", key, true), cancellationToken).ConfigureAwait(false);

        SupplierBody body = SupplierBody.From(profile);
        return isKnown
            ? TypedResults.Ok(body)
            : TypedResults.Created($"{context.Request.PathBase}/api/v1/suppliers/{Uri.EscapeDataString(key)}", body);
    }

    private static async Task<SupplierProfile?> FindAsync(IEdi edi, string tenant, string code, CancellationToken cancellationToken) =>
        (await edi.Store.Tenants.FindSuppliersAsync(tenant, [code], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(code);
}

/// <summary>A supplier to store. What is left out is emptied; unknown members are refused.</summary>
internal sealed record SupplierRequest
{
    [Description("The name on documents. 1-100 characters.")]
    public required string Name { get; init; }

    [Description("GLN or corporate number.")]
    public string? GlobalCode { get; init; }

    public string? Department { get; init; }

    public string? ContactName { get; init; }

    public string? Telephone { get; init; }

    public string? Fax { get; init; }

    public string? Postcode { get; init; }

    public string? Address { get; init; }

    [Description("Registration number for qualified invoices: T and 13 digits.")]
    public string? RegistrationNumber { get; init; }

    [Description("Where notices go. At most 20.")]
    public IReadOnlyList<string> MailAddresses { get; init; } = [];

    [Description("The language of mails: ja or en. Left out: the tenant's.")]
    public string? Language { get; init; }

    public SupplierProfile ToProfile(string tenant, string code) => new()
    {
        Tenant = tenant,
        Party = new Party
        {
            Code = code,
            GlobalCode = GlobalCode,
            Name = Name,
            Department = Department,
            ContactName = ContactName,
            Telephone = Telephone,
            Fax = Fax,
            Postcode = Postcode,
            Address = Address,
            RegistrationNumber = RegistrationNumber,
        },
        MailAddresses = [.. MailAddresses],
        Culture = Language,
    };
}

/// <summary>A supplier.</summary>
internal sealed record SupplierBody(
    string Code,
    string? Name,
    string? GlobalCode,
    string? Department,
    string? ContactName,
    string? Telephone,
    string? Fax,
    string? Postcode,
    string? Address,
    string? RegistrationNumber,
    IReadOnlyList<string> MailAddresses,
    string? Language)
{
    public static SupplierBody From(SupplierProfile profile)
    {
        Party party = profile.Party;
        return new SupplierBody(
            party.Code, party.Name, party.GlobalCode, party.Department, party.ContactName, party.Telephone, party.Fax, party.Postcode, party.Address,
            party.RegistrationNumber, profile.MailAddresses, profile.Culture);
    }
}

/// <summary>All suppliers by code.</summary>
internal sealed record SupplierList(IReadOnlyList<SupplierBody> Items);
