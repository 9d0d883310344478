using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WebEdi.Engine.Formats;

/// <summary>The values of a segment by their slots: the delimiters in front of them, counted from the first. Segments of one shape have the same places in the same slots.</summary>
/// <remarks>Slots are asked for that <see cref="SlotOf"/> found for the same shape; they are not looked at again.</remarks>
internal readonly ref struct SlotValues
{
    private readonly ref int _marks;
    private readonly ref byte _bytes;
    private readonly SegmentTree _tree;
    private readonly int _count;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="marks">The delimiters of the segment.</param>
    /// <param name="shape">The sequence of their kinds.</param>
    public SlotValues(SegmentTree tree, ReadOnlySpan<int> marks, ulong shape)
    {
        _tree = tree;
        _bytes = ref MemoryMarshal.GetReference(tree.Bytes);
        _marks = ref MemoryMarshal.GetReference(marks);
        _count = marks.Length;
        Shape = shape;
    }

    /// <summary>Gets the sequence of delimiters; never 0.</summary>
    public ulong Shape { get; }

    /// <summary>Gets a value without release characters; empty when nothing stands there.</summary>
    public ReadOnlySpan<byte> this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int end = Unsafe.Add(ref _marks, slot + 1);
            int start = Mark.IndexOf(Unsafe.Add(ref _marks, slot)) + 1;
            ReadOnlySpan<byte> raw = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _bytes, start), Mark.IndexOf(end) - start);
            return (end & Mark.Unclean) == 0 ? raw : _tree.Clean(raw);
        }
    }

    /// <summary>Finds the slot of a place.</summary>
    /// <returns>-1: the segment has no such place.</returns>
    public int SlotOf(Place place)
    {
        // The last mark is the terminator. What stands in front of the first element is no part of any.
        int element = -1;
        int component = 0;
        for (int slot = 0; slot < _count - 1; slot++)
        {
            (element, component) = Mark.KindOf(Unsafe.Add(ref _marks, slot)) == MarkKind.Element ? (element + 1, 0) : (element, component + 1);
            if (element == place.Element && component == place.Component)
                return slot;
        }

        return -1;
    }
}
