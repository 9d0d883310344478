using NJsonSchema;

namespace WebEdi.Engine.Mapping;

/// <summary>The published JSON Schema of maps, parsed once.</summary>
internal static class MapSchema
{
    /// <summary>Gets the text of the schema.</summary>
    public static string Json { get; } = Read();

    private static readonly Lazy<JsonSchema> Parsed = new(() => JsonSchema.FromJsonAsync(Read()).GetAwaiter().GetResult());

    /// <summary>Gets the parsed schema. Validating with it is thread-safe.</summary>
    public static JsonSchema Schema => Parsed.Value;

    private static string Read()
    {
        using Stream stream = typeof(MapSchema).Assembly.GetManifestResourceStream("WebEdi.Engine.Mapping.map.schema.json")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
