using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>The plans of the segments that stand in the head and at the end of messages, found by what came next the last time. Belongs to one session.</summary>
/// <param name="ways">The ways that begin at the message.</param>
internal sealed class HeadPlans(TreeWays ways)
{
    /// <summary>The most plans of segments of one tag; the one that was used longest ago makes room.</summary>
    private const int MaxAlike = 8;

    /// <summary>The most plans that are made: where hardly two messages are alike, none would be of use.</summary>
    private const int MaxMade = 256;

    private readonly HeadPlan _first = new(null, null);
    private HeadPlan?[]?[] _recent = [];
    private HeadPlan? _before;
    private int _made;

    /// <summary>Begins a message.</summary>
    public void Begin() => _before = _first;

    /// <summary>Finds the plan of a segment and those below it.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="run">Its segments.</param>
    /// <param name="node">The segment.</param>
    /// <returns>Null: they must be walked one by one.</returns>
    public HeadPlan? Find(SegmentTree tree, scoped in SegmentRun run, int node)
    {
        HeadPlan? plan = _before!.Next;
        if (plan is null || !plan.Pattern.IsFor(run, node, null))
        {
            if ((plan = FindOther(tree, run, node)) is null)
                return null;
            _before.Next = plan;
        }

        _before = plan;
        return plan.IsWalked ? null : plan;
    }

    private HeadPlan? FindOther(SegmentTree tree, scoped in SegmentRun run, int node)
    {
        int count = tree.End(node) - node;
        if (count > GroupPattern.MaxSegments)
            return null;

        // Nobody may have looked at the shapes of segments that no directory has.
        for (int i = 0; i < count; i++)
            tree.TrySlots(node + i, out _);

        HeadPlan?[] alike = RecentOf(tree.Symbol(node));
        int at = 0;
        while (at < MaxAlike && alike[at] is { } known && !known.Pattern.IsFor(run, node, null))
            at++;
        HeadPlan? plan = at < MaxAlike ? alike[at] : null;
        if (plan is null)
        {
            if (_made == MaxMade)
                return null;

            _made++;
            if ((plan = new PlanBuilder(tree, node).MakeHead(ways)) is null)
                return null;
        }

        at = Math.Min(at, MaxAlike - 1);
        alike.AsSpan(0, at).CopyTo(alike.AsSpan(1));
        return alike[0] = plan;
    }

    private HeadPlan?[] RecentOf(int symbol)
    {
        if (symbol >= _recent.Length)
            Array.Resize(ref _recent, Math.Max(symbol + 1, _recent.Length * 2));
        return _recent[symbol] ??= new HeadPlan?[MaxAlike];
    }
}
