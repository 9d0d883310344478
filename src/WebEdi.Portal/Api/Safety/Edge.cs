using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebEdi.Portal.Api.Safety;

/// <summary>The outermost layer of the branch: headers on every answer, a safe answer to every failure, a body for bare refusals of the API.</summary>
internal sealed class Edge(RequestDelegate next, ILogger<Edge> logger)
{
    private static readonly PathString ApiPath = "/api";
    private static readonly PathString HealthPath = "/health";

    public async Task InvokeAsync(HttpContext context)
    {
        bool isForSystems = IsForSystems(context);
        context.Response.OnStarting(() =>
        {
            SecurityHeaders.Apply(context, isForSystems);
            return Task.CompletedTask;
        });

        try
        {
            await next(context).ConfigureAwait(false);
            if (isForSystems)
                await FillAsync(context).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, it is answered in one place and leaves without its insides (S50).
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await Failures.AnswerAsync(context, failure, logger).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the request came to the API or the health endpoints and gets problem details instead of pages.</summary>
    public static bool IsForSystems(HttpContext context) =>
        IsApi(context) || context.Request.Path.StartsWithSegments(HealthPath, StringComparison.OrdinalIgnoreCase);

    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(ApiPath, StringComparison.OrdinalIgnoreCase);

    /// <summary>Unknown routes, wrong methods and parameters that cannot be bound end as a bare status; systems find problem details there too.</summary>
    private static Task FillAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        bool isBare = response is { HasStarted: false, StatusCode: >= 400, ContentType: null } && response.ContentLength is null or 0;
        if (!isBare)
            return Task.CompletedTask;

        ProblemKind kind = ProblemKind.OfStatus(response.StatusCode);
        return kind == ProblemKind.NotFound ? Problems.WriteAsync(context, kind, "See openapi.json for what there is.", "利用できるアドレスは openapi.json を参照してください。")
            : kind == ProblemKind.MethodNotAllowed ? Problems.WriteAsync(context, kind, "The header Allow names the methods.", "使用できるメソッドは Allow ヘッダーを参照してください。")
            : Problems.WriteAsync(
                context,
                kind,
                "A parameter or header is missing or cannot be read; see openapi.json.",
                "パラメーターまたはヘッダーが不足しているか、読み取れません。openapi.json を参照してください。");
    }
}
