using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Partner profiles: what is particular about the files of one sending system.</summary>
internal static class Partners
{
    public static async Task<IResult> PutAsync(
        HttpContext context, IEdi edi, [Description("The sending system: 1-40 letters, digits, hyphens and underscores.")] string partner, CancellationToken cancellationToken)
    {
        if (await TextBody.ReadAsync(context, cancellationToken).ConfigureAwait(false) is not { } json)
            return Problems.Answer(context, ProblemKind.BadRequest, "The profile is not UTF-8 text.", "プロファイルは UTF-8 のテキストで送ってください。");

        ApiCaller caller = ApiCaller.Of(context);
        StoredPartner? before = await edi.Store.Tenants.FindPartnerAsync(caller.Tenant, partner, null, cancellationToken).ConfigureAwait(false);
        Result<StoredPartner> saved = await edi.SavePartnerAsync(caller.Tenant, partner, json, caller.Actor, cancellationToken).ConfigureAwait(false);
        if (!saved.Succeeded)
            return Problems.Answer(context, ProblemKind.Refused, "The profile was not stored; see issues.", "プロファイルは保存されていません。issues を確認してください。", saved.Diagnostics);

        PartnerBody body = PartnerBody.From(saved.Value);
        if (before is not null && before.Version >= saved.Value.Version)
            return TypedResults.Ok(body);

        await AuditAsync(context, edi, caller, saved.Value, cancellationToken).ConfigureAwait(false);
        return TypedResults.Created($"{context.Request.PathBase}/api/v1/partners/{partner}/profile?version={saved.Value.Version}", body);
    }

    public static async Task<IResult> ListAsync(HttpContext context, IEdi edi, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredPartner> partners = await edi.Store.Tenants.ListPartnersAsync(ApiCaller.Of(context).Tenant, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new PartnerList([.. partners.Select(PartnerBody.From)]));
    }

    public static async Task<IResult> GetAsync(
        HttpContext context, IEdi edi, string partner, [FromQuery, Description("Left out: the newest.")] int? version, CancellationToken cancellationToken)
    {
        StoredPartner? profile = await edi.Store.Tenants.FindPartnerAsync(ApiCaller.Of(context).Tenant, partner, version, cancellationToken).ConfigureAwait(false);
        if (profile is null)
            return Problems.Answer(context, ProblemKind.NotFound, "There is no profile of that partner, or not that version.", "その送信元のプロファイルまたは版はありません。");

        context.Response.Headers["WebEdi-Profile-Version"] = profile.Version.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Text(profile.Json, "application/json", Encoding.UTF8);
    }

    private static Task AuditAsync(HttpContext context, IEdi edi, ApiCaller caller, StoredPartner profile, CancellationToken cancellationToken) =>
        edi.Store.Audit.AppendAsync(
            new AuditEntry(caller.Tenant, profile.SavedAt, caller.Actor, Safety.ClientAddress.Of(context), "profile-saved", $"{profile.Partner} v{profile.Version}", true), cancellationToken);
}

/// <summary>A stored profile.</summary>
internal sealed record PartnerBody
{
    public required string Partner { get; init; }

    [Description("From 1; a changed text makes the next one. Receipts remember which version was applied.")]
    public required int Version { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public required string SavedBy { get; init; }

    public static PartnerBody From(StoredPartner profile) =>
        new() { Partner = profile.Partner, Version = profile.Version, SavedAt = profile.SavedAt, SavedBy = profile.SavedBy };
}

/// <summary>The newest version of every stored profile.</summary>
internal sealed record PartnerList(IReadOnlyList<PartnerBody> Items);
