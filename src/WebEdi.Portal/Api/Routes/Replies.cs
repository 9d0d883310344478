using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using WebEdi.Diagnostics;
using WebEdi.Portal.Api.Safety;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Replies out, by a cursor that the buyer's system acknowledges. What is not acknowledged comes again.</summary>
internal static class Replies
{
    private const int DefaultMax = 100;
    private const int MostItems = 1_000;
    private const int MemoryBytes = 1024 * 1024;
    private const string CursorHeader = "WebEdi-Cursor";
    private const string MoreHeader = "WebEdi-More";
    private const string NdJson = "application/x-ndjson";

    public static async Task<IResult> GetAsync(
        HttpContext context,
        IEdi edi,
        TimeProvider clock,
        [FromQuery, Description("A cursor: what stands behind it. Left out: what is not acknowledged.")] string? after,
        [FromQuery, Description("1-1000 replies; the default is 100.")] int? max,
        [FromQuery, Description("1-40 letters, digits, hyphens and underscores: each consumer of the key's partner acknowledges for itself.")] string? consumer,
        [FromQuery, Description("json, ndjson or csv. Left out: by the header Accept, else json.")] string? format,
        [FromQuery, Description("The name of a map that writes replies, or of one for order responses (edifact-ordrsp, x12-855, ubl-order-response, one of your own); left out with csv: the built-in layout.")] string? map,
        CancellationToken cancellationToken)
    {
        ApiCaller caller = ApiCaller.Of(context);
        if (ConsumerOf(caller, consumer) is not { } name)
            return WrongConsumer(context);
        if (FormatOf(context, format, map) is not { } kind)
            return Problems.Answer(context, ProblemKind.NotAcceptable, "Replies come as json, ndjson or csv.", "回答の形式は json、ndjson、csv です。");

        ReplyCursor start = default;
        if (after is not null && !ReplyCursor.TryParse(after, out start))
            return WrongCursor(context);

        ReplyFeedPage page = await edi.Store.Replies.ReadFeedAsync(
            caller.Tenant, after is null ? null : start.Position, name, Math.Clamp(max ?? DefaultMax, 1, MostItems), cancellationToken).ConfigureAwait(false);
        if (after is not null && start.Epoch != page.Epoch)
            return Gone(context);

        long last = page.Items.Count > 0 ? page.Items[^1].Position : after is null ? page.Acknowledged : start.Position;
        Part part = new(caller, name, page, new ReplyCursor(page.Epoch, last), last < page.Last);
        context.Response.Headers[CursorHeader] = part.Cursor.ToString();
        context.Response.Headers[MoreHeader] = part.More ? "true" : "false";

        switch (kind)
        {
            case "csv":
                if (await WriteCsvAsync(context, edi, part, map, cancellationToken).ConfigureAwait(false) is { } refusal)
                    return refusal;
                break;
            case "ndjson":
                await WriteLinesAsync(context, part, cancellationToken).ConfigureAwait(false);
                break;
            default:
                ReplyPage body = new([.. page.Items.Select(i => ReplyBody.From(i, page.Epoch))], part.Cursor.ToString(), page.Epoch, part.More);
                await context.Response.WriteAsJsonAsync(body, cancellationToken).ConfigureAwait(false);
                break;
        }

        // Recorded while the answer is still open: who has the whole answer finds the step in the trace, and a failure here breaks the answer.
        if (page.Items.Count > 0)
            await edi.Store.Replies.AcknowledgeAsync(caller.Tenant, Delivered(name), last, TraceStep.Exported, clock.GetUtcNow(), caller.Actor, cancellationToken).ConfigureAwait(false);
        return TypedResults.Empty;
    }

