using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>A received file: how far it is, its faults, and what became of every order in it.</summary>
internal sealed class FileModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal const int MostIssues = 200;
    internal const int MostResults = 200;

    internal Receipt Receipt { get; private set; } = null!;

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    internal IReadOnlyList<MessageResult> Results { get; private set; } = [];

    internal AcceptanceVerdict? Verdict { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? id, AcceptanceVerdict? verdict)
    {
        if (string.IsNullOrEmpty(id) || await Store.Inbox.FindAsync(Scope.Tenant, id, Aborted).ConfigureAwait(false) is not { } receipt)
            return NotFound();

        Receipt = receipt;
        Verdict = verdict;
        Issues = await Store.Inbox.ReadDiagnosticsAsync(Scope.Tenant, id, MostIssues, Aborted).ConfigureAwait(false);
        List<MessageResult> results = [];
        await foreach (MessageResult result in Store.Inbox.ReadResultsAsync(Scope.Tenant, id, Aborted).ConfigureAwait(false))
        {
            results.Add(result);
            if (results.Count == MostResults)
                break;
        }

        Results = results;
        return Page();
    }

    public async Task<IActionResult> OnPostReleaseAsync(string? id)
    {
        if (string.IsNullOrEmpty(id) || await Store.Inbox.FindAsync(Scope.Tenant, id, Aborted).ConfigureAwait(false) is null)
            return NotFound();

        // Released by somebody else in the meantime: the page shows how far it is.
        await Edi.ReleaseAsync(Scope.Tenant, id, Actor, Aborted).ConfigureAwait(false);
        return Redirect(Url.Content("~/buyer/file") + LocalUrl.Query(("id", id)));
    }

    public async Task<IActionResult> OnGetResultAsync(string? id)
    {
        if (string.IsNullOrEmpty(id) || await Store.Inbox.FindAsync(Scope.Tenant, id, Aborted).ConfigureAwait(false) is null)
            return NotFound();

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"result-{new string([.. id.Where(char.IsAsciiLetterOrDigit)])}.csv\"";
        await Edi.WriteResultAsync(Scope.Tenant, id, Response.Body, Culture, Aborted).ConfigureAwait(false);
        return new EmptyResult();
    }
}
