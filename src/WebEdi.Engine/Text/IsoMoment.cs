using System.Globalization;

namespace WebEdi.Engine.Text;

/// <summary>Reads dates and times as XML and JSON write them: 2026-11-24, 2026-11-24+09:00, 2026-11-24T10:15:00.5Z, 10:15:00Z.</summary>
/// <remarks>The day and the time are taken as they stand; a zone is read over, because what the sender wrote is the day he means. Source: ISO 8601, XML Schema 1.0 part 2.</remarks>
internal static class IsoMoment
{
    private const int DateLength = 10;

    /// <summary>Reads the day.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text.Length < DateLength || !DateOnly.TryParseExact(text[..DateLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            return false;

        ReadOnlySpan<char> rest = text[DateLength..];
        return IsZone(rest) || (rest[0] == 'T' && TryTime(text, out _));
    }

    /// <summary>Reads the time of day, alone or behind a day.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out TimeOnly time)
    {
        int mark = text.IndexOf('T');
        ReadOnlySpan<char> rest = mark == DateLength ? text[(mark + 1)..] : text;
        time = default;
        int zone = rest.IndexOfAny('Z', '+', '-');
        if (zone >= 0 && !IsZone(rest[zone..]))
            return false;

        ReadOnlySpan<char> clock = zone < 0 ? rest : rest[..zone];
        int fraction = clock.IndexOf('.');
        if (fraction >= 0)
        {
            if (clock.Length - fraction is < 2 or > 10 || clock[(fraction + 1)..].ContainsAnyExceptInRange('0', '9'))
                return false;

            clock = clock[..fraction];
        }

        return TimeOnly.TryParseExact(clock, ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static bool IsZone(ReadOnlySpan<char> text) =>
        text.IsEmpty || text is "Z" || (text.Length == 6 && text[0] is '+' or '-' && text[3] == ':'
            && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[4]) && char.IsAsciiDigit(text[5]));
}
