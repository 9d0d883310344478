using System.Buffers;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats.Csv;

/// <summary>Cuts a buffer into records. Holds no text and knows no encoding; what a record is does not depend on where buffers end.</summary>
/// <remarks>
/// A faulty record is kept with the elements before its fault, and reading goes on at the physical line after the one in which it began, so
/// that a quote which nobody closes costs one record and not the rest of the file.
/// </remarks>
internal sealed class CsvTokenizer : IRecordCutter
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
            int mark = _elementCount;
            int next = ParseRecord(buffer, start, final);
            if (next < 0)
            {
                _elementCount = mark;
                if (buffer.Length - start < _options.MaxSegmentBytes)
                    return start;

                start = GiveUp(buffer, start, final);
                continue;
            }

            start = next;
        }

        return start;
    }

    public CutRecords Take()
    {
        SegmentInfo[] segments = _segments.AsSpan(0, _segmentCount).ToArray();
        ElementSpan[] elements = _elements.AsSpan(0, _elementCount).ToArray();
        Dictionary<int, SegmentFault>? faults = _faults;
        _segmentCount = 0;
        _elementCount = 0;
        _faults = null;
        return new CutRecords(segments, segments.Length, elements, faults, _options.Quote);
    }

    /// <returns>Where the next record begins; -1: the record does not end within the buffer.</returns>
    private int ParseRecord(ReadOnlySpan<byte> buffer, int start, bool final)
    {
        int first = _elementCount;
        int at = start;
        int lines = 0;
        while (true)
        {
            if (_elementCount - first == _options.MaxElements)
                return Fault(buffer, start, first, final, new SegmentFault(DiagnosticCodes.TooManyElements, at - start, _options.MaxElements));

            int end;
            if (_options.Quote != 0 && at < buffer.Length && buffer[at] == _options.Quote)
            {
                int close = FindClose(buffer, at + 1, final, out bool escaped);
                if (close < 0)
                    return final ? Fault(buffer, start, first, final, new SegmentFault(DiagnosticCodes.QuoteUnclosed, at - start, _elementCount - first)) : -1;

                ReadOnlySpan<byte> content = buffer[(at + 1)..close];
                lines += CountLines(content);
                Add(new ElementSpan(at + 1, content.Length, true, escaped));
                end = close + 1;
                if (end < buffer.Length && buffer[end] != _options.Separator && buffer[end] is not (CsvConstants.CarriageReturn or CsvConstants.LineFeed))
                {
                    _elementCount--;
                    return Fault(buffer, start, first, final, new SegmentFault(DiagnosticCodes.QuoteStray, end - start, _elementCount - first));
                }
            }
            else
            {
                int length = buffer[at..].IndexOfAny(_stops);
                if (length < 0)
                {
                    if (!final)
                        return -1;

                    length = buffer.Length - at;
                }

                end = at + length;
                if (end < buffer.Length && _options.Quote != 0 && buffer[end] == _options.Quote)
                    return Fault(buffer, start, first, final, new SegmentFault(DiagnosticCodes.QuoteStray, end - start, _elementCount - first));

                Add(new ElementSpan(at, length, false, false));
            }

            if (end < buffer.Length && buffer[end] == _options.Separator)
            {
                at = end + 1;
                continue;
            }

            int next = AfterLineEnd(buffer, end, final);
            return next < 0 ? -1 : Close(buffer, start, first, next, lines, final);
        }
    }

    /// <summary>Ends a record that has no fault of syntax: blank ones are dropped, others must have the expected number of elements.</summary>
    private int Close(ReadOnlySpan<byte> buffer, int start, int first, int next, int lines, bool final)
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
            return Fault(buffer, start, first, final, new SegmentFault(DiagnosticCodes.ElementCountWrong, 0, -1, count, ExpectedElements));

        Add(new SegmentInfo(start, _line, _line + lines, ++_number, first, count));
        _line += lines + 1;
        return next;
    }

    /// <summary>Keeps a faulty record and finds the physical line after its first one.</summary>
    private int Fault(ReadOnlySpan<byte> buffer, int start, int first, bool final, SegmentFault fault)
    {
        int end = buffer[start..].IndexOfAny(CsvConstants.CarriageReturn, CsvConstants.LineFeed);
        int next = end < 0 ? (final ? buffer.Length : -1) : AfterLineEnd(buffer, start + end, final);
        if (next < 0)
            return -1;

        Keep(start, first, fault);
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
                int close = FindClose(buffer, at + 1, final: false, out bool escaped);
                if (close < 0)
                {
                    open = at;
                    break;
                }

                Add(new ElementSpan(at + 1, close - at - 1, true, escaped));
                at = close + 2;
                continue;
            }

            int length = at < buffer.Length ? buffer[at..].IndexOfAny(_stops) : -1;
            if (length < 0 || buffer[at + length] != _options.Separator)
                break;

            Add(new ElementSpan(at, length, false, false));
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

    private int FindClose(ReadOnlySpan<byte> buffer, int from, bool final, out bool escaped)
    {
        escaped = false;
        while (true)
        {
            int length = buffer[from..].IndexOf(_options.Quote);
            if (length < 0)
                return -1;

            int at = from + length;
            if (at + 1 == buffer.Length)
                return final ? at : -1;

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

    private static int CountLines(ReadOnlySpan<byte> content)
    {
        int lines = 0;
        while (true)
        {
            int at = content.IndexOfAny(CsvConstants.CarriageReturn, CsvConstants.LineFeed);
            if (at < 0)
                return lines;

            lines++;
            content = content[(content[at] == CsvConstants.CarriageReturn && at + 1 < content.Length && content[at + 1] == CsvConstants.LineFeed ? at + 2 : at + 1)..];
        }
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

    private void Add(ElementSpan element)
    {
        if (_elementCount == _elements.Length)
            Array.Resize(ref _elements, _elements.Length * 2);
        _elements[_elementCount++] = element;
    }

    private void Add(SegmentInfo segment)
    {
        if (_segmentCount == _segments.Length)
            Array.Resize(ref _segments, _segments.Length * 2);
        _segments[_segmentCount++] = segment;
    }
}
