using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

/// <summary>What the filters and sorts of a question mean.</summary>
internal static class MemoryLineQuery
{
    public static bool Passes(LineFilter filter, LineStatus status, DateOnly? due, DateOnly today) => filter switch
    {
        LineFilter.Unread => status == LineStatus.Unread,
        LineFilter.Unanswered => IsOpen(status),
        LineFilter.Changed => status == LineStatus.ChangedByBuyer,
        LineFilter.Answered => status is LineStatus.AnsweredWithChange or LineStatus.Accepted or LineStatus.Refused,
        LineFilter.Overdue => IsOpen(status) && due < today,
        _ => true,
    };

    public static bool HasAll(string[] words, Order order, OrderLine line)
    {
        string text = MemoryState.Fold(string.Join('\n', order.Number, line.ItemCode, line.SupplierItemCode, line.ItemName, order.Supplier.Code, order.Supplier.Name));
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    public static IEnumerable<OrderLineRow> Sort(IEnumerable<OrderLineRow> rows, OrderLineQuery query)
    {
        // The position in the order is the order of enumeration; sorting is stable, so it breaks the last ties by itself.
        IEnumerable<OrderLineRow> tied = rows.OrderBy(r => r.OrderNumber, StringComparer.Ordinal);
        IEnumerable<OrderLineRow> sorted = query.Sort switch
        {
            LineSort.DueDate => tied.OrderBy(r => r.Line.DueDate ?? DateOnly.MaxValue),
            LineSort.Item => tied.OrderBy(r => r.Line.ItemCode ?? "", StringComparer.Ordinal),
            LineSort.Quantity => tied.OrderBy(r => r.Line.Quantity),
            LineSort.Status => tied.OrderBy(r => r.State.Status),
            LineSort.Registered => tied.OrderBy(r => r.RegisteredAt),
            LineSort.Supplier => tied.OrderBy(r => r.Supplier, StringComparer.Ordinal),
            _ => tied,
        };
        return query.Descending ? sorted.Reverse() : sorted;
    }

    public static IEnumerable<OrderRow> Sort(IEnumerable<OrderRow> rows, OrderLineQuery query)
    {
        IEnumerable<OrderRow> tied = rows.OrderBy(r => r.OrderNumber, StringComparer.Ordinal);
        IEnumerable<OrderRow> sorted = query.Sort switch
        {
            LineSort.DueDate => tied.OrderBy(r => r.NearestDueDate ?? DateOnly.MaxValue),
            LineSort.Status => tied.OrderBy(r => r.AnsweredLines == r.Lines),
            LineSort.Registered => tied.OrderBy(r => r.RegisteredAt),
            LineSort.Supplier => tied.OrderBy(r => r.Supplier, StringComparer.Ordinal),
            _ => tied,
        };
        return query.Descending ? sorted.Reverse() : sorted;
    }

    private static bool IsOpen(LineStatus status) => status is LineStatus.Unread or LineStatus.Opened or LineStatus.ChangedByBuyer;
}
