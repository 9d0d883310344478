using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>A message made of segments whose elements are found by the delimiters between them (EDIFACT, X12).</summary>
/// <remarks>The reader owns and reuses it. Elements are found on demand: nothing is made of a value before somebody asks for it.</remarks>
internal sealed class SegmentTree : MessageTree
{
    private SegmentSlot[] _slots = new SegmentSlot[256];
    private byte[] _bytes = [];
    private int[] _marks = [];
    private int _lineAt;
    private int _line;
    private int _lineStart;
    private int _firstLine;
    private int _firstColumn;

    /// <summary>Gets the byte that makes the next one ordinary; 0: there is none.</summary>
    public byte Release { get; init; }

    /// <summary>Gets the byte of the file at which the message's bytes begin.</summary>
    public long Offset { get; private set; }

    public override int Count => NodeCount;

    public override int SegmentCount => NodeCount - 1;

    /// <summary>Gets the number of nodes: the message and its segments.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Gets the bytes of the message; marks are indexes into them.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Begins a message in bytes that are already indexed.</summary>
    /// <param name="bytes">The bytes; kept until the next message.</param>
    /// <param name="marks">Every delimiter: its index in the bytes, its <see cref="MarkKind"/> above <see cref="Mark.KindShift"/>.</param>
    /// <param name="offset">The byte of the file at which they begin.</param>
    /// <param name="line">The physical line in which they begin, from 1.</param>
    /// <param name="column">The bytes of that line in front of them.</param>
    public void Begin(byte[] bytes, int[] marks, long offset, int line, int column)
    {
        (_bytes, _marks, Offset) = (bytes, marks, offset);
        (_firstLine, _firstColumn) = (line, column);
        (_lineAt, _line, _lineStart) = (0, line, -column);
        _slots[0] = default;
        NodeCount = 1;
        Diagnostics = [];
    }

    /// <summary>Adds a segment.</summary>
    /// <param name="slot">Where it lies.</param>
    /// <returns>Its node.</returns>
    public int Add(SegmentSlot slot)
    {
        if (NodeCount == _slots.Length)
            Array.Resize(ref _slots, _slots.Length * 2);

        _slots[NodeCount] = slot;
        return NodeCount++;
    }

    /// <summary>Puts the tree together from the parents of the segments.</summary>
    public void Complete()
    {
        for (int i = 0; i < NodeCount; i++)
            _slots[i].End = i + 1;

        for (int i = NodeCount - 1; i > 0; i--)
        {
            ref SegmentSlot parent = ref _slots[_slots[i].Parent];
            parent.End = Math.Max(parent.End, _slots[i].End);
        }
    }

    /// <summary>Gets a segment, to place it.</summary>
    public ref SegmentSlot Slot(int node) => ref _slots[node];

    /// <summary>Gets the delimiters of a segment, from the one behind the tag to the terminator.</summary>
    public ReadOnlySpan<int> MarksOf(int node) => _marks.AsSpan(_slots[node].FirstMark, _slots[node].MarkCount);

    public override int Symbol(int node) => _slots[node].Symbol;

    public override int End(int node) => _slots[node].End;

    public override int ElementCount(int node)
    {
        ref readonly SegmentSlot slot = ref _slots[node];
        int count = 0;
        for (int m = slot.FirstMark; m < slot.FirstMark + slot.MarkCount; m++)
        {
            if (Mark.KindOf(_marks[m]) == MarkKind.Element)
                count++;
        }

        return count;
    }

    public override ReadOnlySpan<byte> Value(int node, Place place)
    {
        if (!TryFind(node, place, out int start, out int end))
            return default;

        ReadOnlySpan<byte> raw = _bytes.AsSpan(start, end - start);
        return _slots[node].HasRelease && raw.Contains(Release) ? Unescape(raw) : raw;
    }

    public override (long Offset, int Length) BytesOf(int node, Place place) =>
        TryFind(node, place, out int start, out int end) ? (Offset + start, end - start) : (-1, 0);

    public override SourcePosition PositionOf(int node, Place? place = null, int plus = 0)
    {
        int at = _slots[node].Start;
        if (place is { } wanted)
        {
            // What is not there is shown where it should stand: behind the segment's last byte.
            at = TryFind(node, wanted, out int start, out _) ? start + plus : EndOf(node);
        }

        return At(at, node, place);
    }

