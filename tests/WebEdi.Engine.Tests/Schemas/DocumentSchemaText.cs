using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using WebEdi.Documents;

namespace WebEdi.Engine.Tests.Schemas;

/// <summary>Makes the schema of a document of its type, its JSON form and its documentation.</summary>
internal sealed partial class DocumentSchemaText
{
    private static readonly XElement Words = XElement.Load(Path.Combine(AppContext.BaseDirectory, "WebEdi.Abstractions.xml"));
    private static readonly JsonSerializerOptions Layout = new(DocumentJson.Options) { WriteIndented = true, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly JsonObject _definitions = [];
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>Makes the schema.</summary>
    public static string Of(string name, Type type)
    {
        DocumentSchemaText text = new();
        JsonObject schema = new() { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = name };
        foreach ((string key, JsonNode? value) in text.Object(type).ToArray())
            schema[key] = value!.DeepClone();
        schema["definitions"] = text._definitions;
        return schema.ToJsonString(Layout) + "\n";
    }

    private JsonObject Object(Type type)
    {
        JsonTypeInfo info = DocumentJson.Options.GetTypeInfo(type);
        JsonObject properties = [];
        JsonArray required = [];
        object? empty = type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type);
        foreach (JsonPropertyInfo property in info.Properties)
        {
            PropertyInfo member = type.GetProperty(property.Name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)!;
            properties[property.Name] = Property(type, member, property, empty);
            if (property.IsRequired)
                required.Add(property.Name);
        }

        JsonObject schema = new() { ["description"] = Summary($"T:{type.FullName}"), ["type"] = "object" };
        if (required.Count > 0)
            schema["required"] = required;
        schema["properties"] = properties;
        return schema;
    }

    private JsonObject Property(Type type, MemberInfo member, JsonPropertyInfo property, object? empty)
    {
        bool isNull = Nullable.GetUnderlyingType(property.PropertyType) is not null || _nullability.Create((PropertyInfo)member).ReadState == NullabilityState.Nullable;
        JsonObject schema = Value(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        if (isNull && schema["type"] is { } kind)
            schema["type"] = new JsonArray(kind.DeepClone(), "null");
        else if (isNull)
            schema = new JsonObject { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, schema) };
        if (isNull && schema["enum"] is JsonArray names)
            names.Add(null);
        if (Description(type, member.Name) is { Length: > 0 } words)
            schema["description"] = words;
        object? value = isNull || property.IsRequired || empty is null ? null : property.Get!(empty);
        if (value is string || value is not (null or IEnumerable))
            schema["default"] = JsonNode.Parse(JsonSerializer.Serialize(value, DocumentJson.Options.GetTypeInfo(property.PropertyType)));
        return schema;
    }

    private JsonObject Value(Type type)
    {
        if (type.IsEnum)
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<object>().Select(v => JsonNode.Parse(JsonSerializer.Serialize(v, DocumentJson.Options.GetTypeInfo(type))))]) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new JsonObject { ["type"] = "array", ["items"] = Value(type.GetGenericArguments()[0]) };
        if (type.IsGenericType)
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };

        return type.Name switch
        {
            nameof(String) => new JsonObject { ["type"] = "string" },
            nameof(Boolean) => new JsonObject { ["type"] = "boolean" },
            nameof(Int32) => new JsonObject { ["type"] = "integer" },
            nameof(Decimal) => new JsonObject { ["type"] = "number" },
            nameof(DateOnly) => new JsonObject { ["type"] = "string", ["format"] = "date" },
            nameof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            nameof(TimeOnly) => new JsonObject { ["type"] = "string", ["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,7})?$" },
            _ => Reference(type),
        };
    }

    private JsonObject Reference(Type type)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(type.Name);
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = null;
            _definitions[name] = Object(type);
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    private static string? Description(Type type, string member) =>
        Summary($"P:{type.FullName}.{member}")
        ?? (Words.Descendants("member").FirstOrDefault(m => m.Attribute("name")!.Value == $"T:{type.FullName}")?.Elements("param").FirstOrDefault(p => p.Attribute("name")!.Value == member) is { } param ? Plain(param) : null);

    private static string? Summary(string name) =>
        Words.Descendants("member").FirstOrDefault(m => m.Attribute("name")!.Value == name)?.Element("summary") is { } summary ? Plain(summary) : null;

    /// <summary>Makes plain text of documentation: references become the names of members, and what a property "gets" is what it is.</summary>
    private static string Plain(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
            text.Append(node is XElement { Name.LocalName: "see" } see ? JsonNamingPolicy.CamelCase.ConvertName(see.Attribute("cref")!.Value.Split('.')[^1]) : node is XElement other ? other.Value : node.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal));

        string plain = Spaces().Replace(text.ToString(), " ").Trim();
        plain = plain.StartsWith("Gets a value indicating whether ", StringComparison.Ordinal) ? "Whether " + plain[32..] : plain.StartsWith("Gets ", StringComparison.Ordinal) ? char.ToUpperInvariant(plain[5]) + plain[6..] : plain;
        return plain;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
