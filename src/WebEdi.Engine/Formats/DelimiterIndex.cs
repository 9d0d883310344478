using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats;

/// <summary>Finds all delimiters of a buffer in one pass, 64 bytes at a time, and writes down where they stand and what they divide.</summary>
/// <remarks>
/// Delimiters come every four to five bytes, so looking for the next one again and again costs more than reading every byte. Here a block
/// becomes a number with one bit for each byte, and the bits are taken off it. What was released never becomes a mark.
/// The bytes must go on for <see cref="Slack"/> bytes behind the last one that counts; their values do not matter.
/// </remarks>
internal sealed class DelimiterIndex
{
    /// <summary>The bytes of a block.</summary>
    public const int Slack = 64;

    private const ulong Odd = 0xAAAA_AAAA_AAAA_AAAA;
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';
    private const byte Escape = 0x1B;

    private readonly int[] _kinds = new int[256];
    private Delimiters _delimiters = new() { Element = 0, Terminator = 0 };
    private int[] _marks = new int[4096];
    private int[] _ends = new int[512];
    private int[] _highs = new int[64];
    private ulong _escapeCarry;
    private ulong _padCarry = 1;
    private bool _dirty;
    private bool _shifted;

    private int HighCount { get; set; }

    /// <summary>Gets the delimiters found, in the order of the bytes.</summary>
    public int[] Marks => _marks;

    /// <summary>Gets how many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the terminators among them, as indexes into <see cref="Marks"/>.</summary>
    public int[] Ends => _ends;

    /// <summary>Gets how many terminators there are.</summary>
    public int EndCount { get; private set; }

    /// <summary>Gets where the stretches of at most <see cref="Slack"/> bytes begin that hold bytes beyond ASCII.</summary>
    public ReadOnlySpan<int> Highs => _highs.AsSpan(0, HighCount);

    /// <summary>Gets where the last stretch begins that holds a line break; -1: there was none.</summary>
    public int LastBreak { get; private set; } = -1;

    /// <summary>Gets how far the bytes are indexed.</summary>
    public int IndexedTo { get; private set; }

    /// <summary>Begins anew at a byte where a segment begins.</summary>
    public void Begin(Delimiters delimiters, int at)
    {
        _delimiters = delimiters;
        _kinds.AsSpan().Clear();
        // A delimiter that the file does not have is compared as if it were the element's, and finds nothing of its own.
        Set(delimiters.Repetition, MarkKind.Repetition);
        Set(delimiters.Component, MarkKind.Component);
        Set(delimiters.Element, MarkKind.Element);
        Set(delimiters.Terminator, MarkKind.Terminator);
        (Count, EndCount) = (0, 0);
        Restart(at);
    }

    /// <summary>Goes on at another byte, as if a segment began there; marks at or behind it are forgotten.</summary>
    public void Restart(int at)
    {
        while (Count > 0 && Mark.IndexOf(_marks[Count - 1]) >= at)
            Count--;
        while (EndCount > 0 && _ends[EndCount - 1] >= Count)
            EndCount--;

        // Stretches behind it are found again; one that reaches over it stays.
        while (HighCount > 0 && _highs[HighCount - 1] >= at)
            HighCount--;

        IndexedTo = at;
        (_escapeCarry, _padCarry, _dirty, _shifted) = (0, 1, false, false);
    }

    /// <summary>Writes down a terminator that is not there: the file ends.</summary>
    public void Close(int at)
    {
        Reserve(1);
        Append(at, MarkKind.Terminator);
        IndexedTo = at;
    }

