using System.ComponentModel;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Maps: how files of the buyer's system become orders, and how replies become its files.</summary>
internal static class Maps
{
    public static async Task<IResult> PutAsync(HttpContext context, IEdi edi, [Description("1-60 letters, digits, hyphens and underscores.")] string name, CancellationToken cancellationToken)
    {
        if (await TextBody.ReadAsync(context, cancellationToken).ConfigureAwait(false) is not { } json)
            return Problems.Answer(context, ProblemKind.BadRequest, "The map is not UTF-8 text.", "マップは UTF-8 のテキストで送ってください。");

        ApiCaller caller = ApiCaller.Of(context);
        StoredMap? before = await edi.Store.Tenants.FindMapAsync(caller.Tenant, name, null, cancellationToken).ConfigureAwait(false);
        Result<StoredMap> saved = await edi.SaveMapAsync(caller.Tenant, name, json, caller.Actor, cancellationToken).ConfigureAwait(false);
        if (!saved.Succeeded)
            return Problems.Answer(context, ProblemKind.Refused, "The map was not stored; see issues.", "マップは保存されていません。issues を確認してください。", saved.Diagnostics);

        MapBody body = MapBody.From(saved.Value) with { Issues = Issue.From(saved.Diagnostics, Language.Of(context)) };
        if (before is not null && before.Version >= saved.Value.Version)
            return TypedResults.Ok(body);

        await AuditAsync(context, edi, caller, saved.Value, cancellationToken).ConfigureAwait(false);
        return TypedResults.Created($"{context.Request.PathBase}/api/v1/maps/{name}?version={saved.Value.Version}", body);
    }

    public static async Task<IResult> ListAsync(HttpContext context, IEdi edi, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredMap> maps = await edi.Store.Tenants.ListMapsAsync(ApiCaller.Of(context).Tenant, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new MapList([.. maps.Select(MapBody.From)]));
    }

    public static async Task<IResult> GetAsync(
        HttpContext context, IEdi edi, string name, [FromQuery, Description("Left out: the newest.")] int? version, CancellationToken cancellationToken)
    {
        StoredMap? map = await edi.Store.Tenants.FindMapAsync(ApiCaller.Of(context).Tenant, name, version, cancellationToken).ConfigureAwait(false);
        if (map is null)
            return Problems.Answer(context, ProblemKind.NotFound, "There is no such map or version.", "そのマップまたは版はありません。");

        context.Response.Headers["WebEdi-Map-Version"] = map.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TypedResults.Text(map.Json, "application/json", Encoding.UTF8);
    }

    private static Task AuditAsync(HttpContext context, IEdi edi, ApiCaller caller, StoredMap map, CancellationToken cancellationToken) =>
        edi.Store.Audit.AppendAsync(
            new AuditEntry(caller.Tenant, map.SavedAt, caller.Actor, Safety.ClientAddress.Of(context), "map-saved", $"{map.Name} v{map.Version}", true), cancellationToken);
}

/// <summary>A stored map.</summary>
internal sealed record MapBody
{
    public required string Name { get; init; }

    [Description("From 1; a changed text makes the next one. Orders remember which version made them.")]
    public required int Version { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public required string SavedBy { get; init; }

    [Description("Warnings; only on the answer to PUT.")]
    public IReadOnlyList<Issue>? Issues { get; init; }

    public static MapBody From(StoredMap map) => new() { Name = map.Name, Version = map.Version, SavedAt = map.SavedAt, SavedBy = map.SavedBy };
}

/// <summary>The newest version of every stored map.</summary>
internal sealed record MapList(IReadOnlyList<MapBody> Items);
