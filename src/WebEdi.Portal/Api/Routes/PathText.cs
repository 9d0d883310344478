using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WebEdi.Portal.Api.Routes;

/// <summary>Numbers and codes of the buyer in an address. They may hold slashes, spaces, percent signs and Japanese.</summary>
/// <remarks>
/// The server decodes a path but leaves %2F as it is, so that "A%2FB" and "A%252FB" look the same in a route value. Only the request line
/// tells them apart.
/// </remarks>
internal static class PathText
{
    /// <summary>Decodes a segment of the path.</summary>
    /// <param name="context">The request.</param>
    /// <param name="routeValue">The segment as routing saw it.</param>
    /// <param name="segmentsBehind">How many segments follow it.</param>
    public static string Decode(HttpContext context, string routeValue, int segmentsBehind = 0)
    {
        string target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        int query = target.IndexOf('?', StringComparison.Ordinal);
        string[] segments = (query < 0 ? target : target[..query]).TrimEnd('/').Split('/');
        if (segments.Length > segmentsBehind)
        {
            string exact = Uri.UnescapeDataString(segments[^(1 + segmentsBehind)]);
            if (Same(exact, routeValue))
                return exact;
        }

        // Something in front rewrote the path: what routing saw is all there is.
        return routeValue.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Same(string exact, string routeValue) =>
        exact.Replace("/", "%2F", StringComparison.Ordinal) == routeValue.Replace("%2f", "%2F", StringComparison.Ordinal);
}
