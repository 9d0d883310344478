using NJsonSchema;

namespace WebEdi.Engine.Mapping;

/// <summary>A JSON Schema that is published to users, parsed once. Validating with it is thread-safe.</summary>
internal sealed class PublishedSchema
{
    private readonly Lazy<JsonSchema> _parsed;

    /// <summary>Reads a schema.</summary>
    /// <param name="resource">The name under which it lies in this assembly.</param>
    public PublishedSchema(string resource)
    {
        using Stream stream = typeof(PublishedSchema).Assembly.GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        Json = text;
        _parsed = new Lazy<JsonSchema>(() => JsonSchema.FromJsonAsync(text).GetAwaiter().GetResult());
    }

    /// <summary>Gets the text.</summary>
    public string Json { get; }

    /// <summary>Gets the parsed schema.</summary>
    public JsonSchema Schema => _parsed.Value;
}
