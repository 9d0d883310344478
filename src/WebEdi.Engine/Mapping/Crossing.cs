using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>The ways on through the nodes of one name. Where one qualifier decides among them, it is read once and looked up.</summary>
internal sealed class Crossing
{
    private readonly TreeWays.Edge[] _edges;
    private readonly KeyedChoice<TreeWays.Edge>? _choice;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="edges">The ways on, those that hold parts last.</param>
    public Crossing(TreeWays.Edge[] edges)
    {
        _edges = edges;
        HoldsParts = edges[^1].Next.HasParts;
        _choice = KeyedChoice<TreeWays.Edge>.Of(edges, e => e.Conditions.Length switch
        {
            0 => new KeyedChoice<TreeWays.Edge>.Condition(null, [], true),
            1 when e.Conditions[0] is { Names.Length: 0, Places: [var place] } only => new(place, only.Values, only.MustHold),
            _ => null,
        });
    }

    /// <summary>Gets a value indicating whether parts of a level begin further in.</summary>
    public bool HoldsParts { get; }

    /// <summary>Gets the ways on from a node that may hold.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The node.</param>
    /// <param name="isSure">Whether they hold; otherwise each must be asked.</param>
    public TreeWays.Edge[] From(MessageTree tree, int node, out bool isSure)
    {
        isSure = _choice is not null;
        return _choice is null ? _edges : _choice.For(tree, node);
    }
}
