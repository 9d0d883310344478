using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace WebEdi.Engine.Formats.Xml;

/// <summary>What may stand in the bytes of an XML file in UTF-8, and what references in them stand for.</summary>
/// <remarks>Source: Extensible Markup Language 1.0, 2.2 (characters), 2.11 (ends of lines), 4.1 and 4.6 (references).</remarks>
internal static class ScannedText
{
    private const int MaxReference = 12;

    /// <summary>Control characters that no file may hold.</summary>
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

    private static readonly SearchValues<byte> Special = SearchValues.Create("&\r"u8);

    /// <summary>Tells whether bytes are UTF-8 and hold only characters that a file may hold.</summary>
    /// <param name="bytes">The bytes, from the beginning of a character on.</param>
    /// <param name="isLast">Whether the last character must be whole.</param>
    /// <param name="length">The bytes that were looked at: all but a character that is not whole.</param>
    public static bool IsSound(ReadOnlySpan<byte> bytes, bool isLast, out int length)
    {
        length = bytes.Length;
        for (int back = 1; !isLast && back <= Math.Min(3, bytes.Length); back++)
        {
            byte b = bytes[^back];
            if (b >= 0xC0)
                length -= (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > back ? back : 0;
            if ((b & 0xC0) != 0x80)
                break;
        }

        bytes = bytes[..length];
        return !bytes.ContainsAny(Controls) && Utf8.IsValid(bytes) && !HasNoCharacter(bytes);
    }

    /// <summary>Writes a text with what its references stand for, lines ended by LF.</summary>
    /// <param name="raw">The text as it stands in the file.</param>
    /// <param name="to">Room for as many bytes.</param>
    /// <returns>The bytes written; -1: a reference is none of the five, or none of a character.</returns>
    public static int Decode(ReadOnlySpan<byte> raw, Span<byte> to)
    {
        int written = 0;
        while (raw.IndexOfAny(Special) is >= 0 and int at)
        {
            raw[..at].CopyTo(to[written..]);
            written += at;
            raw = raw[at..];
            if (raw[0] == '\r')
            {
                to[written++] = (byte)'\n';
                raw = raw[(raw.Length > 1 && raw[1] == '\n' ? 2 : 1)..];
                continue;
            }

            int end = raw[..Math.Min(raw.Length, MaxReference)].IndexOf((byte)';');
            if (end < 0 || !TryCharacter(raw[1..end], out Rune character))
                return -1;

            written += character.EncodeToUtf8(to[written..]);
            raw = raw[(end + 1)..];
        }

        raw.CopyTo(to[written..]);
        return written + raw.Length;
    }

    private static bool TryCharacter(ReadOnlySpan<byte> name, out Rune character)
    {
        character = new Rune(name switch
        {
            [(byte)'a', (byte)'m', (byte)'p'] => '&',
            [(byte)'l', (byte)'t'] => '<',
            [(byte)'g', (byte)'t'] => '>',
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => '"',
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => '\'',
            _ => '\0',
        });
        if (character.Value != 0)
            return true;

        if (name.Length < 2 || name[0] != '#')
            return false;

        bool isHex = name[1] == 'x';
        return int.TryParse(name[(isHex ? 2 : 1)..], isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && Rune.TryCreate(value, out character)
            && (value >= ' ' || value is '\t' or '\n' or '\r')
            && value is not (0xFFFE or 0xFFFF);
    }

    /// <summary>Finds U+FFFE and U+FFFF, which are none.</summary>
    private static bool HasNoCharacter(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = [0xEF, 0xBF];
        while (bytes.IndexOf(start) is >= 0 and int at)
        {
            bytes = bytes[(at + 2)..];
            if (bytes.IsEmpty || bytes[0] >= 0xBE)
                return true;
        }

        return false;
    }
}
