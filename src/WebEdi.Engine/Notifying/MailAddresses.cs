using System.Text.RegularExpressions;

namespace WebEdi.Engine.Notifying;

/// <summary>Takes only plain addresses as recipients: no names, groups, comments, quotes, lists or line ends (S07).</summary>
internal static partial class MailAddresses
{
    /// <summary>Chooses the usable addresses, each once, in their order.</summary>
    /// <param name="addresses">The supplier's verified addresses.</param>
    /// <returns>At most <see cref="NoticeLimits.Recipients"/>.</returns>
    public static IReadOnlyList<string> Usable(IEnumerable<string> addresses) =>
        [.. addresses.Select(a => a.Trim(' ')).Where(IsPlain).Distinct(StringComparer.OrdinalIgnoreCase).Take(NoticeLimits.Recipients)];

    /// <summary>Says whether a text is one plain address.</summary>
    /// <param name="address">The text.</param>
    /// <returns>True: local part of at most 64, whole of at most 254 ASCII characters, a domain with at least two labels or localhost.</returns>
    /// <remarks>
    /// The characters are those of RFC 5322 dot-atom. Dots may follow one another or end the local part, as addresses of Japanese
    /// mobile carriers did; a leading hyphen or dot is refused because mail programs have taken such addresses for options.
    /// </remarks>
    public static bool IsPlain(string address) => address.Length is > 2 and <= 254 && Plain().IsMatch(address);

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{0,63}@(?:localhost|(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Plain();
}
