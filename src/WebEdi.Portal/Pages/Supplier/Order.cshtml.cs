using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>One order: what is ordered, what changed, the answer per line, what was answered before, and its delivery notes.</summary>
internal sealed class OrderModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    internal const int LinesPerPage = 100;

    internal StoredOrder Stored { get; private set; } = null!;

    internal IReadOnlyDictionary<string, OrderLineState> States { get; private set; } = null!;

    internal IReadOnlyList<OrderLine> Lines { get; private set; } = [];

    internal IReadOnlyList<OrderDiff.Change> Changes { get; private set; } = [];

    internal IReadOnlyList<DespatchAdvice> Notes { get; private set; } = [];

    internal ReplyForm Form { get; private set; } = new();

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    internal Pager Pager { get; private set; } = null!;

    internal int Answered { get; private set; }

    internal bool IsStale { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? number, [FromQuery(Name = "p")] int page, int answered)
    {
        if (!await LoadAsync(number, page).ConfigureAwait(false))
            return NotFound();

        Answered = answered;
        Form = ReplyForm.For(Stored, Lines, NewKey());
        await MarkOpenedAsync().ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? number, [FromQuery(Name = "p")] int page, string? action, [FromForm(Name = "Form")] ReplyForm form)
    {
        if (!await LoadAsync(number, page).ConfigureAwait(false))
            return NotFound();
        if (form.SubmitKey is not { Length: > 0 and <= 64 } || form.Lines.Count > LinesPerPage)
            return BadRequest();

        Form = form;
        if (action != "send")
        {
            AddRow(action);
            return Page();
        }

        List<string> errors = [];
        IReadOnlyList<LineReply> replies = form.Read(T, errors);
        if (replies.Count == 0)
            errors.Add(T.NothingAnswered);
        if (errors.Count > 0)
        {
            Errors = errors;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        OrderReply reply = new(Stored.Order.Number, form.Revision, replies, ReplyForm.Empty(form.SalesOrderNumber), ReplyForm.Empty(form.Note));
        ReplyAnswer answer = await Edi.ReplyAsync(Scope, new ReplyRequest { SubmitKey = form.SubmitKey, Actor = Actor, Orders = [reply] }, Aborted).ConfigureAwait(false);
        if (answer.Succeeded)
            return Redirect(Link(page) + "&answered=" + replies.Count.ToString(CultureInfo.InvariantCulture));
        if (answer.Outcome == ReplyOutcome.NotFound)
            return NotFound();

        return await ShowRefusedAsync(answer, form).ConfigureAwait(false);
    }

    internal string Link(int page) => Url.Content("~/order")
        + QueryString.Create("number", Stored.Order.Number).ToUriComponent()
        + (page > 1 ? "&p=" + page.ToString(CultureInfo.InvariantCulture) : "");

    internal ReplyForm.Line? FormLine(string number) => Form.Lines.FirstOrDefault(l => l.Number == number);

    /// <summary>The buyer's order or a colleague's answer came in between: nothing was stored; what was typed stays, what changed is shown.</summary>
    private async Task<IActionResult> ShowRefusedAsync(ReplyAnswer answer, ReplyForm form)
    {
        Issues = answer.Issues;
        if (answer.Outcome is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        int seen = form.Revision;
        await LoadAsync(Stored.Order.Number, Pager.Page).ConfigureAwait(false);
        if (seen != Stored.Order.Revision && await Store.Documents.FindRevisionAsync(Scope, Stored.Order.Number, seen, Aborted).ConfigureAwait(false) is { } old)
            Changes = OrderDiff.Compare(old, Stored.Order, T);
        form.Refresh(Stored, NewKey());
        IsStale = true;
        Errors = [answer.Outcome == ReplyOutcome.StaleRevision ? T.OrderChangedMeanwhile : T.AnsweredMeanwhile];
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> LoadAsync(string? number, int page)
    {
        if (string.IsNullOrEmpty(number) || await Store.Documents.FindAsync(Scope, number, Aborted).ConfigureAwait(false) is not { } stored)
            return false;

        Stored = stored;
        States = stored.Lines.ToDictionary(l => l.LineNumber, StringComparer.Ordinal);
        Pager = new Pager(Math.Clamp(page, 1, Math.Max(1, (stored.Order.Lines.Count + LinesPerPage - 1) / LinesPerPage)), LinesPerPage, stored.Order.Lines.Count, Link);
        Lines = [.. stored.Order.Lines.Skip((Pager.Page - 1) * LinesPerPage).Take(LinesPerPage)];
        Notes = await Store.Despatches.ListAsync(Scope, number, Aborted).ConfigureAwait(false);

        int before = stored.Revisions.Where(r => r < stored.Order.Revision).DefaultIfEmpty(-1).Max();
        if (before >= 0 && await Store.Documents.FindRevisionAsync(Scope, number, before, Aborted).ConfigureAwait(false) is { } old)
            Changes = OrderDiff.Compare(old, stored.Order, T);
        return true;
    }

    /// <summary>
    /// Records that this person saw this revision. A GET that writes: evidence of viewing is appended, nothing that anybody decided is
    /// changed. It needs a session, so that mail scanners and link previews never get here, and browsers that fetch ahead do not count.
    /// </summary>
    private async Task MarkOpenedAsync()
    {
        bool isAhead = Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)
            || Request.Headers["Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);
        if (!isAhead)
            await Store.Documents.MarkOpenedAsync(Scope, Stored.Order.Number, Stored.Order.Revision, Now, Actor, Aborted).ConfigureAwait(false);
    }

    private void AddRow(string? action)
    {
        if (action?.StartsWith("add:", StringComparison.Ordinal) == true
            && Form.Lines.FirstOrDefault(l => l.Number == action[4..]) is { } line && line.Parts.Count < ReplyForm.MostParts)
        {
            line.Kind = "changed";
            line.Parts.Add(new ReplyForm.Part());
        }
    }

    private string NewKey() => Guid.CreateVersion7(Now).ToString("N");
}
