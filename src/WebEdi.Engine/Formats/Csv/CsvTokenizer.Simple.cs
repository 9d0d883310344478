using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats.Csv;

/// <content>Records as nearly all are: sound, not blank, no line ends in their quotes, and not at the very end of the buffer. Others are left to the general way.</content>
internal sealed partial class CsvTokenizer
{
    /// <summary>How many elements are put at a time.</summary>
    private const int Together = 4;

    /// <summary>Cuts simple records.</summary>
    /// <remarks>
    /// Of 64 bytes at a time there is a number with one bit for each separator and one with a bit for each line end and quote; bits are taken
    /// off from the lowest one on. All of it is kept in local variables, because a record takes a few dozen nanoseconds.
    /// </remarks>
    /// <returns>Where the first record begins that is not simple, or the one behind the last that may be cut.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ParseSimple(ReadOnlySpan<byte> buffer, int start, int max)
    {
        ref byte bytes = ref MemoryMarshal.GetReference(buffer);
        int last = buffer.Length - StopScan.Width;
        int from = start;
        if (from > last)
            return start;

        byte separator = _options.Separator;
        byte quote = _options.Quote == 0 ? CsvConstants.LineFeed : _options.Quote;
        bool hasQuote = _options.Quote != 0;
        int most = _options.MaxElements;
        Load(ref Unsafe.Add(ref bytes, from), separator, quote, out ulong separators, out ulong others);
        while (_segmentCount < max)
        {
            int first = _elementCount;
            Reserve(first + most + StopScan.Width + Together);
            ref ElementSpan elements = ref _elements[first];
            int at = start;
            int count = 0;
            bool isClosed = false;
            int end;
            while (true)
            {
                ulong taken = separators & ~others & (others - 1);
                if (taken != 0)
                {
                    separators ^= taken;
                    Put(ref Unsafe.Add(ref elements, count), taken, from, at);
                    count += BitOperations.PopCount(taken);
                    at = from + StopScan.Width - BitOperations.LeadingZeroCount(taken);
                    if (count >= most)
                        return start;
                }

                if (others == 0)
                {
                    from += StopScan.Width;
                    if (from > last)
                        return start;

                    Load(ref Unsafe.Add(ref bytes, from), separator, quote, out separators, out others);
                    continue;
                }

                end = from + BitOperations.TrailingZeroCount(others);
                others &= others - 1;
                if (!hasQuote || Unsafe.Add(ref bytes, end) != quote)
                    break;

                if (end != at)
                    return start;

                bool escaped = false;
                while (true)
                {
                    while (others == 0)
                    {
                        from += StopScan.Width;
                        if (from > last)
                            return start;

                        Load(ref Unsafe.Add(ref bytes, from), separator, quote, out separators, out others);
                    }

                    end = from + BitOperations.TrailingZeroCount(others);
                    if (Unsafe.Add(ref bytes, end) != quote || end + 1 >= buffer.Length)
                        return start;

                    int behind = end + 2 - from;
                    if (behind < StopScan.Width)
                    {
                        separators &= ulong.MaxValue << behind;
                        others &= ulong.MaxValue << behind;
                    }
                    else
                    {
                        from = end + 2;
                        if (from > last)
                            return start;

                        Load(ref Unsafe.Add(ref bytes, from), separator, quote, out separators, out others);
                    }

                    if (Unsafe.Add(ref bytes, end + 1) != quote)
                        break;
                    escaped = true;
                }

                Unsafe.Add(ref elements, count++) = new ElementSpan(at + 1, end - at - 1, quoted: true, escaped);
                at = end + 2;
                byte next = Unsafe.Add(ref bytes, end + 1);
                if (next == separator)
                {
                    if (count >= most)
                        return start;
                    continue;
                }

                if (!IsLineEnd(next))
                    return start;

                isClosed = true;
                end++;
                break;
            }

            if (!isClosed)
                Unsafe.Add(ref elements, count++) = new ElementSpan(at, end - at, quoted: false, escaped: false);

            int after = end + 1;
            if (Unsafe.Add(ref bytes, end) == CsvConstants.CarriageReturn)
            {
                if (after == buffer.Length)
                    return start;

                if (Unsafe.Add(ref bytes, after) == CsvConstants.LineFeed)
                {
                    after++;
                    others &= others - 1;
                }
            }

            if ((ExpectedElements > 0 && count != ExpectedElements) || !IsFilled(ref elements, count) || (count == 1 && Unsafe.Add(ref bytes, start) == CsvConstants.EndMark))
                return start;

            _elementCount = first + count;
            Add(new SegmentInfo(start, _line, _line, ++_number, first, count));
            _line++;
            start = after;
            if (after - from >= StopScan.Width)
            {
                from = after;
                if (from > last)
                    return start;

                Load(ref Unsafe.Add(ref bytes, from), separator, quote, out separators, out others);
            }
        }

        return start;
    }

