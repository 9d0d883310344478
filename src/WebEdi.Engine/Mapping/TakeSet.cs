using System.Runtime.CompilerServices;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>The values that are taken at a node, place by place from left to right.</summary>
/// <remarks>
/// Segments of one tag have few shapes, so the places are looked for once for each. What is walked for every segment lies in one array. Belongs
/// to one session.
/// </remarks>
internal sealed class TakeSet
{
    private const int Shapes = 8;

    private readonly ulong[] _shapes = new ulong[Shapes];
    private readonly TakeStep[][] _known = new TakeStep[Shapes][];

    // No segment has this shape.
    private ulong _last = ulong.MaxValue;
    private TakeStep[]? _steps;

    private TakeSet(TakeGroup[] groups) => Groups = groups;

    /// <summary>Gets the values of each place.</summary>
    public TakeGroup[] Groups { get; }

    /// <summary>Puts values to take together; those of one place keep their order.</summary>
    public static TakeSet Of(List<TreeWays.Take> takes)
    {
        // Few at every node: each finds its place among those before it.
        List<List<TreeWays.Take>> groups = [];
        foreach (TreeWays.Take take in takes)
        {
            if (takes.Exists(t => t.Outdoes(take)))
                continue;

            int at = groups.Count;
            while (at > 0 && Order(groups[at - 1][0].Place) > Order(take.Place))
                at--;
            if (at > 0 && groups[at - 1][0].Place == take.Place)
                groups[at - 1].Add(take);
            else
                groups.Insert(at, [take]);
        }

        TakeGroup[] all = new TakeGroup[groups.Count];
        for (int i = 0; i < all.Length; i++)
            all[i] = new TakeGroup([.. groups[i]]);
        return new TakeSet(all);
    }

    /// <summary>Gets what is taken from a segment.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The segment.</param>
    /// <returns>Null: each place must be asked for.</returns>
    public TakeStep[]? For(SegmentTree tree, int node)
    {
        if (tree.ShapeOf(node) == _last)
            return _steps;
        if (!tree.TrySlots(node, out SlotValues values))
            return null;

        (_last, _steps) = (values.Shape, Find(values));
        return _steps;
    }

    private TakeStep[] Find(in SlotValues values)
    {
        int at = (int)((values.Shape * 0x9E3779B97F4A7C15UL) >> 61);
        if (_shapes[at] == values.Shape)
            return _known[at];

        // An array filled twice over: a list of steps would have to be compiled before the first message of a process.
        int count = 0;
        foreach (TakeGroup group in Groups)
            count += values.SlotOf(group.Place) >= 0 ? 1 : 0;
        TakeStep[] steps = new TakeStep[count];
        count = 0;
        foreach (TakeGroup group in Groups)
        {
            if (values.SlotOf(group.Place) is >= 0 and int slot)
                steps[count++] = new TakeStep(group, slot, group.Beside is { } beside ? values.SlotOf(beside) : -1);
        }

        (_shapes[at], _known[at]) = (values.Shape, steps);
        return _known[at];
    }

    private static long Order(Place place) => ((long)place.Element << 32) | (uint)place.Component;
}

/// <summary>What is taken from a place that is there.</summary>
internal struct TakeStep
{
    // No qualifier has this key.
    private const ulong NoKey = QualifierKey.TooLong;

    private readonly TakeGroup _group;
    private readonly KeyedChoice<TreeWays.Take[]>? _choice;
    private ulong _key = NoKey;

    public TakeStep(TakeGroup group, int slot, int beside)
    {
        (_group, _choice, Beside, Slot) = (group, group.Choice, (short)beside, (short)slot);
        Sure = group is { IsSure: true, Choice: null } ? Own(group.Takes) : null;
        IsChosen = _choice is not null;
    }

    /// <summary>Gets the slot of the value.</summary>
    public readonly short Slot;

    /// <summary>Gets the slot of the qualifier; -1: nothing stands there.</summary>
    public readonly short Beside;

    /// <summary>Gets a value indicating whether a qualifier chooses the fields.</summary>
    public readonly bool IsChosen;

    /// <summary>Gets a value indicating whether the qualifier that was chosen by last is for no field.</summary>
    public bool IsNone;

    /// <summary>Gets the fields that the value is for, where a qualifier chooses the one that was chosen by last; null: <see cref="Takes"/> tells.</summary>
    public TreeWays.Take[]? Sure;

    /// <summary>Gets a value indicating whether the fields are meant; otherwise each must be asked.</summary>
    public readonly bool IsSure => _group.IsSure;

    /// <summary>Gets the fields that may be meant.</summary>
    public readonly TreeWays.Take[] Takes(in SlotValues values) => _choice is null ? _group.Takes : _choice.For(Beside < 0 ? default : values[Beside]);

    /// <summary>Chooses by a qualifier, mostly the same as before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Choose(ulong key)
    {
        if (key != _key)
            Learn(key);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Learn(ulong key)
    {
        TreeWays.Take[] takes = _choice!.At(_choice.IndexOf(key));
        (_key, IsNone, Sure) = (key, takes.Length == 0, Own(takes));
    }

    private static TreeWays.Take[]? Own(TreeWays.Take[] takes) => Array.Exists(takes, static t => t.Inherited) ? null : takes;
}

/// <summary>The fields that one place of a node is for, and what of them its qualifier chooses.</summary>
internal sealed class TakeGroup
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="takes">The fields.</param>
    public TakeGroup(TreeWays.Take[] takes)
    {
        (Takes, Place) = (takes, takes[0].Place);
        Choice = KeyedChoice<TreeWays.Take[]>.Of(takes, t => new KeyedCondition(t.Beside, t.Qualifiers, t.QualifierHolds), Best);
        IsSure = Choice is not null;
        Beside = Choice?.Place;
        if (Beside is null)
            Choice = null;
    }

    /// <summary>Gets the place.</summary>
    public Place Place { get; }

    /// <summary>Gets the fields.</summary>
    public TreeWays.Take[] Takes { get; }

    /// <summary>Gets a value indicating whether the fields that are chosen are meant; otherwise each must be asked.</summary>
    public bool IsSure { get; }

    /// <summary>Gets what a qualifier chooses among them; null: all may be meant.</summary>
    public KeyedChoice<TreeWays.Take[]>? Choice { get; }

    /// <summary>Gets the place of the qualifier.</summary>
    public Place? Beside { get; }

    /// <summary>Of several ways of one field to the same value, the best is enough.</summary>
    private static TreeWays.Take[] Best(TreeWays.Take[] chosen) => Array.FindAll(chosen, t => !Array.Exists(chosen, o => o.IsBetter(t)));
}
