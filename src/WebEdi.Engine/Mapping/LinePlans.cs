using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Schema;

namespace WebEdi.Engine.Mapping;

/// <summary>The plans of the lines that a way leads to, found by the segments that a line consists of. Belongs to one session.</summary>
/// <param name="ways">The ways that begin at a line.</param>
/// <param name="others">The fields of which more is asked at the end of a line.</param>
internal sealed class LinePlans(TreeWays ways, TreeField[] others)
{
    /// <summary>The most plans of lines of as many segments; the one that was used longest ago makes room.</summary>
    private const int MaxAlike = 8;

    /// <summary>The most plans that are made: where hardly two lines are alike, none would be of use.</summary>
    private const int MaxMade = 256;

    private readonly LinePlan?[] _recent = new LinePlan?[(GroupPattern.MaxSegments + 1) * MaxAlike];
    private int _made;

    /// <summary>Finds the plan of a line.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="run">Its segments.</param>
    /// <param name="node">The segment that begins the line.</param>
    /// <returns>Null: the line must be walked segment by segment.</returns>
    public LinePlan? Find(SegmentTree tree, scoped in SegmentRun run, int node)
    {
        int count = tree.End(node) - node;
        if (count > GroupPattern.MaxSegments || tree.IsFlat)
            return null;

        // Segments behind those of the form would make it another line.
        GroupForm? form = tree.FormOf(node) is { } known && known.Count == count ? known : null;
        LinePlan? plan = _recent[count * MaxAlike];
        if (plan is null || !plan.Pattern.IsFor(run, node, form))
            plan = FindOther(tree, run, node, form, _recent.AsSpan(count * MaxAlike, MaxAlike), count);
        return plan is null || plan.IsWalked ? null : plan;
    }

    private LinePlan? FindOther(SegmentTree tree, scoped in SegmentRun run, int node, GroupForm? form, Span<LinePlan?> alike, int count)
    {
        // Nobody may have looked at the shapes of segments that no directory has.
        for (int i = 0; i < count; i++)
            tree.TrySlots(node + i, out _);

        int at = 0;
        while (at < MaxAlike && alike[at] is { } known && !known.Pattern.IsFor(run, node, form))
            at++;
        LinePlan? plan = at < MaxAlike ? alike[at] : null;
        if (plan is null)
        {
            if (_made == MaxMade)
                return null;

            _made++;
            if ((plan = new PlanBuilder(tree, node).MakeLine(ways, others)) is null)
                return null;
        }

        at = Math.Min(at, MaxAlike - 1);
        alike[..at].CopyTo(alike[1..]);
        return alike[0] = plan;
    }
}
