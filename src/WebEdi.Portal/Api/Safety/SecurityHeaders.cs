using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WebEdi.Portal.Api.Safety;

/// <summary>The headers that tell browsers what they may do with an answer (S27).</summary>
/// <remarks>A handler that needs another policy for its one answer sets that header itself; it is kept.</remarks>
internal static class SecurityHeaders
{
    private const string PagePolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string ApiPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Apply(HttpContext context, bool isForSystems)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, isForSystems ? ApiPolicy : PagePolicy);
        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.TryAdd("Referrer-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (context.Request.IsHttps)
            headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000");
        // What is the same for everybody (styles, scripts) says so itself.
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
    }
}
