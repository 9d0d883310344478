using System.Runtime.CompilerServices;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Schema;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>A message made of segments whose elements are found by the delimiters between them (EDIFACT, X12).</summary>
/// <remarks>The reader owns and reuses it. Elements are found on demand: nothing is made of a value before somebody asks for it.</remarks>
internal sealed class SegmentTree : MessageTree
{
    private SegmentSlot[] _slots = new SegmentSlot[256];
    private Envelope? _envelope;
    private byte[] _bytes = [];
    private int[] _marks = [];
    private byte[] _clean = [];
    private int _cleanLength;
    private int[] _elements = new int[32];
    private int _elementCount;
    private int _divided = -1;
    private bool _hasRepetitions;
    private bool _isFlat;
    private int _start;
    private int _firstMark;
    private int _lineAt;
    private int _line;
    private int _column;
    private int _firstLine;
    private int _firstColumn;
    private int _breaksTo;
    private int _breaks;
    private (int Node, GroupForm Form)[] _forms = new (int, GroupForm)[16];
    private int _formCount;
    private int _formAt;

    /// <summary>Gets or sets the byte that makes the next one ordinary; 0: there is none.</summary>
    public byte Release { get; set; }

    /// <summary>Gets what reads the envelope when it is first asked for; null: it is always set.</summary>
    public Func<Envelope>? EnvelopeReader { get; init; }

    /// <summary>Gets or sets what stands around the message.</summary>
    public required override Envelope Envelope
    {
        get => _envelope ??= EnvelopeReader!();
        set => _envelope = value;
    }

    /// <summary>Gets or sets a value indicating whether no line break stands in the message.</summary>
    public bool IsOneLine { get; set; }

    /// <summary>Gets or sets how many segments of the file come before the first node, where positions count through the file.</summary>
    public int SegmentsBefore { get; set; }

    /// <summary>Gets the byte of the file at which the array of bytes begins.</summary>
    public long Offset { get; private set; }

    public override int Count => NodeCount;

    public override int SegmentCount => NodeCount - 1;

    /// <summary>Gets the number of nodes: the message and its segments.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Begins a message whose bytes are all there.</summary>
    /// <param name="bytes">The bytes; kept until the next message.</param>
    /// <param name="marks">Every delimiter: its index in the bytes, its <see cref="MarkKind"/> below <see cref="Mark.IndexShift"/>.</param>
    /// <param name="offset">The byte of the file at which they begin.</param>
    /// <param name="line">The physical line in which they begin, from 1.</param>
    /// <param name="column">The characters of that line in front of them.</param>
    public void Begin(byte[] bytes, int[] marks, long offset, int line, int column)
    {
        Begin();
        Locate(bytes, 0, marks, 0, offset, line, column);
    }

    /// <summary>Leaves the envelope to be read when it is asked for.</summary>
    public void LeaveEnvelope() => _envelope = null;

    /// <summary>Begins a message whose bytes may still move; <see cref="Locate"/> tells in the end where they lie.</summary>
    public void Begin()
    {
        _slots[0] = default;
        NodeCount = 1;
        (_formCount, _formAt) = (0, 0);
        IsOneLine = false;
        Diagnostics = [];
    }

    /// <summary>Tells where the bytes and delimiters lie.</summary>
    /// <param name="bytes">The bytes; kept until the next message.</param>
    /// <param name="start">The first byte of the message; segments count from there.</param>
    /// <param name="marks">The delimiters of all bytes.</param>
    /// <param name="firstMark">The first delimiter of the message; segments count from there.</param>
    /// <param name="offset">The byte of the file at which the array of bytes begins.</param>
    /// <param name="line">The physical line in which the message begins, from 1.</param>
    /// <param name="column">The characters of that line in front of the message.</param>
    public void Locate(byte[] bytes, int start, int[] marks, int firstMark, long offset, int line, int column)
    {
        (_bytes, _start, _marks, _firstMark, Offset) = (bytes, start, marks, firstMark, offset);
        (_firstLine, _firstColumn) = (line, column);
        _divided = -1;
        (_lineAt, _line, _column) = (start, line, column);
        (_breaksTo, _breaks) = (start, 0);
        _cleanLength = 0;
    }

