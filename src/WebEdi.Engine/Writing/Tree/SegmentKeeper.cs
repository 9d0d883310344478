using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Mapping;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Finds the segments of messages that a map does not read, and where they belong when the message is written with it again.</summary>
internal sealed class SegmentKeeper
{
    private readonly WritePlan _plan;
    private readonly ReadSteps _read;
    private readonly int _most;
    private readonly List<int> _chain = [];
    private List<EdiKeptSegment> _kept = [];

    private SegmentKeeper(WritePlan plan, ReadSteps read, int most) => (_plan, _read, _most) = (plan, read, most);

    /// <summary>Gets how many segments more there were in the last message than are kept.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Makes a keeper.</summary>
    /// <param name="map">The map.</param>
    /// <param name="most">How many segments of a message are kept.</param>
    /// <returns>Null: nothing can be written with the map.</returns>
    public static SegmentKeeper? Of(InboundPlan map, int most) => WritePlanBuilder.Build(map) is { } plan ? new SegmentKeeper(plan, new ReadSteps(map), most) : null;

    /// <summary>Finds the segments of a message.</summary>
    public IReadOnlyList<EdiKeptSegment> Find(SegmentTree tree)
    {
        (_kept, LeftOut) = ([], 0);
        bool[] isRead = new bool[tree.NodeCount];
        Look(tree, 0, isRead);
        Walk(tree, 0, isRead, _plan.Root, "");
        return _kept;
    }

    /// <summary>Marks the segments that are read, and those whose groups hold one.</summary>
    private void Look(SegmentTree tree, int parent, bool[] isRead)
    {
        for (int node = parent + 1; node < tree.End(parent); node = tree.End(node))
        {
            _chain.Add(node);
            isRead[node] = _read.Has(tree, _chain);
            Look(tree, node, isRead);
            _chain.RemoveAt(_chain.Count - 1);
            isRead[parent] |= isRead[node];
        }
    }

    private void Walk(SegmentTree tree, int parent, bool[] isRead, WriteNode? at, string? under)
    {
        Dictionary<WriteNode, int> seen = [];
        int place = 0;
        for (int node = parent + 1; node < tree.End(parent); node = tree.End(node))
        {
            // The header and the trailer of the message are the writer's own.
            if (parent == 0 && (node == 1 || tree.End(node) == tree.NodeCount))
                continue;

            string tag = tree.Symbols[tree.Symbol(node)];
            place = at?.Group is { } group ? PlaceOf(group, tag, place) : place;
            if (!isRead[node])
            {
                Keep(tree, node, under, place);
                continue;
            }

            WriteNode? own = at?.Children.Find(c => c.Tag == tag && HasQualifiers(tree, node, c) && (c.Level is not null || !seen.ContainsKey(c)));
            int number = own is null ? 0 : seen.GetValueOrDefault(own);
            if (own is not null)
                seen[own] = number + 1;

            // Which levels of a hierarchy are written is decided anew.
            bool isKnown = own is { Rank: <= 0 } || own?.Level is not null;
            Walk(tree, node, isRead, own, isKnown && under is not null ? Below(under, own!, number) : null);
        }
    }

    /// <summary>Names a way of segments.</summary>
    public static string Below(string under, WriteNode node, int number) => node.Level is null ? $"{under}/{node.Key}" : $"{under}/{node.Key}:{number}";

    private static int PlaceOf(GroupSchema group, string tag, int from)
    {
        int found = group.Find(SegmentTag.Pack(tag), from);
        return found >= 0 ? found : group.Find(SegmentTag.Pack(tag), 0) is >= 0 and int earlier ? earlier : from;
    }

    private static bool HasQualifiers(SegmentTree tree, int node, WriteNode own) =>
        own.Slots.TrueForAll(s => !s.IsFixed || tree.Value(node, s.Place).SequenceEqual(s.Constant));

    private void Keep(SegmentTree tree, int node, string? under, int place)
    {
        for (int i = node; i < tree.End(node); i++)
        {
            if (_kept.Count >= _most)
            {
                LeftOut += tree.End(node) - i;
                return;
            }

            _kept.Add(new EdiKeptSegment
            {
                Tag = tree.Symbols[tree.Symbol(i)],
                Text = tree.Codec.Show(tree.BytesOf(i)),
                Values = Values(tree, i),
                Under = under,
                Order = place,
                IsInside = i > node,
            });
        }
    }

    private static List<(Place Place, string Value)> Values(SegmentTree tree, int node)
    {
        List<(Place, string)> values = [];
        int element = -1, component = 0, repetition = 0;
        foreach (int mark in tree.MarksOf(node)[..^1])
        {
            (element, component, repetition) = Mark.KindOf(mark) switch
            {
                MarkKind.Element => (element + 1, 0, 0),
                MarkKind.Component => (element, component + 1, repetition),
                _ => (element, 0, repetition + 1),
            };
            Place place = new(element, component, repetition);
            if (tree.Value(node, place) is { IsEmpty: false } value)
                values.Add((place, tree.Codec.Show(value)));
        }

        return values;
    }
}
