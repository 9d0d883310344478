using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats;

/// <summary>Some segments (records) of a file: their bytes, and where their elements lie. Immutable once handed out.</summary>
internal sealed class SegmentBlock
{
    private readonly SegmentInfo[] _segments;
    private readonly ElementSpan[] _elements;
    private readonly Dictionary<int, SegmentFault>? _faults;
    private readonly byte[] _bytes;
    private readonly RecordLayout? _layout;
    private readonly byte _quote;

    internal SegmentBlock(
        string file,
        TextCodec codec,
        byte[] bytes,
        long offset,
        SegmentInfo[] segments,
        int count,
        ElementSpan[] elements,
        Dictionary<int, SegmentFault>? faults,
        RecordLayout? layout = null,
        byte quote = 0)
    {
        File = file;
        Codec = codec;
        Offset = offset;
        Count = count;
        _bytes = bytes;
        _segments = segments;
        _elements = elements;
        _faults = faults;
        _layout = layout;
        _quote = quote;
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
            return _layout.Fields[element].TryRead(RecordOf(segment), Codec, out value);

        ElementSpan span = _elements[info.FirstElement + element];
        ReadOnlySpan<byte> raw = _bytes.AsSpan(span.Start, span.Length);
        value = span.Escaped ? Unescape(raw) : raw;
        return true;
    }

    /// <summary>Gets the encoding of an element's content.</summary>
    public TextCodec CodecOf(int element) => _layout?.Fields[element] switch
    {
        null => Codec,
        { IsNumber: true } => TextCodec.Utf8,
        { IsWide: true } => Codec.WideForm,
        _ => Codec,
    };

    /// <summary>Gets the field that an element is; null where elements are not told apart by their positions.</summary>
    public LayoutField? FieldOf(int element) => _layout?.Fields[element];

    /// <summary>Gets all bytes of a segment in a block with a layout, its line end left out.</summary>
    public ReadOnlySpan<byte> RecordOf(int segment) => _bytes.AsSpan(_segments[segment].Start, _segments[segment].FirstElement);

    /// <summary>Gets the bytes of an element as they stand in the file.</summary>
    public ReadOnlySpan<byte> RawOf(int segment, int element)
    {
        ref readonly SegmentInfo info = ref _segments[segment];
        ElementSpan span = SpanOf(info, element);
        return _bytes.AsSpan(span.Start, span.Length);
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

        LayoutField field = _layout.Fields[element];
        int start = Math.Min(field.Start, info.FirstElement);
        return new ElementSpan(info.Start + start, Math.Min(field.Length, info.FirstElement - start), Quoted: false, Escaped: false);
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

/// <summary>An element in a block.</summary>
/// <param name="Start">The first byte of its content in the block.</param>
/// <param name="Length">Its length in bytes, doubled quotes still doubled.</param>
/// <param name="Quoted">Whether it stands in quotes.</param>
/// <param name="Escaped">Whether it holds doubled quotes.</param>
internal readonly record struct ElementSpan(int Start, int Length, bool Quoted, bool Escaped);
