using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Pages;

/// <summary>Ways back stay inside the portal (S32).</summary>
internal static class LocalUrl
{
    /// <summary>Returns <c>~/...</c> for a path below the mount point, else the start page.</summary>
    /// <remarks>
    /// A path must begin with exactly one slash and have neither backslashes nor control characters: browsers read <c>//host</c>,
    /// <c>/\host</c> and <c>/[tab]/host</c> as another server.
    /// </remarks>
    internal static string Clean(string? url) =>
        url is { Length: > 0 and <= 2000 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(c => c == '\\' || char.IsControl(c))
            ? "~" + url
            : "~/";

    /// <summary>Makes the query part of an address; names and values are escaped.</summary>
    internal static string Query(params ReadOnlySpan<(string Name, string Value)> parts)
    {
        QueryString query = QueryString.Empty;
        foreach ((string name, string value) in parts)
            query = query.Add(name, value);
        return query.ToUriComponent();
    }
}
