using System.Buffers;
using System.Numerics;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Csv;

/// <summary>Cuts a buffer into records. Holds no text and knows no encoding; what a record is does not depend on where buffers end.</summary>
/// <remarks>
/// A faulty record is kept with the elements before its fault, and reading goes on at the physical line after the one in which it began, so
/// that a quote which nobody closes costs one record and not the rest of the file.
/// </remarks>
internal sealed partial class CsvTokenizer : IRecordCutter
{
    private readonly SearchValues<byte> _stops;
    private readonly CsvOptions _options;
    private SegmentInfo[] _segments = new SegmentInfo[256];
    private ElementSpan[] _elements = new ElementSpan[4096];
    private Dictionary<int, SegmentFault>? _faults;
    private int _segmentCount;
    private int _elementCount;
    private int _line;
    private int _number;
    private bool _skipping;

    public CsvTokenizer(CsvOptions options, int line = 1)
    {
        _options = options;
        _line = line;
        _stops = options.Quote != 0
            ? SearchValues.Create([options.Separator, CsvConstants.CarriageReturn, CsvConstants.LineFeed, options.Quote])
            : SearchValues.Create([options.Separator, CsvConstants.CarriageReturn, CsvConstants.LineFeed]);
    }

    /// <summary>Gets or sets how many elements every record has; 0: not checked.</summary>
    public int ExpectedElements { get; set; }

    /// <summary>Gets or sets how many elements at the front of a record are asked for; 0: all. What is wrong behind them may pass.</summary>
    /// <remarks>Where records begin and end does not depend on it.</remarks>
    public int AskedElements { get; set; }

    public int Count => _segmentCount;

    /// <summary>Gets a value indicating whether a line is being passed over whose end has not been seen yet.</summary>
    public bool IsSkipping => _skipping;

    /// <summary>Passes over the rest of the physical line that comes next.</summary>
    public void BeginSkip() => _skipping = true;

    public int Parse(ReadOnlySpan<byte> buffer, int start, bool final, int max)
    {
        if (_skipping && !TrySkipLine(buffer, ref start, final))
            return start;

        while (start < buffer.Length && _segmentCount < max)
        {
            // Nearly all records are sound and lie within the buffer.
            start = AskedElements > 0 ? WalkSimple(buffer, start, max) : ParseSimple(buffer, start, max);
            if (start == buffer.Length || _segmentCount == max)
                return start;

            int mark = _elementCount;
            StopScan stops = new(buffer, _options.Separator, _options.Quote, start);
            int next = ParseRecord(buffer, ref stops, start, final);
            if (next < 0)
            {
                _elementCount = mark;
                if (buffer.Length - start < _options.MaxSegmentBytes)
                    return start;

                next = GiveUp(buffer, start, final);
            }

            start = next;
        }

        return start;
    }

    public CutRecords Take(bool lend)
    {
        CutRecords cut = lend
            ? new CutRecords(_segments, _segmentCount, _elements, _faults, _options.Quote)
            : new CutRecords(_segments.AsSpan(0, _segmentCount).ToArray(), _segmentCount, _elements.AsSpan(0, _elementCount).ToArray(), _faults, _options.Quote);
        _segmentCount = 0;
        _elementCount = 0;
        _faults = null;
        return cut;
    }