    /// <summary>Forgets the first marks, because their bytes are gone, and moves the others.</summary>
    /// <param name="marks">How many marks to forget.</param>
    /// <param name="ends">How many of them are terminators.</param>
    /// <param name="bytes">By how many bytes the others move to the front.</param>
    public void Drop(int marks, int ends, int bytes)
    {
        Span<int> kept = _marks.AsSpan(marks, Count - marks);
        kept.CopyTo(_marks);
        Count = kept.Length;
        foreach (ref int mark in _marks.AsSpan(0, Count))
            mark -= bytes;

        Span<int> keptEnds = _ends.AsSpan(ends, EndCount - ends);
        keptEnds.CopyTo(_ends);
        EndCount = keptEnds.Length;
        foreach (ref int end in _ends.AsSpan(0, EndCount))
            end -= marks;

        int highs = 0;
        while (highs < HighCount && _highs[highs] + Slack <= bytes)
            highs++;
        HighCount -= highs;
        for (int i = 0; i < HighCount; i++)
            _highs[i] = _highs[i + highs] - bytes;

        LastBreak = Math.Max(-1, LastBreak - bytes);
        IndexedTo -= bytes;
    }

    /// <summary>Indexes bytes that follow the ones indexed before.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="to">The end of the bytes to index; there are <see cref="Slack"/> more behind it.</param>
    /// <param name="final">Whether the file ends there; if not, a character that is cut stays for the next call.</param>
    public void Index(byte[] bytes, int to, bool final)
    {
        Reserve(to - IndexedTo + Slack);
        if (_delimiters.Wide != Wide.None || _delimiters.TerminatorLength > 1)
            IndexSlowly(bytes, to, final);
        else if (to > IndexedTo)
            IndexBlocks(bytes, to);
    }

