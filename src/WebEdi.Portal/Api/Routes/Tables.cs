using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Tables: what maps look values up in, for instance the buyer's item code for the sender's.</summary>
internal static class Tables
{
    /// <summary>As the engine allows, and one byte more: it then says itself what is too long.</summary>
    public const int MaxBytes = (16 * 1024 * 1024) + 1;

    public static async Task<IResult> PutAsync(HttpContext context, IEdi edi, [Description("1-60 letters, digits, hyphens and underscores.")] string name, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> content = await ReadAsync(context, cancellationToken).ConfigureAwait(false);
        ApiCaller caller = ApiCaller.Of(context);
        StoredTable? before = await edi.Store.Tenants.FindTableAsync(caller.Tenant, name, null, cancellationToken).ConfigureAwait(false);
        Result<StoredTable> saved = await edi.SaveTableAsync(caller.Tenant, name, content, caller.Actor, cancellationToken).ConfigureAwait(false);
        if (!saved.Succeeded)
            return Problems.Answer(context, ProblemKind.Refused, "The table was not stored; see issues.", "テーブルは保存されていません。issues を確認してください。", saved.Diagnostics);

        TableBody body = TableBody.From(saved.Value);
        if (before is not null && before.Version >= saved.Value.Version)
            return TypedResults.Ok(body);

        await AuditAsync(context, edi, caller, saved.Value, "table-saved", cancellationToken).ConfigureAwait(false);
        return TypedResults.Created($"{context.Request.PathBase}/api/v1/tables/{name}?version={saved.Value.Version}", body);
    }

    public static async Task<IResult> ListAsync(HttpContext context, IEdi edi, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredTable> tables = await edi.Store.Tenants.ListTablesAsync(ApiCaller.Of(context).Tenant, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new TableList([.. tables.Select(TableBody.From)]));
    }

    public static async Task<IResult> GetAsync(
        HttpContext context, IEdi edi, string name, [FromQuery, Description("Left out: the newest.")] int? version, CancellationToken cancellationToken)
    {
        string tenant = ApiCaller.Of(context).Tenant;
        if (await edi.Store.Tenants.FindTableAsync(tenant, name, version, cancellationToken).ConfigureAwait(false) is not { IsDeleted: false } table)
            return NotFound(context);

        string mark = $"\"{table.Version.ToString(CultureInfo.InvariantCulture)}\"";
        context.Response.Headers.ETag = mark;
        context.Response.Headers["WebEdi-Table-Version"] = table.Version.ToString(CultureInfo.InvariantCulture);
        if (context.Request.Headers.IfNoneMatch == mark)
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        string text = await edi.Store.Tenants.ReadTableAsync(tenant, name, table.Version, cancellationToken).ConfigureAwait(false) ?? "";
        return TypedResults.Text(text, text.AsSpan().TrimStart() is ['[', ..] ? "application/json" : "text/csv", Encoding.UTF8);
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, IEdi edi, string name, CancellationToken cancellationToken)
    {
        ApiCaller caller = ApiCaller.Of(context);
        Result<StoredTable>? deleted = await edi.DeleteTableAsync(caller.Tenant, name, caller.Actor, cancellationToken).ConfigureAwait(false);
        if (deleted is null)
            return NotFound(context);
        if (!deleted.Succeeded)
            return Problems.Answer(context, ProblemKind.Refused, "The table was not deleted: maps use it; see issues.", "マップが使っているため、テーブルは削除されていません。issues を確認してください。", deleted.Diagnostics);

        await AuditAsync(context, edi, caller, deleted.Value, "table-deleted", cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(TableBody.From(deleted.Value));
    }

    private static IResult NotFound(HttpContext context) =>
        Problems.Answer(context, ProblemKind.NotFound, "There is no such table or version.", "そのテーブルまたは版はありません。");

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        await context.Request.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    private static Task AuditAsync(HttpContext context, IEdi edi, ApiCaller caller, StoredTable table, string action, CancellationToken cancellationToken) =>
        edi.Store.Audit.AppendAsync(
            new AuditEntry(caller.Tenant, table.SavedAt, caller.Actor, Safety.ClientAddress.Of(context), action, $"{table.Name} v{table.Version}", true), cancellationToken);
}

/// <summary>A stored table.</summary>
internal sealed record TableBody
{
    public required string Name { get; init; }

    [Description("From 1; changed content makes the next one. Receipts remember which versions were used.")]
    public required int Version { get; init; }

    [Description("SHA-256 of the content as UTF-8.")]
    public required string Hash { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    public required string SavedBy { get; init; }

    public static TableBody From(StoredTable table) => new() { Name = table.Name, Version = table.Version, Hash = table.Hash, SavedAt = table.SavedAt, SavedBy = table.SavedBy };
}

/// <summary>The newest version of every stored table.</summary>
internal sealed record TableList(IReadOnlyList<TableBody> Items);
