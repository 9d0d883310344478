using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>Code page 932, strict. NUL and 0x80, 0xA0, 0xFD-0xFF are invalid, and so is every pair without a character.</summary>
internal sealed class Cp932Codec(Cp932Rows rows = Cp932Rows.Ibm) : TextCodec
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong High = 0x8080_8080_8080_8080;

    /// <summary>Gets the encoding that writes 髙 and the like in the NEC-selected rows.</summary>
    public static TextCodec NecSelected { get; } = new Cp932Codec(Cp932Rows.NecSelected);

    /// <summary>Gets the encoding that writes Ⅰ, ㈱ and the like in the IBM rows too.</summary>
    public static TextCodec IbmExtensions { get; } = new Cp932Codec(Cp932Rows.IbmExtensions);

    public override string Name => rows switch { Cp932Rows.NecSelected => "cp932-nec", Cp932Rows.IbmExtensions => "cp932-ibm", _ => "cp932" };

    public override bool HasAscii => true;

    public override int Decode(ReadOnlySpan<byte> bytes, Span<char> chars, out int written)
    {
        char[] pairs = Cp932Table.Characters;
        int at = 0, to = 0;
        while (at < bytes.Length)
        {
            byte b = bytes[at];
            if (b is > 0 and < 0x80)
            {
                if (at + sizeof(ulong) <= bytes.Length && BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) is var word && ((word | (word - Ones)) & High) == 0)
                {
                    Vector128.WidenLower(Vector128.CreateScalar(word).AsByte()).CopyTo(MemoryMarshal.Cast<char, ushort>(chars[to..]));
                    at += sizeof(ulong);
                    to += sizeof(ulong);
                    continue;
                }

                chars[to++] = (char)b;
                at++;
            }
            else if (b is >= 0xA1 and <= 0xDF)
            {
                chars[to++] = (char)(0xFF61 + b - 0xA1);
                at++;
            }
            else
            {
                char c = IsLead(b) && at + 1 < bytes.Length ? pairs[(b << 8) | bytes[at + 1]] : '\0';
                if (c == '\0')
                {
                    written = to;
                    return at;
                }

                chars[to++] = c;
                at += 2;
            }
        }

        written = to;
        return -1;
    }

    public override int Encode(ReadOnlySpan<char> chars, Span<byte> bytes, out int written)
    {
        ushort[] codes = Cp932Table.Codes(rows);
        int at = 0;
        written = 0;
        while (at < chars.Length)
        {
            char c = chars[at];
            if (c is > '\0' and < '\x80')
            {
                int run = chars[at..].IndexOfAnyExceptInRange('\x01', '\x7F');
                if (run < 0)
                    run = chars.Length - at;
                Ascii.FromUtf16(chars.Slice(at, run), bytes[written..], out int _);
                at += run;
                written += run;
                continue;
            }

            ushort code = codes[c];
            if (code == 0)
                return at;

            if (code > 0xFF)
                bytes[written++] = (byte)(code >> 8);
            bytes[written++] = (byte)code;
            at++;
        }

        return -1;
    }

    /// <summary>Tells whether an ASCII sign can be the second byte of a character.</summary>
    internal static bool IsTrail(byte sign) => sign is >= 0x40 and <= 0x7E;

    internal static bool IsLead(byte b) => b is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC);
}
