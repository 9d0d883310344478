using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>A group of segments that was sound, and what one must be like so that it is sound for the same reasons: the same tags and delimiters, values of lengths that fit.</summary>
/// <remarks>Senders write line after line in the same few ways. Where the segments belong and what their values must be is found out once for all that are alike.</remarks>
internal sealed class GroupForm
{
    /// <summary>The most segments of such a group.</summary>
    public const int MaxSegments = 32;

    /// <summary>The most delimiters of such a group: a bit for each.</summary>
    public const int MaxMarks = 64;

    private const int Lanes = SegmentShape.Lanes;

    // Of eight delimiters their kinds, then the fewest bytes of the values behind them, then the most.
    private const int Row = 3 * Lanes;

    // What two compare of a segment lies in the first half of its slot, what one is told about it in the second.
    private readonly Vector128<int>[] _segments;
    private readonly Vector128<int>[] _places;
    private readonly int[] _rows;
    private readonly ElementSchema?[] _elements;
    private readonly Part[] _conditional;
    private readonly ulong _mayBeEmpty;
    private readonly ulong _look;
    private readonly ulong _weighed;
    private readonly int _state;
    private ulong _held;

    private GroupForm(SegmentTree tree, int node, int count, int marks, SegmentShape[] shapes, int state, OpenGroups open)
    {
        (Count, _state, Open) = (count, state, open);
        (_segments, _places) = (new Vector128<int>[count], new Vector128<int>[count]);
        int rows = (marks + Lanes - 1) / Lanes;
        _rows = new int[rows * Row];
        _elements = new ElementSchema?[marks];
        List<Part> conditional = [];
        int first = tree.Slot(node).FirstMark;
        int[] ends = Ends(tree, node, count);
        for (int i = 0; i < count; i++)
        {
            ref readonly SegmentSlot slot = ref tree.Slot(node + i);
            (int at, SegmentShape shape) = (slot.FirstMark - first, shapes[i]);
            _segments[i] = Vector128.Create(0, at, slot.MarkCount, slot.Symbol);
            _places[i] = Vector128.Create(i == 0 ? 0 : slot.Parent - node, ends[i], (int)slot.Shape, (int)(slot.Shape >> 32));
            _mayBeEmpty |= (ulong)shape.MayBeEmpty << at;
            _look |= (ulong)shape.Look << at;
            if (shape.HasConditions)
            {
                conditional.Add(new Part(shape, at));
                _weighed |= ((1UL << (slot.MarkCount - 1)) - 1) << at;
            }

            for (int m = 0; m < slot.MarkCount; m++)
            {
                // What stands behind a terminator is the next tag.
                bool isLast = m == slot.MarkCount - 1;
                int lane = ((at + m) / Lanes * Row) + ((at + m) % Lanes);
                _elements[at + m] = isLast ? null : shape.Elements[m];
                _rows[lane] = (int)MarkKinds.At(slot.Shape, m);
                (_rows[lane + Lanes], _rows[lane + (2 * Lanes)]) = isLast ? (int.MinValue, int.MaxValue)
                    : (shape.Bounds[SegmentShape.LeastOf(m)], shape.Bounds[SegmentShape.LeastOf(m) + Lanes]);
            }
        }

        // Nothing is asked of what stands behind the last one.
        for (int i = marks; i < rows * Lanes; i++)
        {
            int lane = (i / Lanes * Row) + (i % Lanes);
            (_rows[lane], _rows[lane + Lanes], _rows[lane + (2 * Lanes)]) = (-1, int.MinValue, int.MaxValue);
        }

        _conditional = [.. conditional];
        _held = ~_weighed;
    }

    /// <summary>Gets how many segments it has.</summary>
    public int Count { get; }

    /// <summary>Gets the groups that are open at its end.</summary>
    public OpenGroups Open { get; }

    /// <summary>Makes the form of a group that was placed and found sound.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The segment that opened the group.</param>
    /// <param name="count">How many segments it has.</param>
    /// <param name="state">The state behind the first one.</param>
    /// <param name="open">The groups that are open at its end.</param>
    /// <param name="shapesOf">Knows the segments of the directory.</param>
    /// <returns>Null: it is too long, or holds a segment of which a form cannot be known.</returns>
    public static GroupForm? Of(SegmentTree tree, int node, int count, int state, OpenGroups open, Func<int, SegmentShapes?> shapesOf)
    {
        ref readonly SegmentSlot last = ref tree.Slot(node + count - 1);
        int marks = last.FirstMark + last.MarkCount - tree.Slot(node).FirstMark;
        if (count > MaxSegments || marks > MaxMarks)
            return null;

        SegmentShape[] shapes = new SegmentShape[count];
        for (int i = 0; i < count; i++)
        {
            ref readonly SegmentSlot slot = ref tree.Slot(node + i);
            if (slot.Shape == 0 || shapesOf(slot.Symbol)?.Find(slot.Shape, slot.MarkCount) is not { IsPossible: true } shape)
                return null;

            shapes[i] = shape;
        }

        return new GroupForm(tree, node, count, marks, shapes, state, open.Copy());
    }

