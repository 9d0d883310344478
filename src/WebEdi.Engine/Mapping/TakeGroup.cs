using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>The fields that one place of a node is for, and what of them its qualifier chooses.</summary>
internal sealed class TakeGroup
{
    private readonly KeyedChoice<TreeWays.Take>? _choice;

    private TakeGroup(Place place, TreeWays.Take[] takes)
    {
        (Place, Takes) = (place, takes);
        _choice = KeyedChoice<TreeWays.Take>.Of(takes, t => new(t.Beside, t.Qualifiers, t.QualifierHolds));
    }

    /// <summary>Gets the place.</summary>
    public Place Place { get; }

    /// <summary>Gets the fields.</summary>
    public TreeWays.Take[] Takes { get; }

    /// <summary>Puts values to take into groups, from left to right; values of one place keep their order.</summary>
    public static TakeGroup[] Of(List<TreeWays.Take> takes)
    {
        // Few at every node: each finds its place among those before it.
        List<List<TreeWays.Take>> places = [];
        foreach (TreeWays.Take take in takes)
        {
            int at = places.Count;
            while (at > 0 && Order(places[at - 1][0].Place) > Order(take.Place))
                at--;
            if (at > 0 && places[at - 1][0].Place == take.Place)
                places[at - 1].Add(take);
            else
                places.Insert(at, [take]);
        }

        TakeGroup[] groups = new TakeGroup[places.Count];
        for (int i = 0; i < groups.Length; i++)
            groups[i] = new TakeGroup(places[i][0].Place, [.. places[i]]);
        return groups;
    }

    private static long Order(Place place) => ((long)place.Element << 32) | (uint)place.Component;

    /// <summary>Gets the fields that may be meant.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The node.</param>
    /// <param name="isSure">Whether they are meant; otherwise each must be asked.</param>
    public TreeWays.Take[] For(MessageTree tree, int node, out bool isSure)
    {
        isSure = _choice is not null;
        return _choice is null ? Takes : _choice.For(tree, node);
    }
}
