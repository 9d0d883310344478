using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace WebEdi.Portal.Branch;

/// <summary>The language of a request: the visitor's choice, else what the browser asks for, else the configured one.</summary>
internal sealed class Languages(RequestDelegate next, IOptions<PortalOptions> options)
{
    internal const string Cookie = "webedi.lang";

    internal static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");
    internal static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public Task InvokeAsync(HttpContext context)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Choose(context.Request);
        return next(context);
    }

    internal static void Remember(HttpContext context, string culture) =>
        context.Response.Cookies.Append(Cookie, culture == "ja" ? "ja" : "en", new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });

    private CultureInfo Choose(HttpRequest request) =>
        Known(request.Cookies[Cookie]) ?? Asked(request) ?? Known(options.Value.Culture) ?? Japanese;

    private static CultureInfo? Asked(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted)
            ? wanted.Take(20).OrderByDescending(w => w.Quality ?? 1).Select(w => Known(w.Value.Value)).FirstOrDefault(c => c is not null)
            : null;

    private static CultureInfo? Known(string? tag) => tag?.Split('-')[0].ToLowerInvariant() switch
    {
        "ja" => Japanese,
        "en" => English,
        _ => null,
    };
}
