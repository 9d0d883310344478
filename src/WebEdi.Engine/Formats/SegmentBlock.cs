using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Some segments (records) of a file: their bytes, and where their elements lie. Immutable as long as it is valid: see <see cref="BlockReader.Recycles"/>.</summary>
internal sealed class SegmentBlock
{
    private readonly SegmentInfo[] _segments;
    private readonly ElementSpan[] _elements;
    private readonly Dictionary<int, SegmentFault>? _faults;
    private readonly byte[] _bytes;
    private readonly RecordLayout? _layout;
    private readonly byte _quote;

    internal SegmentBlock(string file, TextCodec codec, byte[] bytes, long offset, in CutRecords cut, RecordLayout? layout = null)
    {
        File = file;
        Codec = codec;
        Offset = offset;
        Count = cut.Count;
        _bytes = bytes;
        _segments = cut.Segments;
        _elements = cut.Elements;
        _faults = cut.Faults;
        _layout = layout;
        _quote = cut.Quote;
    }

    /// <summary>Gets the name of the file.</summary>
    public string File { get; }

    /// <summary>Gets the encoding of the bytes.</summary>
    public TextCodec Codec { get; }

    /// <summary>Gets the byte in the file at which the block's bytes begin.</summary>
    public long Offset { get; }

    /// <summary>Gets the number of segments.</summary>
    public int Count { get; }

    /// <summary>Gets the physical line in which a segment begins.</summary>
    public int LineOf(int segment) => _segments[segment].Line;

    /// <summary>Gets the physical line in which a segment ends.</summary>
    public int LastLineOf(int segment) => _segments[segment].LastLine;

    /// <summary>Gets the place of a segment in the file, from 1; a header line counts.</summary>
    public int NumberOf(int segment) => _segments[segment].Number;

    /// <summary>Gets the byte of the file at which a segment begins; -1: not known, because the file was decoded before it was cut.</summary>
    public long OffsetOf(int segment) => Math.Max(-1, Offset + _segments[segment].Start);

    /// <summary>Gets the number of elements of a segment.</summary>
    public int ElementCount(int segment) => _segments[segment].ElementCount;

    /// <summary>Gets what makes a segment unreadable; null for a sound one. Elements before the fault can still be asked for.</summary>
    /// <param name="segment">From 0.</param>
    /// <param name="names">Names an element, from 0, for a person.</param>
    public Diagnostic? FaultOf(int segment, Func<int, string>? names = null)
    {
        if (_faults is null || !_faults.TryGetValue(segment, out SegmentFault fault))
            return null;

        ref readonly SegmentInfo info = ref _segments[segment];
        SourcePosition position = Locate(info, info.Start + fault.At, fault.Element + 1);
        string? path = fault.Element < 0 ? null : names?.Invoke(fault.Element) ?? $"#{fault.Element + 1}";
        return Diagnostic.Create(fault.Code, position, path, Count(fault.Found), Expect.Value(Count(fault.Expected)));

        static string? Count(int number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Tells whether a segment is unreadable.</summary>
    public bool IsFaulty(int segment) => _faults is not null && _faults.ContainsKey(segment);

    /// <summary>Gets the content of an element: without its quotes, doubled quotes made single.</summary>
    /// <param name="segment">From 0.</param>
    /// <param name="element">From 0; one that the segment does not have is empty.</param>
    public ReadOnlySpan<byte> Element(int segment, int element)
    {
        TryElement(segment, element, out ReadOnlySpan<byte> value);
        return value;
    }

    /// <summary>Gets the content of an element; a number as a host stores it becomes ASCII.</summary>
    /// <param name="segment">From 0.</param>
    /// <param name="element">From 0; one that the segment does not have is empty.</param>
    /// <param name="value">The content.</param>
    /// <returns>False: the bytes are no such number.</returns>
    public bool TryElement(int segment, int element, out ReadOnlySpan<byte> value)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        value = default;
        if ((uint)element >= (uint)info.ElementCount)
            return true;

        if (_layout is not null)
            return _layout[element].TryRead(RecordOf(segment), Codec, out value);

        ElementSpan span = _elements[info.FirstElement + element];
        ReadOnlySpan<byte> raw = _bytes.AsSpan(span.Start, span.Length);
        value = span.Escaped ? Unescape(raw) : raw;
        return true;
    }

    /// <summary>Gets the content of an element that is no number as a host stores it.</summary>
    /// <param name="segment">From 0.</param>
    /// <param name="element">From 0; one that the segment does not have is empty.</param>
    public ReadOnlySpan<byte> TextOf(int segment, int element)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        if (_layout is not null)
            return _layout[element].TextIn(_bytes.AsSpan(info.Start, info.FirstElement), Codec);

        if ((uint)element >= (uint)info.ElementCount)
            return default;

        ElementSpan span = _elements[info.FirstElement + element];
        ReadOnlySpan<byte> raw = _bytes.AsSpan(span.Start, span.Length);
        return span.Escaped ? Unescape(raw) : raw;
    }

