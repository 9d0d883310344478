using System.ComponentModel;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Api.Routes;

/// <summary>A part of the feed.</summary>
internal sealed record ReplyPage(
    IReadOnlyList<ReplyBody> Items,
    [property: Description("Stands behind the last item: acknowledge it when the items are taken over, or go on with after=.")] string Cursor,
    [property: Description("Changes when the feed was restored from a backup; cursors of another epoch are refused with 410.")] string Epoch,
    [property: Description("Whether there is more behind the cursor.")] bool More);

/// <summary>A supplier's reply to lines of one order.</summary>
internal sealed record ReplyBody
{
    [Description("Stands behind this reply.")]
    public required string Cursor { get; init; }

    [Description("The identity of the reply: the same when it comes again.")]
    public required string Id { get; init; }

    public required string OrderNumber { get; init; }

    [Description("The revision that the supplier saw.")]
    public required int OrderRevision { get; init; }

    public required string Supplier { get; init; }

    public string? SupplierName { get; init; }

    [Description("The supplier's own order number.")]
    public string? SalesOrderNumber { get; init; }

    public required DateTimeOffset RespondedAt { get; init; }

    public string? RespondedBy { get; init; }

    public string? Note { get; init; }

    public required IReadOnlyList<ReplyLineBody> Lines { get; init; }

    public static ReplyBody From(ReplyFeedItem item, string epoch)
    {
        OrderResponse reply = item.Response;
        return new ReplyBody
        {
            Cursor = new ReplyCursor(epoch, item.Position).ToString(),
            Id = reply.Id,
            OrderNumber = reply.OrderNumber,
            OrderRevision = reply.OrderRevision,
            Supplier = reply.SupplierCode,
            SupplierName = item.Order.Supplier.Name,
            SalesOrderNumber = reply.SalesOrderNumber,
            RespondedAt = reply.RespondedAt.GetValueOrDefault(),
            RespondedBy = reply.RespondedBy,
            Note = reply.Note,
            Lines = ReplyLineBody.From(reply, item.Order),
        };
    }
}

/// <summary>The reply to one line, beside what was ordered.</summary>
internal sealed record ReplyLineBody
{
    public required string LineNumber { get; init; }

    [Description("1 for the first reply to the line, one more for each later one.")]
    public required int Version { get; init; }

    [Description("accepted, changed, refused or onHold.")]
    public required ResponseKind Kind { get; init; }

    public string? ItemCode { get; init; }

    public string? Unit { get; init; }

    [Description("As ordered in the revision that is answered.")]
    public decimal? OrderedQuantity { get; init; }

    [Description("As requested in the revision that is answered.")]
    public DateOnly? RequestedDate { get; init; }

    [Description("Promised deliveries in order of their dates. Their quantities and the remainder add up to the ordered quantity.")]
    public required IReadOnlyList<PromisedDelivery> Schedule { get; init; }

    [Description("The quantity that will not come.")]
    public required decimal Remainder { get; init; }

    public string? ReasonCode { get; init; }

    public string? Reason { get; init; }

    [Description("The unit price that the supplier asks for instead.")]
    public decimal? UnitPrice { get; init; }

    [Description("The item offered instead.")]
    public string? SubstituteItemCode { get; init; }

    public static IReadOnlyList<ReplyLineBody> From(OrderResponse reply, Order order)
    {
        Dictionary<string, OrderLine> ordered = order.Lines.ToDictionary(l => l.Number, StringComparer.Ordinal);
        return [.. reply.Lines.Select(l => From(l, ordered.GetValueOrDefault(l.LineNumber)))];
    }

    private static ReplyLineBody From(ResponseLine reply, OrderLine? ordered) => new()
    {
        LineNumber = reply.LineNumber,
        Version = reply.Version,
        Kind = reply.Kind,
        ItemCode = ordered?.ItemCode,
        Unit = ordered?.Unit,
        OrderedQuantity = ordered?.Quantity,
        RequestedDate = ordered?.DueDate,
        Schedule = reply.Schedule,
        Remainder = reply.Remainder,
        ReasonCode = reply.ReasonCode,
        Reason = reply.Reason,
        UnitPrice = reply.UnitPrice,
        SubstituteItemCode = reply.SubstituteItemCode,
    };
}

/// <summary>Says that everything up to a cursor was taken over.</summary>
internal sealed record AckRequest
{
    [Description("The cursor behind the last reply that was taken over.")]
    public required string Cursor { get; init; }

    [Description("The consumer that was asked with; left out: the default one.")]
    public string? Consumer { get; init; }
}

/// <summary>The answer to an acknowledgement.</summary>
internal sealed record AckBody([property: Description("How many replies were acknowledged by this call; 0 when it is repeated.")] int Acknowledged, string Cursor);