    /// <summary>Adds a segment.</summary>
    /// <param name="slot">Where it lies.</param>
    /// <returns>Its node.</returns>
    public int Add(SegmentSlot slot)
    {
        if (NodeCount == _slots.Length)
            Enlarge(_slots.Length * 2);

        _slots[NodeCount] = slot;
        _slots[NodeCount].End = NodeCount + 1;
        return NodeCount++;
    }

    /// <summary>Adds a segment below the message.</summary>
    /// <param name="start">Its first byte, from the first byte of the message.</param>
    /// <param name="firstMark">Its first delimiter, from the first delimiter of the message.</param>
    /// <param name="markCount">How many delimiters it has, the terminator among them.</param>
    /// <param name="symbol">The number of its tag.</param>
    public void Add(int start, int firstMark, int markCount, int symbol)
    {
        if (NodeCount == _slots.Length)
            Enlarge(_slots.Length * 2);

        ref SegmentSlot slot = ref _slots[NodeCount++];
        slot.Start = start;
        slot.FirstMark = firstMark;
        slot.MarkCount = markCount;
        slot.Symbol = symbol;
        slot.Parent = 0;
        slot.Shape = 0;
    }

    /// <summary>Makes room for segments behind the last one.</summary>
    /// <returns>The segments, room behind them; <see cref="Grow"/> tells how much of it was filled.</returns>
    public SegmentSlot[] Reserve(int count)
    {
        if (NodeCount + count > _slots.Length)
            Enlarge(Math.Max(NodeCount + count, _slots.Length * 2));

        return _slots;
    }

    /// <summary>Adds the segments that were written into the room made for them.</summary>
    public void Grow(int count) => NodeCount += count;

    /// <summary>Puts the tree together when all segments stand below the message.</summary>
    public void CompleteFlat() => _isFlat = true;

    /// <summary>Puts the tree together from the parents of the segments, each of which ends behind itself so far.</summary>
    public void Complete()
    {
        _isFlat = false;
        SegmentSlot[] slots = _slots;
        slots[0].End = 1;
        for (int i = NodeCount - 1; i > 0; i--)
        {
            ref SegmentSlot parent = ref slots[slots[i].Parent];
            parent.End = Math.Max(parent.End, slots[i].End);
        }
    }

    /// <summary>Notes the form of a group. Groups come in the order of the message.</summary>
    /// <param name="node">The segment that opens the group.</param>
    /// <param name="form">Its form.</param>
    public void Note(int node, GroupForm form)
    {
        if (_formCount == _forms.Length)
            Array.Resize(ref _forms, _formCount * 2);
        _forms[_formCount++] = (node, form);
    }

    /// <summary>Gets the form of a group; more segments may have come behind it that belong to the group too.</summary>
    /// <param name="node">The segment that opens the group; it is soonest found where groups are asked for in their order.</param>
    /// <returns>Null: none was noted.</returns>
    public GroupForm? FormOf(int node)
    {
        if (_formAt > 0 && _forms[_formAt - 1].Node >= node)
            _formAt = 0;
        while (_formAt < _formCount && _forms[_formAt].Node < node)
            _formAt++;
        return _formAt < _formCount && _forms[_formAt].Node == node ? _forms[_formAt].Form : null;
    }

    /// <summary>Gets a value indicating whether all segments stand below the message, because nobody knows its structure.</summary>
    public bool IsFlat => _isFlat;

    /// <summary>Gets a segment, to place it.</summary>
    public ref SegmentSlot Slot(int node) => ref _slots[node];

