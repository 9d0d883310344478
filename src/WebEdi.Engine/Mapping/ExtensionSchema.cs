using System.Collections.Frozen;
using System.Text.Json;

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
    public static ExtensionSchema Read(JsonElement schema, Action<string, string, Expectation> wrong)
    {
        Dictionary<string, FieldPlan> types = new(StringComparer.Ordinal);
        List<string> required = [];
        foreach (JsonProperty word in schema.EnumerateObject())
        {
            string path = "extensionSchema." + word.Name;
            switch (word.Name)
            {
                case "properties" when word.Value.ValueKind == JsonValueKind.Object:
                    foreach (JsonProperty property in word.Value.EnumerateObject())
                        types[property.Name] = Type(property.Value, $"{path}.{property.Name}", wrong);
                    break;
                case "required" when word.Value.ValueKind == JsonValueKind.Array && word.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String):
                    required.AddRange(word.Value.EnumerateArray().Select(v => v.GetString()!));
                    break;
                case "type" when word.Value.ValueKind == JsonValueKind.String && word.Value.GetString() == "object":
                case "additionalProperties" when word.Value.ValueKind == JsonValueKind.False:
                    break;
                default:
                    if (!Annotations.Contains(word.Name))
                        wrong(path, word.Value.GetRawText(), Expect.OneOf(["type \"object\"", "properties", "required", "additionalProperties false"]));
                    break;
            }
        }

        return new ExtensionSchema(types, required);
    }

    private static FieldPlan Type(JsonElement schema, string path, Action<string, string, Expectation> wrong)
    {
        FieldPlan plan = new() { Path = path, Kind = ValueKind.Text, MaxLength = MaxText };
        if (schema.ValueKind != JsonValueKind.Object)
        {
            wrong(path, schema.GetRawText(), Expect.JsonObject);
            return plan;
        }

        string type = schema.TryGetProperty("type", out JsonElement t) && t.ValueKind == JsonValueKind.String ? t.GetString()! : "string";
        string format = schema.TryGetProperty("format", out JsonElement f) && f.ValueKind == JsonValueKind.String ? f.GetString()! : "";
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

        foreach (JsonProperty word in schema.EnumerateObject())
        {
            string at = $"{path}.{word.Name}";
            JsonElement value = word.Value;
            switch (word.Name)
            {
                case "type" or "format":
                    break;
                case "maxLength" when value.TryGetInt32(out int length):
                    plan = plan with { MaxLength = Math.Clamp(length, 1, MaxText) };
                    break;
                case "minLength" when value.TryGetInt32(out int length):
                    plan = plan with { MinLength = length };
                    break;
                case "pattern" when value.ValueKind == JsonValueKind.String:
                    plan = plan with { Pattern = Searching(value.GetString()!, at, wrong) };
                    break;
                case "enum" when value.ValueKind == JsonValueKind.Array && plan.Kind == ValueKind.Text && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String):
                    plan = plan with { Allowed = new HashSet<string>(value.EnumerateArray().Select(v => v.GetString()!), StringComparer.Ordinal) };
                    break;
                case "minimum" when value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal min):
                    plan = plan with { Min = min };
                    break;
                case "maximum" when value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal max):
                    plan = plan with { Max = max };
                    break;
                default:
                    if (!Annotations.Contains(word.Name))
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
