using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>The 9,604 double-byte codes of code page 932, both ways.</summary>
/// <remarks>
/// The platform's own code page 932 is not used for text itself, because it hides faults: its default decoder turns 1,676 unassigned pairs
/// into ・ and 0xA0 or 0xFD into private characters, its strict decoder refuses 398 valid codes (the NEC-selected rows ED and EE with 髙 and
/// 﨑 among them), and its encoder writes '?' or a look-alike. One pair at a time its decoder is right, so the table is made from it once.
/// </remarks>
internal static class Cp932Table
{
    private const char Unassigned = '\0';
    private static readonly char[] Decoded = LoadDecoded();
    private static readonly ushort[] Preferred = LoadEncoded(Cp932Rows.Ibm);
    private static readonly Lazy<ushort[]> NecSelected = new(() => LoadEncoded(Cp932Rows.NecSelected));
    private static readonly Lazy<ushort[]> IbmExtensions = new(() => LoadEncoded(Cp932Rows.IbmExtensions));

    /// <summary>Gets the character of a pair.</summary>
    /// <param name="lead">0x81-0x9F or 0xE0-0xFC.</param>
    /// <param name="trail">0x40-0x7E or 0x80-0xFC.</param>
    /// <returns>The character; U+0000 when the pair has none.</returns>
    public static char Decode(byte lead, byte trail) => Decoded[(lead << 8) | trail];

    /// <summary>Gets the characters by lead and trail, 65,536 of them; U+0000 where a pair has none.</summary>
    public static char[] Characters => Decoded;

    /// <summary>Gets the codes by character: 0 for none, below 0x100 a single byte, else lead and trail.</summary>
    /// <param name="rows">Which of several codes of a character is written.</param>
    /// <returns>65,536 codes.</returns>
    public static ushort[] Codes(Cp932Rows rows) => rows switch
    {
        Cp932Rows.NecSelected => NecSelected.Value,
        Cp932Rows.IbmExtensions => IbmExtensions.Value,
        _ => Preferred,
    };

    private static char[] LoadDecoded()
    {
        Encoding platform = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        char[] table = new char[65536];
        byte[] pair = new byte[2];
        char[] result = new char[4];
        for (int lead = 0x81; lead <= 0xFC; lead++)
        {
            if (lead is >= 0xA0 and <= 0xDF)
                continue;

            for (int trail = 0x40; trail <= 0xFC; trail++)
            {
                if (trail == 0x7F)
                    continue;

                int code = (lead << 8) | trail;
                if (lead is >= 0xF0 and <= 0xF9)
                {
                    // User-defined characters (外字): 10 rows of 188, U+E000 to U+E757.
                    table[code] = (char)(0xE000 + ((lead - 0xF0) * 188) + trail - (trail > 0x7F ? 0x41 : 0x40));
                    continue;
                }

                pair[0] = (byte)lead;
                pair[1] = (byte)trail;
                bool single = platform.GetChars(pair, 0, 2, result, 0) == 1;
                table[code] = single && (result[0] != '\u30FB' || code == 0x8145) ? result[0] : Unassigned;
            }
        }

        return table;
    }

    /// <summary>JIS X 0208 first, then what vendors added, in the order of the choice.</summary>
    private static ushort[] LoadEncoded(Cp932Rows rows)
    {
        ushort[] codes = new ushort[65536];
        for (int b = 1; b < 0x80; b++)
            codes[b] = (ushort)b;
        for (int b = 0xA1; b <= 0xDF; b++)
            codes[0xFF61 + b - 0xA1] = (ushort)b;

        foreach ((int first, int last) in Ranges(rows))
        {
            for (int code = first; code <= last; code++)
            {
                char c = Decoded[code];
                if (c != Unassigned && codes[c] == 0)
                    codes[c] = (ushort)code;
            }
        }

        return codes;
    }

    private static (int First, int Last)[] Ranges(Cp932Rows rows)
    {
        (int, int)[] jis = [(0x8140, 0x86FF), (0x8800, 0x9FFF), (0xE000, 0xEAFF)];
        (int, int) row13 = (0x8700, 0x87FF), selected = (0xED00, 0xEEFF), ibm = (0xFA00, 0xFCFF), user = (0xF000, 0xF9FF);
        return rows switch
        {
            Cp932Rows.NecSelected => [.. jis, row13, selected, ibm, user],
            Cp932Rows.IbmExtensions => [.. jis, ibm, row13, selected, user],
            _ => [.. jis, row13, ibm, selected, user],
        };
    }
}

/// <summary>Which of several codes of one character is written.</summary>
internal enum Cp932Rows
{
    /// <summary>NEC row 13, then the IBM rows FA to FC, as Windows does.</summary>
    Ibm = 0,

    /// <summary>NEC row 13, then the NEC-selected rows ED and EE, as older hosts expect.</summary>
    NecSelected = 1,

    /// <summary>The IBM rows FA to FC before NEC row 13, as programs of IBM systems expect.</summary>
    IbmExtensions = 2,
}