    /// <summary>Gets the bytes in which the message lies; marks are indexes into them.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Gets the array of those bytes.</summary>
    public byte[] AllBytes => _bytes;

    /// <summary>Tells whether something that can be read, whatever it is, lies behind the first delimiter of a segment.</summary>
    /// <param name="node">The segment.</param>
    /// <param name="count">How many numbers are read.</param>
    public bool HasMarks(int node, int count) => _firstMark + _slots[node].FirstMark + count < _marks.Length;

    /// <summary>Gets the first delimiter of a segment; those of the segments behind it follow.</summary>
    public ref int MarkOf(int node) => ref _marks[_firstMark + _slots[node].FirstMark];

    /// <summary>Gets the delimiters of a segment, from the one behind the tag to the terminator.</summary>
    public ReadOnlySpan<int> MarksOf(int node) => _marks.AsSpan(_firstMark + _slots[node].FirstMark, _slots[node].MarkCount);

    /// <summary>Tells whether a segment is surely sound; false: it must be looked at more closely.</summary>
    public bool IsSound(int node, SegmentShapes shapes)
    {
        ref SegmentSlot slot = ref _slots[node];
        return TryShape(ref slot) && shapes.IsSound(slot.Shape, _bytes, _marks, _firstMark + slot.FirstMark, slot.MarkCount);
    }

    /// <summary>Looks once at the sequence of a segment's delimiters: those who check it and those who take its values ask for the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryShape(ref SegmentSlot slot) =>
        slot.Shape != 0 || (MarkKinds.TryRead(_marks, _firstMark + slot.FirstMark, slot.MarkCount, out slot.Shape) && slot.Shape != 0);

    /// <summary>Gets the sequence of a segment's delimiters; 0: nobody has looked at it yet, or there are too many.</summary>
    public ulong ShapeOf(int node) => _slots[node].Shape;

    /// <summary>Lays all segments open.</summary>
    public SegmentRun Run() => new(_slots, _marks, _firstMark, _bytes);

    public override int Symbol(int node) => _slots[node].Symbol;

    public override int End(int node) => !_isFlat ? _slots[node].End : node == 0 ? NodeCount : node + 1;

    public override int ElementCount(int node)
    {
        int count = 0;
        foreach (int mark in MarksOf(node))
        {
            if (Mark.KindOf(mark) == MarkKind.Element)
                count++;
        }

        return count;
    }

    public override bool TrySlots(int node, out SlotValues values)
    {
        ref SegmentSlot slot = ref _slots[node];
        values = default;
        if (!TryShape(ref slot) || MarkKinds.HasRepetition(slot.Shape))
            return false;

        values = new SlotValues(this, _marks.AsSpan(_firstMark + slot.FirstMark, slot.MarkCount), slot.Shape);
        return true;
    }

    public override ReadOnlySpan<byte> Value(int node, Place place)
    {
        if (place == default && TryFirst(node, out ReadOnlySpan<byte> first))
            return first;

        if (!TryFind(node, place, out int start, out int end, out bool unclean))
            return default;

        ReadOnlySpan<byte> raw = _bytes.AsSpan(start, end - start);
        return unclean ? Clean(raw) : raw;
    }

    /// <summary>Finds the first value of a segment, most often a qualifier, where a look at its delimiters is enough.</summary>
    private bool TryFirst(int node, out ReadOnlySpan<byte> value)
    {
        value = default;
        ref readonly SegmentSlot slot = ref _slots[node];
        if (slot.MarkCount < 2)
            return false;

        ref readonly int mark = ref _marks[_firstMark + slot.FirstMark];
        int next = _marks[_firstMark + slot.FirstMark + 1];
        if (Mark.KindOf(mark) != MarkKind.Element || (next & Mark.Unclean) != 0)
            return false;

        int start = Mark.IndexOf(mark) + 1;
        value = _bytes.AsSpan(start, Mark.IndexOf(next) - start);
        return true;
    }

