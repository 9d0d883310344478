namespace WebEdi.Engine.Text;

/// <summary>A form in which dates are written, such as yyyyMMdd, yyyy/M/d or yyyy年M月d日; "wareki" stands for every form of Japanese eras, "iso" for a date with a time or a zone behind it.</summary>
/// <remarks>
/// yyyy is four digits, yy two (2000-2099), MM dd HH mm ss two, M d H one or two, zzz is a time zone (UTC, +09, +09:00) to the end. A time of day
/// and its zone are read over. Everything else stands for itself. Nothing may be left over, and the day must exist.
/// </remarks>
internal sealed class DatePicture
{
    /// <summary>The name of the picture for Japanese eras.</summary>
    public const string Wareki = "wareki";

    /// <summary>The name of the picture for dates with a time or a zone behind them, as XML and JSON write them.</summary>
    public const string Iso = "iso";

    private const int MaxLength = 40;
    private readonly string? _tokens;

    private DatePicture(string text, string? tokens)
    {
        Text = text;
        _tokens = tokens;
    }

    /// <summary>Gets the forms that are read where a map names none.</summary>
    public static IReadOnlyList<DatePicture> Defaults { get; } = [Parse("yyyyMMdd")!, Parse("yyyy/M/d")!, Parse("yyyy-M-d")!, Parse(Wareki)!];

    /// <summary>Gets the forms that are read in XML and JSON where a map names none.</summary>
    public static IReadOnlyList<DatePicture> IsoDefaults { get; } = [Parse(Iso)!, .. Defaults];

    /// <summary>Gets the picture as it is written in a map.</summary>
    public string Text { get; }

    /// <summary>Reads a picture.</summary>
    /// <returns>Null when it does not name exactly one year, month and day.</returns>
    public static DatePicture? Parse(string text)
    {
        if (text is Wareki or Iso)
            return new DatePicture(text, null);

        if (text.Length is 0 or > MaxLength || Count(text, 'y') is not (2 or 4) || Count(text, 'M') is not (1 or 2) || Count(text, 'd') is not (1 or 2))
            return null;

        return new DatePicture(text, text);
    }

    /// <summary>Reads a date in one of several forms.</summary>
    /// <param name="text">The text, ASCII digits.</param>
    /// <param name="pictures">The forms.</param>
    /// <param name="date">The date.</param>
    /// <param name="hint">What may have been meant.</param>
    /// <returns>False: it is a date in none of them.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, IReadOnlyList<DatePicture> pictures, out DateOnly date, out string? hint)
    {
        hint = null;
        for (int i = 0; i < pictures.Count; i++)
        {
            if (pictures[i].TryParse(text, out date, out string? better))
                return true;

            hint ??= better;
        }

        date = default;
        return false;
    }

    private bool TryParse(ReadOnlySpan<char> text, out DateOnly date, out string? hint)
    {
        hint = null;
        if (_tokens is null)
            return Text == Iso ? IsoMoment.TryDate(text, out date) : JapaneseEra.TryParse(text, out date, out hint);

        date = default;
        int year = 0, month = 0, day = 0, at = 0;
        for (int i = 0; i < _tokens.Length;)
        {
            char token = _tokens[i];
            int width = 1;
            while (i + width < _tokens.Length && _tokens[i + width] == token)
                width++;
            i += width;

            if (token == 'z' && width == 3)
                return IsZone(text[at..]) && TryDay(year, month, day, out date);

            if (token is not ('y' or 'M' or 'd' or 'H' or 'm' or 's'))
            {
                for (; width > 0; width--, at++)
                {
                    if (at >= text.Length || text[at] != token)
                        return false;
                }

                continue;
            }

            if (!TryDigits(text, ref at, width == 1 ? 1 : width, width == 1 ? 2 : width, out int number))
                return false;

            switch (token)
            {
                case 'y': year = width == 2 ? 2000 + number : number; break;
                case 'M': month = number; break;
                case 'd': day = number; break;
                case 'H' when number > 24:
                case 'm' or 's' when number > 59:
                    return false;
            }
        }

        return at == text.Length && TryDay(year, month, day, out date);
    }

    private static bool TryDay(int year, int month, int day, out DateOnly date)
    {
        bool exists = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = exists ? new DateOnly(year, month, day) : default;
        return exists;
    }

    private static bool IsZone(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or ':'))
                return false;
        }

        return text.Length is >= 1 and <= 6;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, ref int at, int min, int max, out int number)
    {
        number = 0;
        int digits = 0;
        while (digits < max && at < text.Length && char.IsAsciiDigit(text[at]))
        {
            number = (number * 10) + text[at++] - '0';
            digits++;
        }

        return digits >= min;
    }

    private static int Count(string text, char token)
    {
        int first = text.IndexOf(token);
        if (first < 0)
            return 0;

        int last = text.LastIndexOf(token);
        for (int i = first; i <= last; i++)
        {
            if (text[i] != token)
                return -1;
        }

        return last - first + 1;
    }
}
