using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WebEdi.Engine.Formats;

/// <content>A block of 64 bytes at a time.</content>
internal sealed partial class DelimiterIndex
{
    private const int Half = 32;

    /// <summary>Line breaks are below, and few other bytes that texts have.</summary>
    private const sbyte BehindBreaks = CarriageReturn + 1;

    private static readonly Vector256<byte> OfComponent = Vector256.Create((byte)MarkKind.Component);
    private static readonly Vector256<byte> OfTerminator = Vector256.Create((byte)MarkKind.Terminator);

    private void IndexBlocks(byte[] bytes, int to)
    {
        ref byte source = ref MemoryMarshal.GetArrayDataReference(bytes);
        for (int at = IndexedTo; at < to;)
        {
            at = IndexPlain(ref source, at, to);
            if (at < to)
                at = IndexOdd(ref source, at, to);
        }

        IndexedTo = to;
    }

    /// <summary>Indexes blocks that hold nothing but delimiters and plain text.</summary>
    /// <remarks>Most blocks are such. The loop calls nothing, so that all it compares with stays in registers.</remarks>
    /// <returns>The first block that holds something else, or is cut.</returns>
    private int IndexPlain(ref byte source, int at, int to)
    {
        if (_escapeCarry != 0 || _dirty)
            return at;

        ref int marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        ref int ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        ref ulong lists = ref MemoryMarshal.GetArrayDataReference(MarkWriter.BitsOf);
        Vector256<byte> element = Vector256.Create(_delimiters.Element);
        Vector256<byte> component = Vector256.Create(_delimiters.Component);
        Vector256<byte> terminator = Vector256.Create(_delimiters.Terminator);
        Vector256<byte> repetition = Vector256.Create(_delimiters.Repetition);
        Vector256<byte> release = Vector256.Create(_delimiters.Release);
        Vector256<sbyte> behindBreaks = Vector256.Create(BehindBreaks);
        MarkBytes markBytes = default;
        nuint count = (nuint)(uint)Count;
        nuint endCount = (nuint)(uint)EndCount;
        ulong end = _padCarry << (Slack - 1);
        int last = to - Slack;
        for (; at <= last; at += Slack)
        {
            Vector256<byte> low = Vector256.LoadUnsafe(ref source, (nuint)(uint)at);
            Vector256<byte> high = Vector256.LoadUnsafe(ref source, (nuint)(uint)at + Half);
            Vector256<byte> odd =
                Vector256.Equals(low, release) | Vector256.Equals(low, repetition) | Vector256.LessThan(low.AsSByte(), behindBreaks).AsByte()
                | Vector256.Equals(high, release) | Vector256.Equals(high, repetition) | Vector256.LessThan(high.AsSByte(), behindBreaks).AsByte();
            if (odd != Vector256<byte>.Zero)
                break;

            Vector256<byte> lowEnd = Vector256.Equals(low, terminator);
            Vector256<byte> highEnd = Vector256.Equals(high, terminator);
            Vector256<byte> lowComponent = Vector256.Equals(low, component);
            Vector256<byte> highComponent = Vector256.Equals(high, component);
            end = Bits(lowEnd, highEnd);
            ulong all = Bits(lowEnd | lowComponent | Vector256.Equals(low, element), highEnd | highComponent | Vector256.Equals(high, element));
            ref byte values = ref markBytes.Set(
                MarkWriter.Steps | (lowComponent & OfComponent) | (lowEnd & OfTerminator),
                MarkWriter.Steps | (highComponent & OfComponent) | (highEnd & OfTerminator));
            WriteEnds(ref Unsafe.Add(ref ends, endCount), all, end, (int)count);
            endCount += (nuint)(uint)BitOperations.PopCount(end);
            count = MarkWriter.Write(ref marks, count, ref values, ref lists, all, at);
        }

        (Count, EndCount, _padCarry) = ((int)count, (int)endCount, end >> (Slack - 1));
        return at;
    }