    /// <summary>Tells where a byte of the message stands in the file.</summary>
    public SourcePosition At(int at, int node, Place? place = null)
    {
        // Faults come in the order of the bytes, so counting goes on from the last one.
        if (at < _lineAt)
            (_lineAt, _line, _lineStart) = (0, _firstLine, -_firstColumn);

        int newline;
        while ((newline = _bytes.AsSpan(_lineAt, at - _lineAt).IndexOf((byte)'\n')) >= 0)
        {
            _line++;
            _lineAt += newline + 1;
            _lineStart = _lineAt;
        }

        // In front of the message's first byte there is text of the same line; it is ASCII or of no concern, one byte is one character.
        int from = Math.Max(_lineStart, 0);
        int column = Codec.CountChars(_bytes.AsSpan(from, at - from)) + Math.Max(-_lineStart, 0) + 1;
        return new SourcePosition(File, _line, column, node, place is { } p ? p.Element + 1 : 0, place is { } q ? q.Component + 1 : 0, Offset + at);
    }

    private int EndOf(int node)
    {
        ref readonly SegmentSlot slot = ref _slots[node];
        return slot.MarkCount == 0 ? slot.Start : Mark.IndexOf(_marks[slot.FirstMark + slot.MarkCount - 1]);
    }

    private bool TryFind(int node, Place place, out int start, out int end)
    {
        ref readonly SegmentSlot slot = ref _slots[node];
        int last = slot.FirstMark + slot.MarkCount - 1;
        int m = slot.FirstMark;
        start = end = 0;

        // The first mark stands behind the tag.
        for (int element = -1; m < last; m++)
        {
            if (Mark.KindOf(_marks[m]) == MarkKind.Element && ++element == place.Element)
                break;
        }

        if (m >= last)
            return false;

        for (int repetition = place.Repetition; repetition > 0; repetition--)
        {
            do
                m++;
            while (Mark.KindOf(_marks[m]) == MarkKind.Component);
            if (Mark.KindOf(_marks[m]) != MarkKind.Repetition)
                return false;
        }

        for (int component = place.Component; component > 0; component--)
        {
            if (Mark.KindOf(_marks[++m]) != MarkKind.Component)
                return false;
        }

        start = Mark.IndexOf(_marks[m]) + 1;
        end = Mark.IndexOf(_marks[m + 1]);
        return true;
    }

    private byte[] Unescape(ReadOnlySpan<byte> raw)
    {
        byte[] clean = new byte[raw.Length];
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] == Release && i + 1 < raw.Length)
                i++;
            clean[length++] = raw[i];
        }

        return clean[..length];
    }
}

/// <summary>A segment in the bytes of its message.</summary>
internal struct SegmentSlot
{
    /// <summary>Its first byte.</summary>
    public int Start;

    /// <summary>Its first delimiter, behind the tag, as an index into the marks.</summary>
    public int FirstMark;

    /// <summary>How many delimiters it has, the terminator among them.</summary>
    public int MarkCount;

    /// <summary>The number of its tag.</summary>
    public int Symbol;

    /// <summary>The node that it stands below.</summary>
    public int Parent;

    /// <summary>The node behind the last one below it.</summary>
    public int End;

    /// <summary>Whether a release character stands in it.</summary>
    public bool HasRelease;
}

/// <summary>What a delimiter divides.</summary>
internal enum MarkKind
{
    /// <summary>Elements.</summary>
    Element = 0,

    /// <summary>Components.</summary>
    Component = 1,

    /// <summary>Repetitions of an element.</summary>
    Repetition = 2,

    /// <summary>Segments.</summary>
    Terminator = 3,
}

/// <summary>A delimiter in a number: its index below, its kind above.</summary>
internal static class Mark
{
    /// <summary>Where the kind begins; indexes are below 2^28.</summary>
    public const int KindShift = 28;

    public static int Of(int index, MarkKind kind) => index | ((int)kind << KindShift);

    public static int IndexOf(int mark) => mark & ((1 << KindShift) - 1);

    public static MarkKind KindOf(int mark) => (MarkKind)(mark >>> KindShift);
}
