using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Delivery schedules: all places that a map can fill. The schema of maps and the documentation list the same.</summary>
internal static class DeliveryScheduleKind
{
    private static readonly Target[] HeadTargets =
    [
        Target.Text("number", 35, static (d, v) => Head(d).Number = v.Text, static p => Of(p).Number) with { Required = true },
        Target.Whole("revision", static (d, v) => Head(d).Revision = v.Integer, static p => Of(p).Revision),
        Target.Choice("purpose", Vocabularies.DocumentPurpose, (int)DocumentPurpose.Original, static (d, v) => Head(d).Purpose = (DocumentPurpose)v.Integer, static p => (int)Of(p).Purpose),
        Target.Text("type", Target.Code, static (d, v) => Head(d).TypeCode = v.Text, static p => Of(p).TypeCode),
        Target.Date("issueDate", static (d, v) => Head(d).IssueDate = v.Date, static p => Of(p).IssueDate),
        Target.Date("start", static (d, v) => Head(d).Start = v.Date, static p => Of(p).Start),
        Target.Date("end", static (d, v) => Head(d).End = v.Date, static p => Of(p).End),
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
        Target.Text("drawingRevision", Target.Code, static (d, v) => Line(d).DrawingRevision = v.Text, static p => OfLine(p).DrawingRevision),
        Target.Unit(static (d, v) => Line(d).Unit = v.Text, static p => OfLine(p).Unit),
        Target.Text("orderNumber", 35, static (d, v) => Line(d).OrderNumber = v.Text, static p => OfLine(p).OrderNumber),
        .. Target.Party("shipTo", part => (d, v) => PartyDraft.Set(ref Line(d).ShipTo, part, v.Text!), static p => OfLine(p).ShipTo),
        Target.Text("receivingPlace", 200, static (d, v) => Line(d).ReceivingPlace = v.Text, static p => OfLine(p).ReceivingPlace),
        Target.Amount("cumulativeQuantity", static (d, v) => Line(d).CumulativeQuantity = v.Number, static p => OfLine(p).CumulativeQuantity),
        Target.Text("lastDespatch", 35, static (d, v) => Line(d).LastDespatchNumber = v.Text, static p => OfLine(p).LastDespatchNumber),
        Target.Amount("price", static (d, v) => Line(d).UnitPrice = v.Number, static p => OfLine(p).UnitPrice),
        Target.Text("note", Target.Long, static (d, v) => Line(d).Note = v.Text, static p => OfLine(p).Note),
    ];

    private static readonly Target[] ScheduleTargets =
    [
        Target.Date("date", static (d, v) => Entry(d).Date = v.Date, static p => OfEntry(p).Date),
        Target.Date("end", static (d, v) => Entry(d).End = v.Date, static p => OfEntry(p).End),
        Target.Amount("quantity", static (d, v) => Entry(d).Quantity = v.Number, static p => OfEntry(p).Quantity),
        Target.Choice("kind", Vocabularies.ScheduleKind, (int)ScheduleKind.Firm, static (d, v) => Entry(d).Kind = (ScheduleKind)v.Integer, static p => (int)OfEntry(p).Kind),
        Target.Choice("period", Vocabularies.SchedulePeriod, (int)SchedulePeriod.Day, static (d, v) => Entry(d).Period = (SchedulePeriod)v.Integer, static p => (int)OfEntry(p).Period),
        Target.Amount("cumulativeQuantity", static (d, v) => Entry(d).CumulativeQuantity = v.Number, static p => OfEntry(p).CumulativeQuantity),
    ];

    /// <summary>Gets the kind.</summary>
    public static DocumentKind Kind { get; } = new(
        new DocumentLevel("deliverySchedule", HeadTargets, static () => new DeliveryScheduleDraft())
        {
            Number = static p => Of(p).Number,
            Below =
            [
                new DocumentLevel("line", LineTargets, static () => new DeliveryScheduleLineDraft())
                {
                    Ways = "lines",
                    List = "lines",
                    Parts = static p => Of(p).Lines,
                    Number = static p => OfLine(p).LineNumber,
                    Below =
                    [
                        new DocumentLevel("schedule", ScheduleTargets, static () => new ScheduledQuantityDraft()) { Ways = "schedules", List = "schedule", Parts = static p => OfLine(p).Schedule },
                    ],
                },
            ],
        },
        typeof(DeliverySchedule),
        static d => Of(d).Lines is [{ } line, ..] ? new LineFacts(line.ItemCode ?? line.SupplierItemCode ?? line.Gtin, line.Schedule is [{ } first, ..] ? first.Quantity : null, line.Unit, line.UnitPrice) : null);

    private static DeliveryScheduleDraft Head(Draft draft) => (DeliveryScheduleDraft)draft;

    private static DeliveryScheduleLineDraft Line(Draft draft) => (DeliveryScheduleLineDraft)draft;

    private static DeliverySchedule Of(object part) => (DeliverySchedule)part;

    private static DeliveryScheduleLine OfLine(object part) => (DeliveryScheduleLine)part;

    private static ScheduledQuantityDraft Entry(Draft draft) => (ScheduledQuantityDraft)draft;

    private static ScheduledQuantity OfEntry(object part) => (ScheduledQuantity)part;
}
