using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>The ways on through the nodes of one name. Where one qualifier decides among them, it is read once and looked up.</summary>
internal sealed class Crossing
{
    private readonly KeyedChoice<Passage>? _choice;
    private readonly Passage? _only;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="edges">The ways on, those that hold parts last.</param>
    public Crossing(TreeWays.Edge[] edges)
    {
        HoldsParts = edges[^1].Next.HasParts;
        _choice = KeyedChoice<Passage>.Of(edges, ConditionOf, Passage.Of);
        if (_choice is { Place: null })
            _only = Passage.Of(edges);
        else if (_choice is null)
            Each = Array.ConvertAll(edges, e => (e, Passage.Of([e])));
        if (!HoldsParts && Each.Length == 0)
            Stops = new SegmentStops(_only is null ? _choice : null, _only);
        IsPlanned = Stops is not null && !Array.Exists(edges, static e => e.Next.Starts is not null);
    }

    /// <summary>The shape and qualifier of the segment that came last, and what was done there: senders mostly write the same again.</summary>
    public RecentStop Recent = RecentStop.None;

    /// <summary>Gets what is done at segments; null: nothing shorter than the way of all nodes leads there.</summary>
    public SegmentStops? Stops { get; }

    /// <summary>Gets a value indicating whether nothing but values is taken from the nodes and what is below them, so that there can be a plan for all of it.</summary>
    public bool IsPlanned { get; }

    /// <summary>Gets the place of the qualifier that decides what is done; null: it is always the same, or several are asked.</summary>
    public Place? Place => _only is null ? _choice?.Place : null;

    /// <summary>Gets a value indicating whether parts of a level begin further in.</summary>
    public bool HoldsParts { get; }

    /// <summary>Gets the ways of which each must be asked whether it holds; empty: one qualifier decides.</summary>
    public (TreeWays.Edge Edge, Passage Passage)[] Each { get; } = [];

    /// <summary>Gets what is done at a node; null: <see cref="Each"/> tells.</summary>
    public Passage? For(MessageTree tree, int node) => _only ?? _choice?.For(tree.Value(node, _choice.Place.GetValueOrDefault()));

    private static KeyedCondition? ConditionOf(TreeWays.Edge edge) => edge.Conditions.Length switch
    {
        0 => new KeyedCondition(null, [], true),
        1 when edge.Conditions[0] is { Names.Length: 0, Places: [var place] } only => new KeyedCondition(place, only.Values, only.MustHold),
        _ => null,
    };
}
