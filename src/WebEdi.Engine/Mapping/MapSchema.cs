namespace WebEdi.Engine.Mapping;

/// <summary>The schema of maps.</summary>
internal static class MapSchema
{
    private static readonly PublishedSchema Published = new("WebEdi.Engine.Mapping.map.schema.json");

    public static string Json => Published.Json;

    public static SchemaNode Schema => Published.Schema;
}
