using System.Text.Json;

using NJsonSchema;
using NJsonSchema.Validation;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Checks a map or profile against its published schema and says what is wrong in the words of such texts.</summary>
internal static class SchemaCheck
{
    private const int MaxFaults = 100;

    /// <summary>Checks a whole text.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="root">The object.</param>
    /// <param name="json">Its text.</param>
    /// <param name="places">Where its properties stand.</param>
    /// <param name="kind">What it is.</param>
    /// <returns>At most 100 faults.</returns>
    public static List<Diagnostic> Check(JsonSchema schema, JsonElement root, string json, JsonLocator places, DefinitionKind kind) =>
        [.. schema.Validate(json).Take(MaxFaults).Select(e => Explain(e, root, "", places, kind))];

    /// <summary>Checks a merge patch: what it names must exist and be of the right type, but it may leave out and remove whatever it likes.</summary>
    /// <param name="schema">The schema of the text that is patched.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="at">The property that holds it.</param>
    /// <param name="places">Where the properties of the text stand that holds it.</param>
    /// <param name="kind">What that text is.</param>
    /// <returns>At most 100 faults.</returns>
    public static List<Diagnostic> CheckPatch(JsonSchema schema, JsonElement patch, string at, JsonLocator places, DefinitionKind kind) =>
        [.. schema.Validate(patch.GetRawText()).Where(e => !IsAllowedInPatch(e, patch)).Take(MaxFaults).Select(e => Explain(e, patch, at + ".", places, kind))];

    private static bool IsAllowedInPatch(ValidationError error, JsonElement patch) =>
        error.Kind == ValidationErrorKind.PropertyRequired
        || (error.Kind != ValidationErrorKind.NoAdditionalPropertiesAllowed && Find(patch, PathOf(error)) == "null");

    private static string PathOf(ValidationError error) => error.Path is { } raw ? raw.TrimStart('#', '/') : "";

    private static Diagnostic Explain(ValidationError error, JsonElement root, string prefix, JsonLocator places, DefinitionKind kind)
    {
        string path = PathOf(error);
        string shown = path.Length == 0 ? error.Property ?? "(root)" : prefix + path;
        SourcePosition position = places.Find(prefix + path);
        switch (error.Kind)
        {
            case ValidationErrorKind.NoAdditionalPropertiesAllowed:
                string[] names = [.. error.Schema.ActualSchema.ActualProperties.Keys];
                string name = error.Property ?? path[(path.LastIndexOf('.') + 1)..];
                return Diagnostic.Create(kind.Property, position, shown, name, Expected(name, names));
            case ValidationErrorKind.PropertyRequired:
                return Diagnostic.Create(kind.Missing, position, shown, expected: Expect.AnyValue);
            default:
                return Diagnostic.Create(kind.Value, position, shown, Find(root, path), Describe(error));
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
            ValidationErrorKind.PatternMismatch => Expect.TextOfForm(schema.Pattern ?? "", Sentence(schema.Description)),
            ValidationErrorKind.NumberTooBig => Expect.Range(null, schema.Maximum),
            ValidationErrorKind.NumberTooSmall => Expect.Range(schema.Minimum, null),
            ValidationErrorKind.TooManyItems => Expect.AtMostEntries(schema.MaxItems),
            ValidationErrorKind.TooFewItems => Expect.AtLeastEntries(schema.MinItems),
            ValidationErrorKind.TooManyProperties => Expect.AtMostEntries(schema.MaxProperties),
            _ => Expect.Value(types.Length > 0 && types != "none" ? types : error.Kind.ToString()),
        };
    }

    /// <summary>Gets the first sentence of a description.</summary>
    private static string? Sentence(string? description) => description?.Split(". ")[0].TrimEnd('.');

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
