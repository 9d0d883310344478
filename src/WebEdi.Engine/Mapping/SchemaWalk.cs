using System.Globalization;
using System.Text.RegularExpressions;

namespace WebEdi.Engine.Mapping;

/// <summary>What a schema holds against a value.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Path">Where: order.number, columns[2].</param>
/// <param name="Node">What the schema says about that place, or about the object that must not have or must have the property.</param>
/// <param name="Value">What stands there; null where something is missing.</param>
internal readonly record struct SchemaFault(SchemaFaultKind Kind, string Path, SchemaNode Node, DefinitionNode? Value)
{
    /// <summary>Gets the last part of the path.</summary>
    public string Name { get; init; } = "";
}

/// <summary>What can be wrong by a schema.</summary>
internal enum SchemaFaultKind
{
    /// <summary>The value has another type, or its type is right and what it says is not: where several types are allowed, or for an entry, no more is told.</summary>
    Value = 0,

    /// <summary>The text is not among those allowed.</summary>
    Name = 1,

    /// <summary>The text is too short.</summary>
    TooShort = 2,

    /// <summary>The text is too long.</summary>
    TooLong = 3,

    /// <summary>The text has another form.</summary>
    Form = 4,

    /// <summary>The number is too small.</summary>
    TooSmall = 5,

    /// <summary>The number is too large.</summary>
    TooLarge = 6,

    /// <summary>There are too few entries in the array.</summary>
    TooFewItems = 7,

    /// <summary>There are too many entries in the array.</summary>
    TooManyItems = 8,

    /// <summary>There are too few properties.</summary>
    TooFewProperties = 9,

    /// <summary>There are too many properties.</summary>
    TooManyProperties = 10,

    /// <summary>The property is unknown.</summary>
    Unknown = 11,

    /// <summary>A property is missing.</summary>
    Missing = 12,
}

/// <summary>Holds a value against a schema, as JSON Schema draft 7 has it for the words that <see cref="SchemaNode"/> understands.</summary>
internal static class SchemaWalk
{
    /// <summary>Finds everything that is wrong.</summary>
    public static List<SchemaFault> Walk(SchemaNode schema, DefinitionNode value)
    {
        List<SchemaFault> found = [];
        Check(schema, value, "", found);
        return found;
    }

    private static void Check(SchemaNode node, DefinitionNode value, string path, List<SchemaFault> found)
    {
        int before = found.Count;
        bool isOfType = node.Types.Count == 0 || node.Types.Any(t => Is(value, t));
        CheckContent(node, value, path, found);
        if (!isOfType || (node.Types.Count > 1 && found.Count > before))
        {
            // Which of several types was meant nobody knows: one fault for all.
            if (node.Types.Count > 1)
                found.RemoveRange(before, found.Count - before);
            found.Insert(before, new SchemaFault(SchemaFaultKind.Value, path, node, value));
        }

        if (node.Names.Count > 0 && (value.Kind != NodeKind.String || !node.Names.Contains(value.GetString())))
            found.Add(new SchemaFault(SchemaFaultKind.Name, path, node, value));
        CheckProperties(node, value, path, found);
    }

    private static bool Is(DefinitionNode value, string type) => type switch
    {
        "array" => value.Kind == NodeKind.Array,
        "boolean" => value.Kind is NodeKind.True or NodeKind.False,
        "integer" => value.Kind == NodeKind.Number && value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0,
        "number" => value.Kind == NodeKind.Number,
        "object" => value.Kind == NodeKind.Object,
        "string" => value.Kind == NodeKind.String,
        _ => throw new NotSupportedException(type),
    };

    private static void CheckContent(SchemaNode node, DefinitionNode value, string path, List<SchemaFault> found)
    {
        switch (value.Kind)
        {
            case NodeKind.String:
                string text = value.GetString()!;
                if (node.Pattern is not null && !Regex.IsMatch(text, node.Pattern))
                    Add(SchemaFaultKind.Form);
                if (text.Length < node.MinLength)
                    Add(SchemaFaultKind.TooShort);
                if (text.Length > node.MaxLength)
                    Add(SchemaFaultKind.TooLong);
                break;
            case NodeKind.Number:
                if (Compare(value, node.Minimum) < 0)
                    Add(SchemaFaultKind.TooSmall);
                if (Compare(value, node.Maximum) > 0)
                    Add(SchemaFaultKind.TooLarge);
                break;
            case NodeKind.Array:
                if (value.Children.Length < node.MinItems)
                    Add(SchemaFaultKind.TooFewItems);
                if (value.Children.Length > node.MaxItems)
                    Add(SchemaFaultKind.TooManyItems);
                int index = 0;
                foreach (DefinitionNode item in value.Children)
                    CheckEntry(node.Items, item, path + string.Create(CultureInfo.InvariantCulture, $"[{index++}]"), found);
                break;
            default:
                break;
        }

        void Add(SchemaFaultKind kind) => found.Add(new SchemaFault(kind, path, node, value));
    }

    private static void CheckProperties(SchemaNode node, DefinitionNode value, string path, List<SchemaFault> found)
    {
        bool isObject = value.Kind == NodeKind.Object;
        foreach ((string name, SchemaNode property) in node.Properties)
        {
            if (isObject && value.TryGetProperty(name, out DefinitionNode? inner))
                Check(property, inner, At(path, name), found);
            else if (node.Required.Contains(name))
                found.Add(new SchemaFault(SchemaFaultKind.Missing, At(path, name), node, null) { Name = name });
        }

        if (!isObject)
            return;

        int count = value.Children.Length;
        if (count > node.MaxProperties)
            found.Add(new SchemaFault(SchemaFaultKind.TooManyProperties, path, node, value));
        if (count < node.MinProperties)
            found.Add(new SchemaFault(SchemaFaultKind.TooFewProperties, path, node, value));
        if (node.Others is null && !node.IsClosed)
            return;

        foreach (DefinitionNode other in value.Children.Where(p => !node.Knows(p.Name)))
        {
            if (node.IsClosed)
                found.Add(new SchemaFault(SchemaFaultKind.Unknown, At(path, other.Name), node, other) { Name = other.Name });
            else
                CheckEntry(node.Others, other, At(path, other.Name), found);
        }
    }

    /// <summary>Checks an entry of an array or of an object with free names: one fault tells that it is wrong.</summary>
    private static void CheckEntry(SchemaNode? node, DefinitionNode value, string path, List<SchemaFault> found)
    {
        if (node is null)
            return;

        int before = found.Count;
        Check(node, value, path, found);
        if (found.Count == before)
            return;

        found.RemoveRange(before, found.Count - before);
        found.Add(new SchemaFault(SchemaFaultKind.Value, path, node, value));
    }

    private static int Compare(DefinitionNode number, decimal? limit) => limit switch
    {
        null => 0,
        { } exact when number.TryGetDecimal(out decimal value) => value.CompareTo(exact),
        { } exact => number.GetDouble().CompareTo((double)exact),
    };

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
