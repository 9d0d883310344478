using System.Runtime.Intrinsics;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>Goes the ways of a map through some segments and writes down what is taken where.</summary>
/// <param name="tree">The message.</param>
/// <param name="node">The first segment; those below it belong to it.</param>
internal sealed class PlanBuilder(SegmentTree tree, int node)
{
    private readonly List<QualifierAt> _keys = [];
    private readonly List<PlannedTake> _takes = [];
    private bool _isUnsure;

    /// <summary>Makes the plan of a line.</summary>
    /// <param name="ways">The ways that begin at the line.</param>
    /// <param name="others">The fields of which more is asked at the end of a line.</param>
    /// <returns>Null: a qualifier of this line must be looked at closely, so that it tells nothing of others.</returns>
    public LinePlan? MakeLine(TreeWays ways, TreeField[] others)
    {
        bool isPlanned = TryLay(node, ways.Takes) && TryWalk(node, ways) && _takes.Count <= LinePlan.MaxTakes;
        return _isUnsure ? null : new LinePlan(Pattern(), isPlanned ? LineTakes() : null, others);
    }

    /// <summary>Makes the plan of a segment of the message itself and of those below it.</summary>
    /// <param name="ways">The ways that begin at the message.</param>
    /// <returns>Null: as for a line.</returns>
    public HeadPlan? MakeHead(TreeWays ways)
    {
        bool isPlanned = TryPass(node, ways);
        return _isUnsure ? null : new HeadPlan(Pattern(), isPlanned ? [.. _takes] : null);
    }

    private GroupPattern Pattern()
    {
        SegmentRun run = tree.Run();
        Vector256<int> origin = run.OriginOf(node);
        Vector256<int>[] segments = new Vector256<int>[tree.End(node) - node];
        for (int i = 0; i < segments.Length; i++)
            segments[i] = run.Relative(node + i, origin);
        return new GroupPattern(segments, [.. _keys]);
    }

    private LineTake[] LineTakes()
    {
        LineTake[] all = new LineTake[_takes.Count];
        for (int i = 0; i < all.Length; i++)
        {
            // What comes again in a line, or holds for others too, must be weighed against what is there.
            TreeWays.Take take = _takes[i].Take;
            bool isOther = take.Inherited || _takes.FindIndex(t => t.Take.Field == take.Field) < i;
            all[i] = new LineTake(_takes[i], isOther ? LineTakeKind.Other : take.Field.LineKind);
        }

        return all;
    }

    private bool TryWalk(int parent, TreeWays ways)
    {
        int end = tree.End(parent);
        for (int child = parent + 1; child < end; child = tree.End(child))
        {
            if (!TryPass(child, ways))
                return false;
        }

        return true;
    }

    private bool TryPass(int child, TreeWays ways)
    {
        if (ways.Through(tree.Symbol(child)) is not { } crossing)
            return true;
        if (crossing.Stops is null || !tree.TrySlots(child, out SlotValues values) || !TryKey(child, crossing.Place is { } place ? values.SlotOf(place) : -1))
            return false;

        Passage passage = crossing.For(tree, child)!;
        if (passage.Starts.Length > 0 || passage.Onward.Length > 1 || !TryLay(child, passage.Takes))
            return false;
        return passage.Onward is not [var onward] || TryWalk(child, onward);
    }

    private bool TryLay(int segment, TakeSet takes)
    {
        if (takes.Groups.Length == 0)
            return true;
        if (takes.For(tree, segment) is not { } steps || !tree.TrySlots(segment, out SlotValues values))
            return false;

        foreach (TakeStep step in steps)
        {
            if (!step.IsSure || (step.IsChosen && !TryKey(segment, step.Beside)))
                return false;

            foreach (TreeWays.Take take in step.Takes(values))
                _takes.Add(new PlannedTake(take, segment - node, MarkOf(segment) + step.Slot));
        }

        return true;
    }

    private bool TryKey(int segment, int slot)
    {
        if (slot < 0)
            return true;

        int mark = MarkOf(segment) + slot;
        if (tree.Run().TryKey(tree.Slot(node).FirstMark + mark, out ulong key))
            _keys.Add(new QualifierAt(mark, key));
        else
            _isUnsure = true;
        return !_isUnsure;
    }

    private int MarkOf(int segment) => tree.Slot(segment).FirstMark - tree.Slot(node).FirstMark;
}
