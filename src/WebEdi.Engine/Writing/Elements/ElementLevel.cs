using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Writing.Elements;

/// <summary>How a level of documents is written as elements.</summary>
/// <param name="Level">The level.</param>
/// <param name="Fields">Its fields; the ways that lines take from the head are left out.</param>
/// <param name="Steps">The way from the part above to where a part begins; null: the map has no place for parts.</param>
/// <param name="Below">The levels below.</param>
internal sealed record ElementLevel(DocumentLevel Level, ElementLevel.Field[] Fields, IReadOnlyList<NodeStep>? Steps, ElementLevel[] Below)
{
    /// <summary>Makes the level of a map, and those below it.</summary>
    public static ElementLevel Of(DocumentLevel level, LevelPlan? plan, bool isHead) => new(
        level,
        [.. SourceField.Of(level, plan).Select(f => new Field(f, [.. f.Plan.Paths.Where(p => !p.Path.IsLineCount && (isHead || p.Path.From == PathStart.Part))]))],
        isHead ? [] : plan?.Ways.FirstOrDefault(w => !w.Path.IsSelf)?.Steps,
        [.. level.Below.Select(l => Of(l, plan?.Below.FirstOrDefault(p => p.Level == l), isHead: false))]);

    /// <summary>A field with its ways out, best first.</summary>
    internal sealed record Field(SourceField Source, FieldPath[] Ways);
}
