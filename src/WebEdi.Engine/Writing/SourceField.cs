using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing;

/// <summary>A field of a level of documents, and what takes it out of them.</summary>
/// <param name="Plan">What the map says about it.</param>
/// <param name="Get">Takes it out.</param>
/// <param name="Target">What it is in documents; null: a field of the tenant's own.</param>
internal sealed record SourceField(FieldPlan Plan, Getter Get, Target? Target)
{
    /// <summary>Gets all fields of a level, those that the map does not name too: a value that goes nowhere must be told.</summary>
    /// <param name="level">The level.</param>
    /// <param name="plan">What the map says of it; null: nothing.</param>
    public static IEnumerable<SourceField> Of(DocumentLevel level, LevelPlan? plan)
    {
        HashSet<string> known = [];
        foreach (FieldPlan field in plan?.Fields.Select(f => f.Plan.ToWrite()).OfType<FieldPlan>() ?? [])
        {
            string name = field.Path[(level.Key.Length + 1)..];
            known.Add(name);
            yield return level.Targets.TryGetValue(name, out Target? target)
                ? new SourceField(field, target.Get, target)
                : new SourceField(field, Extension(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], level.Extensions!), null);
        }

        foreach (Target target in level.Targets.Values.Where(t => !known.Contains(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal))
            yield return new SourceField(Unmapped(level, target), target.Get, target);
    }

    private static FieldPlan Unmapped(DocumentLevel level, Target target) => new()
    {
        Path = $"{level.Key}.{target.Name}",
        Kind = target.Kind,
        MaxLength = target.MaxLength,
        Names = target.Names,
        Constant = target.Assumed is { } assumed ? Value.Of(assumed) : null,
    };

    private static Getter Extension(string name, Func<object, IReadOnlyDictionary<string, string>> extensions) =>
        (object part, out Value value) =>
        {
            value = new Value { Text = extensions(part).GetValueOrDefault(name) };
            return string.IsNullOrEmpty(value.Text) ? Presence.None : Presence.Stated;
        };
}
