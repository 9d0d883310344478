namespace WebEdi.Documents.Pdf.Symbols;

/// <summary>CODE128: the linear bar code of a delivery note's number.</summary>
/// <remarks>Source: ISO/IEC 15417. Code set B, with C for runs of digits where that is shorter.</remarks>
internal static class Code128
{
    /// <summary>Free modules before and after the bars.</summary>
    public const int QuietZone = 10;

    private const int ToC = 99, ToB = 100, StartB = 104, StartC = 105, Stop = 106;

    /// <summary>Widths of bars and spaces in turn, by value; six each, seven for the stop.</summary>
    private static readonly string[] Patterns =
        ("212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 " +
         "223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 " +
         "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 " +
         "311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 " +
         "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 " +
         "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    /// <summary>Encodes a text.</summary>
    /// <param name="text">ASCII 32-126.</param>
    /// <returns>The bars with both quiet zones.</returns>
    public static Symbol Encode(string text)
    {
        List<int> values = Values(text);
        int check = values[0];
        for (int i = 1; i < values.Count; i++)
            check += values[i] * i;
        values.Add(check % 103);
        values.Add(Stop);

        List<SymbolBox> bars = [];
        int x = QuietZone;
        foreach (string pattern in values.Select(value => Patterns[value]))
        {
            for (int i = 0; i < pattern.Length; i++)
            {
                int width = pattern[i] - '0';
                if (i % 2 == 0)
                    bars.Add(new SymbolBox(x, 0, width, 1));
                x += width;
            }
        }

        return new Symbol(text, x + QuietZone, 1, bars);
    }

    private static List<int> Values(string text)
    {
        List<int> values = [];
        bool pairs = DigitsAt(text, 0) is var first && (first >= 4 || first == 2 && text.Length == 2);
        values.Add(pairs ? StartC : StartB);
        for (int i = 0; i < text.Length;)
        {
            int digits = DigitsAt(text, i);
            if (pairs && digits >= 2)
            {
                values.Add(int.Parse(text.AsSpan(i, 2), System.Globalization.CultureInfo.InvariantCulture));
                i += 2;
                continue;
            }

            // A change to C and back costs two symbols: worth it for six digits, or for four at the end. An odd digit goes first, in B.
            if (!pairs && digits % 2 == 0 && digits >= (i + digits == text.Length ? 4 : 6))
            {
                values.Add(ToC);
                pairs = true;
                continue;
            }

            if (pairs)
            {
                values.Add(ToB);
                pairs = false;
            }

            values.Add(text[i] is >= ' ' and <= '~' ? text[i] - ' ' : throw new ArgumentOutOfRangeException(nameof(text)));
            i++;
        }

        return values;
    }

    private static int DigitsAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - start;
    }
}