    /// <summary>Tells whether anything but blanks stands at a place.</summary>
    public bool Has(int node, Place place) => !TextCodec.Utf8.TrimSpaces(Value(node, place)).IsEmpty;

    public override NodeLine LineOf(int node)
    {
        // Lines are asked for in the order of the bytes, so counting goes on from the last one.
        int at = _start + _slots[node].Start;
        if (!IsOneLine)
            CountBreaks(at);
        return new NodeLine(_firstLine + _breaks, node == 0 ? 0 : SegmentsBefore + node, Offset + at);
    }

    private void CountBreaks(int at)
    {
        if (at < _breaksTo)
            (_breaksTo, _breaks) = (_start, 0);

        _breaks += _bytes.AsSpan(_breaksTo, at - _breaksTo).Count((byte)'\n');
        _breaksTo = at;
    }

    public override bool IsRepeated(int node)
    {
        if (node != _divided)
            Divide(node);
        return _hasRepetitions;
    }

    /// <summary>Gets the bytes of a segment, terminator left out.</summary>
    public ReadOnlySpan<byte> BytesOf(int node)
    {
        int start = _start + _slots[node].Start;
        return _bytes.AsSpan(start, EndOf(node) - start);
    }

    public override (long Offset, int Length) BytesOf(int node, Place place) =>
        TryFind(node, place, out int start, out int end, out _) ? (Offset + start, end - start) : (-1, 0);

    /// <summary>Finds where a value stands in <see cref="Bytes"/>.</summary>
    /// <returns>False: there is none.</returns>
    public bool TryFind(int node, Place place, out int start, out int end) => TryFind(node, place, out start, out end, out _);

    public override SourcePosition PositionOf(int node, Place? place = null, int plus = 0)
    {
        int at = _start + _slots[node].Start;
        if (place is { } wanted)
        {
            // What is not there is shown where it should stand: behind the segment's last byte.
            at = TryFind(node, wanted, out int start, out _, out _) ? start + plus : EndOf(node);
        }

        return At(at, node, place);
    }

    /// <summary>Tells where a byte stands in the file.</summary>
    /// <param name="at">Its index in the array of bytes.</param>
    /// <param name="node">The node that it belongs to.</param>
    /// <param name="place">Where in the node.</param>
    public SourcePosition At(int at, int node, Place? place = null)
    {
        // Faults come in the order of the bytes, so counting goes on from the last one.
        if (at < _lineAt)
            (_lineAt, _line, _column) = (_start, _firstLine, _firstColumn);

        ReadOnlySpan<byte> between = _bytes.AsSpan(_lineAt, at - _lineAt);
        int newline = between.LastIndexOf((byte)'\n');
        if (newline >= 0)
        {
            _line += between.Count((byte)'\n');
            _column = 0;
            between = between[(newline + 1)..];
        }

        _column += Codec.CountChars(between);
        _lineAt = at;
        int segment = node == 0 ? 0 : SegmentsBefore + node;
        return new SourcePosition(File, _line, _column + 1, segment, place is { } p ? p.Element + 1 : 0, place is { } q ? q.Component + 1 : 0, Offset + at);
    }

    private void Enlarge(int length) => _slots = Growth.Of(_slots, NodeCount, length);

    private int EndOf(int node) => MarksOf(node) is [.., int last] ? Mark.IndexOf(last) : _start + _slots[node].Start;

    private bool TryFind(int node, Place place, out int start, out int end, out bool unclean)
    {
        if (node != _divided)
            Divide(node);

        start = end = 0;
        unclean = false;
        if ((uint)place.Element >= (uint)_elementCount)
            return false;

        int mark = _elements[place.Element];
        int stop = _elements[place.Element + 1];
        if (_hasRepetitions && !TryRepeat(place.Repetition, ref mark, ref stop))
            return false;
        if ((!_hasRepetitions && place.Repetition > 0) || place.Component >= stop - mark)
            return false;

        mark += place.Component;
        int next = _marks[mark + 1];
        start = Mark.IndexOf(_marks[mark]) + 1;
        end = Mark.IndexOf(next);
        unclean = (next & Mark.Unclean) != 0;
        return true;
    }

