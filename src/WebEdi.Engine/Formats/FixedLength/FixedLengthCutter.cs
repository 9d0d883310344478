using System.Buffers;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Cuts a buffer into records by their length, or by line ends. Looks at no field.</summary>
/// <remarks>
/// A line end is looked for first where the record should end: packed numbers may hold bytes that look like line ends. Only a record that has
/// none there is ended by the next one; it is kept with its fault.
/// </remarks>
internal sealed class FixedLengthCutter(FixedLengthOptions options) : IRecordCutter
{
    private static readonly SearchValues<byte> AsciiEnds = SearchValues.Create([FixedLengthConstants.CarriageReturn, FixedLengthConstants.LineFeed]);
    private static readonly SearchValues<byte> EbcdicEnds =
        SearchValues.Create([FixedLengthConstants.CarriageReturn, FixedLengthConstants.EbcdicLineFeed, FixedLengthConstants.EbcdicNewLine]);

    /// <summary>What may follow the last record: line ends, end marks, the zeros of a block that is not full.</summary>
    private static readonly SearchValues<byte> Padding = SearchValues.Create(
        [FixedLengthConstants.CarriageReturn, FixedLengthConstants.LineFeed, FixedLengthConstants.EbcdicLineFeed, FixedLengthConstants.EbcdicNewLine, FixedLengthConstants.EndMark, 0]);

    private readonly SearchValues<byte> _ends = EndsOf(options.IsEbcdic);
    private readonly int _length = options.RecordLength;
    private SegmentInfo[] _segments = new SegmentInfo[256];
    private Dictionary<int, SegmentFault>? _faults;
    private LineEnds _lines = options.RecordLength == 0 ? LineEnds.Present : options.LineEnds;
    private bool _skipping;
    private int _line;
    private int _number;

    /// <summary>Gets the bytes that end lines.</summary>
    public static SearchValues<byte> EndsOf(bool isEbcdic) => isEbcdic ? EbcdicEnds : AsciiEnds;

    public int Count { get; private set; }

    public CutRecords Take(bool lend)
    {
        CutRecords cut = new(lend ? _segments : _segments.AsSpan(0, Count).ToArray(), Count, [], _faults);
        Count = 0;
        _faults = null;
        return cut;
    }

    public int Parse(ReadOnlySpan<byte> buffer, int start, bool final, int max)
    {
        if (_lines == LineEnds.Detect && !TryDetect(buffer[start..], final))
            return start;

        while (start < buffer.Length && Count < max)
        {
            ReadOnlySpan<byte> rest = buffer[start..];
            int next = _skipping ? Skip(rest, final) : _lines == LineEnds.None ? CutByLength(rest, start, final) : CutByLine(rest, start, final);
            if (next == 0)
                return start;

            start += next;
        }

        return start;
    }

    /// <summary>A line end behind the first record tells, or, where its length is wrong, one nearby that cannot be a part of a number.</summary>
    private bool TryDetect(ReadOnlySpan<byte> rest, bool final)
    {
        if (rest.Length <= _length * 2 && !final)
            return false;

        ReadOnlySpan<byte> near = rest[..Math.Min(rest.Length, _length * 2)];
        bool behind = near.Length > _length && _ends.Contains(near[_length]);
        _lines = behind || (options.Layout.IsText && near.ContainsAny(_ends)) ? LineEnds.Present : LineEnds.None;
        return true;
    }

    private int CutByLength(ReadOnlySpan<byte> rest, int start, bool final)
    {
        if (rest.Length >= _length)
        {
            Keep(start, _length);
            return _length;
        }

        if (!final)
            return 0;

        if (rest.ContainsAnyExcept(Padding))
            Keep(start, rest.Length, new SegmentFault(DiagnosticCodes.RecordCut, 0, -1, rest.Length, _length));
        return rest.Length;
    }

    private int CutByLine(ReadOnlySpan<byte> rest, int start, bool final)
    {
        int length = _length;
        if (length == 0 || rest.Length <= length || !_ends.Contains(rest[length]) || (options.Layout.IsText && rest[..length].ContainsAny(_ends)))
        {
            if (length > 0 && rest.Length <= length && !final && !(options.Layout.IsText && rest.ContainsAny(_ends)))
                return 0;

            length = rest[..Math.Min(rest.Length, options.MaxRecordBytes)].IndexOfAny(_ends);
            if (length < 0)
            {
                if (rest.Length >= options.MaxRecordBytes)
                    return GiveUp(start);
                if (!final)
                    return 0;

                length = rest.Length;
            }
        }

        int next = AfterLineEnd(rest, length, final);
        if (next == 0)
            return 0;

        if (length == 0 || (length == rest.Length && !rest.ContainsAnyExcept(FixedLengthConstants.EndMark)))
        {
            _line++;
            _number++;
            return next;
        }

        if (_length > 0 && length != _length)
            Keep(start, length, new SegmentFault(DiagnosticCodes.RecordLengthWrong, 0, -1, length, _length));
        else
            Keep(start, length);
        return next;
    }

    private int GiveUp(int start)
    {
        Keep(start, 0, new SegmentFault(DiagnosticCodes.SegmentTooLong, 0, -1, 0, options.MaxRecordBytes));
        _line--;
        _skipping = true;
        return options.MaxRecordBytes;
    }

    private int Skip(ReadOnlySpan<byte> rest, bool final)
    {
        int end = rest.IndexOfAny(_ends);
        if (end < 0)
            return rest.Length;

        int next = AfterLineEnd(rest, end, final);
        if (next == 0)
            return end;

        _skipping = false;
        _line++;
        return next;
    }

    /// <returns>The first byte of the next line; 0: more bytes are needed to know it.</returns>
    private static int AfterLineEnd(ReadOnlySpan<byte> rest, int end, bool final)
    {
        if (end >= rest.Length)
            return rest.Length;

        if (rest[end] != FixedLengthConstants.CarriageReturn)
            return end + 1;

        if (end + 1 == rest.Length)
            return final ? end + 1 : 0;

        return rest[end + 1] is FixedLengthConstants.LineFeed or FixedLengthConstants.EbcdicLineFeed or FixedLengthConstants.EbcdicNewLine ? end + 2 : end + 1;
    }

    private void Keep(int start, int length, SegmentFault? fault = null)
    {
        _line++;
        if (++_number <= options.SkipRecords)
            return;

        if (fault is { } found)
        {
            _faults ??= [];
            _faults[Count] = found;
        }

        if (Count == _segments.Length)
            Array.Resize(ref _segments, _segments.Length * 2);
        _segments[Count++] = new SegmentInfo(start, _line, _line, _number, length, options.Layout.Fields.Count);
    }
}
