using System.Globalization;

namespace WebEdi.Engine.Formats;

/// <summary>What a PICTURE says of a field.</summary>
/// <param name="Characters">How many characters or digits are shown; V and S take none.</param>
/// <param name="Digits">How many digits it has; 0: it is no number to calculate with.</param>
/// <param name="Decimals">How many of them stand behind V.</param>
/// <param name="IsSigned">Whether it has S.</param>
/// <param name="IsWide">Whether its characters take two bytes each (N, G).</param>
internal sealed record CopybookPicture(int Characters, int Digits, int Decimals, bool IsSigned, bool IsWide)
{
    private const int MaxCharacters = 100_000;

    /// <summary>Reads X(10), 9(7)V99, S9(5), N(20), ZZ,ZZ9.99-.</summary>
    /// <returns>Null when it is none, or one with P.</returns>
    public static CopybookPicture? Parse(string text)
    {
        int characters = 0, nines = 0, decimals = 0, wide = 0, others = 0;
        bool signed = false, point = false;
        for (int i = 0; i < text.Length;)
        {
            char symbol = char.ToUpperInvariant(text[i++]);
            int count = 1;
            if (i < text.Length && text[i] == '(')
            {
                int close = text.IndexOf(')', i);
                if (close < 0 || !int.TryParse(text.AsSpan(i + 1, close - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxCharacters)
                    return null;

                i = close + 1;
            }

            switch (symbol)
            {
                case 'S':
                    signed = true;
                    continue;
                case 'V':
                    point = true;
                    continue;
                case '9':
                    nines += count;
                    decimals += point ? count : 0;
                    break;
                case 'N' or 'G':
                    wide += count;
                    break;
                case 'X' or 'A' or 'Z' or '*' or '+' or '-' or ',' or '.' or '/' or '0' or 'B' or '$' or '\\' or '¥' or 'C' or 'R' or 'D':
                    others += count;
                    break;
                default:
                    return null;
            }

            characters += count;
            if (characters > MaxCharacters)
                return null;
        }

        bool isNumber = nines > 0 && others == 0 && wide == 0;
        return characters == 0 || (wide > 0 && wide != characters)
            ? null
            : new CopybookPicture(characters, isNumber ? nines : 0, isNumber ? decimals : 0, isNumber && signed, wide > 0);
    }
}
