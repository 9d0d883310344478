using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Portal.Api;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>The suppliers' replies, and their download as a file. The download does not acknowledge: systems do that over the API.</summary>
internal sealed class RepliesModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int PageSize = 50;
    private const int MostDownloaded = 10_000;

    internal Page<ReplyFeedItem> Replies { get; private set; } = new([], 0);

    internal IReadOnlyList<string> Maps { get; private set; } = [];

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    internal Pager Pager { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery(Name = "p")] int page)
    {
        page = Pager.Clean(page);
        Replies = await Store.Replies.ListAsync(Scope, page, PageSize, Aborted).ConfigureAwait(false);
        Maps = MapKinds.ForReplies(await Store.Tenants.ListMapsAsync(Scope.Tenant, Aborted).ConfigureAwait(false));
        Pager = new Pager(page, PageSize, Replies.Total, p => $"{Url.Content("~/buyer/replies")}?p={p}");
    }

    public async Task<IActionResult> OnPostAsync(string? map)
    {
        List<ReplyFeedItem> items = [];
        for (int page = 1; items.Count < MostDownloaded; page++)
        {
            Page<ReplyFeedItem> part = await Store.Replies.ListAsync(Scope, page, 200, Aborted).ConfigureAwait(false);
            items.AddRange(part.Items);
            if (part.Items.Count == 0 || items.Count >= part.Total)
                break;
        }

        items.Reverse();
        using MemoryStream output = new();
        WrittenReplies file = await Edi.WriteRepliesAsync(Scope.Tenant, items, string.IsNullOrEmpty(map) ? null : map, output, cancellationToken: Aborted).ConfigureAwait(false);
        Issues = file.Diagnostics;
        if (Issues.Any(i => i.Severity == Severity.Error))
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync(1).ConfigureAwait(false);
            return Page();
        }

        return File(output.ToArray(), file.ContentType, $"replies-{Today:yyyyMMdd}{file.Extension}");
    }
}
