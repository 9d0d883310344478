using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>What waits to leave or was given up.</summary>
internal static class Effects
{
    public static async Task<IResult> ListAsync(
        HttpContext context,
        IEdi edi,
        [FromQuery, Description("From 1; the default is 1.")] int? page,
        [FromQuery, Description("1-200; the default is 50.")] int? pageSize,
        CancellationToken cancellationToken)
    {
        Paging paging = Paging.Of(page, pageSize, 200);
        Page<OutboxRow> found = await edi.Store.Outbox.ListAsync(ApiCaller.Of(context).Tenant, paging.Page, paging.Size, cancellationToken).ConfigureAwait(false);
        string? hold = await edi.Store.Outbox.FindHoldAsync(cancellationToken).ConfigureAwait(false);
        if (hold is not null)
            context.Response.Headers["WebEdi-Outbox-Held"] = "true";
        return TypedResults.Ok(ListBody.Of(found, paging, EffectBody.From));
    }

    public static Task<IResult> RedriveAsync(HttpContext context, IEdi edi, [Description("The effect, percent-encoded.")] string effect, CancellationToken cancellationToken) =>
        ChangeAsync(context, edi, effect, (caller, id) => edi.RedriveEffectAsync(caller.Tenant, id, caller.Actor, cancellationToken), cancellationToken);

    public static async Task<IResult> EditAsync(HttpContext context, IEdi edi, [Description("The effect, percent-encoded.")] string effect, CancellationToken cancellationToken)
    {
        using StreamReader body = new(context.Request.Body);
        string payload = await body.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ChangeAsync(context, edi, effect, (caller, id) => edi.EditEffectAsync(caller.Tenant, id, payload, caller.Actor, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            return Problems.Answer(context, ProblemKind.BadRequest, "The body is no JSON object.", "本文が JSON オブジェクトではありません。");
        }
    }

    public static Task<IResult> DropAsync(HttpContext context, IEdi edi, [Description("The effect, percent-encoded.")] string effect, CancellationToken cancellationToken) =>
        ChangeAsync(context, edi, effect, (caller, id) => edi.DropEffectAsync(caller.Tenant, id, caller.Actor, cancellationToken), cancellationToken);

    private static async Task<IResult> ChangeAsync(HttpContext context, IEdi edi, string effect, Func<ApiCaller, string, Task<bool>> change, CancellationToken cancellationToken)
    {
        ApiCaller caller = ApiCaller.Of(context);
        string id = PathText.Decode(context, effect);
        if (await edi.Store.Outbox.FindAsync(caller.Tenant, id, cancellationToken).ConfigureAwait(false) is null)
            return Problems.Answer(context, ProblemKind.NotFound, "There is no such effect; what has left is not listed.", "その送信待ちはありません。送信済みのものは表示されません。");
        if (!await change(caller, id).ConfigureAwait(false))
            return Problems.Answer(context, ProblemKind.NotGivenUp, "Only what was given up can be sent again, changed or dropped.", "再送信・変更・破棄できるのは、送信を断念したものだけです。");

        OutboxRow? now = await edi.Store.Outbox.FindAsync(caller.Tenant, id, cancellationToken).ConfigureAwait(false);
        return now is null ? TypedResults.NoContent() : TypedResults.Ok(EffectBody.From(now));
    }
}

/// <summary>An effect that waits or was given up.</summary>
internal sealed record EffectBody(
    string Id,
    [property: Description("supplier-notice, reply-file or reply-hook.")] string Kind,
    [property: Description("Effects of one key leave in order.")] string? Key,
    [property: Description("queued, handingOver or dead.")] string State,
    int Attempt,
    DateTimeOffset DueAt,
    [property: Description("Why the last attempt failed.")] string? Reason,
    [property: Description("What it is made of, JSON as a text.")] string Payload)
{
    public static EffectBody From(OutboxRow row) => new(
        row.Entry.Id, row.Entry.Kind, row.Entry.Key, row.State switch { OutboxState.Dead => "dead", OutboxState.HandingOver => "handingOver", _ => "queued" },
        row.Attempt, row.DueAt, row.Reason, row.Entry.Payload);
}
