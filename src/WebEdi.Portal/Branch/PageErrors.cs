using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Branch;

/// <summary>Gives bare refusals of pages (404, 400, 413, 429) the error page; systems below /api and /health get problem details elsewhere.</summary>
internal sealed class PageErrors(RequestDelegate next)
{
    internal const string Path = "/error";

    internal sealed record Refusal(int Status);

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context).ConfigureAwait(false);

        HttpResponse response = context.Response;
        bool isBare = response is { HasStarted: false, StatusCode: >= 400, ContentType: null } && response.ContentLength is null or 0;
        if (!isBare || context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/health") || context.Features.Get<Refusal>() is not null)
            return;

        (string method, PathString path) = (context.Request.Method, context.Request.Path);
        context.Features.Set(new Refusal(response.StatusCode));
        context.SetEndpoint(null);
        context.Request.RouteValues = [];
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = Path;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            (context.Request.Method, context.Request.Path) = (method, path);
        }
    }
}
