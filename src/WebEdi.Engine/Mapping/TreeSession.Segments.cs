using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <content>The short way through messages of segments: what a map does at a segment is found by its shape and one qualifier, and plain values go into the document as they are met.</content>
/// <remarks>Whatever is not plain - release characters, repetitions, long qualifiers, values that are wrong or come again - goes the way of all nodes.</remarks>
internal sealed partial class TreeSession
{
    // What is put together here is walked for every segment, and its registers must last.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WalkSegments(SegmentTree tree, int parent, TreeWays ways, DocumentAssembly document)
    {
        SegmentRun run = tree.Run();
        HeadPlans? heads = parent == 0 && !tree.IsFlat ? ways.Heads : null;
        heads?.Begin();
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            ref readonly SegmentSlot segment = ref run[node];
            if (ways.Through(segment.Symbol) is not { } crossing)
                continue;

            if (heads is not null && crossing.IsPlanned && heads.Find(tree, run, node) is { } plan)
            {
                TakeHead(tree, run, node, plan);
                continue;
            }

            ref RecentStop recent = ref crossing.Recent;
            if (!recent.IsLike(segment, run) && (crossing.Stops is not { } stops || stops.Find(tree, run, node, ref recent) is null))
            {
                Go(tree, node, crossing, document);
                continue;
            }

            Passage? onward = recent.Onward;
            TakePlain(tree, run, node, recent.Steps);
            if (onward is not null)
                GoOn(tree, node, onward, document);
        }
    }

    private void TakeHead(SegmentTree tree, scoped in SegmentRun run, int node, HeadPlan plan)
    {
        int firstMark = run[node].FirstMark;
        foreach (ref readonly PlannedTake planned in plan.Takes)
        {
            ref byte first = ref run.Find(firstMark + planned.Mark, out int length, out bool isClean);
            if (length == 0)
                continue;

            // Nothing is left of a value that is a line break.
            TreeWays.Take take = planned.Take;
            ReadOnlySpan<byte> bytes = isClean ? MemoryMarshal.CreateReadOnlySpan(ref first, length) : tree.Value(node + planned.Node, take.Place);
            if (!bytes.IsEmpty)
                take.Field.Take(take, tree, node + planned.Node, take.Place, bytes, _found);
        }
    }

    private void TakePlain(SegmentTree tree, scoped in SegmentRun run, int node, TakeStep[] steps)
    {
        ref readonly SegmentSlot segment = ref run[node];
        for (int i = 0; i < steps.Length; i++)
        {
            ref TakeStep step = ref steps[i];
            ref byte first = ref run.Find(segment.FirstMark + step.Slot, out int length, out bool isClean);
            if (length == 0)
                continue;

            bool isKnown = isClean;
            if (step.IsChosen)
            {
                isKnown = run.TryKey(segment, step.Beside, out ulong key);
                if (isKnown)
                    step.Choose(key);
                if (isKnown && step.IsNone)
                    continue;
                isKnown &= isClean;
            }

            if (isKnown && step.Sure is { } takes)
                TakeEach(takes, tree, node, MemoryMarshal.CreateReadOnlySpan(ref first, length));
            else
                TakeStepSlowly(tree, node, step);
        }
    }

    private void TakeEach(TreeWays.Take[] takes, SegmentTree tree, int node, ReadOnlySpan<byte> bytes)
    {
        foreach (TreeWays.Take take in takes)
            take.Field.Take(take, tree, node, take.Place, bytes, _found);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeStepSlowly(SegmentTree tree, int node, in TakeStep step)
    {
        tree.TrySlots(node, out SlotValues values);

        // Nothing is left of a value that is a line break.
        ReadOnlySpan<byte> bytes = values[step.Slot];
        if (!bytes.IsEmpty)
            TakeSome(step, tree, node, bytes, values);
    }
}