    /// <returns>Where the next record begins; -1: the record does not end within the buffer.</returns>
    private int ParseRecord(ReadOnlySpan<byte> buffer, ref StopScan stops, int start, bool final)
    {
        int first = _elementCount;
        int at = start;
        int lines = 0;
        int count = 0;
        int most = _options.MaxElements;
        Reserve(first + most + StopScan.Width);
        Span<ElementSpan> elements = _elements.AsSpan(first, most + StopScan.Width);
        while (true)
        {
            int bit = BitOperations.TrailingZeroCount(stops.Others);
            ulong between = bit == StopScan.Width ? stops.Separators : stops.Separators & ((1UL << bit) - 1);
            stops.Separators ^= between;
            int from = stops.Base;
            while (between != 0)
            {
                int separator = from + BitOperations.TrailingZeroCount(between);
                between &= between - 1;
                elements[count++] = new ElementSpan(at, separator - at, quoted: false, escaped: false);
                at = separator + 1;
            }

            if (count >= most)
                break;

            int end = from + bit;
            if (bit == StopScan.Width)
            {
                if (stops.Advance())
                    continue;
                if (!final)
                    return -1;

                end = buffer.Length;
            }

            stops.Others &= stops.Others - 1;
            if (end == buffer.Length || IsLineEnd(buffer[end]))
            {
                elements[count++] = new ElementSpan(at, end - at, quoted: false, escaped: false);
                return End(buffer, ref stops, new Record(start, first, count, lines, end), final);
            }

            _elementCount = first + count;
            if (end != at)
                return Fault(buffer, ref stops, start, first, final, new SegmentFault(DiagnosticCodes.QuoteStray, end - start, count));

            int close = FindClose(buffer, ref stops, at, final, ref lines, out bool escaped);
            if (close < 0)
                return final ? Fault(buffer, ref stops, start, first, final, new SegmentFault(DiagnosticCodes.QuoteUnclosed, at - start, count)) : -1;

            elements[count++] = new ElementSpan(at + 1, close - at - 1, quoted: true, escaped);
            at = close + 2;
            if (close + 1 == buffer.Length || IsLineEnd(buffer[close + 1]))
            {
                stops.SkipTo(at);
                return End(buffer, ref stops, new Record(start, first, count, lines, close + 1), final);
            }

            if (buffer[close + 1] != _options.Separator)
                return Fault(buffer, ref stops, start, first, final, new SegmentFault(DiagnosticCodes.QuoteStray, close + 1 - start, count - 1));

            if (count == most)
                break;

            stops.SkipTo(at);
        }

        // The separator behind the last element that may be: elements in front of it are kept.
        _elementCount = first + most;
        if (count > most)
            at = elements[most].Start;
        return Fault(buffer, ref stops, start, first, final, new SegmentFault(DiagnosticCodes.TooManyElements, at - start, most));
    }

    /// <summary>Ends a record at a line end, or where the file ends.</summary>
    private int End(ReadOnlySpan<byte> buffer, ref StopScan stops, in Record record, bool final)
    {
        int next = AfterLineEnd(buffer, record.End, final);
        if (next < 0)
            return -1;

        // The line feed behind a carriage return is one of the stops.
        if (next == record.End + 2)
            stops.SkipTo(next);
        _elementCount = record.First + record.Count;
        return Close(buffer, ref stops, record.Start, record.First, next, record.Lines, final);
    }

    /// <summary>Ends a record that has no fault of syntax: blank ones are dropped, others must have the expected number of elements.</summary>
    private int Close(ReadOnlySpan<byte> buffer, ref StopScan stops, int start, int first, int next, int lines, bool final)
    {
        if (IsBlank(buffer, first, final && next == buffer.Length))
        {
            _elementCount = first;
            _number++;
            _line += lines + 1;
            return next;
        }

        int count = _elementCount - first;
        if (ExpectedElements > 0 && count > ExpectedElements)
        {
            // Spreadsheets and some hosts end every line with separators too many.
            while (count > ExpectedElements && _elements[first + count - 1].Length == 0)
                count--;
            _elementCount = first + count;
        }

        if (ExpectedElements > 0 && count != ExpectedElements)
            return Fault(buffer, ref stops, start, first, final, new SegmentFault(DiagnosticCodes.ElementCountWrong, 0, -1, count, ExpectedElements));

        Add(new SegmentInfo(start, _line, _line + lines, ++_number, first, count));
        _line += lines + 1;
        return next;
    }

    /// <summary>Keeps a faulty record and finds the physical line after its first one.</summary>
    private int Fault(ReadOnlySpan<byte> buffer, ref StopScan stops, int start, int first, bool final, SegmentFault fault)
    {
        int end = buffer[start..].IndexOfAny(CsvConstants.CarriageReturn, CsvConstants.LineFeed);
        int next = end < 0 ? (final ? buffer.Length : -1) : AfterLineEnd(buffer, start + end, final);
        if (next < 0)
            return -1;

        Keep(start, first, fault);
        stops.Seek(next);
        return next;
    }