    private void IndexBlocks(byte[] bytes, int to)
    {
        ref byte source = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref int kinds = ref MemoryMarshal.GetArrayDataReference(_kinds);
        ref int marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        ref int ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        Vector256<byte> element = Vector256.Create(_delimiters.Element);
        Vector256<byte> component = Vector256.Create(Or(_delimiters.Component));
        Vector256<byte> repetition = Vector256.Create(Or(_delimiters.Repetition));
        Vector256<byte> terminator = Vector256.Create(_delimiters.Terminator);
        Vector256<byte> release = Vector256.Create(_delimiters.Release == 0 ? _delimiters.Element : _delimiters.Release);
        Vector256<byte> cr = Vector256.Create(CarriageReturn);
        Vector256<byte> lf = Vector256.Create(LineFeed);
        ulong canRelease = _delimiters.Release == 0 ? 0 : ulong.MaxValue;
        int count = Count;
        int endCount = EndCount;

        for (int at = IndexedTo; at < to; at += Slack)
        {
            Vector256<byte> low = Vector256.LoadUnsafe(ref source, (nuint)at);
            Vector256<byte> high = Vector256.LoadUnsafe(ref source, (nuint)at + 32);
            Vector256<byte> lowEnd = Vector256.Equals(low, terminator);
            Vector256<byte> highEnd = Vector256.Equals(high, terminator);
            ulong end = Bits(lowEnd, highEnd);
            ulong all = Bits(
                lowEnd | Vector256.Equals(low, element) | Vector256.Equals(low, component) | Vector256.Equals(low, repetition),
                highEnd | Vector256.Equals(high, element) | Vector256.Equals(high, component) | Vector256.Equals(high, repetition));
            Vector256<byte> lowOdd = Vector256.Equals(low, release) | Vector256.Equals(low, cr) | Vector256.Equals(low, lf);
            Vector256<byte> highOdd = Vector256.Equals(high, release) | Vector256.Equals(high, cr) | Vector256.Equals(high, lf);

            if ((low | high).ExtractMostSignificantBits() != 0)
                AddHigh(at);

            int last = Slack - 1;
            ulong dirty = 0;
            bool odd = (lowOdd | highOdd) != Vector256<byte>.Zero;
            if (odd || _escapeCarry != 0 || to - at < Slack)
            {
                ulong valid = ulong.MaxValue;
                if (to - at < Slack)
                {
                    last = to - at - 1;
                    valid = (1UL << (last + 1)) - 1;
                }

                ulong released = Bits(Vector256.Equals(low, release), Vector256.Equals(high, release)) & canRelease & valid;
                ulong breaks = Bits(Vector256.Equals(low, cr) | Vector256.Equals(low, lf), Vector256.Equals(high, cr) | Vector256.Equals(high, lf)) & valid;
                ulong escaped = FindEscaped(ref released, last);
                all &= ~escaped & valid;
                end &= ~escaped & valid;
                LastBreak = breaks == 0 ? LastBreak : at;
                breaks &= ~all;

                // Line breaks behind a terminator are padding; anywhere else they are no part of the value in which they stand.
                ulong padding = breaks & ~(breaks + (breaks & ((end << 1) | _padCarry)));
                dirty = released | (breaks & ~padding);
                _padCarry = ((end | padding) >> last) & 1;
            }
            else
            {
                _padCarry = end >> 63;
            }

            // Four at a time for the same reason as below.
            ulong rest = end;
            int nextEnd = endCount + BitOperations.PopCount(end);
            while (true)
            {
                Unsafe.Add(ref ends, endCount) = count + BitOperations.PopCount(all & ((rest & (0 - rest)) - 1));
                rest &= rest - 1;
                Unsafe.Add(ref ends, endCount + 1) = count + BitOperations.PopCount(all & ((rest & (0 - rest)) - 1));
                rest &= rest - 1;
                Unsafe.Add(ref ends, endCount + 2) = count + BitOperations.PopCount(all & ((rest & (0 - rest)) - 1));
                rest &= rest - 1;
                Unsafe.Add(ref ends, endCount + 3) = count + BitOperations.PopCount(all & ((rest & (0 - rest)) - 1));
                rest &= rest - 1;
                if (rest == 0)
                    break;
                endCount += 4;
            }

            endCount = nextEnd;
            if (dirty != 0 || _dirty)
            {
                count = WriteDirty(bytes, at, all, dirty, count);
                continue;
            }

            ref byte block = ref Unsafe.Add(ref source, at);
            int next = count + BitOperations.PopCount(all);
            while (true)
            {
                // Eight at a time whether they are there or not: cheaper than guessing how many there are.
                int bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 0) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 1) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 2) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 3) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 4) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 5) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 6) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count + 7) = (at + bit) | Unsafe.Add(ref kinds, (nint)Unsafe.Add(ref block, bit));
                all &= all - 1;
                if (all == 0)
                    break;
                count += 8;
            }

            count = next;
        }

        (Count, EndCount, IndexedTo) = (count, endCount, to);
    }

    private int WriteDirty(byte[] bytes, int at, ulong all, ulong dirty, int count)
    {
        for (; all != 0; all &= all - 1)
        {
            int bit = BitOperations.TrailingZeroCount(all);
            ulong below = (1UL << bit) - 1;
            bool unclean = _dirty || (dirty & below) != 0;
            _marks[count++] = (at + bit) | _kinds[bytes[at + bit]] | (unclean ? Mark.Unclean : 0);
            dirty &= ~below;
            _dirty = false;
        }

        _dirty |= dirty != 0;
        return count;
    }

    /// <summary>Finds the bytes that are released, and of the release bytes keeps those that release.</summary>
    /// <remarks>In a row of release bytes every second one is itself released; adding carries through rows of any length.</remarks>
    private ulong FindEscaped(ref ulong release, int last)
    {
        if ((release | _escapeCarry) == 0)
            return 0;

        ulong candidates = release & ~_escapeCarry;
        ulong following = (candidates << 1) | Odd;
        ulong rows = (following - candidates) ^ Odd;
        ulong escaped = rows ^ (release | _escapeCarry);
        release &= rows;
        _escapeCarry = (release >> last) & 1;
        return escaped;
    }

    private void IndexSlowly(byte[] bytes, int to, bool final)
    {
        int lead = _delimiters.TerminatorLength - 1;
        int at = IndexedTo;
        for (; at < to; at++)
        {
            byte b = bytes[at];
            if (b >= 0x80 && (HighCount == 0 || _highs[HighCount - 1] + Slack <= at))
                AddHigh(at);
            if (b is CarriageReturn or LineFeed)
                LastBreak = at;

            if (_escapeCarry != 0)
            {
                // What is released may take two bytes.
                if (_delimiters.Wide == Wide.LeadBytes && IsLead(b) && !final && at + 1 == to)
                    break;
                if (_delimiters.Wide == Wide.LeadBytes && IsLead(b))
                    at++;
                (_escapeCarry, _padCarry) = (0, 0);
                continue;
            }

            if (_delimiters.Wide == Wide.Shifts && b == Escape)
            {
                // ESC $ B, ESC $ ( D, ESC ( B: what begins with $ takes two bytes a character.
                if (at + 4 > to && !final)
                    break;
                ReadOnlySpan<byte> code = bytes.AsSpan(at, to - at);
                _shifted = code.StartsWith("\u001B$"u8);
                at += code.StartsWith("\u001B$("u8) ? Math.Min(3, to - at - 1) : Math.Min(2, to - at - 1);
                continue;
            }

            if (_shifted || (_delimiters.Wide == Wide.LeadBytes && IsLead(b)))
            {
                if (at + 1 == to && !final)
                    break;
                // A character that runs into a line break or out of the text was cut: the shift ends there.
                if (_shifted && b is CarriageReturn or LineFeed)
                    _shifted = false;
                else
                    at++;
                _padCarry = 0;
                continue;
            }

            if (lead > 0 && b == (byte)_delimiters.TerminatorLead)
            {
                if (at + lead >= to && !final)
                    break;
                if (IsTerminator(bytes, at, to))
                {
                    Append(at, MarkKind.Terminator);
                    at += lead;
                    _padCarry = 1;
                    continue;
                }
            }

            if (b == _delimiters.Release && b != 0)
            {
                (_escapeCarry, _dirty, _padCarry) = (1, true, 0);
            }
            else if (IsDelimiter(b, lead))
            {
                MarkKind kind = (MarkKind)(_kinds[b] >> Mark.KindShift);
                Append(at, kind);
                _padCarry = kind == MarkKind.Terminator ? 1UL : 0;
            }
            else if (b is CarriageReturn or LineFeed)
            {
                _dirty |= _padCarry == 0;
            }
            else
            {
                _padCarry = 0;
            }
        }

        IndexedTo = Math.Min(at, to);
    }

    private bool IsDelimiter(byte b, int lead) =>
        b == _delimiters.Element
        || (b == _delimiters.Component && b != 0)
        || (b == _delimiters.Repetition && b != 0)
        || (lead == 0 && b == _delimiters.Terminator);

    private bool IsTerminator(byte[] bytes, int at, int to)
    {
        int lead = _delimiters.TerminatorLength - 1;
        if (at + lead >= to || bytes[at + lead] != _delimiters.Terminator)
            return false;

        for (int i = 0; i < lead; i++)
        {
            if (bytes[at + i] != (byte)(_delimiters.TerminatorLead >> (8 * i)))
                return false;
        }

        return true;
    }

    private void AddHigh(int at)
    {
        if (HighCount == _highs.Length)
            Array.Resize(ref _highs, HighCount * 2);
        _highs[HighCount++] = at;
    }

    private static bool IsLead(byte b) => b is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);

    private void Append(int at, MarkKind kind)
    {
        if (kind == MarkKind.Terminator)
            _ends[EndCount++] = Count;
        _marks[Count++] = Mark.Of(at, kind) | (_dirty ? Mark.Unclean : 0);
        _dirty = false;
    }

    private byte Or(byte delimiter) => delimiter == 0 ? _delimiters.Element : delimiter;

    private void Set(byte delimiter, MarkKind kind)
    {
        if (delimiter != 0)
            _kinds[delimiter] = (int)kind << Mark.KindShift;
    }

    private void Reserve(int bytes)
    {
        if (_marks.Length < Count + bytes + 8)
            Array.Resize(ref _marks, Math.Max(Count + bytes + 8, _marks.Length + (_marks.Length / 2)));
        if (_ends.Length < EndCount + bytes + 8)
            Array.Resize(ref _ends, Math.Max(EndCount + bytes + 8, _ends.Length + (_ends.Length / 2)));
    }

    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);
}
