using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace WebEdi.Portal.Api.Safety;

/// <summary>Names of files from outside, made harmless: they are labels, never paths and never header text.</summary>
internal static class SafeFileName
{
    public const int MaxLength = 200;

    /// <summary>Keeps the last part of a path-like name and replaces what no name needs: control and formatting characters, separators, quotes.</summary>
    /// <returns>1-200 characters; <paramref name="fallback"/> when nothing is left.</returns>
    public static string Clean(string? name, string fallback)
    {
        if (string.IsNullOrWhiteSpace(name))
            return fallback;

        ReadOnlySpan<char> last = name.AsSpan(name.AsSpan().LastIndexOfAny('/', '\\') + 1);
        StringBuilder clean = new(Math.Min(last.Length, MaxLength));
        foreach (Rune rune in last.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            clean.Append(IsHarmless(rune) ? rune.ToString() : "_");
        }

        string result = clean.ToString().Trim();
        return result.AsSpan().TrimStart('.').IsEmpty ? fallback : result;
    }

    /// <summary>The value of Content-Disposition for a download, in both forms of RFC 6266.</summary>
    public static string Attachment(string name)
    {
        ContentDispositionHeaderValue header = new("attachment");
        header.SetHttpFileName(Clean(name, "download"));
        return header.ToString();
    }

    private static bool IsHarmless(Rune rune) =>
        rune.Value is not ('"' or '\'' or '<' or '>' or '|' or ':' or '*' or '?' or ';' or '%' or 0xFFFD)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
