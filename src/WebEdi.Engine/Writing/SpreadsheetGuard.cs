namespace WebEdi.Engine.Writing;

/// <summary>Keeps a spreadsheet from calculating or changing a text when a CSV file is opened by double click, reversibly.</summary>
/// <remarks>
/// <para>
/// The prefix is an apostrophe. It neutralises a formula (CSV injection: a cell that begins with = + - @, tab or CR, also in full width,
/// which some programs normalise) and it makes 0012, 1-2 or 3E5 text, so that the zeros stay and no date is made of them. The form ="0012"
/// is not used, because it is itself a formula: it would teach people to let formulas in, is lost when saved, and cannot be told from an
/// attack. Opened as CSV the apostrophe is visible; that is the price of a file that says the same before and after.
/// </para>
/// <para>A text that begins with an apostrophe gets one more, so that <see cref="Remove"/> is exact for every text.</para>
/// </remarks>
internal static class SpreadsheetGuard
{
    private const char Prefix = '\'';

    /// <summary>Protects a text. Numbers of a document are written as numbers and never come here.</summary>
    public static string Protect(string text) => IsAtRisk(text) ? Prefix + text : text;

    /// <summary>Takes off exactly the prefix that <see cref="Protect"/> puts on.</summary>
    public static string Remove(string text) => text.Length > 1 && text[0] == Prefix && IsAtRisk(text[1..]) ? text[1..] : text;

    private static bool IsAtRisk(string text)
    {
        if (text.Length == 0)
            return false;

        // Spaces in front do not keep a spreadsheet from reading a formula.
        string trimmed = text.TrimStart(' ', '\u3000', '\u00A0');
        if (trimmed.Length == 0)
            return false;

        return trimmed[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or Prefix or '＝' or '＋' or '－' or '＠' or '\u2212' or '|' or '%' || IsChanged(trimmed);
    }

    /// <summary>Tells whether a spreadsheet would show another text: leading zeros, long digits, dates, times, fractions, exponents.</summary>
    private static bool IsChanged(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] != '.')
            return IsMonth(text);

        bool digitsOnly = true;
        foreach (char c in text)
        {
            digitsOnly &= char.IsAsciiDigit(c);
            if (!char.IsAsciiDigit(c) && c is not ('-' or '/' or '.' or ':' or 'e' or 'E' or '+' or ' ' or ',' or '年' or '月' or '日'
                or 'A' or 'P' or 'M' or 'a' or 'p' or 'm' or '%'))
                return IsMonth(text);
        }

        return !digitsOnly || text.Length > 15 || (text[0] == '0' && text.Length > 1);
    }

    /// <summary>Dec-1, 1-Mar, MAR1: a digit beside the name of a month.</summary>
    private static bool IsMonth(string text)
    {
        if (text.Length > 24 || !text.Any(char.IsAsciiDigit))
            return false;

        foreach (string month in (ReadOnlySpan<string>)["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
        {
            if (text.Contains(month, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
