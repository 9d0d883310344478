using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Text;

/// <summary>Reads plain numbers - digits, one decimal mark - eight digits at a time.</summary>
internal static class PlainDigits
{
    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong High = 0x8080_8080_8080_8080;
    private const ulong AboveNine = 0x7676_7676_7676_7676;

    private static ReadOnlySpan<int> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>Reads a number of up to eight digits in front of the mark and as many behind it.</summary>
    /// <param name="first">Its first byte; the bytes go on for fifteen more than it has.</param>
    /// <param name="length">How many bytes it has, at least one.</param>
    /// <param name="mark">The decimal mark.</param>
    /// <param name="number">All digits.</param>
    /// <param name="decimals">How many of them are decimals.</param>
    /// <returns>False: it must be looked at more closely.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte first, int length, byte mark, out long number, out int decimals)
    {
        (number, decimals) = (0, 0);
        if (length > Vector128<byte>.Count)
            return false;

        uint marks = Vector128.Equals(Vector128.LoadUnsafe(ref first), Vector128.Create(mark)).ExtractMostSignificantBits() & ((1u << length) - 1);
        int whole = marks == 0 ? length : BitOperations.TrailingZeroCount(marks);
        if ((uint)(whole - 1) >= sizeof(ulong))
            return false;

        ulong digits = Eight(ref first, whole, out ulong wrong);
        if (marks != 0)
        {
            decimals = length - whole - 1;
            if ((uint)(decimals - 1) >= sizeof(ulong))
                return false;

            digits = (digits * (uint)PowersOfTen[decimals]) + Eight(ref Unsafe.Add(ref first, whole + 1), decimals, out ulong behind);
            wrong |= behind;
        }

        number = (long)digits;
        return wrong == 0;
    }

    /// <summary>Reads up to eight digits.</summary>
    /// <param name="first">The first of them; the bytes go on for fifteen more.</param>
    /// <param name="length">How many.</param>
    /// <returns>The number; -1: it is none, or longer.</returns>
    public static int ReadWhole(ref byte first, int length)
    {
        if ((uint)(length - 1) >= sizeof(ulong))
            return -1;

        ulong number = Eight(ref first, length, out ulong wrong);
        return wrong == 0 ? (int)number : -1;
    }

    /// <summary>Reads one to eight digits: moved so that noughts stand in front, then two, four and eight of them become numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ref byte first, int length, out ulong wrong)
    {
        int shift = 8 * (sizeof(ulong) - length);
        ulong digits = (Unsafe.ReadUnaligned<ulong>(ref first) << shift) ^ (Zeros << shift);
        wrong = ((digits + AboveNine) | digits) & High;
        digits = (digits * 10) + (digits >> 8);
        return (((digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064) + (((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32;
    }
}
