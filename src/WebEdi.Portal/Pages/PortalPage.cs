using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using WebEdi.Portal.SignIn;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>What every page of a signed-in person knows: who asks, with whose eyes, in which language and time zone.</summary>
internal abstract class PortalPage(IEdi edi, TimeProvider time) : PageModel
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    internal Texts T { get; } = Texts.Current;

    /// <summary>Gets the tenant of the session.</summary>
    internal TenantProfile Tenant { get; private set; } = null!;

    internal AccessScope Scope => new(User.FindFirstValue(Sessions.TenantClaim)!, User.FindFirstValue(Sessions.SupplierClaim));

    internal string AccountId => User.FindFirstValue(ClaimTypes.NameIdentifier)!;

    /// <summary>Gets who acts, as the history names it.</summary>
    internal string Actor => User.FindFirstValue(ClaimTypes.Email)!;

    internal DateTimeOffset Now => time.GetUtcNow();

    internal DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    protected IEdi Edi => edi;

    protected IEdiStore Store => edi.Store;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    protected string Culture => T.Language;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        string tenant = Scope.Tenant;
        if (await Store.Tenants.FindAsync(tenant, Aborted).ConfigureAwait(false) is not { } profile)
        {
            context.Result = NotFound();
            return;
        }

        Tenant = profile;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc;
        await next().ConfigureAwait(false);
    }

    internal DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    internal string Time(DateTimeOffset? at) => at is { } moment ? Local(moment).ToString(T.IsJapanese ? "yyyy/MM/dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    internal string Date(DateOnly? date) => Format.Date(date, T);

    /// <summary>Sends a document for saving or for the browser's viewer.</summary>
    protected static FileContentResult Document(Templates.RenderedDocument document, bool forSaving) =>
        new(document.Content.ToArray(), document.MediaType + (document.MediaType.StartsWith("text/", StringComparison.Ordinal) ? "; charset=utf-8" : ""))
        {
            FileDownloadName = forSaving ? document.FileName : null,
        };
}
