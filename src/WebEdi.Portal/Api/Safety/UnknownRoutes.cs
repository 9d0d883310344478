using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Safety;

/// <summary>On every route of the API.</summary>
internal sealed record ApiRoute;

/// <summary>Below /api there are the routes of the API and nothing else: the rest is 404 or 405 for everybody, never a sign-in page.</summary>
internal sealed class UnknownRoutes(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        Endpoint? endpoint = context.GetEndpoint();
        if (!Edge.IsApi(context) || endpoint?.Metadata.GetMetadata<ApiRoute>() is not null)
            return next(context);

        // Routing's own answer to a known path with another method: 405 and the header Allow.
        bool isWrongMethod = endpoint?.Metadata.Count == 0 && endpoint.RequestDelegate is not null;
        if (isWrongMethod)
            return endpoint!.RequestDelegate!(context);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