    /// <summary>Gets the encoding of an element's content.</summary>
    public TextCodec CodecOf(int element) => _layout?[element] switch
    {
        null => Codec,
        { IsNumber: true } => TextCodec.Utf8,
        { IsWide: true } => Codec.WideForm,
        _ => Codec,
    };

    /// <summary>Gets the field that an element is; null where elements are not told apart by their positions.</summary>
    public LayoutField? FieldOf(int element) => _layout?[element];

    /// <summary>Gets all bytes of a segment in a block with a layout, its line end left out.</summary>
    public ReadOnlySpan<byte> RecordOf(int segment) => _bytes.AsSpan(_segments[segment].Start, _segments[segment].FirstElement);

    /// <summary>Gets the bytes of an element as they stand in the file.</summary>
    public ReadOnlySpan<byte> RawOf(int segment, int element)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        ElementSpan span = SpanOf(info, element);
        return _bytes.AsSpan(span.Start, span.Length);
    }

    /// <summary>Gets the bytes from the start of a segment on; without a layout they go on behind its end.</summary>
    public ReadOnlySpan<byte> FrontOf(int segment) => _layout is null ? _bytes.AsSpan(_segments[segment].Start) : RecordOf(segment);

    /// <summary>Gets how many bytes decide what the first elements of a segment are, what divides them from the next one included.</summary>
    /// <param name="segment">From 0; sound.</param>
    /// <param name="elements">How many elements.</param>
    /// <returns>The length; -1: the segment ends there or before.</returns>
    public int LengthOfFront(int segment, int elements)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        if (_layout is null)
        {
            if (elements >= info.ElementCount)
                return -1;

            ElementSpan next = _elements[info.FirstElement + elements];
            return next.Start - (next.Quoted ? 1 : 0) - info.Start;
        }

        int length = 0;
        for (int i = 0; i < elements; i++)
            length = Math.Max(length, _layout[i].Start + _layout[i].Length);
        return length <= info.FirstElement ? length : -1;
    }

    /// <summary>Gets the bytes from one element to another, what divides them included, where none of them stands in quotes.</summary>
    /// <param name="segment">From 0.</param>
    /// <param name="from">The first element, from 0.</param>
    /// <param name="to">The last one, not before it.</param>
    /// <param name="run">The bytes.</param>
    /// <returns>False: the segment does not have all of them, or they do not lie side by side as they are.</returns>
    public bool TryRun(int segment, int from, int to, out ReadOnlySpan<byte> run)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        run = default;
        if (to >= info.ElementCount)
            return false;

        if (_layout is not null)
            return _layout.TryRun(from, to, _bytes.AsSpan(info.Start, info.FirstElement), out run);

        ReadOnlySpan<ElementSpan> elements = _elements.AsSpan(info.FirstElement + from, to - from + 1);
        foreach (ElementSpan element in elements)
        {
            if (element.Quoted)
                return false;
        }

        run = _bytes.AsSpan(elements[0].Start, elements[^1].Start + elements[^1].Length - elements[0].Start);
        return true;
    }

    /// <summary>Tells where an element begins, its opening quote included.</summary>
    /// <param name="segment">From 0.</param>
    /// <param name="element">From 0; -1 for the segment itself.</param>
    /// <param name="plus">Bytes to go into the element.</param>
    public SourcePosition PositionOf(int segment, int element, int plus = 0)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        int at = info.Start;
        if (element >= 0 && element < info.ElementCount)
        {
            ElementSpan span = SpanOf(info, element);
            at = span.Start + plus - (span.Quoted && plus == 0 ? 1 : 0);
        }

        return Locate(info, at, element + 1);
    }

    /// <summary>Gets how many bytes of the file an element takes, its quotes included.</summary>
    public int LengthOf(int segment, int element)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        if ((uint)element >= (uint)info.ElementCount)
            return 0;

        ElementSpan span = SpanOf(info, element);
        return span.Length + (span.Quoted ? 2 : 0);
    }

    /// <summary>Gets the bytes of a segment in front of an element.</summary>
    public ReadOnlySpan<byte> BytesBefore(int segment, int element)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        ElementSpan span = SpanOf(info, element);
        return _bytes.AsSpan(info.Start, span.Start - info.Start - (span.Quoted ? 1 : 0));
    }

    /// <summary>People count the columns of a record with positions in bytes, as its description does.</summary>
    private SourcePosition Locate(in SegmentInfo info, int at, int element) => _layout is null
        ? Locate(File, Codec, _bytes.AsSpan(info.Start, at - info.Start), info.Line, info.Number, element, Offset + info.Start)
        : new SourcePosition(File, info.Line, at - info.Start + 1, info.Number, element, 0, Offset + at);

    /// <summary>A record with positions may end before a field, or in it.</summary>
    private ElementSpan SpanOf(in SegmentInfo info, int element)
    {
        if (_layout is null)
            return _elements[info.FirstElement + element];

        LayoutField field = _layout[element];
        int start = Math.Min(field.Start, info.FirstElement);
        return new ElementSpan(info.Start + start, Math.Min(field.Length, info.FirstElement - start), quoted: false, escaped: false);
    }

    /// <summary>Counts lines and characters from the start of a segment.</summary>
    internal static SourcePosition Locate(string file, TextCodec codec, ReadOnlySpan<byte> before, int line, int number, int element, long start)
    {
        long offset = start + before.Length;
        int from = 0;
        for (int i = 0; i < before.Length; i++)
        {
            bool cr = before[i] == (byte)'\r';
            if (before[i] == (byte)'\n' || (cr && (i + 1 == before.Length || before[i + 1] != (byte)'\n')))
            {
                line++;
                from = i + 1;
            }
        }

        return new SourcePosition(file, line, codec.CountChars(before[from..]) + 1, number, element, 0, Math.Max(-1, offset));
    }

    private byte[] Unescape(ReadOnlySpan<byte> raw)
    {
        byte[] clean = new byte[raw.Length];
        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            clean[length++] = raw[i];
            if (raw[i] == _quote && i + 1 < raw.Length && raw[i + 1] == _quote)
                i++;
        }

        return clean[..length];
    }
}

