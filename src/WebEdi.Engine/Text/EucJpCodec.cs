using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>EUC-JP, strict: JIS X 0208 with the NEC rows, half-width kana behind 8E, JIS X 0212 behind 8F. NUL is invalid.</summary>
internal sealed class EucJpCodec : TextCodec
{
    private const byte KanaShift = 0x8E;
    private const byte SupplementShift = 0x8F;

    public override string Name => "euc-jp";

    public override bool HasAscii => true;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        written = 0;
        for (int at = 0; at < bytes.Length;)
        {
            byte b = bytes[at];
            if (b is > 0 and < 0x80)
            {
                int run = bytes[at..].IndexOfAnyExceptInRange((byte)0x01, (byte)0x7F);
                if (run < 0)
                    run = bytes.Length - at;
                Ascii.ToUtf16(bytes.Slice(at, run), chars[written..], out int _);
                at += run;
                written += run;
                continue;
            }

            char c = Character(bytes[at..], out int length);
            if (c == '\0')
                return at;

            chars[written++] = c;
            at += length;
        }

        return -1;
    }

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        written = 0;
        for (int at = 0; at < chars.Length; at++)
        {
            char c = chars[at];
            if (c is > '\0' and < '\x80')
            {
                bytes[written++] = (byte)c;
            }
            else if (c is >= '\uFF61' and <= '\uFF9F')
            {
                bytes[written++] = KanaShift;
                bytes[written++] = (byte)(c - 0xFF61 + 0xA1);
            }
            else if (JisTable.Encode(c) is > 0 and int code)
            {
                bytes[written++] = (byte)((code >> 8) | 0x80);
                bytes[written++] = (byte)(code | 0x80);
            }
            else if (JisTable.EncodeSupplement(c) is > 0 and int other)
            {
                bytes[written++] = SupplementShift;
                bytes[written++] = (byte)((other >> 8) | 0x80);
                bytes[written++] = (byte)(other | 0x80);
            }
            else
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Reads one character of several bytes.</summary>
    /// <param name="bytes">The bytes, the first above 0x7F.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <returns>U+0000: there is none.</returns>
    internal static char Character(ReadOnlySpan<byte> bytes, out int length)
    {
        length = bytes[0] == SupplementShift ? 3 : 2;
        if (bytes.Length < length)
            return '\0';

        return bytes[0] switch
        {
            KanaShift => bytes[1] is >= 0xA1 and <= 0xDF ? (char)(0xFF61 + bytes[1] - 0xA1) : '\0',
            SupplementShift => bytes[1] >= 0x80 && bytes[2] >= 0x80 ? JisTable.DecodeSupplement(bytes[1] & 0x7F, bytes[2] & 0x7F) : '\0',
            _ => bytes[1] >= 0x80 ? JisTable.Decode(bytes[0] & 0x7F, bytes[1] & 0x7F) : '\0',
        };
    }
}
