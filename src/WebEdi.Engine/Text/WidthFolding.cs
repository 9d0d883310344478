namespace WebEdi.Engine.Text;

/// <summary>Turns full-width digits and marks into ASCII, for numbers and dates only: texts stay as received.</summary>
internal static class WidthFolding
{
    /// <summary>Folds １２３．４－ and the like.</summary>
    /// <param name="text">The text, changed in place.</param>
    /// <returns>Whether something was changed.</returns>
    public static bool Fold(Span<char> text)
    {
        bool changed = false;
        foreach (ref char c in text)
        {
            char folded = c switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
                '\u3000' => ' ',
                '\u2212' => '-',
                _ => c,
            };
            changed |= folded != c;
            c = folded;
        }

        return changed;
    }
}
