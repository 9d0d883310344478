using System.Text.Json;

using NJsonSchema;
using NJsonSchema.Validation;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Checks a map against the published schema and says what is wrong in the words of maps.</summary>
internal static class MapSchemaCheck
{
    private const int MaxFaults = 100;

    public static List<Diagnostic> Check(JsonElement root, string json, JsonLocator locator)
    {
        List<Diagnostic> faults = [];
        bool reads = root.TryGetProperty("read", out _);
        bool writes = root.TryGetProperty("write", out _);
        if (reads == writes)
        {
            faults.Add(Diagnostic.Create(
                DiagnosticCodes.MapTarget, locator.Find(reads ? "write" : ""), "read / write", expected: Expect.ExactlyOneOf("\"read\": \"csv\"", "\"write\": \"csv\"")));
        }

        foreach (ValidationError error in MapSchema.Schema.Validate(json))
        {
            if (faults.Count == MaxFaults)
                break;

            faults.Add(Explain(error, root, locator));
        }

        return faults;
    }

    private static Diagnostic Explain(ValidationError error, JsonElement root, JsonLocator locator)
    {
        string path = error.Path is { } raw ? raw.TrimStart('#', '/') : "";
        string shown = path.Length == 0 ? error.Property ?? "(root)" : path;
        SourcePosition position = locator.Find(path);
        switch (error.Kind)
        {
            case ValidationErrorKind.NoAdditionalPropertiesAllowed:
                string[] names = [.. error.Schema.ActualSchema.ActualProperties.Keys];
                string name = error.Property ?? path[(path.LastIndexOf('.') + 1)..];
                return Diagnostic.Create(DiagnosticCodes.MapProperty, position, shown, name, Expected(name, names));
            case ValidationErrorKind.PropertyRequired:
                return Diagnostic.Create(DiagnosticCodes.MapTarget, position, shown, expected: Expect.AnyValue);
            default:
                return Diagnostic.Create(DiagnosticCodes.MapValue, position, shown, Find(root, path), Describe(error));
        }
    }

    private static Expectation Expected(string name, string[] names) =>
        Suggestion.Nearest(name, names) is { } nearest ? Expect.Perhaps(nearest) : Expect.OneOf(names);

    private static Expectation Describe(ValidationError error)
    {
        JsonSchema schema = error.Schema.ActualSchema;
        if (schema.Enumeration.Count > 0)
            return Expect.OneOf(schema.Enumeration.Select(e => $"\"{e}\""));

        string types = string.Join(" / ", schema.Type.ToString().Split(", ").Select(t => t.ToLowerInvariant()));
        return error.Kind switch
        {
            ValidationErrorKind.StringTooLong => Expect.AtMostCharacters(schema.MaxLength ?? 0),
            ValidationErrorKind.StringTooShort => Expect.AtLeastCharacters(schema.MinLength ?? 0),
            ValidationErrorKind.NumberTooBig => Expect.Range(null, schema.Maximum),
            ValidationErrorKind.NumberTooSmall => Expect.Range(schema.Minimum, null),
            ValidationErrorKind.TooManyItems => Expect.AtMostEntries(schema.MaxItems),
            ValidationErrorKind.TooFewItems => Expect.AtLeastEntries(schema.MinItems),
            ValidationErrorKind.TooManyProperties => Expect.AtMostEntries(schema.MaxProperties),
            _ => Expect.Value(types.Length > 0 && types != "none" ? types : error.Kind.ToString()),
        };
    }

    /// <summary>Shows the value at a path.</summary>
    private static string Find(JsonElement at, string path)
    {
        foreach (string step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = step;
            int index = -1;
            int bracket = step.IndexOf('[', StringComparison.Ordinal);
            if (bracket >= 0 && step.EndsWith(']') && int.TryParse(step.AsSpan(bracket + 1, step.Length - bracket - 2), out index))
                name = step[..bracket];

            if (name.Length > 0 && (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)))
                return "…";

            if (index >= 0)
            {
                if (at.ValueKind != JsonValueKind.Array || index >= at.GetArrayLength())
                    return "…";

                at = at[index];
            }
        }

        return at.ValueKind is JsonValueKind.Object ? "{…}" : at.GetRawText();
    }
}
