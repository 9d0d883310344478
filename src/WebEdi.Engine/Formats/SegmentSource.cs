using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>A stream cut into segments. Holds the bytes of one message and of what comes next, not more.</summary>
/// <remarks>
/// Bytes are indexed in steps, small ones behind a change of delimiters, so that a file of many small interchanges is not indexed again
/// and again. Where a read ends makes no difference to what is found.
/// </remarks>
internal sealed class SegmentSource(Stream content, int blockBytes)
{
    private const int FirstStep = 512;
    private const int LastStep = 16 * 1024;
    private const int LongestGrowth = 4 * 1024 * 1024;

    private byte[] _bytes = new byte[blockBytes + DelimiterIndex.Slack];
    private int _filled;
    private int _step = FirstStep;
    private int _nextEnd;
    private int _countedTo;
    private int _line = 1;
    private int _column;
    private int _countedBytes = -1;

    /// <summary>Gets the bytes.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>Gets the delimiters found in them.</summary>
    public DelimiterIndex Index { get; } = new();

    /// <summary>Gets the delimiters that are looked for.</summary>
    public Delimiters? Delimiters { get; private set; }

    /// <summary>Gets the byte of the file at which the buffer begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Gets where the bytes begin that were not taken yet.</summary>
    public int Next { get; private set; }

    /// <summary>Gets the first delimiter that was not taken yet.</summary>
    public int NextMark { get; private set; }

    /// <summary>Gets where the bytes begin that must stay; -1: none of those taken.</summary>
    public int Kept { get; private set; } = -1;

    /// <summary>Gets the first delimiter that must stay.</summary>
    public int KeptMark { get; private set; }

    /// <summary>Gets a value indicating whether the stream has ended.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Gets how many segments were taken.</summary>
    public int SegmentsTaken { get; private set; }

    /// <summary>Gets a value indicating whether the last segment has no terminator, because the file ends.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Gets the bytes that were not taken yet.</summary>
    public ReadOnlySpan<byte> Ahead => _bytes.AsSpan(Next, _filled - Next);

    /// <summary>Divides the bytes that come next by other delimiters.</summary>
    public void Use(Delimiters delimiters)
    {
        if (Equals(delimiters, Delimiters))
            return;

        Delimiters = delimiters;
        Index.Begin(delimiters, Next);
        (NextMark, _nextEnd, _step) = (0, 0, FirstStep);
    }

    /// <summary>Passes over bytes that are no segments.</summary>
    public void Skip(int bytes)
    {
        Next += bytes;
        if (Next > _countedTo)
            Count(Next, TextCodec.Utf8, isIndexed: false);
        if (Delimiters is not null)
            RestartAt(Next);
    }

    /// <summary>Takes a segment whose last element is counted bytes; delimiters in them are none.</summary>
    /// <param name="mark">The delimiter in front of the bytes.</param>
    /// <param name="end">Where they end.</param>
    public void CutCounted(int mark, int end)
    {
        if (end > _countedTo)
            Count(end, TextCodec.Utf8, isIndexed: false);
        _countedBytes = end;
        Index.Restart(Mark.IndexOf(Index.Marks[mark]) + 1);
        RestartAt(end, mark + 1);
    }

    /// <summary>Looks at the next segment.</summary>
    /// <param name="segment">Where it lies, blanks in front of it left out.</param>
    /// <returns>False: more bytes are needed, or the file has ended.</returns>
    public bool TryLook(out SegmentSpan segment)
    {
        while (_nextEnd >= Index.EndCount)
        {
            if (Index.IndexedTo >= _filled || !IndexMore())
            {
                segment = default;
                return false;
            }
        }

        int last = Index.Ends[_nextEnd];
        int end = Mark.IndexOf(Index.Marks[last]);
        int tagEnd = Mark.IndexOf(Index.Marks[NextMark]);
        int start = Next;
        while (start < tagEnd && IsPadding(_bytes[start]))
            start++;

        segment = new SegmentSpan(start, end, NextMark, last - NextMark + 1, tagEnd - start);
        return true;
    }

    /// <summary>Takes the segment that was looked at.</summary>
    public void Take(in SegmentSpan segment)
    {
        Next = Math.Min(segment.End + Delimiters!.TerminatorLength, _filled);
        NextMark = segment.FirstMark + segment.MarkCount;
        _nextEnd++;
        SegmentsTaken++;
    }

    /// <summary>Takes ordinary segments into a message, as many as there are.</summary>
    /// <param name="tree">The message, whose first byte is kept.</param>
    /// <param name="tags">Knows the tags.</param>
    /// <param name="limits">Where to stop.</param>
    public void TakeOrdinary(SegmentTree tree, TagTable tags, MessageLimits limits)
    {
        // The last segment of a file that ends without a terminator is left to those who report it.
        int endCount = IsUnterminated ? Index.EndCount - 1 : Index.EndCount;
        int count = Math.Min(endCount - _nextEnd, limits.MaxNodes + 1 - tree.NodeCount);
        if (count <= 0)
            return;

        // Ends go up, so the last one answers for all whether a limit is near.
        int end = Mark.IndexOf(Index.Marks[Index.Ends[_nextEnd + count - 1]]);
        while (count > 0 && (end - Kept > limits.MaxMessageBytes || end - Next > limits.MaxSegmentBytes))
            end = --count == 0 ? 0 : Mark.IndexOf(Index.Marks[Index.Ends[_nextEnd + count - 1]]);

        tree.Grow(TakeOrdinary(tree.Reserve(count), tree.NodeCount, count, tags));
    }

