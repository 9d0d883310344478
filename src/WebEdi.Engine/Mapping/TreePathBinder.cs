using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Finds the elements that the paths of a map name.</summary>
/// <param name="format">The format that the map reads.</param>
/// <param name="vocabulary">What the format knows.</param>
/// <param name="wrong">Told what is wrong: place in the map, found, expected.</param>
internal sealed class TreePathBinder(string format, IVocabulary vocabulary, Action<string, string, Expectation> wrong)
{
    private static readonly Place[] OwnValue = [new(0)];
    private static readonly Place[] Nowhere = [];

    /// <summary>Gets a value indicating whether messages of the format consist of segments.</summary>
    public bool IsSegmented { get; } = vocabulary.IsSegmented(format);

    /// <summary>Reads the path of a value.</summary>
    /// <returns>Null when it is wrong, which has been told.</returns>
    public FieldPath? Value(string text, string at)
    {
        if (TreePathParser.Parse(text, IsSegmented) is not { } path)
        {
            wrong(at, text, IsSegmented ? Expect.SegmentPath : Expect.ElementPath);
            return null;
        }

        if (path.IsLineCount)
            return new FieldPath(path, [], []);

        if (Steps(path, at) is not { } steps)
            return null;

        return Places(path, at) is { } values ? new FieldPath(path, values, steps) : null;
    }

    /// <summary>Reads the path of a node.</summary>
    public FieldPath? Node(string text, string at)
    {
        if (TreePathParser.ParseNode(text, IsSegmented) is { } path && Steps(path, at) is { } steps)
            return new FieldPath(path, [], steps);

        wrong(at, text, IsSegmented ? Expect.LineSegment : Expect.LineElement);
        return null;
    }

    private NodeStep[]? Steps(TreePath path, string at)
    {
        NodeStep[] steps = new NodeStep[path.Steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            TreeStep step = path.Steps[i];
            NodeCondition[] conditions = new NodeCondition[step.Conditions.Length];
            for (int j = 0; j < conditions.Length; j++)
            {
                PathCondition condition = step.Conditions[j];
                Place[]? places = condition.Of.Place is { } place ? PlacesOf(condition.Of.Names.Count == 0 ? step.Name : condition.Of.Names[^1], place, at, path.Text) : Nowhere;
                if (places is null || (IsSegmented && !IsKnown(condition, at, path.Text)))
                    return null;

                conditions[j] = new NodeCondition(places, condition.Of.Names, condition.Values, condition.Holds);
            }

            if (conditions.Length > 1 && !CanHold(conditions))
            {
                wrong(at, path.Text, Expect.ConditionsThatMeet);
                return null;
            }

            steps[i] = new NodeStep(step, conditions);
        }

        return steps;
    }

    /// <summary>Tells whether the directory has the segments below that a condition asks for.</summary>
    private bool IsKnown(PathCondition condition, string at, string path)
    {
        foreach (string name in condition.Of.Names)
        {
            if (vocabulary.PlacesOf(format, name.TrimEnd('*'), "") is not null)
                continue;

            wrong(at, path, Expect.KnownSegment);
            return false;
        }

        return true;
    }

    /// <summary>
    /// Tells whether a node can meet all of its conditions. What must not stand at a place cannot be all that may stand there; and where a place
    /// holds one value only, the texts of two conditions must have one in common. A child that may come several times can have both.
    /// </summary>
    private static bool CanHold(NodeCondition[] conditions)
    {
        for (int i = 0; i < conditions.Length; i++)
        {
            NodeCondition later = conditions[i];
            if (later.Values.Count == 0)
                continue;

            foreach (NodeCondition earlier in conditions.Take(i).Where(c => c.Values.Count > 0 && c.Places.SequenceEqual(later.Places) && c.Names.SequenceEqual(later.Names, StringComparer.Ordinal)))
            {
                (NodeCondition first, NodeCondition second) = earlier.Holds ? (earlier, later) : (later, earlier);
                bool isSingle = first is { Places.Length: 1, Names.Count: 0 } || first.Names is [['@', ..]];
                if (first.Holds && (second.Holds ? isSingle && !first.Values.Intersect(second.Values, StringComparer.Ordinal).Any() : !first.Values.Except(second.Values, StringComparer.Ordinal).Any()))
                    return false;
            }
        }

        return true;
    }

    private ValuePlace[]? Places(TreePath path, string at)
    {
        if (path.Place is not { } reference)
            return [new ValuePlace(OwnValue[0], null, [], Holds: true)];

        string tag = path.Steps[^1].Name;
        if (PlacesOf(tag, reference, at, path.Text) is not { } places)
            return null;

        if (reference.Beside is not { } beside)
            return Beside(places, null, [], holds: true);

        if (PlacesOf(tag, beside.Of.Place!, at, path.Text) is not { } qualifiers)
            return null;

        return Beside(places, qualifiers, beside.Values, beside.Holds);
    }

    private static ValuePlace[] Beside(Place[] places, Place[]? qualifiers, IReadOnlyList<string> values, bool holds)
    {
        ValuePlace[] made = new ValuePlace[places.Length];
        for (int i = 0; i < made.Length; i++)
            made[i] = new ValuePlace(places[i], qualifiers is null ? null : Nearest(qualifiers, places[i]), values, holds);
        return made;
    }

    private Place[]? PlacesOf(string tag, PlaceReference reference, string at, string path)
    {
        if (reference.Code is null)
            return [new Place(reference.Element, reference.Component)];

        Place[]? places = vocabulary.PlacesOf(format, tag, reference.Code);
        if (places is { Length: > 0 })
            return places;

        wrong(at, path, places is null ? Expect.KnownSegment : Expect.ElementOf(tag));
        return null;
    }

    /// <summary>The qualifier of a value stands in the same composite, else in the nearest element before it.</summary>
    private static Place Nearest(Place[] qualifiers, Place value)
    {
        Place nearest = qualifiers[0];
        foreach (Place qualifier in qualifiers)
        {
            if (qualifier.Element == value.Element)
                return qualifier;

            if (qualifier.Element < value.Element)
                nearest = qualifier;
        }

        return nearest;
    }
}
