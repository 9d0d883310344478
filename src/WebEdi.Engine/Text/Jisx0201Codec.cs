namespace WebEdi.Engine.Text;

/// <summary>JIS X 0201: Roman letters with ¥ and ‾, and half-width kana at A1-DF. NUL is invalid.</summary>
internal sealed class Jisx0201Codec : TextCodec
{
    public override string Name => "jis-x-0201";

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        for (written = 0; written < bytes.Length; written++)
        {
            char c = Character(bytes[written]);
            if (c == '\0')
                return written;

            chars[written] = c;
        }

        return -1;
    }

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        for (written = 0; written < chars.Length; written++)
        {
            char c = chars[written];
            int code = c switch
            {
                '\u00A5' => 0x5C,
                '\u203E' => 0x7E,
                '\\' or '~' => 0,
                < '\x80' => c,
                >= '\uFF61' and <= '\uFF9F' => c - 0xFF61 + 0xA1,
                _ => 0,
            };
            if (code == 0)
                return written;

            bytes[written] = (byte)code;
        }

        return -1;
    }

    /// <summary>Gets the character of a byte; U+0000: none.</summary>
    internal static char Character(byte code) => code switch
    {
        0x5C => '\u00A5',
        0x7E => '\u203E',
        < 0x80 => (char)code,
        >= 0xA1 and <= 0xDF => (char)(0xFF61 + code - 0xA1),
        _ => '\0',
    };
}
