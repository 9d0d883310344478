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
    /// <param name="places">Where its properties stand.</param>
    /// <param name="kind">What it is.</param>
    /// <returns>At most 100 faults.</returns>
    public static List<Diagnostic> Check(SchemaNode schema, DefinitionNode root, JsonLocator places, DefinitionKind kind) =>
        [.. SchemaWalk.Walk(schema, root).Take(MaxFaults).Select(f => Explain(f, "", places, kind))];

    /// <summary>Checks a merge patch: what it names must exist and be of the right type, but it may leave out and remove whatever it likes.</summary>
    /// <param name="schema">The schema of the text that is patched.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="at">The property that holds it.</param>
    /// <param name="places">Where the properties of the text stand that holds it.</param>
    /// <param name="kind">What that text is.</param>
    /// <returns>At most 100 faults.</returns>
    public static List<Diagnostic> CheckPatch(SchemaNode schema, DefinitionNode patch, string at, JsonLocator places, DefinitionKind kind) =>
        [.. SchemaWalk.Walk(schema, patch).Where(f => !IsAllowedInPatch(f)).Take(MaxFaults).Select(f => Explain(f, at + ".", places, kind))];

    private static bool IsAllowedInPatch(in SchemaFault fault) =>
        fault.Kind == SchemaFaultKind.Missing || (fault.Kind != SchemaFaultKind.Unknown && fault.Value!.Kind == NodeKind.Null);

    private static Diagnostic Explain(in SchemaFault fault, string prefix, JsonLocator places, DefinitionKind kind)
    {
        string shown = fault.Path.Length == 0 ? "(root)" : prefix + fault.Path;
        SourcePosition position = places.Find(prefix + fault.Path);
        return fault.Kind switch
        {
            SchemaFaultKind.Unknown => Diagnostic.Create(kind.Property, position, shown, fault.Name, Expected(fault.Name, [.. fault.Node.Properties.Select(p => p.Key)])),
            SchemaFaultKind.Missing => Diagnostic.Create(kind.Missing, position, shown, expected: Expect.AnyValue),
            _ => Diagnostic.Create(kind.Value, position, shown, fault.Value!.Kind == NodeKind.Object ? "{…}" : fault.Value.GetRawText(), Describe(fault)),
        };
    }

    private static Expectation Expected(string name, string[] names) =>
        Suggestion.Nearest(name, names) is { } nearest ? Expect.Perhaps(nearest) : Expect.OneOf(names);

    private static Expectation Describe(in SchemaFault fault)
    {
        SchemaNode node = fault.Node;
        if (node.Names.Count > 0)
            return Expect.OneOf(node.Names.Select(n => $"\"{n}\""));

        return fault.Kind switch
        {
            SchemaFaultKind.TooLong => Expect.AtMostCharacters(node.MaxLength),
            SchemaFaultKind.TooShort => Expect.AtLeastCharacters(node.MinLength),
            SchemaFaultKind.Form => Expect.TextOfForm(node.Pattern!, Sentence(node.Description)),
            SchemaFaultKind.TooLarge => Expect.Range(null, node.Maximum),
            SchemaFaultKind.TooSmall => Expect.Range(node.Minimum, null),
            SchemaFaultKind.TooManyItems => Expect.AtMostEntries(node.MaxItems),
            SchemaFaultKind.TooFewItems => Expect.AtLeastEntries(node.MinItems),
            SchemaFaultKind.TooManyProperties => Expect.AtMostEntries(node.MaxProperties),
            _ => Expect.Value(string.Join(" / ", node.Types)),
        };
    }

    /// <summary>Gets the first sentence of a description.</summary>
    private static string? Sentence(string? description) => description?.Split(". ")[0].TrimEnd('.');
}
