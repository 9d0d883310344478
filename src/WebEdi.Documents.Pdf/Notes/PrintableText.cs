using System.Globalization;
using System.Text;

namespace WebEdi.Documents.Pdf.Notes;

/// <summary>Makes a text of a document drawable character by character, without changing what it says.</summary>
/// <remarks>
/// A letter with a combining mark (か and U+3099) becomes the one character for both; only such pairs are composed, because composing the whole text
/// would replace name characters (神 U+FA19) by others. Controls and line ends become spaces; characters that are invisible by definition (joiners,
/// variation selectors, byte order marks) are left out: one font cannot show the variant.
/// </remarks>
internal static class PrintableText
{
    /// <summary>No field of a note has room for more.</summary>
    private const int Limit = 1_000;

    /// <summary>Cleans a text.</summary>
    /// <param name="text">The text; null is empty.</param>
    /// <returns>At most 1,000 UTF-16 units, "…" at the end when there were more.</returns>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > Limit)
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Limit - 2]) ? Limit - 2 : Limit - 1), "…");
        if (!NeedsWork(text))
            return text.Trim();

        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (IsInvisible(rune, category))
                continue;
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                clean.Append(' ');
            else if (category == UnicodeCategory.NonSpacingMark || rune.Value is 0x3099 or 0x309A)
                Compose(clean, rune);
            else
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static bool NeedsWork(string text)
    {
        foreach (char c in text)
        {
            if (c < ' ' || c is >= '\u007F' and < '\u00A0' or '\u00AD' or >= '\u0300' and < '\u3000' or '\u3099' or '\u309A' or >= '\uD800' and <= '\uDFFF' or >= '\uFE00' and <= '\uFE0F' or '\uFEFF')
                return true;
        }

        return false;
    }

    private static bool IsInvisible(Rune rune, UnicodeCategory category) =>
        category == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF;

    private static void Compose(StringBuilder clean, Rune mark)
    {
        int length = clean.Length == 0 ? 0 : clean.Length > 1 && char.IsLowSurrogate(clean[^1]) ? 2 : 1;
        string pair = clean.ToString(clean.Length - length, length) + mark;
        string composed = pair.Contains('\uFFFE', StringComparison.Ordinal) ? pair : pair.Normalize(NormalizationForm.FormC);

        // A pair that has no single character stays as it was: normalising it might still change its first half.
        clean.Length -= length;
        clean.Append(composed.EnumerateRunes().Count() == 1 ? composed : pair);
    }
}
