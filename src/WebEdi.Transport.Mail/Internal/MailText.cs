using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>Values on their way into headers (S07): whatever they hold, they stay one line and mean what they say.</summary>
internal static partial class MailText
{
    private const int HeaderLength = 300;

    /// <summary>Makes a header value one line without controls and without anything that reads as an encoded word.</summary>
    /// <param name="value">Any text.</param>
    /// <returns>At most 300 characters.</returns>
    /// <remarks>MimeKit copies ASCII words as they are, so a literal <c>=?utf-8?B?...?=</c> would be decoded by the reader, line ends included.</remarks>
    public static string Line(string value)
    {
        StringBuilder line = new();
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (line.Length >= HeaderLength)
                break;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(' ');
            else
                line.Append(rune.ToString());
        }

        return line.Replace("=?", "= ?").ToString().Trim();
    }

    /// <summary>Makes a mailbox of one plain address.</summary>
    /// <param name="address">The address: no name, group, list, comment or line end.</param>
    /// <param name="name">The name to show.</param>
    /// <returns>The mailbox, or null when the address is not plain.</returns>
    public static MailboxAddress? TryAddress(string address, string? name)
    {
        int at = address.LastIndexOf('@');
        if (at is < 1 or > 64 || address.Length > 254 || address.Any(c => c is <= ' ' or '\x7f' or '"' or '<' or '>' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']'))
            return null;

        string local = address[..at];
        if (local.Contains('@', StringComparison.Ordinal) || local[0] == '-' || !address.All(char.IsAscii))
            return null;

        // Japanese mobile carriers gave out addresses with dots in a row or at the end; written in quotes they are what RFC 5321 allows.
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            address = $"\"{local}\"{address[at..]}";

        try
        {
            return new MailboxAddress(Encoding.UTF8, name is null ? null : Line(name), address);
        }
        catch (ParseException)
        {
            return null;
        }
    }

    /// <summary>Shortens every mail address in a text to its first letter and domain.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without whole addresses.</returns>
    public static string HideAddresses(string text) => Address().Replace(text, "$1…@$2");

    [GeneratedRegex(@"([^\s<>""'(),;:@])[^\s<>""(),;:@]{0,63}@([A-Za-z0-9.-]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();
}