    /// <summary>The record does not end within the limit: either a quote is never closed, or it is a line without end.</summary>
    private int GiveUp(ReadOnlySpan<byte> buffer, int start, bool final)
    {
        int first = _elementCount;
        int at = start;
        int open = -1;
        while (_elementCount - first < _options.MaxElements)
        {
            if (_options.Quote != 0 && at < buffer.Length && buffer[at] == _options.Quote)
            {
                int close = FindClose(buffer, at + 1, out bool escaped);
                if (close < 0)
                {
                    open = at;
                    break;
                }

                Add(new ElementSpan(at + 1, close - at - 1, quoted: true, escaped));
                at = close + 2;
                continue;
            }

            int length = at < buffer.Length ? buffer[at..].IndexOfAny(_stops) : -1;
            if (length < 0 || buffer[at + length] != _options.Separator)
                break;

            Add(new ElementSpan(at, length, quoted: false, escaped: false));
            at += length + 1;
        }

        int end = buffer[start..].IndexOfAny(CsvConstants.CarriageReturn, CsvConstants.LineFeed);
        int next = end < 0 ? -1 : AfterLineEnd(buffer, start + end, final);
        Keep(start, first, open >= 0 && next >= 0
            ? new SegmentFault(DiagnosticCodes.QuoteUnclosed, open - start, _elementCount - first)
            : new SegmentFault(DiagnosticCodes.SegmentTooLong, 0, -1, 0, _options.MaxSegmentBytes));
        if (next >= 0)
            return next;

        _skipping = true;
        _line--;
        TrySkipLine(buffer, ref start, final);
        return start;
    }

    private void Keep(int start, int first, SegmentFault fault)
    {
        _faults ??= [];
        _faults[_segmentCount] = fault;
        Add(new SegmentInfo(start, _line, _line, ++_number, first, _elementCount - first));
        _line++;
    }

    private bool TrySkipLine(ReadOnlySpan<byte> buffer, ref int start, bool final)
    {
        int end = buffer[start..].IndexOfAny(CsvConstants.CarriageReturn, CsvConstants.LineFeed);
        int next = end < 0 ? (final ? buffer.Length : -1) : AfterLineEnd(buffer, start + end, final);
        if (next < 0)
        {
            // A carriage return at the very end is kept, because the line feed that belongs to it may follow.
            start = end < 0 ? buffer.Length : start + end;
            _skipping &= !final;
            return false;
        }

        start = next;
        _skipping = false;
        _line++;
        return true;
    }

    /// <summary>Finds the quote that closes what a quote opens, and counts the line ends between them.</summary>
    private int FindClose(ReadOnlySpan<byte> buffer, ref StopScan stops, int open, bool final, ref int lines, out bool escaped)
    {
        escaped = false;
        while (true)
        {
            int at = stops.NextOther();
            if (at < 0)
                return -1;

            byte stop = buffer[at];
            if (stop == _options.Quote)
            {
                if (at + 1 == buffer.Length)
                    return final ? at : -1;
                if (buffer[at + 1] != _options.Quote)
                    return at;

                escaped = true;
                stops.SkipTo(at + 2);
            }
            else if (stop == CsvConstants.CarriageReturn || at - 1 == open || buffer[at - 1] != CsvConstants.CarriageReturn)
            {
                lines++;
            }
        }
    }

    private int FindClose(ReadOnlySpan<byte> buffer, int from, out bool escaped)
    {
        escaped = false;
        while (true)
        {
            int length = buffer[from..].IndexOf(_options.Quote);
            int at = from + length;
            if (length < 0 || at + 1 == buffer.Length)
                return -1;

            if (buffer[at + 1] != _options.Quote)
                return at;

            escaped = true;
            from = at + 2;
        }
    }

    private static int AfterLineEnd(ReadOnlySpan<byte> buffer, int end, bool final)
    {
        if (end >= buffer.Length)
            return final ? buffer.Length : -1;

        if (buffer[end] == CsvConstants.LineFeed)
            return end + 1;

        if (end + 1 == buffer.Length)
            return final ? end + 1 : -1;

        return buffer[end + 1] == CsvConstants.LineFeed ? end + 2 : end + 1;
    }

    private bool IsBlank(ReadOnlySpan<byte> buffer, int first, bool last)
    {
        for (int i = first; i < _elementCount; i++)
        {
            ElementSpan element = _elements[i];
            if (element.Length == 0)
                continue;

            return last && i == first && _elementCount == first + 1 && element.Length == 1 && buffer[element.Start] == CsvConstants.EndMark;
        }

        return true;
    }

    private static bool IsLineEnd(byte b) => b is CsvConstants.CarriageReturn or CsvConstants.LineFeed;

    private void Add(ElementSpan element)
    {
        Reserve(_elementCount + 1);
        _elements[_elementCount++] = element;
    }

    private void Reserve(int elements)
    {
        if (_elements.Length < elements)
            Array.Resize(ref _elements, Math.Max(elements, _elements.Length * 2));
    }

    private void Add(SegmentInfo segment)
    {
        if (_segmentCount == _segments.Length)
            Array.Resize(ref _segments, _segments.Length * 2);
        _segments[_segmentCount++] = segment;
    }

    /// <summary>A record whose end has been found.</summary>
    private readonly record struct Record(int Start, int First, int Count, int Lines, int End);
}
