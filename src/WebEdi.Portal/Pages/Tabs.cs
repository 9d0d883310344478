using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>The filters of an order list with their counts.</summary>
internal sealed record Tabs(LineFilter Current, LineCounts Counts, int? Answered, Func<LineFilter, string> Link)
{
    internal IEnumerable<(LineFilter Filter, string Text, int? Count)> Items(Texts t) =>
    [
        (LineFilter.All, t.All, Counts.All),
        (LineFilter.Unread, t.Unread, Counts.Unread),
        (LineFilter.Unanswered, t.Unanswered, Counts.Unanswered),
        (LineFilter.Changed, t.Changed, Counts.Changed),
        (LineFilter.Overdue, t.Overdue, Counts.Overdue),
        (LineFilter.Answered, t.Answered, Answered),
    ];
}
