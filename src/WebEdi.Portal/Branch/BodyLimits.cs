using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace WebEdi.Portal.Branch;

/// <summary>Holds what people send to a size per page: an upload to its own limit, other forms to a small one. The API has limits of its own.</summary>
internal sealed class BodyLimits(RequestDelegate next, IOptions<PortalOptions> options)
{
    private const long FormBytes = 4L * 1024 * 1024;
    private const long Envelope = 64 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        if (HttpMethods.IsGet(context.Request.Method) || path.StartsWithSegments("/api"))
            return next(context);

        bool hasFile = path == "/buyer/upload" || path == "/admin/map";
        long most = hasFile ? options.Value.MaxUploadBytes + Envelope : FormBytes;
        if (context.Request.ContentLength > most)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = most;
        return next(context);
    }
}
