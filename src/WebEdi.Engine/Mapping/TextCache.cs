using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping;

/// <summary>Keeps the texts of short values, so that a code which stands in a hundred thousand rows becomes one string.</summary>
/// <remarks>A text is kept when its bytes come the second time: numbers and names that never come again would only push codes out.</remarks>
internal sealed class TextCache
{
    /// <summary>The longest bytes that are packed into two numbers.</summary>
    public const int ShortBytes = 16;

    // Small until the file shows that it is not.
    private const int FewSlots = 256;
    private const int ManySlots = 4096;
    private const int MaxBytes = 64;
    private const ulong High = 0x8080_8080_8080_8080;
    private const ulong Ones = 0x0101_0101_0101_0101;

    // What is looked at for every value lies close together; a text is touched only when its hash was the last one in its slot.
    private uint[] _hashes = new uint[FewSlots];
    private string?[] _plain = new string?[FewSlots];
    private Entry[]? _decoded;
    private char[] _chars = [];
    private uint _slots = FewSlots;
    private Short[] _short = new Short[FewSlots];
    private int _asked;

    /// <summary>Makes a text of ASCII bytes without control characters, in an encoding that has ASCII as it is.</summary>
    /// <param name="bytes">The bytes, at least one.</param>
    /// <param name="known">Whether it was there.</param>
    /// <returns>The text; null when other bytes are among them, or there are very many.</returns>
    public string? DecodePlain(ReadOnlySpan<byte> bytes, out bool known)
    {
        known = false;
        if (bytes.Length <= ShortBytes)
            return DecodeShort(bytes, ref known);

        if (bytes.Length > MaxBytes || !TryHash(bytes, out uint hash))
            return null;

        if (!IsKnown(hash))
            return Encoding.Latin1.GetString(bytes);

        ref string? text = ref _plain[hash & (_slots - 1)];
        known = text is not null && Ascii.Equals(bytes, text);
        if (!known)
            text = Encoding.Latin1.GetString(bytes);
        return text;
    }

