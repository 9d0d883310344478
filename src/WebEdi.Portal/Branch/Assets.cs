using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace WebEdi.Portal.Branch;

/// <summary>The style sheet, the script and the icon: embedded, so that nothing beside the assembly has to be deployed or found.</summary>
internal static class Assets
{
    private sealed record Asset(byte[] Content, string MediaType, string Version);

    private static readonly FrozenDictionary<string, Asset> Files = new (string Name, string MediaType)[]
    {
        ("portal.css", "text/css; charset=utf-8"),
        ("portal.js", "text/javascript; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    }.ToFrozenDictionary(f => f.Name, f => Load(f.Name, f.MediaType), StringComparer.Ordinal);

    /// <summary>The address with the content's hash, so that browsers may keep it forever and still get a new one at once.</summary>
    internal static string Link(PathString pathBase, string name) => $"{pathBase}/assets/{Files[name].Version}/{name}";

    internal static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/assets/{version}/{name}", (string version, string name, HttpContext context) =>
        {
            if (!Files.TryGetValue(name, out Asset? file))
                return Results.NotFound();

            context.Response.Headers.CacheControl = version == file.Version ? "public, max-age=31536000, immutable" : "no-cache";
            return Results.Bytes(file.Content, file.MediaType);
        }).AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute());

    private static Asset Load(string name, string mediaType)
    {
        using Stream stream = typeof(Assets).Assembly.GetManifestResourceStream($"WebEdi.Portal.Assets.{name}")!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(content, mediaType, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }
}
