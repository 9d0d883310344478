using System.Security.Cryptography;

namespace WebEdi.Templates;

/// <summary>Lets a rendered HTML document be served under a content security policy without <c>unsafe-inline</c>.</summary>
public static class InlineStyles
{
    /// <summary>Returns the policy sources of every style element of a document that the engine rendered.</summary>
    /// <param name="html">The document, UTF-8. Values in it are escaped, so only the template can have written a style element.</param>
    /// <returns>For <c>style-src</c>, for instance <c>'sha256-…='</c>; at most 16.</returns>
    public static IReadOnlyList<string> PolicySources(ReadOnlySpan<byte> html)
    {
        List<string> sources = [];
        while (sources.Count < 16)
        {
            int open = html.IndexOf("<style>"u8);
            if (open < 0)
                break;

            html = html[(open + "<style>"u8.Length)..];
            int close = html.IndexOf("</style>"u8);
            if (close < 0)
                break;

            sources.Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(html[..close]))}'");
            html = html[close..];
        }

        return sources;
    }
}
