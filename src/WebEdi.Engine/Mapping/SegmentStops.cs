using System.Runtime.CompilerServices;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>What a map does at the segments of one tag, found by the shape of a segment and one qualifier. Belongs to one session.</summary>
/// <remarks>Senders write few shapes, and mostly the same qualifier again; then one look at each is enough.</remarks>
/// <param name="choice">Tells what is done by a qualifier; null: it is always the same.</param>
/// <param name="only">What is done where no qualifier chooses.</param>
internal sealed class SegmentStops(KeyedChoice<Passage>? choice, Passage? only)
{
    private const int Shapes = 16;

    private readonly Shaped?[] _known = new Shaped?[Shapes];
    // No segment has this shape.
    private Shaped _last = new(ulong.MaxValue, -1, 0);

    /// <summary>Finds what is done.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="run">Its segments.</param>
    /// <param name="node">The segment.</param>
    /// <param name="recent">What is found is noted here.</param>
    /// <returns>Null: the segment must be looked at more closely.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Stop? Find(SegmentTree tree, scoped in SegmentRun run, int node, ref RecentStop recent)
    {
        ref readonly SegmentSlot segment = ref run[node];
        Shaped shaped = _last;
        if (shaped.Shape != segment.Shape)
        {
            if (FindShaped(tree, node) is not { } other)
                return null;
            shaped = other;
        }

        if (!run.TryKey(segment, shaped.KeySlot, out ulong key))
            return null;
        if (key != shaped.LastKey)
            Learn(shaped, key, tree, node);
        recent = new RecentStop(shaped.Shape, shaped.KeySlot, key, shaped.LastStop!);
        return shaped.LastStop;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Shaped? FindShaped(SegmentTree tree, int node)
    {
        if (!tree.TrySlots(node, out SlotValues values))
            return null;

        ref Shaped? known = ref _known[(values.Shape * 0x9E3779B97F4A7C15UL) >> 60];
        if (known?.Shape != values.Shape)
        {
            int slot = choice is null ? -1 : values.SlotOf(choice.Place.GetValueOrDefault());
            known = new Shaped(values.Shape, slot, slot < 0 ? 1 : choice!.Count);
        }

        return _last = known;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Learn(Shaped shaped, ulong key, SegmentTree tree, int node)
    {
        int chosen = shaped.KeySlot < 0 ? 0 : choice!.IndexOf(key);
        if (shaped.Stops[chosen] is not { } stop)
        {
            Passage passage = only ?? (shaped.KeySlot < 0 ? choice!.For([]) : choice!.At(chosen));
            shaped.Stops[chosen] = stop = new Stop(passage, passage.Takes.For(tree, node)!);
        }

        (shaped.LastKey, shaped.LastStop) = (key, stop);
    }

    private sealed class Shaped(ulong shape, int keySlot, int count)
    {
        public readonly ulong Shape = shape;

        /// <summary>The slot of the qualifier; -1: there is none.</summary>
        public readonly int KeySlot = keySlot;

        public readonly Stop?[] Stops = new Stop?[count];

        /// <summary>The qualifier of the segment before; no qualifier has this one.</summary>
        public ulong LastKey = QualifierKey.TooLong;

        public Stop? LastStop;
    }
}

/// <summary>What is done at a segment.</summary>
/// <param name="passage">The ways on and the parts.</param>
/// <param name="steps">The values that are taken from segments of the shape.</param>
internal sealed class Stop(Passage passage, TakeStep[] steps)
{
    /// <summary>The ways on and the parts; null: nothing but values.</summary>
    public readonly Passage? Onward = passage is { Onward: [], Starts: [] } ? null : passage;

    /// <summary>The values.</summary>
    public readonly TakeStep[] Steps = steps;
}

/// <summary>What was done at a segment of a shape with a qualifier.</summary>
/// <param name="shape">The shape.</param>
/// <param name="keySlot">The slot of the qualifier; -1: there is none.</param>
/// <param name="key">The qualifier.</param>
/// <param name="stop">What was done.</param>
internal readonly struct RecentStop(ulong shape, int keySlot, ulong key, Stop? stop)
{
    /// <summary>No segment has this shape.</summary>
    public static readonly RecentStop None = new(ulong.MaxValue, -1, 0, null);

    private readonly ulong _shape = shape;
    private readonly ulong _key = key;
    private readonly int _keySlot = keySlot;

    /// <summary>Gets the values.</summary>
    public readonly TakeStep[] Steps = stop?.Steps ?? [];

    /// <summary>Gets the ways on and the parts; null: nothing but values.</summary>
    public readonly Passage? Onward = stop?.Onward;

    /// <summary>Tells whether a segment is alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLike(in SegmentSlot segment, scoped in SegmentRun run) =>
        segment.Shape == _shape && run.TryKey(segment, _keySlot, out ulong key) && key == _key;
}
