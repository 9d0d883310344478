using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>The mails that the demo kept instead of sending.</summary>
internal sealed partial class MailboxModel(IEdi edi, TimeProvider time, IOptions<PortalOptions> options) : PortalPage(edi, time)
{
    private const int PageSize = 50;

    internal Page<CapturedMail> Mails { get; private set; } = new([], 0);

    internal CapturedMail? Mail { get; private set; }

    /// <summary>Gets the supplier that the shown mail went to, for the button that continues as its people would.</summary>
    internal SupplierProfile? Recipient { get; private set; }

    internal Pager Pager { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? id, [FromQuery(Name = "p")] int page)
    {
        if (!options.Value.Demo)
            return NotFound();

        page = Pager.Clean(page);
        Mails = await Store.Mailbox.ListAsync(Scope.Tenant, page, PageSize, Aborted).ConfigureAwait(false);
        Pager = new Pager(page, PageSize, Mails.Total, p => $"{Url.Content("~/buyer/mailbox")}?p={p}");
        Mail = string.IsNullOrEmpty(id) ? (Mails.Items is [{ } newest, ..] ? newest : null) : await Store.Mailbox.FindAsync(Scope.Tenant, id, Aborted).ConfigureAwait(false);
        if (Mail is { } mail)
            Recipient = (await Store.Tenants.ListSuppliersAsync(Scope.Tenant, Aborted).ConfigureAwait(false)).FirstOrDefault(s => s.MailAddresses.Intersect(mail.To, StringComparer.OrdinalIgnoreCase).Any());
        return string.IsNullOrEmpty(id) || Mail is not null ? Page() : NotFound();
    }

    /// <summary>Cuts a text into words and web addresses; only http and https become links.</summary>
    internal static IEnumerable<(string Text, string? Link)> Parts(string text)
    {
        int at = 0;
        foreach (Match match in Address().Matches(text))
        {
            if (match.Index > at)
                yield return (text[at..match.Index], null);

            yield return (match.Value, Uri.TryCreate(match.Value, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" ? match.Value : null);
            at = match.Index + match.Length;
        }

        if (at < text.Length)
            yield return (text[at..], null);
    }

    [GeneratedRegex(@"https?://[\x21-\x7e]+", RegexOptions.CultureInvariant, 250)]
    private static partial Regex Address();
}
