using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WebEdi.Engine.Formats;

/// <summary>The kinds of the delimiters of a segment in one number: segments of one shape have the same.</summary>
internal static class MarkKinds
{
    /// <summary>The most delimiters of a segment that has such a number.</summary>
    public const int MaxMarks = 32;

    private const int Lanes = 8;

    /// <summary>Puts the kinds of a segment's delimiters together, two bits for each; the terminator's bits close the row.</summary>
    /// <param name="marks">The delimiters of all bytes.</param>
    /// <param name="first">The segment's first delimiter.</param>
    /// <param name="count">How many it has, the terminator among them.</param>
    /// <param name="kinds">The number.</param>
    /// <returns>False: they are too many, or nothing that could be read lies behind them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(int[] marks, int first, int count, out ulong kinds)
    {
        kinds = 0;
        if ((uint)(count - 1) >= MaxMarks || first + count + Lanes > marks.Length)
            return false;

        ref int from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(marks), first);
        for (int i = 0; i < count; i += Lanes)
        {
            // Kinds are the two lowest bits.
            Vector256<int> some = Vector256.LoadUnsafe(ref from, (nuint)i);
            ulong rows = (some << 30).ExtractMostSignificantBits() << Lanes | (some << 31).ExtractMostSignificantBits();
            kinds |= rows << (i * 2);
        }

        kinds = Cut(kinds, count);
        return true;
    }

    /// <summary>Gets the kind of a delimiter.</summary>
    public static MarkKind At(ulong kinds, int mark)
    {
        int row = (mark / Lanes * Lanes * 2) + (mark % Lanes);
        return (MarkKind)((kinds >> row & 1) | ((kinds >> (row + Lanes) & 1) << 1));
    }

    /// <summary>Tells whether a repetition is among them.</summary>
    public static bool HasRepetition(ulong kinds) => ((kinds >> Lanes) & ~kinds & 0x00FF_00FF_00FF_00FF) != 0;

    /// <summary>Leaves the kinds of the first delimiters; the two rows of bits of each eight are cut alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Cut(ulong kinds, int count)
    {
        int whole = count / Lanes * Lanes * 2;
        ulong last = 0x0101UL * ((1UL << (count % Lanes)) - 1);
        return kinds & ((whole == 64 ? 0 : last << whole) | (whole == 0 ? 0 : ulong.MaxValue >> (64 - whole)));
    }
}
