using System.Globalization;
using Microsoft.AspNetCore.Http;
using WebEdi.Diagnostics;

namespace WebEdi.Portal.Api;

/// <summary>Answers of the API that are not plain data.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    private const string TypePrefix = "urn:problem:webedi:";

    public static Problem Describe(HttpContext context, ProblemKind kind, string? english, string? japanese, IEnumerable<Diagnostic>? diagnostics = null)
    {
        CultureInfo language = Language.Of(context);
        string name = language.TwoLetterISOLanguageName;
        return new Problem
        {
            Type = TypePrefix + kind.Name,
            Title = kind.Title(name),
            Status = kind.Status,
            Detail = name == "ja" ? japanese : english,
            Instance = context.Request.PathBase + context.Request.Path,
            TraceId = context.TraceIdentifier,
            Issues = diagnostics is null ? [] : Issue.From(diagnostics, language),
        };
    }

    public static IResult Answer(HttpContext context, ProblemKind kind, string? english = null, string? japanese = null, IEnumerable<Diagnostic>? diagnostics = null) =>
        Answer(context, Describe(context, kind, english, japanese, diagnostics));

    public static IResult Answer<T>(HttpContext context, T problem)
        where T : Problem
    {
        Label(context);
        return TypedResults.Json(problem, ApiJson.Options, ContentType + "; charset=utf-8", problem.Status);
    }

    public static IResult TooMany(HttpContext context, TimeSpan retryAfter)
    {
        string seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return Answer(context, ProblemKind.TooManyRequests, $"Wait {seconds} s and try again.", $"{seconds} 秒後にもう一度お試しください。");
    }

    public static Task WriteAsync(HttpContext context, ProblemKind kind, string? english = null, string? japanese = null)
    {
        context.Response.StatusCode = kind.Status;
        return Answer(context, kind, english, japanese).ExecuteAsync(context);
    }

    private static void Label(HttpContext context)
    {
        context.Response.Headers.ContentLanguage = Language.Of(context).TwoLetterISOLanguageName;
        context.Response.Headers.Append("Vary", "Accept-Language");
    }
}
