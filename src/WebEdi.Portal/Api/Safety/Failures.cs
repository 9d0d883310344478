using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using WebEdi.Diagnostics;

namespace WebEdi.Portal.Api.Safety;

/// <summary>What leaves the server when something broke: a generic text and an id that the log knows (S50).</summary>
internal static partial class Failures
{
    private const int DiskFullUnix = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    public static async Task AnswerAsync(HttpContext context, Exception failure, ILogger logger)
    {
        if (failure is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return;

        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            logger.RequestBroken(context.TraceIdentifier, failure);
            context.Abort();
            return;
        }

        context.Response.Clear();
        switch (failure)
        {
            case BadHttpRequestException bad:
                (string english, string japanese) = Explain(bad);
                await WriteAsync(context, ProblemKind.OfStatus(bad.StatusCode), english, japanese).ConfigureAwait(false);
                break;
            case EdiStoreException store:
                logger.StoreLost(context.TraceIdentifier, failure);
                context.Response.Headers.RetryAfter = store.IsTransient ? "30" : "300";
                await WriteAsync(context, ProblemKind.Unavailable, "Nothing was done. Send the request again later.", "処理は行われていません。後でもう一度送信してください。").ConfigureAwait(false);
                break;
            case IOException { HResult: DiskFullUnix or DiskFullWindows }:
                logger.StoreLost(context.TraceIdentifier, failure);
                context.Response.Headers.RetryAfter = "300";
                await WriteAsync(context, ProblemKind.StorageFull, "Nothing was done. Send the request again later.", "処理は行われていません。後でもう一度送信してください。").ConfigureAwait(false);
                break;
            default:
                logger.RequestFailed(context.TraceIdentifier, failure);
                await WriteAsync(context, ProblemKind.Failed, "Ask the operator and quote the traceId.", "管理者に traceId を伝えてください。").ConfigureAwait(false);
                break;
        }
    }

    public static Task AnswerTooManyAsync(HttpContext context, TimeSpan retryAfter)
    {
        string seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return WriteAsync(context, ProblemKind.TooManyRequests, $"Wait {seconds} s and try again.", $"{seconds} 秒後にもう一度お試しください。");
    }

    /// <summary>Names the place of the fault, from what the framework says about it; values and types of the program stay inside.</summary>
    private static (string English, string Japanese) Explain(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{json.Path ?? "$"}, {json.LineNumber + 1}:{json.BytePositionInLine + 1}");
            return ($"The JSON cannot be read, or has a member that is not known or misses one, at {place}.", $"JSON を読み取れません（位置 {place}）。未知または不足の項目がないか確認してください。");
        }

        Match parameter = BoundParameter().Match(bad.Message);
        return parameter.Success
            ? ($"The parameter {parameter.Groups[1].Value} is missing or cannot be read; see openapi.json.", $"パラメーター {parameter.Groups[1].Value} が不足しているか、読み取れません。openapi.json を参照してください。")
            : ("The request cannot be read.", "要求を読み取れません。");
    }

    /// <summary>Required parameter "string map" was not provided ...; Failed to bind parameter "int page" from "x".</summary>
    [GeneratedRegex("\\A(?:Required|Failed to bind) parameter \"[^\" ]+ ([A-Za-z]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex BoundParameter();

    private static Task WriteAsync(HttpContext context, ProblemKind kind, string english, string japanese) =>
        Edge.IsForSystems(context) ? Problems.WriteAsync(context, kind, english, japanese) : WritePageAsync(context, kind, english, japanese);

    /// <summary>A page of its own: the layout may be what failed.</summary>
    private static Task WritePageAsync(HttpContext context, ProblemKind kind, string english, string japanese)
    {
        string language = Language.Of(context).TwoLetterISOLanguageName;
        string title = kind.Title(language);
        string detail = language == "ja" ? japanese : english;
        string html = $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
            <body><main><h1>{title}</h1><p>{detail}</p><p><small>{kind.Status} · {WebUtility.HtmlEncode(context.TraceIdentifier)}</small></p></main></body></html>
            """;
        context.Response.StatusCode = kind.Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, Encoding.UTF8);
    }
}
