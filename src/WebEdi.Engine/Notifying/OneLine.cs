using System.Globalization;
using System.Text;

namespace WebEdi.Engine.Notifying;

/// <summary>Makes a value from outside fit for one line of a mail (S07).</summary>
internal static class OneLine
{
    /// <summary>
    /// Replaces line ends, other controls and lone surrogates by a space, drops invisible format characters, joins runs of spaces, trims, cuts.
    /// </summary>
    /// <param name="value">Any text.</param>
    /// <param name="maxLength">UTF-16 units; a longer text ends with an ellipsis, never inside a surrogate pair.</param>
    /// <returns>One line.</returns>
    public static string Clean(string value, int maxLength)
    {
        StringBuilder line = new(Math.Min(value.Length, maxLength));
        bool space = false;
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                continue;

            if (IsBlank(rune))
            {
                space = line.Length > 0;
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + (space ? 1 : 0) > maxLength - 1)
            {
                // The ellipsis needs the place that is left; a text that just fits would have one rune fewer, which harms nobody.
                line.Append('…');
                break;
            }

            if (space)
                line.Append(' ');
            space = false;
            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    /// <summary>U+FFFD stands for what was no character; U+2028 and U+2029 end lines in some programs; the ideographic space is kept as it is.</summary>
    private static bool IsBlank(Rune rune) =>
        rune.Value == 0xFFFD || Rune.IsControl(rune) || (Rune.IsWhiteSpace(rune) && rune.Value != 0x3000);
}