    /// <summary>Indexes a block that holds what is released, line breaks, repetitions or bytes beyond ASCII, or is cut, and the blocks behind it that do.</summary>
    /// <returns>The first block that is plain again.</returns>
    private int IndexOdd(ref byte source, int at, int to)
    {
        Vector256<byte> element = Vector256.Create(_delimiters.Element);
        Vector256<byte> component = Vector256.Create(Or(_delimiters.Component));
        Vector256<byte> repetition = Vector256.Create(Or(_delimiters.Repetition));
        Vector256<byte> terminator = Vector256.Create(_delimiters.Terminator);
        Vector256<byte> release = Vector256.Create(_delimiters.Release == 0 ? CarriageReturn : _delimiters.Release);
        Vector256<byte> ofComponent = Vector256.Create((byte)(_delimiters.Component == 0 ? 0 : (int)MarkKind.Component));
        Vector256<byte> ofRepetition = Vector256.Create((byte)(_delimiters.Repetition == 0 ? 0 : (int)MarkKind.Repetition));
        Vector256<byte> cr = Vector256.Create(CarriageReturn);
        Vector256<byte> lf = Vector256.Create(LineFeed);
        ulong canRelease = _delimiters.Release == 0 ? 0 : ulong.MaxValue;
        MarkBytes markBytes = default;
        int first = at;
        for (; at < to; at += Slack)
        {
            Vector256<byte> low = Vector256.LoadUnsafe(ref source, (nuint)(uint)at);
            Vector256<byte> high = Vector256.LoadUnsafe(ref source, (nuint)(uint)at + Half);
            int last = Math.Min(Slack, to - at) - 1;
            ulong valid = ulong.MaxValue >> (Slack - 1 - last);
            ulong beyond = Bits(low, high) & valid;
            ulong released = Bits(Vector256.Equals(low, release), Vector256.Equals(high, release)) & canRelease & valid;
            ulong breaks = Bits(Vector256.Equals(low, cr) | Vector256.Equals(low, lf), Vector256.Equals(high, cr) | Vector256.Equals(high, lf)) & valid;
            Vector256<byte> lowRepetition = Vector256.Equals(low, repetition) & ofRepetition;
            Vector256<byte> highRepetition = Vector256.Equals(high, repetition) & ofRepetition;
            bool isRepeated = (lowRepetition | highRepetition) != Vector256<byte>.Zero;
            if (at > first && (beyond | released | breaks | _escapeCarry) == 0 && !_dirty && !isRepeated && last == Slack - 1)
                return at;

            Vector256<byte> lowEnd = Vector256.Equals(low, terminator);
            Vector256<byte> highEnd = Vector256.Equals(high, terminator);
            Vector256<byte> lowComponent = Vector256.Equals(low, component);
            Vector256<byte> highComponent = Vector256.Equals(high, component);
            ulong escaped = FindEscaped(ref released, last);
            ulong end = Bits(lowEnd, highEnd) & ~escaped & valid;
            ulong all = Bits(
                lowEnd | lowComponent | Vector256.Equals(low, repetition) | Vector256.Equals(low, element),
                highEnd | highComponent | Vector256.Equals(high, repetition) | Vector256.Equals(high, element)) & ~escaped & valid;
            if (beyond != 0)
                AddHigh(at);
            if (breaks != 0)
                LastBreak = at;

            // Line breaks behind a terminator are padding; anywhere else they are no part of the value in which they stand.
            breaks &= ~all;
            ulong padding = breaks & ~(breaks + (breaks & ((end << 1) | _padCarry)));
            ulong dirty = released | (breaks & ~padding);
            _padCarry = ((end | padding) >> last) & 1;

            ref byte values = ref markBytes.Set(
                MarkWriter.Steps | (lowComponent & ofComponent) | lowRepetition | (lowEnd & OfTerminator),
                MarkWriter.Steps | (highComponent & ofComponent) | highRepetition | (highEnd & OfTerminator));
            WriteEnds(ref _ends[EndCount], all, end, Count);
            EndCount += BitOperations.PopCount(end);
            int count = (int)MarkWriter.Write(ref MemoryMarshal.GetArrayDataReference(_marks), (nuint)(uint)Count, ref values, ref MemoryMarshal.GetArrayDataReference(MarkWriter.BitsOf), all, at);
            if (dirty != 0 || _dirty)
                MarkUnclean(_marks.AsSpan(Count, count - Count), all, dirty);
            Count = count;
        }

        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteEnds(ref int ends, ulong all, ulong end, int count)
    {
        // Four at a time whether they are there or not: cheaper than guessing how many there are.
        count--;
        while (true)
        {
            ends = count + BitOperations.PopCount(all & UpToLowest(end));
            end = WithoutLowest(end);
            Unsafe.Add(ref ends, 1) = count + BitOperations.PopCount(all & UpToLowest(end));
            end = WithoutLowest(end);
            Unsafe.Add(ref ends, 2) = count + BitOperations.PopCount(all & UpToLowest(end));
            end = WithoutLowest(end);
            Unsafe.Add(ref ends, 3) = count + BitOperations.PopCount(all & UpToLowest(end));
            end = WithoutLowest(end);
            if (end == 0)
                return;
            ends = ref Unsafe.Add(ref ends, 4);
        }
    }

    // Said by name, because the compiler would share what the two have in common and take three steps for each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong UpToLowest(ulong bits) => Bmi1.X64.IsSupported ? Bmi1.X64.GetMaskUpToLowestSetBit(bits) : bits ^ (bits - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WithoutLowest(ulong bits) => Bmi1.X64.IsSupported ? Bmi1.X64.ResetLowestSetBit(bits) : bits & (bits - 1);

    /// <summary>Notes which values hold bytes that are no part of them; what stands behind the last mark waits for the next one.</summary>
    private void MarkUnclean(Span<int> marks, ulong all, ulong dirty)
    {
        if (_dirty && !marks.IsEmpty)
            (marks[0], _dirty) = (marks[0] | Mark.Unclean, false);

        while (dirty != 0)
        {
            int mark = BitOperations.PopCount(all & ((dirty & (0 - dirty)) - 1));
            if (mark == marks.Length)
            {
                _dirty = true;
                return;
            }

            marks[mark] |= Mark.Unclean;
            dirty &= dirty - 1;
        }
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << Half);

    /// <summary>For each byte of a block the low byte of the mark that it would be.</summary>
    [InlineArray(Slack)]
    private struct MarkBytes
    {
        private byte _first;

        [UnscopedRef]
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref byte Set(Vector256<byte> low, Vector256<byte> high)
        {
            low.StoreUnsafe(ref _first);
            high.StoreUnsafe(ref _first, Half);
            return ref _first;
        }
    }
}
