using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Mapping;

/// <summary>What a map takes from lines whose segments have the same tags, shapes and qualifiers: how many delimiters every value stands from the beginning of the line, and where it goes.</summary>
/// <remarks>Senders write line after line in the same few ways; what was found out for one holds for all that are alike.</remarks>
internal sealed class LinePlan
{
    /// <summary>The most values of a line: a bit for each.</summary>
    public const int MaxTakes = 64;

    private readonly Vector256<int>[] _segments;
    private readonly QualifierAt[] _keys;
    private readonly LineTake[] _takes;
    private readonly byte[] _inOrder;
    private readonly int[] _ends = new int[(int)LineTakeKind.Other + 1];
    private readonly sbyte[] _others;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="segments">The segments of a line: see <see cref="SegmentRun.Relative"/>.</param>
    /// <param name="keys">The qualifiers that decide.</param>
    /// <param name="takes">The values, in the order in which they are taken; null: such lines are walked segment by segment.</param>
    /// <param name="others">The fields of which more is asked at the end of a line.</param>
    public LinePlan(Vector256<int>[] segments, QualifierAt[] keys, List<LineTake>? takes, TreeField[] others)
    {
        (_segments, _keys, IsWalked) = (segments, keys, takes is null);
        _takes = new LineTake[takes?.Count ?? 0];
        _inOrder = new byte[_takes.Length];

        // Those of one kind stand together: one loop takes them all.
        int count = 0;
        for (int kind = 0; kind < _ends.Length; kind++)
        {
            for (int i = 0; i < _takes.Length; i++)
            {
                if (takes![i].Kind == (LineTakeKind)kind)
                    (_takes[count], _inOrder[i]) = (takes[i], (byte)count++);
            }

            _ends[kind] = count;
        }

        _others = new sbyte[others.Length];
        for (int i = 0; i < others.Length; i++)
            _others[i] = (sbyte)PutInto(others[i]);
    }

    /// <summary>Gets a value indicating whether such lines are walked segment by segment.</summary>
    public bool IsWalked { get; }

    /// <summary>Gets the places of the values in the order in which they are taken.</summary>
    public ReadOnlySpan<byte> InOrder => _inOrder;

    /// <summary>Gets a value.</summary>
    public ref readonly LineTake this[int place] => ref _takes[place];

    /// <summary>Gets the values that are read in one way.</summary>
    /// <param name="kind">The way.</param>
    /// <param name="first">The place of the first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<LineTake> Of(LineTakeKind kind, out int first)
    {
        first = kind == 0 ? 0 : _ends[(int)kind - 1];
        return _takes.AsSpan(first, _ends[(int)kind] - first);
    }

    /// <summary>Gets the place of the value that goes straight into a field of which more is asked at the end; below 0: there is none.</summary>
    public int OfOther(int other) => _others[other];

    /// <summary>Tells whether a line is alike.</summary>
    /// <param name="run">The segments of the message.</param>
    /// <param name="node">The segment that begins the line, which has as many below it.</param>
    public bool IsFor(scoped in SegmentRun run, int node)
    {
        Vector256<int> origin = run.OriginOf(node);
        Vector256<int> different = (run.Relative(node, origin) ^ _segments[0]) & SegmentRun.OfOpener;
        for (int i = 1; i < _segments.Length; i++)
            different |= run.Relative(node + i, origin) ^ _segments[i];
        if (different != Vector256<int>.Zero)
            return false;

        int first = run[node].FirstMark;
        foreach (ref readonly QualifierAt wanted in _keys.AsSpan())
        {
            if (!run.TryKey(first + wanted.Mark, out ulong key) || key != wanted.Key)
                return false;
        }

        return true;
    }

    /// <summary>Tells the fields of a line what was put into it.</summary>
    /// <param name="put">The values, a bit for each place.</param>
    /// <param name="node">The segment that begins the line.</param>
    public void Note(ulong put, int node)
    {
        for (; put != 0; put &= put - 1)
        {
            ref readonly LineTake take = ref _takes[BitOperations.TrailingZeroCount(put)];
            take.Take.Field.Note(take.Take, node + take.Node);
        }
    }

    private int PutInto(TreeField field)
    {
        for (int i = 0; i < _ends[(int)LineTakeKind.Date]; i++)
        {
            if (_takes[i].Take.Field == field)
                return i;
        }

        return -1;
    }
}

/// <summary>A qualifier that decides what is taken from a line.</summary>
/// <param name="mark">The delimiter in front of it, counted from the first one of the line.</param>
/// <param name="key">Its <see cref="QualifierKey"/>.</param>
internal readonly struct QualifierAt(int mark, ulong key)
{
    /// <summary>The delimiter in front of it, counted from the first one of the line.</summary>
    public readonly int Mark = mark;

    /// <summary>Its <see cref="QualifierKey"/>.</summary>
    public readonly ulong Key = key;
}
