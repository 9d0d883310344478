using System.Buffers.Binary;

namespace WebEdi.Engine.Text;

/// <summary>UTF-16 of either byte order, strict: halves of pairs that stand alone and a byte left over are invalid.</summary>
internal sealed class Utf16Codec(bool isBigEndian) : TextCodec
{
    public override string Name => isBigEndian ? "utf-16be" : "utf-16le";

    public override bool IsAsciiBased => false;

    public override bool NeedsTranscoding => true;

    public override ReadOnlySpan<byte> TrimSpaces(ReadOnlySpan<byte> value)
    {
        while (value.Length >= 2 && Unit(value) == ' ')
            value = value[2..];
        while (value.Length >= 2 && value.Length % 2 == 0 && Unit(value[^2..]) == ' ')
            value = value[..^2];
        return value;
    }

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        written = 0;
        for (int at = 0; at < bytes.Length; at += 2)
        {
            if (at + 1 == bytes.Length)
                return at;

            char c = Unit(bytes[at..]);
            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || at + 3 >= bytes.Length || !char.IsLowSurrogate(Unit(bytes[(at + 2)..])))
                    return at;

                chars[written++] = c;
                at += 2;
                c = Unit(bytes[at..]);
            }

            chars[written++] = c;
        }

        return -1;
    }

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        written = 0;
        for (int at = 0; at < chars.Length; at++)
        {
            bool pair = at + 1 < chars.Length && char.IsSurrogatePair(chars[at], chars[at + 1]);
            if (char.IsSurrogate(chars[at]) && !pair)
                return at;

            Write(chars[at], bytes[written..]);
            written += 2;
            if (!pair)
                continue;

            Write(chars[++at], bytes[written..]);
            written += 2;
        }

        return -1;
    }

    private char Unit(ReadOnlySpan<byte> bytes) => (char)(isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes));

    private void Write(char c, Span<byte> bytes)
    {
        if (isBigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(bytes, c);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, c);
    }
}
