using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats;

/// <summary>The segments of a message laid open for those who walk all of them. Valid as long as the message.</summary>
/// <remarks>Slots of values are asked for that <see cref="SlotValues.SlotOf"/> found for the shape of the segment; they are not looked at again.</remarks>
internal readonly ref struct SegmentRun
{
    /// <summary>What of the segment that opens a group is the same for groups alike: all but the one that it stands below.</summary>
    public static Vector256<int> OfOpener => Vector256.Create(-1, -1, -1, -1, 0, -1, -1, -1);

    private readonly ref SegmentSlot _segments;
    private readonly ref int _marks;
    private readonly ref byte _bytes;
    private readonly int _lastWord;
    private readonly int _lastBlock;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="marks">The delimiters.</param>
    /// <param name="firstMark">The first one of the message.</param>
    /// <param name="bytes">The bytes in which the message lies.</param>
    public SegmentRun(SegmentSlot[] segments, int[] marks, int firstMark, byte[] bytes)
    {
        _segments = ref MemoryMarshal.GetArrayDataReference(segments);
        _marks = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(marks), firstMark);
        _bytes = ref MemoryMarshal.GetArrayDataReference(bytes);
        _lastWord = bytes.Length - sizeof(ulong);
        _lastBlock = bytes.Length - Vector256<byte>.Count + 1;
    }

    /// <summary>Gets a segment of the message.</summary>
    public ref readonly SegmentSlot this[int node]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _segments, node);
    }

    /// <summary>Gets where what <see cref="Relative"/> gives is counted from, for the segments of a group.</summary>
    /// <param name="node">The segment that opens the group.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> OriginOf(int node) => Vector256.Create(0, this[node].FirstMark, 0, 0, node, node, 0, 0);

    /// <summary>Gets what is known of a segment but its bytes, as numbers that are the same for segments alike in groups alike.</summary>
    /// <param name="node">The segment.</param>
    /// <param name="origin">See <see cref="OriginOf"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Relative(int node, Vector256<int> origin) =>
        (Unsafe.ReadUnaligned<Vector256<int>>(ref Unsafe.As<SegmentSlot, byte>(ref Unsafe.Add(ref _segments, node))) - origin) & Vector256.Create(0, -1, -1, -1, -1, -1, -1, -1);

    /// <summary>Gets the bytes that <see cref="Mark.IndexOf"/> counts.</summary>
    public ref byte Bytes => ref _bytes;

    /// <summary>Gets a delimiter; those behind it follow.</summary>
    /// <param name="at">Which, from the first one of the message.</param>
    public ref int MarkAt(int at) => ref Unsafe.Add(ref _marks, at);

    /// <summary>Tells whether the values up to the end of a segment can be taken thirty-two bytes at a time.</summary>
    public bool HasBlocks(in SegmentSlot segment) => Mark.IndexOf(Unsafe.Add(ref _marks, segment.FirstMark + segment.MarkCount - 1)) <= _lastBlock;

    /// <summary>Finds a value as it stands in the file.</summary>
    /// <param name="at">The delimiter in front of it, from the first one of the message.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="isClean">Whether it is the value itself, and there are bytes enough behind it to take it thirty-two at a time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Find(int at, out int length, out bool isClean)
    {
        ref int mark = ref Unsafe.Add(ref _marks, at);
        int start = Mark.IndexOf(mark) + 1;
        int end = Unsafe.Add(ref mark, 1);
        length = Mark.IndexOf(end) - start;
        isClean = (end & Mark.Unclean) == 0 && start + length <= _lastBlock;
        return ref Unsafe.Add(ref _bytes, start);
    }

    /// <summary>Gets the <see cref="QualifierKey"/> of a value.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="slot">The slot of the value; below 0: nothing stands there.</param>
    /// <param name="key">The key.</param>
    /// <returns>False: it must be looked at more closely.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryKey(in SegmentSlot segment, int slot, out ulong key)
    {
        key = 0;
        return slot < 0 || TryKey(segment.FirstMark + slot, out key);
    }

    /// <summary>Gets the <see cref="QualifierKey"/> of a value.</summary>
    /// <param name="at">The delimiter in front of it, from the first one of the message.</param>
    /// <param name="key">The key.</param>
    /// <returns>False: it must be looked at more closely.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryKey(int at, out ulong key)
    {
        key = 0;
        ref int mark = ref Unsafe.Add(ref _marks, at);
        int start = Mark.IndexOf(mark) + 1;
        int end = Unsafe.Add(ref mark, 1);
        int length = Mark.IndexOf(end) - start;
        if (length > QualifierKey.MaxBytes || (end & Mark.Unclean) != 0 || start > _lastWord)
            return false;

        key = QualifierKey.Of(ref Unsafe.Add(ref _bytes, start), length);
        return true;
    }
}
