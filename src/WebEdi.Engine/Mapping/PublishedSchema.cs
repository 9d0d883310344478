namespace WebEdi.Engine.Mapping;

/// <summary>A JSON Schema that is published to users.</summary>
internal sealed class PublishedSchema
{
    private readonly Lazy<SchemaNode> _root;

    /// <summary>Reads a schema.</summary>
    /// <param name="resource">The name under which it lies in this assembly.</param>
    public PublishedSchema(string resource)
    {
        using Stream stream = typeof(PublishedSchema).Assembly.GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        string text = reader.ReadToEnd();
        Json = text;
        _root = new Lazy<SchemaNode>(() => SchemaNode.Read(text));
    }

    /// <summary>Gets the text.</summary>
    public string Json { get; }

    /// <summary>Gets what it says, understood when first asked for.</summary>
    public SchemaNode Schema => _root.Value;
}
