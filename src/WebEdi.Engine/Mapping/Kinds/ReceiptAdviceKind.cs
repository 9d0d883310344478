using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Receipt advices: all places that a map can fill. The schema of maps and the documentation list the same.</summary>
internal static class ReceiptAdviceKind
{
    private static readonly Target[] HeadTargets =
    [
        Target.Text("number", 35, static (d, v) => Head(d).Number = v.Text, static p => Of(p).Number) with { Required = true },
        Target.Date("issueDate", static (d, v) => Head(d).IssueDate = v.Date, static p => Of(p).IssueDate),
        Target.Date("receivedDate", static (d, v) => Head(d).ReceivedDate = v.Date, static p => Of(p).ReceivedDate),
        Target.Date("inspectedDate", static (d, v) => Head(d).InspectedDate = v.Date, static p => Of(p).InspectedDate),
        Target.Text("despatchNumber", 35, static (d, v) => Head(d).DespatchNumber = v.Text, static p => Of(p).DespatchNumber),
        Target.Text("orderNumber", 35, static (d, v) => Head(d).OrderNumber = v.Text, static p => Of(p).OrderNumber),
        .. Target.Party("buyer", part => (d, v) => PartyDraft.Set(ref Head(d).Buyer, part, v.Text!), static p => Of(p).Buyer),
        .. Target.Party("supplier", part => (d, v) => PartyDraft.Set(ref Head(d).Supplier, part, v.Text!), static p => Of(p).Supplier),
        .. Target.Party("shipTo", part => (d, v) => PartyDraft.Set(ref Head(d).ShipTo, part, v.Text!), static p => Of(p).ShipTo),
        Target.Text("note", Target.Long, static (d, v) => Head(d).Note = v.Text, static p => Of(p).Note),
    ];

    private static readonly Target[] LineTargets =
    [
        Target.Text("number", 35, static (d, v) => Line(d).Number = v.Text, static p => OfLine(p).LineNumber) with { Required = true },
        Target.Text("item", Target.Code, static (d, v) => Line(d).ItemCode = v.Text, static p => OfLine(p).ItemCode),
        Target.Text("supplierItem", Target.Code, static (d, v) => Line(d).SupplierItemCode = v.Text, static p => OfLine(p).SupplierItemCode),
        Target.Text("manufacturerItem", Target.Code, static (d, v) => Line(d).ManufacturerItemCode = v.Text, static p => OfLine(p).ManufacturerItemCode),
        Target.Text("gtin", 14, static (d, v) => Line(d).Gtin = v.Text, static p => OfLine(p).Gtin),
        Target.Text("itemName", 400, static (d, v) => Line(d).ItemName = v.Text, static p => OfLine(p).ItemName),
        Target.Text("lot", Target.Code, static (d, v) => Line(d).Lot = v.Text, static p => OfLine(p).Lot),
        Target.Amount("quantity", static (d, v) => Line(d).Quantity = v.Number, static p => OfLine(p).Quantity),
        Target.Unit(static (d, v) => Line(d).Unit = v.Text, static p => OfLine(p).Unit),
        Target.Amount("despatchedQuantity", static (d, v) => Line(d).DespatchedQuantity = v.Number, static p => OfLine(p).DespatchedQuantity),
        Target.Amount("acceptedQuantity", static (d, v) => Line(d).AcceptedQuantity = v.Number, static p => OfLine(p).AcceptedQuantity),
        Target.Amount("rejectedQuantity", static (d, v) => Line(d).RejectedQuantity = v.Number, static p => OfLine(p).RejectedQuantity),
        Target.Amount("shortQuantity", static (d, v) => Line(d).ShortQuantity = v.Number, static p => OfLine(p).ShortQuantity),
        Target.Amount("oversupplyQuantity", static (d, v) => Line(d).OversupplyQuantity = v.Number, static p => OfLine(p).OversupplyQuantity),
        Target.Text("reasonCode", Target.Code, static (d, v) => Line(d).ReasonCode = v.Text, static p => OfLine(p).ReasonCode) with { CodeList = "reasonCode" },
        Target.Text("reason", 200, static (d, v) => Line(d).Reason = v.Text, static p => OfLine(p).Reason),
        Target.Text("action", Target.Code, static (d, v) => Line(d).ActionCode = v.Text, static p => OfLine(p).ActionCode),
        Target.Text("orderNumber", 35, static (d, v) => Line(d).OrderNumber = v.Text, static p => OfLine(p).OrderNumber),
        Target.Text("despatchNumber", 35, static (d, v) => Line(d).DespatchNumber = v.Text, static p => OfLine(p).DespatchNumber),
        Target.Amount("price", static (d, v) => Line(d).UnitPrice = v.Number, static p => OfLine(p).UnitPrice),
        Target.Amount("amount", static (d, v) => Line(d).Amount = v.Number, static p => OfLine(p).Amount),
        Target.Text("note", Target.Long, static (d, v) => Line(d).Note = v.Text, static p => OfLine(p).Note),
    ];

    /// <summary>Gets the kind.</summary>
    public static DocumentKind Kind { get; } = new(
        new DocumentLevel("receiptAdvice", HeadTargets, static () => new ReceiptAdviceDraft())
        {
            Number = static p => Of(p).Number,
            Below =
            [
                new DocumentLevel("line", LineTargets, static () => new ReceiptLineDraft())
                {
                    Ways = "lines",
                    List = "lines",
                    Parts = static p => Of(p).Lines,
                    Number = static p => OfLine(p).LineNumber,
                },
            ],
        },
        typeof(ReceiptAdvice),
        static d => Of(d).Lines is [{ } line, ..] ? new LineFacts(line.ItemCode ?? line.SupplierItemCode ?? line.Gtin, line.Quantity, line.Unit, line.UnitPrice) : null);

    private static ReceiptAdviceDraft Head(Draft draft) => (ReceiptAdviceDraft)draft;

    private static ReceiptLineDraft Line(Draft draft) => (ReceiptLineDraft)draft;

    private static ReceiptAdvice Of(object part) => (ReceiptAdvice)part;

    private static ReceiptLine OfLine(object part) => (ReceiptLine)part;
}
