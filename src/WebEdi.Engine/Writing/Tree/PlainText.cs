using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using WebEdi.Engine.Formats;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>Writes texts of ordinary characters of ASCII as bytes, and sees the others: delimiters, release characters, control characters, what the character set does not have.</summary>
/// <remarks>Eight characters at a time: the lower half of a character chooses a set from a table, the upper half asks whether it is in it.</remarks>
internal sealed class PlainText
{
    private const int Block = 8;
    private const ushort BeyondAscii = 0xFF80;

    private readonly bool[] _isPlain = new bool[128];
    private readonly Vector128<byte> _special;

    /// <summary>Makes one.</summary>
    /// <param name="special">The characters that are not ordinary.</param>
    /// <param name="envelope">What the format can hold.</param>
    public PlainText(string special, IEnvelopeWriter envelope)
    {
        Span<byte> sets = stackalloc byte[Vector128<byte>.Count];
        sets.Clear();
        for (char c = '\0'; c < _isPlain.Length; c++)
        {
            _isPlain[c] = c >= ' ' && envelope.Codec.HasAscii && !special.Contains(c, StringComparison.Ordinal)
                && (envelope.Allowed.Length == 0 || envelope.Allowed.Contains(c, StringComparison.Ordinal));
            if (!_isPlain[c])
                sets[c & 0xF] |= (byte)(1 << (c >> 4));
        }

        _special = Vector128.Create<byte>(sets);
    }

    /// <summary>Writes a text.</summary>
    /// <param name="words">The text, not empty.</param>
    /// <param name="to">At least as long; what stands there afterwards means nothing where the text was not written.</param>
    /// <returns>False: it has blanks around it, or other characters.</returns>
    public bool TryWrite(string words, Span<byte> to)
    {
        if (words[0] == ' ' || words[^1] == ' ')
            return false;

        return Ssse3.IsSupported && words.Length >= Block ? TryBlocks(words, to) : TryEach(words, to);
    }

    /// <summary>Writes a text of ASCII.</summary>
    /// <param name="from">Where its bytes lie.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="length">How many they are, at least one.</param>
    /// <param name="to">At least as long; what stands there afterwards means nothing where the text was not written.</param>
    /// <returns>False: it has blanks around it, or other characters, or others must look at it.</returns>
    public bool TryWrite(byte[] from, int start, int length, Span<byte> to)
    {
        int whole = (length + Vector128<byte>.Count - 1) / Vector128<byte>.Count * Vector128<byte>.Count;
        if (!Ssse3.IsSupported || start + whole > from.Length || whole > to.Length || from[start] == (byte)' ' || from[start + length - 1] == (byte)' ')
            return false;

        ref byte source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(from), start);
        ref byte target = ref MemoryMarshal.GetReference(to);
        Vector128<byte> bits = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        Vector128<byte> half = Vector128.Create((byte)0xF);
        for (int at = 0; ; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref source, (nuint)at);
            Vector128<byte> found = Ssse3.Shuffle(_special, bytes & half) & Ssse3.Shuffle(bits, Vector128.ShiftRightLogical(bytes, 4));
            bytes.StoreUnsafe(ref target, (nuint)at);
            uint plain = Vector128.Equals(found, Vector128<byte>.Zero).ExtractMostSignificantBits();
            int left = length - at;
            if (left <= Vector128<byte>.Count)
                return (~plain & ((1u << left) - 1)) == 0;
            if (plain != 0xFFFF)
                return false;
        }
    }

    private bool TryBlocks(string words, Span<byte> to)
    {
        ref ushort from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference<char>(words));
        ref byte start = ref MemoryMarshal.GetReference(to[..words.Length]);
        Vector128<byte> bits = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
        Vector128<byte> half = Vector128.Create((byte)0xF);
        Vector128<ushort> wide = default;
        Vector128<byte> found = default;
        int last = words.Length - Block;
        for (int at = 0; ; at = Math.Min(at + Block, last))
        {
            // The last block overlaps the one before it.
            Vector128<ushort> chars = Vector128.LoadUnsafe(ref from, (nuint)at);
            Vector128<byte> bytes = Vector128.Narrow(chars, chars);
            wide |= chars;
            found |= Ssse3.Shuffle(_special, bytes & half) & Ssse3.Shuffle(bits, Vector128.ShiftRightLogical(bytes, 4));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), bytes.AsUInt64().ToScalar());
            if (at == last)
                return ((wide & Vector128.Create(BeyondAscii)).AsByte() | found) == Vector128<byte>.Zero;
        }
    }

    private bool TryEach(string words, Span<byte> to)
    {
        bool[] isPlain = _isPlain;
        for (int i = 0; i < words.Length; i++)
        {
            char c = words[i];
            if (c >= isPlain.Length || !isPlain[c])
                return false;

            to[i] = (byte)c;
        }

        return true;
    }
}