    private int TakeOrdinary(SegmentSlot[] slots, int first, int count, TagTable tags)
    {
        // Every segment comes through here, so the arrays are walked by reference; all indexes come from the index of delimiters.
        // Bytes and delimiters count from the first ones of the message, as its segments do.
        ref byte bytes = ref _bytes[Kept];
        ref int marks = ref Index.Marks[KeptMark];
        ref int last = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Index.Ends), _nextEnd);
        ref SegmentSlot slot = ref slots[first];
        ref SegmentSlot stop = ref Unsafe.Add(ref slot, count);
        TagTable.Ordinary ordinary = tags.OfMessages;
        int shift = Kept;
        int behind = Delimiters!.TerminatorLength - Kept;
        int markBehind = 1 - KeptMark;
        int mark = NextMark - KeptMark;
        int start = Next - Kept;
        while (Unsafe.IsAddressLessThan(ref slot, ref stop))
        {
            int tagEnd = Mark.IndexOf(Unsafe.Add(ref marks, (uint)mark)) - shift;
            while (Unsafe.Add(ref bytes, (uint)start) <= (byte)' ' && start < tagEnd && IsPadding(Unsafe.Add(ref bytes, (uint)start)))
                start++;

            int symbol = ordinary.Find(ref Unsafe.Add(ref bytes, (uint)start), tagEnd - start);
            if (symbol < 0)
                break;

            int next = last + markBehind;
            slot.Start = start;
            slot.FirstMark = mark;
            slot.MarkCount = next - mark;
            slot.Symbol = symbol;
            slot.Shape = 0;
            start = Mark.IndexOf(Unsafe.Add(ref marks, (uint)next - 1)) + behind;
            mark = next;
            last = ref Unsafe.Add(ref last, 1);
            slot = ref Unsafe.Add(ref slot, 1);
        }

        int taken = (int)(Unsafe.ByteOffset(ref slots[first], ref slot) / Unsafe.SizeOf<SegmentSlot>());
        SegmentsTaken += taken;
        (Next, NextMark, _nextEnd) = (start + Kept, mark + KeptMark, _nextEnd + taken);
        return taken;
    }

    /// <summary>Passes over blanks in front of a segment that has not come whole yet.</summary>
    public void SkipPadding()
    {
        int to = NextMark < Index.Count ? Mark.IndexOf(Index.Marks[NextMark]) : Index.IndexedTo;
        while (Next < to && IsPadding(_bytes[Next]))
            Next++;
    }

    /// <summary>Keeps the bytes from the next segment on, until they are released.</summary>
    public void Keep(in SegmentSpan segment) => (Kept, KeptMark) = (segment.Start, segment.FirstMark);

    /// <summary>Lets the kept bytes go.</summary>
    public void Release() => Kept = -1;

    /// <summary>Ends the last segment where the file ends.</summary>
    /// <returns>False: there is no such segment.</returns>
    public bool TryClose()
    {
        if (!IsFinal || Delimiters is null || IsUnterminated || CountBlank(Ahead) == Ahead.Length)
            return false;

        IsUnterminated = true;
        Index.Index(_bytes, _filled, final: true);
        Index.Close(_filled);
        return true;
    }

    /// <summary>Counts, at the front, what may stand between and behind segments and is none: blanks, line breaks, the fill and end marks of old systems.</summary>
    public static int CountBlank(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (count < bytes.Length && bytes[count] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0 or 0x1A)
            count++;
        return count;
    }

    /// <summary>Reads until the buffer is full or the stream ends, after making room.</summary>
    /// <returns>False: there is nothing more to read.</returns>
    public ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (IsFinal)
            return new(false);

        MakeRoom();
        while (_filled < _bytes.Length - DelimiterIndex.Slack)
        {
            ValueTask<int> reading = ReadOnAsync(cancellationToken);
            if (!reading.IsCompletedSuccessfully)
                return WaitAsync(reading, cancellationToken);
            Took(reading.Result);
            if (IsFinal)
                break;
        }

        return new(true);
    }

    private async ValueTask<bool> WaitAsync(ValueTask<int> reading, CancellationToken cancellationToken)
    {
        while (true)
        {
            Took(await reading.ConfigureAwait(false));
            if (IsFinal || _filled == _bytes.Length - DelimiterIndex.Slack)
                return true;
            reading = ReadOnAsync(cancellationToken);
        }
    }

    private ValueTask<int> ReadOnAsync(CancellationToken cancellationToken) =>
        content.ReadAsync(_bytes.AsMemory(_filled, _bytes.Length - DelimiterIndex.Slack - _filled), cancellationToken);

    private void Took(int read)
    {
        _filled += read;
        IsFinal = read == 0;
    }

    /// <summary>Tells the physical line of a byte, and how many characters of the line stand in front of it. Goes forwards only.</summary>
    public (int Line, int Column) LineAt(int at, TextCodec codec)
    {
        if (at <= _countedTo)
            return (_line, _column);

        // What the index has passed without seeing a line break or a byte beyond ASCII need not be looked at again.
        Count(at, codec, Delimiters is not null && Index.IndexedTo >= at);
        return (_line, _column);
    }

    /// <summary>Tells the line of a byte further on, and goes no further itself.</summary>
    public (int Line, int Column) LineBeyond(int at, TextCodec codec)
    {
        (int countedTo, int line, int column) = (_countedTo, _line, _column);
        (int Line, int Column) found = LineAt(at, codec);
        (_countedTo, _line, _column) = (countedTo, line, column);
        return found;
    }

    private void Count(int at, TextCodec codec, bool isIndexed)
    {
        int from = _countedTo;
        _countedTo = at;
        ReadOnlySpan<byte> between = _bytes.AsSpan(from, at - from);
        if (from == 0 && Offset == 0 && between.StartsWith("\uFEFF"u8))
            between = between[3..];
        if (!isIndexed || Index.LastBreak + DelimiterIndex.Slack > from)
        {
            int newline = between.LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                _line += between.Count((byte)'\n');
                _column = 0;
                between = between[(newline + 1)..];
            }
        }

        if (isIndexed && !HasHigh(at - between.Length, at))
            _column += between.Length;
        else if (codec == TextCodec.Utf8)
            _column += CountCharacters(between);
        else
            _column += codec.CountChars(between);
    }

    /// <summary>Tells whether bytes beyond ASCII may stand in a stretch that is indexed.</summary>
    public bool HasHigh(int from, int to)
    {
        ReadOnlySpan<int> highs = Index.Highs;
        int first = FirstAtLeast(highs, from - DelimiterIndex.Slack + 1);
        return first < highs.Length && highs[first] < to;
    }

    /// <summary>Tells whether a line break may stand at or behind a byte, among those that are indexed.</summary>
    public bool HasBreaks(int from) => Index.LastBreak + DelimiterIndex.Slack > from || _countedBytes > from;

    /// <summary>Counts the bytes that do not go on with a character of UTF-8.</summary>
    private static int CountCharacters(ReadOnlySpan<byte> bytes)
    {
        int count = bytes.Length;
        Vector256<byte> mask = Vector256.Create((byte)0xC0);
        Vector256<byte> further = Vector256.Create((byte)0x80);
        while (bytes.Length >= Vector256<byte>.Count)
        {
            count -= BitOperations.PopCount(Vector256.Equals(Vector256.Create(bytes) & mask, further).ExtractMostSignificantBits());
            bytes = bytes[Vector256<byte>.Count..];
        }

        foreach (byte b in bytes)
            count -= (b & 0xC0) == 0x80 ? 1 : 0;
        return count;
    }

    private static int FirstAtLeast(ReadOnlySpan<int> sorted, int least)
    {
        int from = 0, to = sorted.Length;
        while (from < to)
        {
            int middle = (from + to) >>> 1;
            (from, to) = sorted[middle] < least ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    private bool IndexMore()
    {
        int before = Index.IndexedTo;
        Index.Index(_bytes, Math.Min(_filled, before + _step), IsFinal && _filled - before <= _step);
        _step = Math.Min(_step * 2, LastStep);
        return Index.IndexedTo > before;
    }

    private void RestartAt(int at, int marks = -1)
    {
        Index.Restart(at);
        (NextMark, _nextEnd, _step) = (marks < 0 ? Index.Count : NextMark, Index.EndCount, FirstStep);
    }

    private void MakeRoom()
    {
        int from = Kept >= 0 ? Kept : Next;
        if (from > 0)
        {
            LineAt(from, TextCodec.Utf8);
            int marks = Kept >= 0 ? KeptMark : NextMark;
            int ends = FirstAtLeast(Index.Ends.AsSpan(0, Index.EndCount), marks);
            Index.Drop(marks, ends, from);
            _bytes.AsSpan(from, _filled - from).CopyTo(_bytes);
            Offset += from;
            _filled -= from;
            Next -= from;
            NextMark -= marks;
            _nextEnd -= ends;
            _countedTo -= from;
            _countedBytes -= from;
            if (Kept >= 0)
                (Kept, KeptMark) = (0, 0);
        }

        if (_filled > _bytes.Length - DelimiterIndex.Slack - (blockBytes / 2))
            _bytes = Growth.Of(_bytes, _filled, _bytes.Length + Math.Min(_bytes.Length, LongestGrowth));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPadding(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}

/// <summary>A segment in the buffer.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Its terminator.</param>
/// <param name="FirstMark">Its first delimiter.</param>
/// <param name="MarkCount">How many delimiters it has, the terminator among them.</param>
/// <param name="TagLength">How long its tag is.</param>
internal readonly record struct SegmentSpan(int Start, int End, int FirstMark, int MarkCount, int TagLength);
