using System.Text.Json;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Tells maps for orders in from maps for replies out, for the lists to choose from.</summary>
internal static class MapKinds
{
    private static readonly string[] ReadyMade = [.. ReadyMadeMap.Names.Where(name => WritesReplies(ReadyMadeMap.Find(name)!))];

    /// <summary>A map for order responses writes them too.</summary>
    internal static bool WritesReplies(StoredMap map) => WritesReplies(map.Json);

    /// <summary>Lists the maps that write replies.</summary>
    /// <param name="stored">The maps of the tenant; one with the name of a ready-made map is there in its place.</param>
    internal static IReadOnlyList<string> ForReplies(IReadOnlyList<StoredMap> stored) =>
        [.. stored.Where(WritesReplies).Select(m => m.Name).Union(ReadyMade.Except(stored.Select(m => m.Name))).Order(StringComparer.Ordinal)];

    internal static bool ReadsOrders(StoredMap map) => Has(map.Json, "read") && !Has(map.Json, "orderResponse");

    private static bool WritesReplies(string json) => Has(json, "write") || Has(json, "orderResponse");

    private static bool Has(string json, string property)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(property, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
