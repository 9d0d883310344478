using System.Text.Json;

using WebEdi.Storage;

namespace WebEdi.Portal.Api;

/// <summary>What a file of replies is, as its outbound map says.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="Extension">The end of the file's name.</param>
internal sealed record ReplyFileType(string ContentType, string Extension)
{
    /// <summary>Finds the type; the built-in layout is CSV in UTF-8.</summary>
    public static async Task<ReplyFileType> OfAsync(IEdiStore store, string tenant, string? map, CancellationToken cancellationToken)
    {
        StoredMap? stored = map is null ? null : await store.Tenants.FindMapAsync(tenant, map, null, cancellationToken).ConfigureAwait(false);
        if (stored is null)
            return Csv("utf-8");

        using JsonDocument json = JsonDocument.Parse(stored.Json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (Is(json, "write", "fixed"))
            return new ReplyFileType("application/octet-stream", ".dat");

        return Csv(Is(json, "encoding", "cp932") ? "shift_jis" : "utf-8");
    }

    private static ReplyFileType Csv(string charset) => new($"text/csv; charset={charset}; header=present", ".csv");

    private static bool Is(JsonDocument json, string property, string text) =>
        json.RootElement.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() == text;
}
