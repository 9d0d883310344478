using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WebEdi.Engine.Formats;

/// <content>A block of 64 bytes at a time.</content>
internal sealed partial class DelimiterIndex
{
    private const int Group = 8;

    // For every byte: the numbers of its bits that are set, lowest first. What stands behind them does not matter.
    private static readonly ulong[] BitsOf = ListBits();

    private void IndexBlocks(byte[] bytes, int to)
    {
        ref byte source = ref MemoryMarshal.GetArrayDataReference(bytes);
        ref int marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        ref int ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        Vector256<byte> element = Vector256.Create(_delimiters.Element);
        Vector256<byte> component = Vector256.Create(Or(_delimiters.Component));
        Vector256<byte> repetition = Vector256.Create(Or(_delimiters.Repetition));
        Vector256<byte> terminator = Vector256.Create(_delimiters.Terminator);
        Vector256<byte> release = Vector256.Create(_delimiters.Release == 0 ? CarriageReturn : _delimiters.Release);
        Vector256<byte> cr = Vector256.Create(CarriageReturn);
        Vector256<byte> lf = Vector256.Create(LineFeed);
        ulong canRelease = _delimiters.Release == 0 ? 0 : ulong.MaxValue;
        BlockKinds kinds = new(_delimiters);
        int count = Count;
        int endCount = EndCount;

        for (int at = IndexedTo; at < to; at += Slack)
        {
            Vector256<byte> low = Vector256.LoadUnsafe(ref source, (nuint)at);
            Vector256<byte> high = Vector256.LoadUnsafe(ref source, (nuint)at + 32);
            Vector256<byte> lowEnd = Vector256.Equals(low, terminator);
            Vector256<byte> highEnd = Vector256.Equals(high, terminator);
            Vector256<byte> lowComponent = Vector256.Equals(low, component);
            Vector256<byte> highComponent = Vector256.Equals(high, component);
            Vector256<byte> lowRepetition = Vector256.Equals(low, repetition);
            Vector256<byte> highRepetition = Vector256.Equals(high, repetition);
            ulong end = Bits(lowEnd, highEnd);
            ulong all = Bits(
                lowEnd | lowComponent | lowRepetition | Vector256.Equals(low, element),
                highEnd | highComponent | highRepetition | Vector256.Equals(high, element));
            kinds.Set(0, lowEnd, lowComponent, lowRepetition);
            kinds.Set(1, highEnd, highComponent, highRepetition);
            Vector256<byte> lowOdd = Vector256.Equals(low, release) | Vector256.Equals(low, cr) | Vector256.Equals(low, lf);
            Vector256<byte> highOdd = Vector256.Equals(high, release) | Vector256.Equals(high, cr) | Vector256.Equals(high, lf);

            if ((low | high).ExtractMostSignificantBits() != 0)
                AddHigh(at);

            ulong dirty = 0;
            if ((lowOdd | highOdd) != Vector256<byte>.Zero || _escapeCarry != 0 || to - at < Slack)
            {
                int last = Slack - 1;
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

            endCount += WriteEnds(ref Unsafe.Add(ref ends, endCount), all, end, count);
            int written = kinds.Write(ref Unsafe.Add(ref marks, count), all, at);
            if (dirty != 0 || _dirty)
                MarkUnclean(_marks.AsSpan(count, written), all, dirty);
            count += written;
        }

        (Count, EndCount, IndexedTo) = (count, endCount, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteEnds(ref int ends, ulong all, ulong end, int count)
    {
        // Four at a time whether they are there or not: cheaper than guessing how many there are.
        int written = BitOperations.PopCount(end);
        for (int i = 0; ; i += 4)
        {
            Unsafe.Add(ref ends, i) = count + BitOperations.PopCount(all & ((end & (0 - end)) - 1));
            end &= end - 1;
            Unsafe.Add(ref ends, i + 1) = count + BitOperations.PopCount(all & ((end & (0 - end)) - 1));
            end &= end - 1;
            Unsafe.Add(ref ends, i + 2) = count + BitOperations.PopCount(all & ((end & (0 - end)) - 1));
            end &= end - 1;
            Unsafe.Add(ref ends, i + 3) = count + BitOperations.PopCount(all & ((end & (0 - end)) - 1));
            end &= end - 1;
            if (end == 0)
                return written;
        }
    }

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

    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    private static ulong[] ListBits()
    {
        ulong[] lists = new ulong[256];
        for (int value = 0; value < lists.Length; value++)
        {
            int shift = 0;
            for (int bit = 0; bit < Group; bit++)
            {
                if ((value >> bit & 1) != 0)
                {
                    lists[value] |= (ulong)bit << shift;
                    shift += 8;
                }
            }
        }

        return lists;
    }

    /// <summary>The kinds of the delimiters of a block, a byte for each byte of the block.</summary>
    [InlineArray(Slack)]
    private struct KindBytes
    {
        private byte _first;
    }

    /// <summary>Writes marks: the delimiters of eight bytes at once, whether there are none or eight of them.</summary>
    private ref struct BlockKinds(Delimiters delimiters)
    {
        // Where the kind lies in its byte, so that a shift by three bytes brings it to its place in a mark.
        private const int Shift = Mark.KindShift - 24;

        private readonly Vector256<byte> _ofComponent = Vector256.Create((byte)(delimiters.Component == 0 ? 0 : (int)MarkKind.Component << Shift));
        private readonly Vector256<byte> _ofRepetition = Vector256.Create((byte)(delimiters.Repetition == 0 ? 0 : (int)MarkKind.Repetition << Shift));
        private readonly Vector256<byte> _ofTerminator = Vector256.Create((byte)((int)MarkKind.Terminator << Shift));
        private KindBytes _kinds;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Set(int half, Vector256<byte> isTerminator, Vector256<byte> isComponent, Vector256<byte> isRepetition) =>
            ((isTerminator & _ofTerminator) | (isComponent & _ofComponent) | (isRepetition & _ofRepetition)).StoreUnsafe(ref Unsafe.As<KindBytes, byte>(ref _kinds), (nuint)(half * 32));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Write(ref int marks, ulong all, int at)
        {
            if (!Avx2.IsSupported)
                return WriteOneByOne(ref marks, all, at);

            ref byte kinds = ref Unsafe.As<KindBytes, byte>(ref _kinds);
            ref ulong lists = ref MemoryMarshal.GetArrayDataReference(BitsOf);
            Vector256<int> first = Vector256.Create(at);
            int count = 0;
            for (int group = 0; group < Slack; group += Group)
            {
                byte some = (byte)(all >> group);
                Vector128<byte> list = Vector128.CreateScalarUnsafe(Unsafe.Add(ref lists, (nint)some)).AsByte();
                Vector128<byte> kind = Ssse3.Shuffle(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref kinds, group))).AsByte(), list);
                Vector256<int> mark = Avx2.ConvertToVector256Int32(list) + first;
                (mark | (Avx2.ConvertToVector256Int32(kind) << 24)).StoreUnsafe(ref marks, (nuint)count);
                count += BitOperations.PopCount(some);
                first += Vector256.Create(Group);
            }

            return count;
        }

        private int WriteOneByOne(ref int marks, ulong all, int at)
        {
            int count = 0;
            for (; all != 0; all &= all - 1)
            {
                int bit = BitOperations.TrailingZeroCount(all);
                Unsafe.Add(ref marks, count++) = (at + bit) | (_kinds[bit] << 24);
            }

            return count;
        }
    }
}
