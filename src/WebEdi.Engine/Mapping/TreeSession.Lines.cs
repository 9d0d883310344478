using System.Numerics;
using System.Runtime.CompilerServices;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <content>The shortest way through lines of orders: a line whose segments are like those of an earlier one is filled by the plan that was made for that one.</content>
/// <remarks>What the plan cannot put into the line - values that are not plain, that come again, that are wrong - is looked at closely, as if the segments had been walked.</remarks>
internal sealed partial class TreeSession
{
    /// <summary>Maps a line by a plan.</summary>
    /// <returns>False: there is none, nothing was done.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryMapLine(SegmentTree tree, int node, TreeWays.Start start, Level level)
    {
        SegmentRun run = tree.Run();
        LinePlans plans = start.Lines ??= new LinePlans(start.Ways, level.Fields.Others);
        if (plans.Find(tree, run, node) is not { } plan)
            return false;

        ulong put = _filler.Fill(plan, tree, run, node, _orderLine!, out ulong odd);
        if (odd == 0 && level.Count > 1 && !level.Fields.HasSteps)
        {
            level.Fields.Finish(plan, put, node, level.Count, _found);
            return true;
        }

        plan.Note(put, node);
        if (odd != 0)
            LookClosely(tree, node, plan, odd);
        if (level.Count == 1)
            _firstItem = FirstItem();
        level.Fields.Finish(node, level.Count, _found, null, level.Part);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LookClosely(SegmentTree tree, int node, LinePlan plan, ulong odd)
    {
        for (; odd != 0; odd &= odd - 1)
        {
            ref readonly LineTake taken = ref plan.Takes[BitOperations.TrailingZeroCount(odd)];

            // Nothing is left of a value that is a line break.
            TreeWays.Take take = taken.Take;
            ReadOnlySpan<byte> bytes = tree.Value(node + taken.Node, take.Place);
            if (!bytes.IsEmpty)
                take.Field.Take(take, tree, node + taken.Node, take.Place, bytes, _found);
        }
    }
}
