using System.Collections.Frozen;

using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>One row of an outbound file: a promised delivery of a reply to a line, or the line itself when nothing is promised.</summary>
/// <param name="Position">The reply's place in the feed.</param>
/// <param name="Response">The reply.</param>
/// <param name="Line">The answered line.</param>
/// <param name="Split">The number of the delivery (分納枝番), from 1; 0: none.</param>
/// <param name="Delivery">The promised delivery.</param>
/// <param name="Order">The order that is answered.</param>
/// <param name="OrderLine">Its line; null when the order does not have it any more.</param>
internal sealed record ReplyRow(
    long Position, OrderResponse Response, ResponseLine Line, int Split, PromisedDelivery? Delivery, Order Order, OrderLine? OrderLine);

/// <summary>What outbound maps can name. Values are texts, numbers, dates or times of day with a date; null is written as nothing.</summary>
internal static class ReplyFields
{
    /// <summary>Begins the name of a tenant field of the order or of the line.</summary>
    public const string OrderExtension = "orderExtensions.";

    /// <inheritdoc cref="OrderExtension"/>
    public const string LineExtension = "lineExtensions.";

    /// <summary>Tells whether a field holds words for people, of which a part is better than nothing.</summary>
    public static bool IsWording(string? name) => name is "reason" or "replyNote" or "orderNote" or "lineNote" or "supplierName" or "buyerName" or "itemName" or "spec" or "respondedBy" or "receivingPlace";

    /// <summary>Gets the fields by name.</summary>
    public static FrozenDictionary<string, Func<ReplyRow, object?>> All { get; } = new Dictionary<string, Func<ReplyRow, object?>>
    {
        ["position"] = r => r.Position,
        ["replyId"] = r => r.Response.Id,
        ["orderNumber"] = r => r.Response.OrderNumber,
        ["orderRevision"] = r => r.Response.OrderRevision,
        ["lineNumber"] = r => r.Line.LineNumber,
        ["version"] = r => r.Line.Version,
        ["kind"] = r => Name(r.Line.Kind),
        ["split"] = r => r.Split == 0 ? null : r.Split,
        ["date"] = r => r.Delivery?.Date,
        ["quantity"] = r => r.Delivery?.Quantity,
        ["promiseKind"] = r => r.Delivery is { } delivery ? Name(delivery.Kind) : null,
        ["remainder"] = r => r.Line.Remainder,
        ["reasonCode"] = r => r.Line.ReasonCode,
        ["reason"] = r => r.Line.Reason,
        ["unitPrice"] = r => r.Line.UnitPrice,
        ["substituteItem"] = r => r.Line.SubstituteItemCode,
        ["salesOrderNumber"] = r => r.Response.SalesOrderNumber,
        ["respondedAt"] = r => r.Response.RespondedAt,
        ["respondedBy"] = r => r.Response.RespondedBy,
        ["replyNote"] = r => r.Response.Note,
        ["supplier"] = r => r.Response.SupplierCode,
        ["supplierName"] = r => r.Order.Supplier.Name,
        ["buyer"] = r => r.Order.Buyer?.Code,
        ["buyerName"] = r => r.Order.Buyer?.Name,
        ["issueDate"] = r => r.Order.IssueDate,
        ["type"] = r => r.Order.TypeCode,
        ["contractNumber"] = r => r.Order.ContractNumber,
        ["projectNumber"] = r => r.Order.ProjectNumber,
        ["quotationNumber"] = r => r.Order.QuotationNumber,
        ["orderNote"] = r => r.Order.Note,
        ["item"] = r => r.OrderLine?.ItemCode,
        ["supplierItem"] = r => r.OrderLine?.SupplierItemCode,
        ["itemName"] = r => r.OrderLine?.ItemName,
        ["spec"] = r => r.OrderLine?.Specification,
        ["drawingNumber"] = r => r.OrderLine?.DrawingNumber,
        ["lot"] = r => r.OrderLine?.Lot,
        ["orderedQuantity"] = r => r.OrderLine?.Quantity,
        ["unit"] = r => r.OrderLine?.Unit,
        ["due"] = r => r.OrderLine?.DueDate,
        ["price"] = r => r.OrderLine?.UnitPrice,
        ["amount"] = r => r.OrderLine?.Amount,
        ["shipTo"] = r => r.OrderLine?.ShipTo?.Code ?? r.Order.ShipTo?.Code,
        ["receivingPlace"] = r => r.OrderLine?.ReceivingPlace ?? r.Order.ReceivingPlace,
        ["lineNote"] = r => r.OrderLine?.Note,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds a field.</summary>
    /// <returns>What reads it from a row; null when there is no such field.</returns>
    public static Func<ReplyRow, object?>? Find(string name)
    {
        if (name.StartsWith(OrderExtension, StringComparison.Ordinal))
        {
            string key = name[OrderExtension.Length..];
            return r => r.Order.Extensions.GetValueOrDefault(key);
        }

        if (name.StartsWith(LineExtension, StringComparison.Ordinal))
        {
            string key = name[LineExtension.Length..];
            return r => r.OrderLine?.Extensions.GetValueOrDefault(key);
        }

        return All.GetValueOrDefault(name);
    }

    private static string Name(ResponseKind kind) => kind switch
    {
        ResponseKind.Accepted => "accepted",
        ResponseKind.Changed => "changed",
        ResponseKind.Refused => "refused",
        _ => "onHold",
    };

    private static string Name(PromiseKind kind) => kind == PromiseKind.Promised ? "promised" : "backOrder";
}
