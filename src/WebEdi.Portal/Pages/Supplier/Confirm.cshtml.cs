using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>Accepts all open lines of the selected orders: shows them first, then takes exactly what was shown.</summary>
internal sealed class ConfirmModel(IEdi edi, TimeProvider time) : PortalPage(edi, time)
{
    private const int MostOrders = 200;
    internal const int MostLines = 5_000;

    public sealed class Shown
    {
        public string Order { get; set; } = "";

        public int Revision { get; set; }

        public string Line { get; set; } = "";

        public int Version { get; set; }
    }

    internal sealed record OrderToAccept(string Number, int Revision, IReadOnlyList<OrderLine> Lines, IReadOnlyDictionary<string, int> Versions);

    internal IReadOnlyList<OrderToAccept> Orders { get; private set; } = [];

    internal string SubmitKey { get; private set; } = "";

    internal IReadOnlyList<string> Errors { get; private set; } = [];

    internal IReadOnlyList<Diagnostic> Issues { get; private set; } = [];

    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string[] order)
    {
        if (order.Length == 0)
            return Redirect(Url.Content("~/orders?none=true"));

        await ShowAsync(order).ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostCommitAsync(string? submitKey, [FromForm(Name = "Lines")] List<Shown> lines)
    {
        if (lines.Count is 0 or > MostLines || submitKey is not { Length: > 0 and <= 64 })
            return BadRequest();

        ReplyRequest request = new()
        {
            SubmitKey = submitKey,
            Actor = Actor,
            Orders =
            [
                .. lines.GroupBy(l => (l.Order, l.Revision)).Select(g => new OrderReply(
                    g.Key.Order, g.Key.Revision, [.. g.Select(l => new LineReply { LineNumber = l.Line, ExpectedVersion = l.Version, Kind = ResponseKind.Accepted })])),
            ],
        };
        ReplyAnswer answer = await Edi.ReplyAsync(Scope, request, Aborted).ConfigureAwait(false);
        if (answer.Succeeded)
            return Redirect(Url.Content($"~/orders?accepted={lines.Count}"));
        if (answer.Outcome == ReplyOutcome.NotFound)
            return NotFound();

        // Something changed since it was shown: show it as it is now and ask again.
        await ShowAsync([.. lines.Select(l => l.Order).Distinct(StringComparer.Ordinal)]).ConfigureAwait(false);
        Issues = answer.Issues;
        Errors = answer.Outcome is null ? [] : [T.ChangedMeanwhile];
        Response.StatusCode = answer.Outcome is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task ShowAsync(IReadOnlyList<string> numbers)
    {
        List<OrderToAccept> orders = [];
        foreach (string number in numbers.Distinct(StringComparer.Ordinal).Take(MostOrders))
        {
            if (await Store.Documents.FindAsync(Scope, number, Aborted).ConfigureAwait(false) is not { } stored)
                continue;

            Dictionary<string, OrderLineState> open = stored.Lines.Where(l => Statuses.IsUnanswered(l.Status)).ToDictionary(l => l.LineNumber, StringComparer.Ordinal);
            OrderLine[] lines = [.. stored.Order.Lines.Where(l => open.ContainsKey(l.Number))];
            if (lines.Length > 0 && orders.Sum(o => o.Lines.Count) + lines.Length <= MostLines)
                orders.Add(new OrderToAccept(number, stored.Order.Revision, lines, open.ToDictionary(l => l.Key, l => l.Value.ReplyVersion, StringComparer.Ordinal)));
        }

        Orders = orders;
        SubmitKey = Guid.CreateVersion7(Now).ToString("N");
    }
}