    /// <summary>Tells whether a group is alike and surely sound; if so, its segments are put where they belong.</summary>
    /// <param name="tree">The message.</param>
    /// <param name="node">The segment that has opened the group.</param>
    /// <param name="state">The state behind it.</param>
    /// <returns>False: nothing was done, it must be looked at segment by segment.</returns>
    public bool TryPlace(SegmentTree tree, int node, int state)
    {
        if (state != _state || node + Count > tree.NodeCount || !tree.HasMarks(node, _elements.Length + Lanes))
            return false;

        ref SegmentSlot slot = ref tree.Slot(node);
        if (!IsAlike(ref slot) || !Fits(tree, ref tree.MarkOf(node)))
            return false;

        int parent = slot.Parent;
        Vector128<int> origin = Vector128.Create(node, node, 0, 0);
        for (int i = 0; i < _places.Length; i++)
            (_places[i] + origin).StoreUnsafe(ref Unsafe.Add(ref slot, i).Parent);
        slot.Parent = parent;
        return true;
    }

    private bool IsAlike(ref SegmentSlot slot)
    {
        Vector128<int> origin = Vector128.Create(0, slot.FirstMark, 0, 0);
        Vector128<int> different = Vector128<int>.Zero;
        for (int i = 0; i < _segments.Length; i++)
            different |= ((Vector128.LoadUnsafe(ref Unsafe.Add(ref slot, i).Start) - origin) ^ _segments[i]) & Vector128.Create(0, -1, -1, -1);
        return different == Vector128<int>.Zero;
    }

    private bool Fits(SegmentTree tree, ref int marks)
    {
        ref int row = ref MemoryMarshal.GetArrayDataReference(_rows);
        int rows = _rows.Length / Row;
        ulong empty = 0;
        for (int i = 0; i < rows; i++, row = ref Unsafe.Add(ref row, Row))
        {
            Vector256<int> mark = Vector256.LoadUnsafe(ref marks, (nuint)(i * Lanes));
            Vector256<int> length = (Vector256.LoadUnsafe(ref marks, (nuint)((i * Lanes) + 1)) >> Mark.IndexShift) - (mark >> Mark.IndexShift) - Vector256<int>.One;
            Vector256<int> kinds = Vector256.LoadUnsafe(ref row);
            Vector256<int> wrong = Vector256.LessThan(length, Vector256.LoadUnsafe(ref row, Lanes)) | Vector256.GreaterThan(length, Vector256.LoadUnsafe(ref row, 2 * Lanes));
            Vector256<int> other = ~(Vector256.Equals(mark & Vector256.Create(Mark.Kinds), kinds) | Vector256.LessThan(kinds, Vector256<int>.Zero));
            ulong none = (ulong)Vector256.Equals(length, Vector256<int>.Zero).ExtractMostSignificantBits() << (i * Lanes);
            if (other != Vector256<int>.Zero || (((ulong)wrong.ExtractMostSignificantBits() << (i * Lanes)) & ~(none & _mayBeEmpty)) != 0)
                return false;

            empty |= none;
        }

        for (ulong look = _look & ~empty; look != 0; look &= look - 1)
        {
            int i = BitOperations.TrailingZeroCount(look);
            int start = Mark.IndexOf(Unsafe.Add(ref marks, i)) + 1;
            if (!ValueForms.Fits(_elements[i]!, tree.AllBytes, start, Mark.IndexOf(Unsafe.Add(ref marks, i + 1)) - start))
                return false;
        }

        return (empty & _weighed) == _held || Holds(empty);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Holds(ulong empty)
    {
        foreach (Part part in _conditional)
        {
            if (!part.Shape.Holds((uint)(empty >> part.At)))
                return false;
        }

        // The next one mostly leaves the same out.
        _held = empty & _weighed;
        return true;
    }

    /// <summary>Finds where each segment ends, all those below it counted, from the first one on.</summary>
    private static int[] Ends(SegmentTree tree, int node, int count)
    {
        int[] ends = new int[count];
        for (int i = count - 1; i >= 0; i--)
        {
            ends[i] = Math.Max(ends[i], i + 1);
            int parent = i == 0 ? 0 : tree.Slot(node + i).Parent - node;
            ends[parent] = Math.Max(ends[parent], ends[i]);
        }

        return ends;
    }

    /// <summary>A segment whose elements need or exclude others.</summary>
    /// <param name="Shape">What it is like.</param>
    /// <param name="At">Its first delimiter, counted from the first one of the group.</param>
    private readonly record struct Part(SegmentShape Shape, int At);
}
