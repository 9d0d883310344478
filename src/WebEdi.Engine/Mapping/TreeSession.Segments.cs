using System.Runtime.CompilerServices;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <content>The short way through messages of segments: what a map does at a segment is found by its shape and one qualifier, and plain values go from their bytes into the document.</content>
/// <remarks>Whatever is not plain - release characters, repetitions, long qualifiers, values that are wrong or come again - goes the way of all nodes.</remarks>
internal sealed partial class TreeSession
{
    // What is put together here is walked for every segment, and its registers must last.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WalkSegments(SegmentTree tree, int parent, TreeWays ways, DocumentAssembly document)
    {
        SegmentRun run = tree.Run();
        int end = tree.End(parent);
        for (int node = parent + 1; node < end; node = tree.End(node))
        {
            if (ways.Through(run[node].Symbol) is not { } crossing)
                continue;

            if (crossing.Stops is not { } stops || stops.Find(tree, run, node) is not { } stop)
            {
                Go(tree, node, crossing, document);
                continue;
            }

            TakePlain(tree, run, node, stop.Steps);
            if (stop.Onward is { } onward)
                GoOn(tree, node, onward, document);
        }
    }

    private void TakePlain(SegmentTree tree, scoped in SegmentRun run, int node, TakeStep[] steps)
    {
        ref readonly SegmentSlot segment = ref run[node];
        for (int i = 0; i < steps.Length; i++)
        {
            ref TakeStep step = ref steps[i];
            ReadOnlySpan<byte> bytes = run.Value(segment, step.Slot, out bool isClean);
            if (bytes.IsEmpty)
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

            if (!isKnown || step.Only is not { } only || !only.Field.TryTakeFirst(only, node, only.Place, bytes))
                TakeStepSlowly(tree, node, step);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeStepSlowly(SegmentTree tree, int node, in TakeStep step)
    {
        tree.TrySlots(node, out SlotValues values);
        TakeSome(step, tree, node, values[step.Slot], values);
    }
}