    /// <summary>Walks over simple records of which the first elements are asked for.</summary>
    /// <returns>Where the first record begins that is not simple, or the one behind the last that may be cut.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WalkSimple(ReadOnlySpan<byte> buffer, int start, int max)
    {
        while (_segmentCount < max)
        {
            int first = _elementCount;
            int count = AskedElements;
            int at = start;
            Reserve(first + count);
            for (int i = 0; i < count; i++)
            {
                int length = buffer[at..].IndexOfAny(_stops);
                if (length < 0 || buffer[at + length] != _options.Separator)
                    return start;

                _elements[first + i] = new ElementSpan(at, length, quoted: false, escaped: false);
                at += length + 1;
            }

            int end = IsFilled(ref _elements[first], count) ? EndOfRest(buffer, at) : -1;
            int next = end < 0 ? -1 : AfterLineEnd(buffer, end, final: false);
            if (next < 0)
                return start;

            _elementCount = first + count;
            Add(new SegmentInfo(start, _line, _line, ++_number, first, count));
            _line++;
            start = next;
        }

        return start;
    }

    /// <summary>Finds the line end of a record in whose quotes no line ends.</summary>
    /// <returns>-1: it is not so simple.</returns>
    private int EndOfRest(ReadOnlySpan<byte> buffer, int at)
    {
        byte quote = _options.Quote == 0 ? CsvConstants.LineFeed : _options.Quote;
        while (true)
        {
            int length = buffer[at..].IndexOfAny(quote, CsvConstants.CarriageReturn, CsvConstants.LineFeed);
            if (length < 0)
                return -1;

            at += length;
            if (IsLineEnd(buffer[at]))
                return at;
            if (buffer[at - 1] != _options.Separator)
                return -1;

            at = AfterClose(buffer, at + 1, quote);
            if (at < 0 || at >= buffer.Length || (buffer[at] != _options.Separator && !IsLineEnd(buffer[at])))
                return -1;
        }
    }

    /// <summary>Finds the byte behind the quote that closes what a quote has opened.</summary>
    /// <returns>-1: a line ends before it.</returns>
    private static int AfterClose(ReadOnlySpan<byte> buffer, int at, byte quote)
    {
        while (true)
        {
            int length = buffer[at..].IndexOfAny(quote, CsvConstants.CarriageReturn, CsvConstants.LineFeed);
            if (length < 0 || buffer[at + length] != quote)
                return -1;

            at += length + 1;
            if (at == buffer.Length || buffer[at] != quote)
                return at;
            at++;
        }
    }

    private static bool IsFilled(ref ElementSpan elements, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (Unsafe.Add(ref elements, i).Length > 0)
                return true;
        }

        return false;
    }

    /// <summary>Puts the elements that some separators end, a few at a time: what is put too much is put over later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref ElementSpan element, ulong separators, int from, int start)
    {
        do
        {
            PutOne(ref element, ref separators, from, ref start);
            PutOne(ref Unsafe.Add(ref element, 1), ref separators, from, ref start);
            PutOne(ref Unsafe.Add(ref element, 2), ref separators, from, ref start);
            PutOne(ref Unsafe.Add(ref element, 3), ref separators, from, ref start);
            element = ref Unsafe.Add(ref element, Together);
        }
        while (separators != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutOne(ref ElementSpan element, ref ulong separators, int from, ref int start)
    {
        int separator = from + BitOperations.TrailingZeroCount(separators);
        separators &= separators - 1;
        element = new ElementSpan(start, separator - start, quoted: false, escaped: false);
        start = separator + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref byte first, byte separator, byte quote, out ulong separators, out ulong others)
    {
        Vector256<byte> low = Vector256.LoadUnsafe(ref first);
        Vector256<byte> high = Vector256.LoadUnsafe(ref first, StopScan.Width / 2);
        separators = StopScan.Bits(Vector256.Equals(low, Vector256.Create(separator)), Vector256.Equals(high, Vector256.Create(separator)));
        others = StopScan.Bits(StopScan.FindOthers(low, quote), StopScan.FindOthers(high, quote));
    }
}