    /// <summary>Looks once where every element of a segment begins: several things are asked of most segments.</summary>
    private void Divide(int node)
    {
        ReadOnlySpan<int> marks = MarksOf(node);
        if (_elements.Length <= marks.Length)
            _elements = new int[marks.Length * 2];

        // The last mark is the terminator. What stands in front of the first element is no part of any.
        int from = _firstMark + _slots[node].FirstMark;
        int kinds = 0;
        int count = 0;
        for (int m = 0; m < marks.Length - 1; m++)
        {
            MarkKind kind = Mark.KindOf(marks[m]);
            _elements[count] = from + m;
            count += kind == MarkKind.Element ? 1 : 0;
            kinds |= 1 << (int)kind;
        }

        _elements[count] = from + Math.Max(0, marks.Length - 1);
        (_divided, _elementCount, _hasRepetitions) = (node, count, (kinds & (1 << (int)MarkKind.Repetition)) != 0);
    }

    /// <summary>Goes from the first repetition of an element to another one.</summary>
    private bool TryRepeat(int repetition, ref int mark, ref int stop)
    {
        int to = mark + 1;
        while (true)
        {
            while (to < stop && Mark.KindOf(_marks[to]) != MarkKind.Repetition)
                to++;

            if (repetition-- == 0)
            {
                stop = to;
                return true;
            }

            if (to == stop)
                return false;
            mark = to++;
        }
    }

    /// <summary>Takes release bytes and line breaks out. A value stays valid as long as the message, whatever is asked for afterwards.</summary>
    public ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> raw)
    {
        if (_clean.Length - _cleanLength < raw.Length)
            (_clean, _cleanLength) = (new byte[Math.Max(4096, raw.Length * 2)], 0);

        int from = _cleanLength;
        for (int i = 0; i < raw.Length; i++)
        {
            byte b = raw[i];
            if (b == Release && Release != 0 && i + 1 < raw.Length)
                b = raw[++i];
            else if (b is (byte)'\r' or (byte)'\n')
                continue;

            _clean[_cleanLength++] = b;
        }

        return _clean.AsSpan(from, _cleanLength - from);
    }
}

/// <summary>A segment in the bytes of its message.</summary>
internal struct SegmentSlot
{
    /// <summary>Its first byte, from the first byte of the message.</summary>
    public int Start;

    /// <summary>Its first delimiter, behind the tag, from the first delimiter of the message.</summary>
    public int FirstMark;

    /// <summary>How many delimiters it has, the terminator among them.</summary>
    public int MarkCount;

    /// <summary>The number of its tag.</summary>
    public int Symbol;

    /// <summary>The node that it stands below.</summary>
    public int Parent;

    /// <summary>The node behind the last one below it.</summary>
    public int End;

    /// <summary>The sequence of its delimiters; 0: not looked at yet, or none that could be looked up.</summary>
    public ulong Shape;
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

/// <summary>A delimiter in a number: its kind below, a bit for what stands in front of it, its index above.</summary>
internal static class Mark
{
    /// <summary>Where the index begins; indexes are below 2^28.</summary>
    public const int IndexShift = 3;

    /// <summary>The value that ends at the mark holds release bytes or line breaks, which are no part of it.</summary>
    public const int Unclean = 1 << 2;

    /// <summary>Where the kind is.</summary>
    public const int Kinds = 3;

    public static int Of(int index, MarkKind kind) => (index << IndexShift) | (int)kind;

    public static int IndexOf(int mark) => mark >> IndexShift;

    public static MarkKind KindOf(int mark) => (MarkKind)(mark & Kinds);
}
