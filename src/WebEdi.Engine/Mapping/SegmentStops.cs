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
    private Shaped _last = new(0, -1, 0);

    /// <summary>Finds what is done.</summary>
    public Stop Find(in SlotValues values)
    {
        Shaped shaped = _last;
        if (shaped.Shape != values.Shape)
            _last = shaped = FindShaped(values);

        int chosen = shaped.KeySlot < 0 ? 0 : choice!.IndexOf(values[shaped.KeySlot]);
        return shaped.Stops[chosen] ?? Learn(shaped, chosen, values);
    }

    private Shaped FindShaped(in SlotValues values)
    {
        ref Shaped? known = ref _known[(values.Shape * 0x9E3779B97F4A7C15UL) >> 60];
        if (known?.Shape != values.Shape)
        {
            int slot = choice is null ? -1 : values.SlotOf(choice.Place!.Value);
            known = new Shaped(values.Shape, slot, slot < 0 ? 1 : choice!.Count);
        }

        return known;
    }

    private Stop Learn(Shaped shaped, int chosen, in SlotValues values)
    {
        Passage passage = only ?? (shaped.KeySlot < 0 ? choice!.For([]) : choice!.At(chosen));
        return shaped.Stops[chosen] = new Stop(passage, passage.Takes.For(values));
    }

    private sealed class Shaped(ulong shape, int keySlot, int count)
    {
        public readonly ulong Shape = shape;

        /// <summary>The slot of the qualifier; -1: there is none.</summary>
        public readonly int KeySlot = keySlot;

        public readonly Stop?[] Stops = new Stop?[count];
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