/// <summary>A segment in a block.</summary>
/// <param name="Start">Its first byte in the block.</param>
/// <param name="Line">The physical line in which it begins, from 1.</param>
/// <param name="LastLine">The physical line in which it ends.</param>
/// <param name="Number">Its place in the file, from 1; a header line counts.</param>
/// <param name="FirstElement">Its first element in the block; in a block with a layout, how many bytes it has.</param>
/// <param name="ElementCount">How many elements it has.</param>
internal readonly record struct SegmentInfo(int Start, int Line, int LastLine, int Number, int FirstElement, int ElementCount);

/// <summary>An element in a block. There are very many: eight bytes each.</summary>
/// <param name="start">The first byte of its content in the block.</param>
/// <param name="length">Its length in bytes, doubled quotes still doubled; below 2^30.</param>
/// <param name="quoted">Whether it stands in quotes.</param>
/// <param name="escaped">Whether it holds doubled quotes.</param>
internal readonly struct ElementSpan(int start, int length, bool quoted, bool escaped)
{
    // One number, so that it is put down and taken up at once.
    private readonly ulong _bits = (uint)start | ((ulong)(uint)((length << 2) | (quoted ? 1 : 0) | (escaped ? 2 : 0)) << 32);

    /// <summary>Gets the first byte of its content in the block.</summary>
    public int Start => (int)_bits;

    /// <summary>Gets its length in bytes, doubled quotes still doubled.</summary>
    public int Length => (int)(_bits >> 34);

    /// <summary>Gets a value indicating whether it stands in quotes.</summary>
    public bool Quoted => (_bits & (1UL << 32)) != 0;

    /// <summary>Gets a value indicating whether it holds doubled quotes.</summary>
    public bool Escaped => (_bits & (1UL << 33)) != 0;
}
