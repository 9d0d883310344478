using System.Text.Json;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Tells maps for orders in from maps for replies out, for the lists to choose from.</summary>
internal static class MapKinds
{
    /// <summary>A map for order responses writes them too.</summary>
    internal static bool WritesReplies(StoredMap map) => Has(map, "write") || Has(map, "orderResponse");

    internal static bool ReadsOrders(StoredMap map) => Has(map, "read") && !Has(map, "orderResponse");

    private static bool Has(StoredMap map, string property)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(map.Json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(property, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
