using Microsoft.AspNetCore.Mvc;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Notices that wait or were given up.</summary>
internal sealed class OutboxModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int PageSize = 50;

    internal Page<OutboxRow> Rows { get; private set; } = new([], 0);

    internal Pager Pager { get; private set; } = null!;

    /// <summary>Gets what was done last, in words, and whether it went well.</summary>
    internal (string Text, bool IsGood)? Done { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "p")] int page, bool again, bool dropped, bool edited, bool unreadable)
    {
        page = Pager.Clean(page);
        Done = (again, dropped, edited, unreadable) switch
        {
            (true, _, _, _) => (T.Redriven, true),
            (_, true, _, _) => (T.Dropped, true),
            (_, _, true, _) => (T.EffectEdited, true),
            (_, _, _, true) => (T.EffectUnreadable, false),
            _ => null,
        };
        Hold = await Store.Outbox.FindHoldAsync(Aborted).ConfigureAwait(false);
        Rows = await Store.Outbox.ListAsync(Scope.Tenant, page, PageSize, Aborted).ConfigureAwait(false);
        Pager = new Pager(page, PageSize, Rows.Total, p => $"{Url.Content("~/buyer/outbox")}?p={p}");
    }

    /// <summary>Gets why nothing leaves; null: it does.</summary>
    internal string? Hold { get; private set; }

    public async Task<IActionResult> OnPostAsync(string? id) =>
        Answer(!string.IsNullOrEmpty(id) && await Edi.RedriveEffectAsync(Scope.Tenant, id, Actor, Aborted).ConfigureAwait(false), "again");

    public async Task<IActionResult> OnPostDropAsync(string? id) =>
        Answer(!string.IsNullOrEmpty(id) && await Edi.DropEffectAsync(Scope.Tenant, id, Actor, Aborted).ConfigureAwait(false), "dropped");

    public async Task<IActionResult> OnPostEditAsync(string? id, string? payload)
    {
        try
        {
            return Answer(!string.IsNullOrEmpty(id) && await Edi.EditEffectAsync(Scope.Tenant, id, payload ?? "", Actor, Aborted).ConfigureAwait(false), "edited");
        }
        catch (ArgumentException)
        {
            return Answer(true, "unreadable");
        }
    }

    private IActionResult Answer(bool isDone, string what) => isDone ? Redirect(Url.Content($"~/buyer/outbox?{what}=true")) : NotFound();
}
