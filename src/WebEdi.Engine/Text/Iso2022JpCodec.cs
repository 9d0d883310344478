namespace WebEdi.Engine.Text;

/// <summary>ISO-2022-JP with the half-width kana that mail programs add: ESC ( B, ESC ( J, ESC ( I, ESC $ @, ESC $ B, ESC $ ( D.</summary>
/// <remarks>Every text begins and ends in ASCII; a line end in other characters goes back to it. Sources: RFC 1468, RFC 2237, JIS X 0202.</remarks>
internal sealed class Iso2022JpCodec : TextCodec
{
    private const byte Escape = 0x1B;

    private enum CharacterSet
    {
        Ascii,
        Kana,
        Kanji,
        Supplement,
    }

    public override string Name => "iso-2022-jp";

    public override bool NeedsTranscoding => true;

    public override int MaxBytesPerChar => 9;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        CharacterSet set = CharacterSet.Ascii;
        written = 0;
        for (int at = 0; at < bytes.Length;)
        {
            byte b = bytes[at];
            if (b == Escape)
            {
                int length = Designation(bytes[at..], ref set);
                if (length == 0)
                    return at;

                at += length;
                continue;
            }

            if (b is (byte)'\r' or (byte)'\n')
                set = CharacterSet.Ascii;
            bool wide = set is CharacterSet.Kanji or CharacterSet.Supplement && b > 0x20;
            if (wide && at + 1 >= bytes.Length)
                return at;

            char c = !wide ? Single(b, set) : set == CharacterSet.Kanji ? JisTable.Decode(b, bytes[at + 1]) : JisTable.DecodeSupplement(b, bytes[at + 1]);
            if (c == '\0')
                return at;

            chars[written++] = c;
            at += wide ? 2 : 1;
        }

        return -1;
    }

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        CharacterSet set = CharacterSet.Ascii;
        written = 0;
        int at = 0;
        for (; at < chars.Length; at++)
        {
            char c = chars[at];
            int code;
            CharacterSet needed;
            if (c is > '\0' and < '\x80' and not '\x1B')
                (needed, code) = (CharacterSet.Ascii, c);
            else if (c is >= '\uFF61' and <= '\uFF9F')
                (needed, code) = (CharacterSet.Kana, c - 0xFF61 + 0x21);
            else if (JisTable.Encode(c) is > 0 and int kanji)
                (needed, code) = (CharacterSet.Kanji, kanji);
            else if (JisTable.EncodeSupplement(c) is > 0 and int other)
                (needed, code) = (CharacterSet.Supplement, other);
            else
                break;

            Designate(ref set, needed, bytes, ref written);
            if (code > 0xFF)
                bytes[written++] = (byte)(code >> 8);
            bytes[written++] = (byte)code;
        }

        Designate(ref set, CharacterSet.Ascii, bytes, ref written);
        return at == chars.Length ? -1 : at;
    }

    private static char Single(byte b, CharacterSet set) => set switch
    {
        CharacterSet.Kana when b is >= 0x21 and <= 0x5F => (char)(0xFF61 + b - 0x21),
        CharacterSet.Kana when b > 0x20 => '\0',
        _ => b < 0x80 ? (char)b : '\0',
    };

    private static int Designation(ReadOnlySpan<byte> bytes, ref CharacterSet set)
    {
        (CharacterSet named, int length) = bytes switch
        {
            [_, (byte)'(', (byte)'B' or (byte)'J', ..] => (CharacterSet.Ascii, 3),
            [_, (byte)'(', (byte)'I', ..] => (CharacterSet.Kana, 3),
            [_, (byte)'$', (byte)'@' or (byte)'B', ..] => (CharacterSet.Kanji, 3),
            [_, (byte)'$', (byte)'(', (byte)'D', ..] => (CharacterSet.Supplement, 4),
            _ => (set, 0),
        };
        set = named;
        return length;
    }

    private static void Designate(ref CharacterSet set, CharacterSet needed, Span<byte> bytes, ref int written)
    {
        if (set == needed)
            return;

        ReadOnlySpan<byte> escape = needed switch
        {
            CharacterSet.Kana => "\x1B(I"u8,
            CharacterSet.Kanji => "\x1B$B"u8,
            CharacterSet.Supplement => "\x1B$(D"u8,
            _ => "\x1B(B"u8,
        };
        escape.CopyTo(bytes[written..]);
        written += escape.Length;
        set = needed;
    }
}