    /// <summary>Short texts are found by their bytes, so that a text that is there need not be looked at.</summary>
    private string? DecodeShort(ReadOnlySpan<byte> bytes, ref bool known)
    {
        (ulong low, ulong high) = Pack(bytes);
        if (!IsPlain(low, high, bytes.Length))
            return null;

        if (++_asked == ManySlots)
            Grow();

        ref Short entry = ref _short[(uint)(Mix(low, high) >> 20) & (_slots - 1)];
        if (entry.Low != low || entry.High != high)
        {
            (entry.Low, entry.High, entry.Text) = (low, high, null);
            return Encoding.Latin1.GetString(bytes);
        }

        known = entry.Text is not null;
        return entry.Text ??= Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Mixes packed bytes; only the highest bits of a product depend on all of them.</summary>
    /// <returns>A number whose highest bits differ most.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(ulong low, ulong high) => (uint)(((low ^ (high * 0xC2B2_AE3D_27D4_EB4F)) * 0x9E37_79B9_7F4A_7C15) >> 32);

    /// <summary>Puts up to sixteen bytes into two numbers, nought behind the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Low, ulong High) Pack(ReadOnlySpan<byte> bytes)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        if (length > sizeof(ulong))
        {
            ulong last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, length - sizeof(ulong)));
            return (Unsafe.ReadUnaligned<ulong>(ref first), last >> (8 * (ShortBytes - length)));
        }

        if (length >= sizeof(uint))
        {
            ulong last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - sizeof(uint)));
            return (Unsafe.ReadUnaligned<uint>(ref first) | (last << (8 * (length - sizeof(uint)))), 0);
        }

        ulong middle = (ulong)bytes[length >> 1] << (8 * (length >> 1));
        return (first | middle | ((ulong)bytes[^1] << (8 * (length - 1))), 0);
    }

    /// <summary>Makes such a text anew.</summary>
    public static string? MakePlain(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ShortBytes)
            return bytes.Length > MaxBytes || bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? null : Encoding.Latin1.GetString(bytes);

        (ulong low, ulong high) = Pack(bytes);
        return IsPlain(low, high, bytes.Length) ? string.Create(bytes.Length, bytes, static (chars, plain) => Widen(plain, chars)) : null;
    }

    /// <summary>Puts ASCII bytes, up to sixteen, into as many characters; from eight on, the last eight may come twice.</summary>
    private static void Widen(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.Length < sizeof(ulong))
        {
            for (int i = 0; i < bytes.Length; i++)
                chars[i] = (char)bytes[i];
            return;
        }

        WidenEight(bytes, chars);
        WidenEight(bytes[^sizeof(ulong)..], chars[^sizeof(ulong)..]);
    }

    private static void WidenEight(ReadOnlySpan<byte> bytes, Span<char> chars) =>
        Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(bytes)).AsByte()).CopyTo(MemoryMarshal.Cast<char, ushort>(chars));

    /// <summary>Tells whether packed bytes are ASCII without control characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(ulong low, ulong high, int length)
    {
        ulong blanks = ' ' * Ones;
        ulong odd = OddIn(length < sizeof(ulong) ? low | (blanks << (8 * length)) : low)
            | OddIn(length <= sizeof(ulong) ? blanks : length < ShortBytes ? high | (blanks << (8 * (length - sizeof(ulong)))) : high);
        return (odd & High) == 0;
    }

    /// <summary>Decodes bytes.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="invalid">The index of the first byte that begins no character; -1: all are valid.</param>
    /// <returns>The text up to there.</returns>
    public string Decode(TextCodec codec, ReadOnlySpan<byte> bytes, out int invalid)
    {
        invalid = -1;
        if (bytes.IsEmpty)
            return "";

        bool isKept = false;
        uint hash = 0;
        if (bytes.Length <= MaxBytes)
        {
            TryHash(bytes, out hash);
            isKept = IsKnown(hash);
            if (isKept)
                _decoded ??= new Entry[_slots];
            if (isKept && _decoded![hash & (_slots - 1)] is { Text: { } known } entry && entry.Codec == codec && bytes.SequenceEqual(entry.Bytes))
                return known;
        }

        string text = new(DecodeOnce(codec, bytes, out invalid));
        if (isKept && invalid < 0)
            _decoded![hash & (_slots - 1)] = new Entry { Text = text, Bytes = bytes.ToArray(), Codec = codec };
        return text;
    }

    /// <summary>Decodes bytes that hardly come again.</summary>
    /// <param name="codec">The encoding.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="invalid">The index of the first byte that begins no character; -1: all are valid.</param>
    /// <returns>The text up to there, valid until something else is decoded.</returns>
    public ReadOnlySpan<char> DecodeOnce(TextCodec codec, ReadOnlySpan<byte> bytes, out int invalid)
    {
        if (_chars.Length < bytes.Length)
            _chars = new char[Math.Max(1024, bytes.Length)];
        invalid = codec.Decode(bytes, _chars, out int written);
        return _chars.AsSpan(0, written);
    }

    private bool IsKnown(uint hash)
    {
        if (++_asked == ManySlots)
            Grow();

        ref uint last = ref _hashes[hash & (_slots - 1)];
        bool isKnown = last == hash;
        last = hash;
        return isKnown;
    }

    /// <summary>Begins anew with more room.</summary>
    private void Grow()
    {
        (_slots, _hashes, _plain, _short, _decoded) = (ManySlots, new uint[ManySlots], new string?[ManySlots], new Short[ManySlots], null);
    }

    /// <summary>Hashes bytes, eight at a time.</summary>
    /// <returns>Whether all are ASCII and none is a control character.</returns>
    private static bool TryHash(ReadOnlySpan<byte> bytes, out uint hash)
    {
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        ulong mixed = (ulong)length;
        ulong odd = 0;
        if (length >= sizeof(ulong))
        {
            // The last eight may have been mixed in part before.
            for (int i = 0; i < length; i += sizeof(ulong))
                Mix(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, Math.Min(i, length - sizeof(ulong)))), ref mixed, ref odd);
        }
        else if (length >= sizeof(uint))
        {
            ulong low = Unsafe.ReadUnaligned<uint>(ref first);
            Mix(low | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, length - sizeof(uint))) << 32), ref mixed, ref odd);
        }
        else
        {
            Mix(0x2020_2020_2000_0000UL | first | ((ulong)bytes[length >> 1] << 8) | ((ulong)bytes[^1] << 16), ref mixed, ref odd);
        }

        hash = (uint)(mixed >> 32) ^ (uint)mixed;
        return (odd & High) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ulong bytes, ref ulong mixed, ref ulong odd)
    {
        mixed = (mixed ^ bytes) * 0x9E37_79B9_7F4A_7C15;
        mixed ^= mixed >> 32;
        odd |= OddIn(bytes);
    }

    /// <summary>Sets the highest bit of every byte that is not ASCII, is below the space or is DEL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OddIn(ulong bytes)
    {
        ulong low = bytes & ~High;
        return bytes | ~(low + (0x60 * Ones)) | (low + Ones);
    }

    private struct Short
    {
        public ulong Low;
        public ulong High;
        public string? Text;
    }

    private struct Entry
    {
        public string? Text;
        public byte[]? Bytes;
        public TextCodec? Codec;
    }
}
