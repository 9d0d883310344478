using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WebEdi.Portal.Api;

/// <summary>The language of texts in answers to systems: Accept-Language ja or en, English when nothing is said.</summary>
internal static class Language
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static CultureInfo Of(HttpContext context)
    {
        if (!StringWithQualityHeaderValue.TryParseList(context.Request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted))
            return English;

        return wanted.Take(20)
            .OrderByDescending(w => w.Quality ?? 1)
            .Select(w => Known(w.Value.AsSpan()))
            .FirstOrDefault(c => c is not null) ?? English;
    }

    private static CultureInfo? Known(ReadOnlySpan<char> tag)
    {
        int hyphen = tag.IndexOf('-');
        ReadOnlySpan<char> primary = hyphen < 0 ? tag : tag[..hyphen];
        return primary.Equals("ja", StringComparison.OrdinalIgnoreCase) ? Japanese
            : primary.Equals("en", StringComparison.OrdinalIgnoreCase) ? English
            : null;
    }
}
