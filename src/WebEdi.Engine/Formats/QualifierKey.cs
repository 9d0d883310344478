using System.Runtime.CompilerServices;

namespace WebEdi.Engine.Formats;

/// <summary>A short code as a number: its bytes from the lowest one on, its length the highest.</summary>
internal static class QualifierKey
{
    /// <summary>The most bytes of such a code.</summary>
    public const int MaxBytes = 7;

    /// <summary>What stands for every longer one.</summary>
    public const ulong TooLong = ulong.MaxValue;

    /// <summary>Where the length begins.</summary>
    public const int LengthShift = 56;

    /// <summary>Gets the number of a code of at most <see cref="MaxBytes"/>.</summary>
    /// <param name="first">Its first byte; the bytes go on for eight.</param>
    /// <param name="length">How many bytes it has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ref byte first, int length) =>
        (Unsafe.ReadUnaligned<ulong>(ref first) & ((1UL << (length * 8)) - 1)) | ((ulong)length << LengthShift);

    /// <summary>Gets the number of a code.</summary>
    public static ulong Of(ReadOnlySpan<byte> value)
    {
        if (value.Length > MaxBytes)
            return TooLong;

        ulong key = (ulong)value.Length << LengthShift;
        for (int i = 0; i < value.Length; i++)
            key |= (ulong)value[i] << (i * 8);
        return key;
    }
}
