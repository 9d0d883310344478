using System.Text.Json;

namespace WebEdi.Engine.Mapping.Tables;

/// <summary>Finds which tables a map names, before it is compiled with them.</summary>
internal static class TableNames
{
    private const string Property = "table";

    /// <summary>Finds the tables of a map.</summary>
    /// <param name="json">The map, sound JSON or not.</param>
    /// <returns>The names and the places of the properties that name them; empty when it is no JSON: that is told elsewhere.</returns>
    public static IReadOnlyList<(string Table, string Path)> Of(string json)
    {
        // Most maps name none, and this is asked for every file.
        if (!json.Contains("\"table\"", StringComparison.Ordinal))
            return [];

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, DefinitionCheck.Strict);
            List<(string, string)> found = [];
            Walk(document.RootElement, "", found);
            return found;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Walk(JsonElement at, string path, List<(string, string)> found)
    {
        if (at.ValueKind != JsonValueKind.Object)
            return;

        foreach (JsonProperty property in at.EnumerateObject())
        {
            string inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            bool isUse = property.Name is "lookup" or "convert" && property.Value.ValueKind == JsonValueKind.Object;
            if (isUse && property.Value.TryGetProperty(Property, out JsonElement table) && table.ValueKind == JsonValueKind.String)
                found.Add((table.GetString()!, $"{inner}.{Property}"));
            else
                Walk(property.Value, inner, found);
        }
    }
}
