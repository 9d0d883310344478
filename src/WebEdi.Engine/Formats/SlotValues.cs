namespace WebEdi.Engine.Formats;

/// <summary>The values of a segment by their slots: the delimiters in front of them, counted from the first. Segments of one shape have the same places in the same slots.</summary>
internal readonly ref struct SlotValues
{
    private readonly SegmentTree _tree;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<int> _marks;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="marks">The delimiters of the segment.</param>
    /// <param name="shape">The sequence of their kinds.</param>
    public SlotValues(SegmentTree tree, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> marks, ulong shape)
    {
        _tree = tree;
        _bytes = bytes;
        _marks = marks;
        Shape = shape;
    }

    /// <summary>Gets the sequence of delimiters; never 0.</summary>
    public ulong Shape { get; }

    /// <summary>Gets a value without release characters; empty when nothing stands there.</summary>
    public ReadOnlySpan<byte> this[int slot]
    {
        get
        {
            int end = _marks[slot + 1];
            int start = Mark.IndexOf(_marks[slot]) + 1;
            ReadOnlySpan<byte> raw = _bytes[start..Mark.IndexOf(end)];
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
        for (int slot = 0; slot < _marks.Length - 1; slot++)
        {
            (element, component) = Mark.KindOf(_marks[slot]) == MarkKind.Element ? (element + 1, 0) : (element, component + 1);
            if (element == place.Element && component == place.Component)
                return slot;
        }

        return -1;
    }
}
