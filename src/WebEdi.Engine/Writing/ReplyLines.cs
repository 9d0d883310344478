using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Writing;

/// <summary>Replies together with what their orders say, because a reply repeats nothing of its order.</summary>
internal static class ReplyLines
{
    /// <summary>Finds the deliveries that a reply promises: accepted without a schedule means the ordered date and quantity; refused and on hold have none.</summary>
    public static IReadOnlyList<PromisedDelivery> ScheduleOf(ResponseLine line, OrderLine? ordered) =>
        line.Schedule.Count == 0 && line.Kind == ResponseKind.Accepted && ordered is { DueDate: { } due, Quantity: > 0 }
            ? [new PromisedDelivery(due, ordered.Quantity)]
            : line.Schedule;

    /// <summary>Finds the line of the order that a line answers; null: the order has no such line.</summary>
    public static OrderLine? OrderedOf(ReplyFeedItem item, ResponseLine line) => item.Order.Lines.FirstOrDefault(l => l.Number == line.LineNumber);

    /// <summary>Makes a reply that can be understood without its order, as a message must be.</summary>
    /// <param name="item">The reply.</param>
    /// <param name="buyer">The buyer of orders that name none.</param>
    public static OrderResponse Complete(ReplyFeedItem item, Party? buyer)
    {
        (OrderResponse response, Order order) = (item.Response, item.Order);
        return response with
        {
            OrderDate = response.OrderDate ?? order.IssueDate,
            Buyer = response.Buyer ?? order.Buyer ?? buyer,
            Supplier = response.Supplier ?? order.Supplier,
            Currency = response.Currency ?? order.Currency,
            Lines = [.. response.Lines.Select(line => Complete(line, OrderedOf(item, line)))],
        };
    }

    private static ResponseLine Complete(ResponseLine line, OrderLine? ordered) => line with
    {
        ItemCode = line.ItemCode ?? ordered?.ItemCode,
        SupplierItemCode = line.SupplierItemCode ?? ordered?.SupplierItemCode,
        ManufacturerItemCode = line.ManufacturerItemCode ?? ordered?.ManufacturerItemCode,
        Gtin = line.Gtin ?? ordered?.Gtin,
        ItemName = line.ItemName ?? ordered?.ItemName,
        Quantity = line.Quantity ?? ordered?.Quantity,
        Unit = line.Unit ?? ordered?.Unit,
        Schedule = ScheduleOf(line, ordered),
    };
}
