using System.Collections.Frozen;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping;

/// <summary>The JSON Schema by which a tenant declares own fields. Understood once, so that rows are checked without a schema engine.</summary>
/// <param name="Types">What each field takes.</param>
/// <param name="Required">Fields that must not be empty.</param>
internal sealed record ExtensionSchema(IReadOnlyDictionary<string, FieldPlan> Types, IReadOnlyList<string> Required)
{
    private const int MaxText = 2000;

    private static readonly FrozenSet<string> Annotations = FrozenSet.ToFrozenSet(["$schema", "$id", "title", "description", "examples", "$comment", "default"]);

    /// <summary>Reads the schema; a word that would not be checked is refused rather than passed over.</summary>
    public static ExtensionSchema Read(DefinitionNode schema, Action<string, string, Expectation> wrong)
    {
        Dictionary<string, FieldPlan> types = new(StringComparer.Ordinal);
        List<string> required = [];
        foreach (DefinitionNode word in schema.Children)
        {
            string path = "extensionSchema." + word.Name;
            switch (word.Name)
            {
                case "properties" when word.Kind == NodeKind.Object:
                    foreach (DefinitionNode property in word.Children)
                        types[property.Name] = Type(property, $"{path}.{property.Name}", wrong);
                    break;
                case "required" when word.Kind == NodeKind.Array && word.Children.All(v => v.Kind == NodeKind.String):
                    required.AddRange(word.Children.Select(v => v.GetString()!));
                    break;
                case "type" when word.Kind == NodeKind.String && word.GetString() == "object":
                case "additionalProperties" when word.Kind == NodeKind.False:
                    break;
                default:
                    if (!Annotations.Contains(word.Name))
                        wrong(path, word.GetRawText(), Expect.OneOf(["type \"object\"", "properties", "required", "additionalProperties false"]));
                    break;
            }
        }

        return new ExtensionSchema(types, required);
    }

    private static FieldPlan Type(DefinitionNode schema, string path, Action<string, string, Expectation> wrong)
    {
        FieldPlan plan = new() { Path = path, Kind = ValueKind.Text, MaxLength = MaxText };
        if (schema.Kind != NodeKind.Object)
        {
            wrong(path, schema.GetRawText(), Expect.JsonObject);
            return plan;
        }

        string type = schema.TryGetProperty("type", out DefinitionNode? t) && t.Kind == NodeKind.String ? t.GetString()! : "string";
        string format = schema.TryGetProperty("format", out DefinitionNode? f) && f.Kind == NodeKind.String ? f.GetString()! : "";
        plan = type switch
        {
            "string" when format == "date" => plan with { Kind = ValueKind.Date, MaxLength = 0 },
            "string" when format == "time" => plan with { Kind = ValueKind.Time, MaxLength = 0 },
            "string" => plan,
            "number" => plan with { Kind = ValueKind.Number, MaxLength = 0 },
            "integer" => plan with { Kind = ValueKind.Integer, MaxLength = 0 },
            "boolean" => plan with { Kind = ValueKind.Flag, MaxLength = 0, Names = Vocabularies.Flag },
            _ => Refuse(path + ".type", type, Expect.OneOf(["string", "number", "integer", "boolean"]), plan, wrong),
        };
        if (format is not ("" or "date" or "time"))
            wrong(path + ".format", format, Expect.OneOf(["date", "time"]));

        foreach (DefinitionNode value in schema.Children)
        {
            string at = $"{path}.{value.Name}";
            switch (value.Name)
            {
                case "type" or "format":
                    break;
                case "maxLength" when value.TryGetInt32(out int length):
                    plan = plan with { MaxLength = Math.Clamp(length, 1, MaxText) };
                    break;
                case "minLength" when value.TryGetInt32(out int length):
                    plan = plan with { MinLength = length };
                    break;
                case "pattern" when value.Kind == NodeKind.String:
                    plan = plan with { Pattern = Searching(value.GetString()!, at, wrong) };
                    break;
                case "enum" when value.Kind == NodeKind.Array && plan.Kind == ValueKind.Text && value.Children.All(v => v.Kind == NodeKind.String):
                    plan = plan with { Allowed = new HashSet<string>(value.Children.Select(v => v.GetString()!), StringComparer.Ordinal) };
                    break;
                case "minimum" when value.Kind == NodeKind.Number && value.TryGetDecimal(out decimal min):
                    plan = plan with { Min = min };
                    break;
                case "maximum" when value.Kind == NodeKind.Number && value.TryGetDecimal(out decimal max):
                    plan = plan with { Max = max };
                    break;
                default:
                    if (!Annotations.Contains(value.Name))
                        wrong(at, value.GetRawText(), Expect.OneOf(["type", "format", "maxLength", "minLength", "pattern", "enum", "minimum", "maximum"]));
                    break;
            }
        }

        return plan;
    }

    /// <summary>JSON Schema patterns search; those of maps match the whole text.</summary>
    private static System.Text.RegularExpressions.Regex? Searching(string pattern, string path, Action<string, string, Expectation> wrong) =>
        FieldOptions.Pattern($"[\\s\\S]*(?:{pattern})[\\s\\S]*", path, wrong);

    private static FieldPlan Refuse(string path, string found, Expectation expected, FieldPlan plan, Action<string, string, Expectation> wrong)
    {
        wrong(path, found, expected);
        return plan;
    }
}
