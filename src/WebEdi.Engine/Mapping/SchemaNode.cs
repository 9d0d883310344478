namespace WebEdi.Engine.Mapping;

/// <summary>One object of a published JSON Schema: what it says about one value. Immutable.</summary>
/// <remarks>Understands the words that the published schemas use, and refuses every other, so that none of them is passed over.</remarks>
internal sealed class SchemaNode
{
    private readonly HashSet<string> _known;

    private SchemaNode(DefinitionNode schema, Func<DefinitionNode, SchemaNode> read)
    {
        foreach (DefinitionNode said in schema.Children)
        {
            switch (said.Name)
            {
                case "type":
                    Types = [.. Texts(said).Order(StringComparer.Ordinal)];
                    break;
                case "enum":
                    Names = Texts(said);
                    break;
                case "properties":
                    Properties = [.. said.Children.Select(p => KeyValuePair.Create(p.Name, read(p)))];
                    break;
                case "required":
                    Required = [.. Texts(said)];
                    break;
                case "additionalProperties" when said.Kind == NodeKind.False:
                    IsClosed = true;
                    break;
                case "additionalProperties":
                    Others = read(said);
                    break;
                case "items":
                    Items = read(said);
                    break;
                case "minItems":
                    MinItems = said.GetInt32();
                    break;
                case "maxItems":
                    MaxItems = said.GetInt32();
                    break;
                case "minProperties":
                    MinProperties = said.GetInt32();
                    break;
                case "maxProperties":
                    MaxProperties = said.GetInt32();
                    break;
                case "minLength":
                    MinLength = said.GetInt32();
                    break;
                case "maxLength":
                    MaxLength = said.GetInt32();
                    break;
                case "minimum":
                    Minimum = said.GetDecimal();
                    break;
                case "maximum":
                    Maximum = said.GetDecimal();
                    break;
                case "pattern":
                    Pattern = said.GetString();
                    break;
                case "description":
                    Description = said.GetString();
                    break;
                case "$schema" or "title" or "definitions":
                    break;
                default:
                    throw new NotSupportedException($"The word {said.Name} of a schema is not checked.");
            }
        }

        _known = Properties.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Gets the types that a value may have, in the order of the alphabet; none: any.</summary>
    public IReadOnlyList<string> Types { get; } = [];

    /// <summary>Gets the only texts allowed; none: any.</summary>
    public IReadOnlyList<string> Names { get; } = [];

    /// <summary>Gets the properties, in the order of the schema.</summary>
    public IReadOnlyList<KeyValuePair<string, SchemaNode>> Properties { get; } = [];

    /// <summary>Gets the properties that must be there.</summary>
    public HashSet<string> Required { get; } = [];

    /// <summary>Gets a value indicating whether there are no properties beside <see cref="Properties"/>.</summary>
    public bool IsClosed { get; }

    /// <summary>Gets what other properties must be; null: anything.</summary>
    public SchemaNode? Others { get; }

    /// <summary>Gets what the entries of an array must be; null: anything.</summary>
    public SchemaNode? Items { get; }

    public int MinItems { get; }

    public int MaxItems { get; } = int.MaxValue;

    public int MinProperties { get; }

    public int MaxProperties { get; } = int.MaxValue;

    /// <summary>Gets the shortest text, in UTF-16 code units as everywhere in maps.</summary>
    public int MinLength { get; }

    public int MaxLength { get; } = int.MaxValue;

    public decimal? Minimum { get; }

    public decimal? Maximum { get; }

    /// <summary>Gets the regular expression that is found in every text.</summary>
    public string? Pattern { get; }

    public string? Description { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="json">Its text; references are to its definitions only, and none leads back to itself.</param>
    public static SchemaNode Read(string json)
    {
        DefinitionNode root = DefinitionNode.Parse(json);
        Dictionary<string, SchemaNode> defined = new(StringComparer.Ordinal);
        return Node(root);

        SchemaNode Node(DefinitionNode schema)
        {
            if (!schema.TryGetProperty("$ref", out DefinitionNode? reference))
                return new SchemaNode(schema, Node);

            const string Local = "#/definitions/";
            string name = reference.GetString()!;
            if (!defined.TryGetValue(name, out SchemaNode? node))
            {
                node = Node(root.GetProperty("definitions").GetProperty(name[Local.Length..]));
                defined.Add(name, node);
            }

            return node;
        }
    }

    /// <summary>Tells whether the schema names a property.</summary>
    public bool Knows(string property) => _known.Contains(property);

    private static string[] Texts(DefinitionNode said) =>
        said.Kind == NodeKind.Array ? [.. said.Children.Select(v => v.GetString()!)] : [said.GetString()!];
}
