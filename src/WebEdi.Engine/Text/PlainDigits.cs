using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Text;

/// <summary>Reads plain numbers - digits, one decimal mark - sixteen bytes at a time.</summary>
internal static class PlainDigits
{
    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong High = 0x8080_8080_8080_8080;
    private const ulong AboveNine = 0x7676_7676_7676_7676;

    private static Vector128<byte> Places => Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /// <summary>Reads a number of up to sixteen bytes: digits, with one decimal mark between them or without.</summary>
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

        // The digits move to the end, those in front of the mark one further; noughts come in front of them.
        Vector128<byte> bytes = Vector128.LoadUnsafe(ref first);
        uint marks = Vector128.Equals(bytes, Vector128.Create(mark)).ExtractMostSignificantBits() & ((1u << length) - 1);
        int whole = BitOperations.TrailingZeroCount(marks | (1u << length));
        int surplus = Vector128<byte>.Count - length;
        int further = marks == 0 ? 0 : surplus + whole + 1;
        Vector128<byte> from = Places - Vector128.Create((byte)surplus) + Vector128.LessThan(Places.AsSByte(), Vector128.Create((sbyte)further)).AsByte();
        Vector128<byte> digits = Vector128.ShuffleNative(bytes - Vector128.Create((byte)'0'), from);
        decimals = marks == 0 ? 0 : length - whole - 1;
        number = (long)((Eight(digits.AsUInt64().ToScalar()) * 100_000_000) + Eight(digits.AsUInt64().GetElement(1)));
        return Vector128.Min(digits, Vector128.Create((byte)9)) == digits && whole > 0 && (marks == 0 || decimals > 0);
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
        return Eight(digits);
    }

    /// <summary>Makes a number of eight digits, a byte each, the first one lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (((digits & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064) + (((digits >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32;
    }
}
