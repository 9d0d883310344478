using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Replies to orders: all places that a map can fill. The schema of maps and the documentation list the same.</summary>
internal static class OrderResponseKind
{
    private static readonly Target[] HeadTargets =
    [
        Target.Text("number", 35, static (d, v) => Head(d).Number = v.Text, static p => Of(p).Id) with { Required = true },
        Target.Text("orderNumber", 35, static (d, v) => Head(d).OrderNumber = v.Text, static p => Of(p).OrderNumber) with { Required = true },
        Target.Whole("orderRevision", static (d, v) => Head(d).Revision = v.Integer, static p => Of(p).OrderRevision),
        Target.Date("orderDate", static (d, v) => Head(d).OrderDate = v.Date, static p => Of(p).OrderDate),
        Target.Date("issueDate", static (d, v) => Head(d).IssueDate = v.Date, static p => Of(p).RespondedAt is { } at ? DateOnly.FromDateTime(at.Date) : null),
        Target.Text("respondedBy", 200, static (d, v) => Head(d).RespondedBy = v.Text, static p => Of(p).RespondedBy),
        Target.Choice("kind", Vocabularies.ResponseKind, null, static (d, v) => Head(d).Kind = (ResponseKind)v.Integer, static p => (int?)Of(p).Kind),
        .. Target.Party("buyer", part => (d, v) => PartyDraft.Set(ref Head(d).Buyer, part, v.Text!), static p => Of(p).Buyer),
        .. Target.Party("supplier", part => (d, v) => PartyDraft.Set(ref Head(d).Supplier, part, v.Text!), SupplierOf),
        Target.Text("salesOrderNumber", Target.Code, static (d, v) => Head(d).SalesOrderNumber = v.Text, static p => Of(p).SalesOrderNumber),
        Target.Text("currency", 3, static (d, v) => Head(d).Currency = v.Text, static p => Of(p).Currency),
        Target.Text("note", Target.Long, static (d, v) => Head(d).Note = v.Text, static p => Of(p).Note),
    ];

    private static readonly Target[] LineTargets =
    [
        Target.Text("number", 35, static (d, v) => Line(d).Number = v.Text, static p => OfLine(p).LineNumber) with { Required = true },
        Target.Choice("kind", Vocabularies.ResponseKind, null, static (d, v) => Line(d).Kind = (ResponseKind)v.Integer, static p => (int)OfLine(p).Kind),
        Target.Text("item", Target.Code, static (d, v) => Line(d).ItemCode = v.Text, static p => OfLine(p).ItemCode),
        Target.Text("supplierItem", Target.Code, static (d, v) => Line(d).SupplierItemCode = v.Text, static p => OfLine(p).SupplierItemCode),
        Target.Text("manufacturerItem", Target.Code, static (d, v) => Line(d).ManufacturerItemCode = v.Text, static p => OfLine(p).ManufacturerItemCode),
        Target.Text("gtin", 14, static (d, v) => Line(d).Gtin = v.Text, static p => OfLine(p).Gtin),
        Target.Text("itemName", 400, static (d, v) => Line(d).ItemName = v.Text, static p => OfLine(p).ItemName),
        Target.Amount("quantity", static (d, v) => Line(d).Quantity = v.Number, static p => OfLine(p).Quantity),
        Target.Unit(static (d, v) => Line(d).Unit = v.Text, static p => OfLine(p).Unit),
        Target.Amount("price", static (d, v) => Line(d).UnitPrice = v.Number, static p => OfLine(p).UnitPrice),
        Target.Amount("remainder", static (d, v) => Line(d).Remainder = v.Number, static p => OfLine(p).Remainder is 0 ? null : OfLine(p).Remainder),
        Target.Text("reasonCode", Target.Code, static (d, v) => Line(d).ReasonCode = v.Text, static p => OfLine(p).ReasonCode) with { CodeList = "reasonCode" },
        Target.Text("reason", 200, static (d, v) => Line(d).Reason = v.Text, static p => OfLine(p).Reason),
        Target.Text("substituteItem", Target.Code, static (d, v) => Line(d).SubstituteItemCode = v.Text, static p => OfLine(p).SubstituteItemCode),
    ];

    private static readonly Target[] ScheduleTargets =
    [
        Target.Date("date", static (d, v) => Promise(d).Date = v.Date, static p => OfPromise(p).Date),
        Target.Amount("quantity", static (d, v) => Promise(d).Quantity = v.Number, static p => OfPromise(p).Quantity),
        Target.Choice("kind", Vocabularies.PromiseKind, 0, static (d, v) => Promise(d).Kind = (PromiseKind)v.Integer, static p => (int)OfPromise(p).Kind),
    ];

    /// <summary>Gets the kind.</summary>
    public static DocumentKind Kind { get; } = new(
        new DocumentLevel("orderResponse", HeadTargets, static () => new OrderResponseDraft())
        {
            Number = static p => Of(p).Id,
            Below =
            [
                new DocumentLevel("line", LineTargets, static () => new ResponseLineDraft())
                {
                    Ways = "lines",
                    List = "lines",
                    Parts = static p => Of(p).Lines,
                    Number = static p => OfLine(p).LineNumber,
                    IsNumberUnique = true,
                    Below =
                    [
                        new DocumentLevel("schedule", ScheduleTargets, static () => new PromiseDraft()) { Ways = "schedules", List = "schedule", Parts = static p => OfLine(p).Schedule },
                    ],
                },
            ],
        },
        typeof(OrderResponse),
        static d => Of(d).Lines is [{ } line, ..] ? new LineFacts(line.ItemCode ?? line.SupplierItemCode ?? line.Gtin, line.Quantity, line.Unit, line.UnitPrice) : null);

    private static OrderResponseDraft Head(Draft draft) => (OrderResponseDraft)draft;

    private static ResponseLineDraft Line(Draft draft) => (ResponseLineDraft)draft;

    private static PromiseDraft Promise(Draft draft) => (PromiseDraft)draft;

    private static OrderResponse Of(object part) => (OrderResponse)part;

    private static ResponseLine OfLine(object part) => (ResponseLine)part;

    private static PromisedDelivery OfPromise(object part) => (PromisedDelivery)part;

    private static Party? SupplierOf(object part) => Of(part).Supplier ?? (Of(part).SupplierCode.Length == 0 ? null : new Party { Code = Of(part).SupplierCode });
}
