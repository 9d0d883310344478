using System.Globalization;

namespace WebEdi.Engine.Text;

/// <summary>Dates in Japanese eras (和暦), strict: a date outside its era is refused and the right one is named.</summary>
/// <remarks>
/// The platform's Japanese calendar reads 平成31年5月1日 as 2019-05-01 without complaint, although 令和 began on that day.
/// Sources of the first days: the imperial era ordinances; 明治 counts from 1873-01-01, when the Gregorian calendar came into use.
/// </remarks>
internal static class JapaneseEra
{
    private static readonly Era[] Eras =
    [
        new("令和", '\u32FF', 'R', '5', 2019, new DateOnly(2019, 5, 1), DateOnly.MaxValue),
        new("平成", '\u337B', 'H', '4', 1989, new DateOnly(1989, 1, 8), new DateOnly(2019, 4, 30)),
        new("昭和", '\u337C', 'S', '3', 1926, new DateOnly(1926, 12, 25), new DateOnly(1989, 1, 7)),
        new("大正", '\u337D', 'T', '2', 1912, new DateOnly(1912, 7, 30), new DateOnly(1926, 12, 24)),
        new("明治", '\u337E', 'M', '1', 1868, new DateOnly(1873, 1, 1), new DateOnly(1912, 7, 29)),
    ];

    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Reads 令和8年11月23日, 令和八年十一月二十三日, ㋿8.11.23, R8.11.23, R08/11/23, R081123 or 5081123; the first year may be written 元.</summary>
    /// <param name="text">The text, ASCII digits.</param>
    /// <param name="date">The date.</param>
    /// <param name="hint">For a date outside its era: how that day is called; else null.</param>
    /// <returns>False: it is no such date.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateOnly date, out string? hint)
    {
        date = default;
        hint = null;
        if (Find(text, out int used) is not { } era)
            return false;

        ReadOnlySpan<char> rest = text[used..].TrimStart(' ');
        if (!TrySplit(rest, out int year, out int month, out int day) || year < 1)
            return false;

        int western = era.YearOne + year - 1;
        if (western > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(western, month))
            return false;

        DateOnly found = new(western, month, day);
        if (found < era.First || found > era.Last)
        {
            hint = Format(found);
            return false;
        }

        date = found;
        return true;
    }

    /// <summary>Writes a date as 令和8年11月23日.</summary>
    /// <returns>The text; a day before 明治 in ISO 8601.</returns>
    public static string Format(DateOnly date)
    {
        foreach (Era era in Eras)
        {
            if (date < era.First)
                continue;

            int year = date.Year - era.YearOne + 1;
            string shown = year == 1 ? "元" : year.ToString(CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{era.Name}{shown}年{date.Month}月{date.Day}日");
        }

        return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static Era? Find(ReadOnlySpan<char> text, out int used)
    {
        foreach (Era era in Eras)
        {
            if (text.StartsWith(era.Name))
            {
                used = 2;
                return era;
            }

            if (text.Length == 0)
                continue;

            char first = text[0];
            used = 1;
            if (first == era.Sign || char.ToUpperInvariant(first) == era.Letter)
                return era;

            // A digit stands for an era only in front of exactly six more: 5081123.
            if (first == era.Digit && text.Length == 7 && !text.ContainsAnyExceptInRange('0', '9'))
                return era;
        }

        used = 0;
        return null;
    }

    private static bool TrySplit(ReadOnlySpan<char> text, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (text.Length == 6 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            year = Number(text[..2]);
            month = Number(text[2..4]);
            day = Number(text[4..]);
            return true;
        }

        int at = text.IndexOfAny("年./-");
        if (at < 0)
            return false;

        char mark = text[at];
        ReadOnlySpan<char> yearText = text[..at];
        year = yearText is "元" ? 1 : Number(yearText);
        text = text[(at + 1)..];
        at = text.IndexOf(mark == '年' ? '月' : mark);
        if (at < 0)
            return false;

        month = Number(text[..at]);
        text = text[(at + 1)..];
        if (mark == '年')
        {
            if (text.Length == 0 || text[^1] != '日')
                return false;

            text = text[..^1];
        }

        day = Number(text);
        return year > 0 && month > 0 && day > 0;
    }

    /// <summary>One or two digits, a leading space allowed as hosts pad with it, or a number in kanji (八, 二十三, 二三); -1 for anything else.</summary>
    private static int Number(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(' ');
        if (text.Length is 1 or 2 && !text.ContainsAnyExceptInRange('0', '9'))
            return text.Length == 1 ? text[0] - '0' : ((text[0] - '0') * 10) + text[1] - '0';

        int ten = text.IndexOf('十');
        if (ten < 0)
        {
            int first = text.Length is 1 or 2 ? Digits.IndexOf(text[0]) : -1;
            int second = text.Length == 2 ? Digits.IndexOf(text[1]) : 0;
            return first < 0 || second < 0 ? -1 : text.Length == 1 ? first : (first * 10) + second;
        }

        if (ten > 1 || text.Length - ten > 2)
            return -1;

        int tens = ten == 0 ? 1 : Digits.IndexOf(text[0]);
        int ones = ten + 1 == text.Length ? 0 : Digits.IndexOf(text[^1]);
        return tens < (ten == 0 ? 1 : 2) || ones < 0 || (ten + 1 < text.Length && ones == 0) ? -1 : (tens * 10) + ones;
    }

    private sealed record Era(string Name, char Sign, char Letter, char Digit, int YearOne, DateOnly First, DateOnly Last);
}