    public static async Task<IResult> AcknowledgeAsync(HttpContext context, IEdi edi, TimeProvider clock, [FromBody] AckRequest request, CancellationToken cancellationToken)
    {
        ApiCaller caller = ApiCaller.Of(context);
        if (ConsumerOf(caller, request.Consumer) is not { } name)
            return WrongConsumer(context);
        if (!ReplyCursor.TryParse(request.Cursor, out ReplyCursor cursor))
            return WrongCursor(context);

        ReplyFeedPage page = await edi.Store.Replies.ReadFeedAsync(caller.Tenant, cursor.Position, name, 1, cancellationToken).ConfigureAwait(false);
        if (cursor.Epoch != page.Epoch)
            return Gone(context);
        if (cursor.Position > page.Last)
            return WrongCursor(context);

        int count = await edi.Store.Replies.AcknowledgeAsync(
            caller.Tenant, name, cursor.Position, TraceStep.Acknowledged, clock.GetUtcNow(), caller.Actor, cancellationToken).ConfigureAwait(false);
        return TypedResults.Ok(new AckBody(count, request.Cursor));
    }

    /// <summary>Consumers live below the key's partner, so that no partner can acknowledge for another.</summary>
    private static string? ConsumerOf(ApiCaller caller, string? consumer) =>
        consumer is null ? caller.Partner
        : consumer.Length is >= 1 and <= 40 && consumer.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? $"{caller.Partner}/{consumer}"
        : null;

    /// <summary>A second position per consumer: how far replies were ever handed out. It moves forward only, so each is recorded once.</summary>
    private static string Delivered(string consumer) => consumer + "#delivered";

    private static string? FormatOf(HttpContext context, string? format, string? map)
    {
        if (format is not null)
            return format is "json" or "ndjson" or "csv" ? format : null;

        string accept = context.Request.Headers.Accept.ToString();
        return map is not null || accept.Contains("text/csv", StringComparison.OrdinalIgnoreCase) ? "csv"
            : accept.Contains(NdJson, StringComparison.OrdinalIgnoreCase) ? "ndjson"
            : "json";
    }

    private static async Task WriteLinesAsync(HttpContext context, Part part, CancellationToken cancellationToken)
    {
        context.Response.ContentType = NdJson + "; charset=utf-8";
        foreach (ReplyFeedItem item in part.Page.Items)
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, ReplyBody.From(item, part.Page.Epoch), ApiJson.Options, cancellationToken).ConfigureAwait(false);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Written aside first: what the layout cannot carry must be known before the answer begins.</summary>
    private static async Task<IResult?> WriteCsvAsync(HttpContext context, IEdi edi, Part part, string? map, CancellationToken cancellationToken)
    {
        FileBufferingWriteStream csv = new(MemoryBytes);
        await using ConfiguredAsyncDisposable closing = csv.ConfigureAwait(false);
        WrittenReplies file;
        try
        {
            file = await edi.WriteRepliesAsync(part.Caller.Tenant, part.Page.Items, map, csv, part.Caller.Partner, cancellationToken).ConfigureAwait(false);
        }
        catch (EdiSetupException failure)
        {
            return Problems.Answer(context, ProblemKind.Refused, failure.Message, $"外部出力マップを使用できません。{failure.Message}");
        }

        if (file.Diagnostics.Any(i => i.Severity == Severity.Error))
            return Problems.Answer(context, ProblemKind.Refused, "The layout cannot carry these replies; nothing was handed out.", "このレイアウトでは出力できません。何も出力していません。", file.Diagnostics);

        context.Response.ContentType = file.ContentType;
        context.Response.Headers.ContentDisposition = SafeFileName.Attachment("replies" + file.Extension);
        await csv.DrainBufferAsync(context.Response.Body, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static IResult WrongConsumer(HttpContext context) =>
        Problems.Answer(context, ProblemKind.BadRequest, "A consumer has 1-40 letters, digits, hyphens and underscores.", "consumer は1～40文字の英数字、ハイフン、下線です。");

    private static IResult WrongCursor(HttpContext context) =>
        Problems.Answer(context, ProblemKind.BadRequest, "That is no cursor of this feed.", "このフィードのカーソルではありません。");

    private static IResult Gone(HttpContext context) => Problems.Answer(
        context, ProblemKind.CursorGone, "The feed was restored since. Ask again without a cursor; replies may come twice, with the same id.",
        "フィードが復元されました。カーソルなしで取得し直してください。同じ id の回答が再度届くことがあります。");

    private sealed record Part(ApiCaller Caller, string Consumer, ReplyFeedPage Page, ReplyCursor Cursor, bool More);
}
