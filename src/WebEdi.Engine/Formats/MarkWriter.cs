using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WebEdi.Engine.Formats;

/// <summary>Writes the marks of a block of 64 bytes: eight bytes at a time, whether there are none or eight among them.</summary>
internal static class MarkWriter
{
    private const int Group = 8;
    private const int Groups = 8;

    /// <summary>For every byte the numbers of its bits that are set, lowest first. What stands behind them does not matter, nor does the one behind the last list.</summary>
    public static readonly ulong[] BitsOf = ListBits();

    /// <summary>The places of 32 bytes as the low byte of a mark has them.</summary>
    public static readonly Vector256<byte> Steps = Vector256<byte>.Indices * (byte)(1 << Mark.IndexShift);

    /// <summary>Writes the marks of a block.</summary>
    /// <param name="marks">The first of all marks; there is room for eight more than the block has.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="values">For each byte of the block the low byte of the mark that it would be.</param>
    /// <param name="lists"><see cref="BitsOf"/>.</param>
    /// <param name="all">The bytes that are delimiters.</param>
    /// <param name="at">Where the block begins.</param>
    /// <returns>How many there are afterwards.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Write(ref int marks, nuint count, ref byte values, ref ulong lists, ulong all, int at)
    {
        if (!Avx2.IsSupported)
            return WriteOneByOne(ref marks, count, ref values, all, at);

        Vector256<int> from = Vector256.Create(at << Mark.IndexShift);
        count = WriteGroup(ref marks, count, ref values, 0, ref lists, all, from);
        count = WriteGroup(ref marks, count, ref values, 1, ref lists, all, from);
        count = WriteGroup(ref marks, count, ref values, 2, ref lists, all, from);
        count = WriteGroup(ref marks, count, ref values, 3, ref lists, all, from);
        from = Vector256.Create((at << Mark.IndexShift) + (Groups / 2 * Group << Mark.IndexShift));
        count = WriteGroup(ref marks, count, ref values, 4, ref lists, all, from);
        count = WriteGroup(ref marks, count, ref values, 5, ref lists, all, from);
        count = WriteGroup(ref marks, count, ref values, 6, ref lists, all, from);
        return WriteGroup(ref marks, count, ref values, 7, ref lists, all, from);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint WriteGroup(ref int marks, nuint count, ref byte values, int group, ref ulong lists, ulong all, Vector256<int> from)
    {
        uint some = (byte)(all >> (group * Group));
        Vector128<byte> value = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref values, group * Group))).AsByte();
        Vector128<byte> list = Unsafe.ReadUnaligned<Vector128<byte>>(ref Unsafe.As<ulong, byte>(ref Unsafe.Add(ref lists, (nuint)some)));
        (Avx2.ConvertToVector256Int32(Ssse3.Shuffle(value, list)) + from).StoreUnsafe(ref marks, count);
        return count + (nuint)(uint)BitOperations.PopCount(some);
    }

    private static nuint WriteOneByOne(ref int marks, nuint count, ref byte values, ulong all, int at)
    {
        for (; all != 0; all &= all - 1)
        {
            int bit = BitOperations.TrailingZeroCount(all);
            Unsafe.Add(ref marks, count++) = ((at + (bit & 32)) << Mark.IndexShift) + Unsafe.Add(ref values, bit);
        }

        return count;
    }

    private static ulong[] ListBits()
    {
        ulong[] lists = new ulong[257];
        for (int value = 0; value < 256; value++)
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
}
