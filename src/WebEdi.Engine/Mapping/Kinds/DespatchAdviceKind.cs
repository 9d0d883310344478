using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Despatch advices: all places that a map can fill. The schema of maps and the documentation list the same.</summary>
internal static class DespatchAdviceKind
{
    private static readonly Target[] HeadTargets =
    [
        Target.Text("number", 35, static (d, v) => Head(d).Number = v.Text, static p => Of(p).Number) with { Required = true },
        Target.Date("issueDate", static (d, v) => Head(d).IssueDate = v.Date, static p => Of(p).IssueDate) with { Required = true },
        Target.Text("orderNumber", 35, static (d, v) => Head(d).OrderNumber = v.Text, static p => Of(p).OrderNumber),
        Target.Date("orderDate", static (d, v) => Head(d).OrderDate = v.Date, static p => Of(p).OrderDate),
        Target.Whole("orderRevision", static (d, v) => Head(d).OrderRevision = v.Integer, static p => Of(p).OrderRevision),
        Target.Date("despatchDate", static (d, v) => Head(d).DespatchDate = v.Date, static p => Of(p).DespatchDate),
        Target.Date("deliveryDate", static (d, v) => Head(d).DeliveryDate = v.Date, static p => Of(p).DeliveryDate),
        .. Target.Party("buyer", part => (d, v) => PartyDraft.Set(ref Head(d).Buyer, part, v.Text!), static p => Of(p).Buyer),
        .. Target.Party("supplier", part => (d, v) => PartyDraft.Set(ref Head(d).Supplier, part, v.Text!), static p => Of(p).Supplier),
        .. Target.Party("shipTo", part => (d, v) => PartyDraft.Set(ref Head(d).ShipTo, part, v.Text!), static p => Of(p).ShipTo),
        Target.Text("receivingPlace", 200, static (d, v) => Head(d).ReceivingPlace = v.Text, static p => Of(p).ReceivingPlace),
        Target.Text("carrier", 200, static (d, v) => Head(d).Carrier = v.Text, static p => Of(p).Carrier),
        Target.Text("consignmentNumber", Target.Code, static (d, v) => Head(d).ConsignmentNumber = v.Text, static p => Of(p).ConsignmentNumber),
        Target.Amount("packageCount", static (d, v) => Head(d).PackageCount = v.Number, static p => Of(p).PackageCount),
        Target.Usual("currency", 3, "JPY", static (d, v) => Head(d).Currency = v.Text, static p => Of(p).Currency),
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
        Target.Text("spec", 400, static (d, v) => Line(d).Specification = v.Text, static p => OfLine(p).Specification),
        Target.Text("lot", Target.Code, static (d, v) => Line(d).Lot = v.Text, static p => OfLine(p).Lot),
        Target.Amount("quantity", static (d, v) => Line(d).Quantity = v.Number, static p => OfLine(p).Quantity) with { Required = true },
        Target.Unit(static (d, v) => Line(d).Unit = v.Text, static p => OfLine(p).Unit),
        Target.Amount("orderedQuantity", static (d, v) => Line(d).OrderedQuantity = v.Number, static p => OfLine(p).OrderedQuantity),
        Target.Amount("remainder", static (d, v) => Line(d).Remainder = v.Number, static p => OfLine(p).Remainder),
        Target.Text("orderNumber", 35, static (d, v) => Line(d).OrderNumber = v.Text, static p => OfLine(p).OrderNumber),
        Target.Text("packageId", Target.Code, static (d, v) => Line(d).PackageId = v.Text, static p => OfLine(p).PackageId),
        Target.Text("packageType", Target.Code, static (d, v) => Line(d).PackageType = v.Text, static p => OfLine(p).PackageType) with { CodeList = "packageType" },
        Target.Amount("price", static (d, v) => Line(d).UnitPrice = v.Number, static p => OfLine(p).UnitPrice),
        Target.Amount("amount", static (d, v) => Line(d).Amount = v.Number, static p => OfLine(p).Amount),
        Target.Choice("taxCategory", Vocabularies.TaxCategory, (int)TaxCategory.Standard, static (d, v) => Line(d).TaxCategory = (TaxCategory)v.Integer, static p => (int)OfLine(p).TaxCategory),
        Target.Amount("taxRate", static (d, v) => Line(d).TaxRate = v.Number, static p => OfLine(p).TaxRate is 0 ? null : OfLine(p).TaxRate),
        Target.Date("due", static (d, v) => Line(d).DueDate = v.Date, static p => OfLine(p).DueDate),
        Target.Text("note", Target.Long, static (d, v) => Line(d).Note = v.Text, static p => OfLine(p).Note),
    ];

    /// <summary>Gets the kind.</summary>
    public static DocumentKind Kind { get; } = new(
        new DocumentLevel("despatchAdvice", HeadTargets, static () => new DespatchAdviceDraft())
        {
            Number = static p => Of(p).Number,
            Below =
            [
                new DocumentLevel("line", LineTargets, static () => new DespatchLineDraft())
                {
                    Ways = "lines",
                    List = "lines",
                    Parts = static p => Of(p).Lines,
                    Number = static p => OfLine(p).LineNumber,
                },
            ],
        },
        typeof(DespatchAdvice),
        static d => Of(d).Lines is [{ } line, ..] ? new LineFacts(line.ItemCode ?? line.SupplierItemCode ?? line.Gtin, line.Quantity, line.Unit, line.UnitPrice) : null);

    private static DespatchAdviceDraft Head(Draft draft) => (DespatchAdviceDraft)draft;

    private static DespatchLineDraft Line(Draft draft) => (DespatchLineDraft)draft;

    private static DespatchAdvice Of(object part) => (DespatchAdvice)part;

    private static DespatchLine OfLine(object part) => (DespatchLine)part;
}
