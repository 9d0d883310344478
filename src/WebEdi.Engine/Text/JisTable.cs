using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>JIS X 0208 with the NEC rows 13 and 89-92, in the readings of code page 932, and JIS X 0212.</summary>
/// <remarks>A code is two bytes of 0x21-0x7E. The 94 rows of JIS lie two to a lead byte in code page 932, so that its table serves for both.</remarks>
internal static class JisTable
{
    private static readonly Lazy<(char[] Decoded, ushort[] Encoded)> Supplement = new(LoadSupplement);

    /// <summary>Gets the character of a code of JIS X 0208.</summary>
    /// <param name="row">0x21-0x7E.</param>
    /// <param name="cell">0x21-0x7E.</param>
    /// <returns>The character; U+0000 when there is none.</returns>
    public static char Decode(int row, int cell)
    {
        if (row is < 0x21 or > 0x7E || cell is < 0x21 or > 0x7E)
            return '\0';

        int lead = ((row - 0x21) >> 1) + 0x81;
        int trail = (row & 1) == 0 ? cell + 0x7E : cell + 0x1F + (cell >= 0x60 ? 1 : 0);
        return Cp932Table.Decode((byte)(lead > 0x9F ? lead + 0x40 : lead), (byte)trail);
    }

    /// <summary>Gets the code of a character in JIS X 0208.</summary>
    /// <returns>Row and cell; 0: it has none.</returns>
    public static int Encode(char character)
    {
        int code = Cp932Table.Codes(Cp932Rows.NecSelected)[character];
        int lead = code >> 8, trail = code & 0xFF;
        if (lead is < 0x81 or > 0xEF)
            return 0;

        int row = ((lead >= 0xE0 ? lead - 0x40 : lead) - 0x81) * 2 + 0x21;
        if (trail >= 0x9F)
            return ((row + 1) << 8) | (trail - 0x7E);

        return (row << 8) | (trail - 0x1F - (trail > 0x7F ? 1 : 0));
    }

    /// <summary>Gets the character of a code of JIS X 0212.</summary>
    public static char DecodeSupplement(int row, int cell) =>
        row is < 0x21 or > 0x7E || cell is < 0x21 or > 0x7E ? '\0' : Supplement.Value.Decoded[(row << 8) | cell];

    /// <summary>Gets the code of a character in JIS X 0212.</summary>
    /// <returns>Row and cell; 0: it has none.</returns>
    public static int EncodeSupplement(char character) => Supplement.Value.Encoded[character];

    /// <summary>The platform's code page 20932 holds JIS X 0212, and IBM characters in its free rows, with the high bit of the second byte off.</summary>
    private static (char[] Decoded, ushort[] Encoded) LoadSupplement()
    {
        Encoding platform = CodePagesEncodingProvider.Instance.GetEncoding(20932, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\0"))!;
        char[] decoded = new char[0x8000];
        ushort[] encoded = new ushort[0x10000];
        byte[] pair = new byte[2];
        for (int row = 0x21; row <= 0x7E; row++)
        {
            for (int cell = 0x21; cell <= 0x7E; cell++)
            {
                (pair[0], pair[1]) = ((byte)(row | 0x80), (byte)cell);
                string text = platform.GetString(pair);
                if (text.Length != 1 || text[0] is < '\u00A0' or (>= '\uE000' and <= '\uF8FF') || platform.GetBytes(text) is not [var high, var low] || high != pair[0] || low != pair[1])
                    continue;

                decoded[(row << 8) | cell] = text[0];
                encoded[text[0]] = (ushort)((row << 8) | cell);
            }
        }

        return (decoded, encoded);
    }
}
