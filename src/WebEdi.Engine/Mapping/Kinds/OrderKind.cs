using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Orders: all places that a map can fill. The schema of maps and the documentation list the same.</summary>
internal static class OrderKind
{
    private static readonly Target[] HeadTargets =
    [
        Target.Text("number", 35, static (d, v) => Head(d).Number = v.Text, static p => Of(p).Number) with { Required = true },
        Target.Whole("revision", static (d, v) => Head(d).Revision = v.Integer, static p => Of(p).Revision),
        Target.Date("revisionDate", static (d, v) => Head(d).RevisionDate = v.Date, static p => Of(p).RevisionDate),
        Target.Choice("purpose", Vocabularies.DocumentPurpose, (int)DocumentPurpose.Original, static (d, v) => Head(d).Purpose = (DocumentPurpose)v.Integer, static p => (int)Of(p).Purpose),
        Target.Text("type", Target.Code, static (d, v) => Head(d).TypeCode = v.Text, static p => Of(p).TypeCode) with { CodeList = "orderType" },
        Target.Date("issueDate", static (d, v) => Head(d).IssueDate = v.Date, static p => Of(p).IssueDate),
        .. Target.Party("buyer", part => (d, v) => PartyDraft.Set(ref Head(d).Buyer, part, v.Text!), static p => Of(p).Buyer),
        .. Target.Party("supplier", part => (d, v) => PartyDraft.Set(ref Head(d).Supplier, part, v.Text!), static p => Of(p).Supplier, isRequired: true),
        .. Target.Party("shipTo", part => (d, v) => PartyDraft.Set(ref Head(d).ShipTo, part, v.Text!), static p => Of(p).ShipTo),
        Target.Text("receivingPlace", 200, static (d, v) => Head(d).ReceivingPlace = v.Text, static p => Of(p).ReceivingPlace),
        Target.Text("quotationNumber", Target.Code, static (d, v) => Head(d).QuotationNumber = v.Text, static p => Of(p).QuotationNumber),
        Target.Text("salesOrderNumber", Target.Code, static (d, v) => Head(d).SalesOrderNumber = v.Text, static p => Of(p).SalesOrderNumber),
        Target.Text("contractNumber", Target.Code, static (d, v) => Head(d).ContractNumber = v.Text, static p => Of(p).ContractNumber),
        Target.Text("projectNumber", Target.Code, static (d, v) => Head(d).ProjectNumber = v.Text, static p => Of(p).ProjectNumber),
        Target.Text("currency", 3, static (d, v) => Head(d).Currency = v.Text!, static p => Of(p).Currency) with { Assumed = "JPY" },
        Target.Flag("taxIncluded", static (d, v) => Head(d).TaxIncluded = v.Integer == 1, static p => Of(p).TaxIncluded),
        Target.Amount("netAmount", static (d, v) => Head(d).NetAmount = v.Number, static p => Of(p).NetAmount),
        Target.Amount("taxAmount", static (d, v) => Head(d).TaxAmount = v.Number, static p => Of(p).TaxAmount),
        Target.Amount("grossAmount", static (d, v) => Head(d).GrossAmount = v.Number, static p => Of(p).GrossAmount),
        Target.Text("paymentTerms", 400, static (d, v) => Head(d).PaymentTerms = v.Text, static p => Of(p).PaymentTerms),
        Target.Date("paymentDueDate", static (d, v) => Head(d).PaymentDueDate = v.Date, static p => Of(p).PaymentDueDate),
        Target.Text("inspectionTerms", 400, static (d, v) => Head(d).InspectionTerms = v.Text, static p => Of(p).InspectionTerms),
        Target.Text("note", Target.Long, static (d, v) => Head(d).Note = v.Text, static p => Of(p).Note),
    ];

    /// <summary>What few lines say lies in an object of its own: where there is none, none of it is said.</summary>
    private static readonly Func<object, object?> Rare = static p => OfLine(p).Fields.Rare;

    private static readonly Value One = new() { Number = 1 };

    private static readonly Target[] LineTargets =
    [
        Target.Text("number", 35, static (d, v) => Line(d).SetNumber(v), static p => OfLine(p).Number) with { Required = true, Slot = LineSlot.Number },
        Target.Choice("change", Vocabularies.LineChange, null, static (d, v) => Said(d).Change = (byte)v.Integer, static p => (int?)OfLine(p).Change),
        Target.Text("item", Target.Code, static (d, v) => Said(d).ItemCode = v.Text, static p => OfLine(p).ItemCode) with { Slot = LineSlot.ItemCode },
        Target.Text("supplierItem", Target.Code, static (d, v) => Said(d).SupplierItemCode = v.Text, static p => OfLine(p).SupplierItemCode) with { Slot = LineSlot.SupplierItemCode },
        Target.Text("manufacturerItem", Target.Code, static (d, v) => Said(d).Few.ManufacturerItemCode = v.Text, static p => OfLine(p).ManufacturerItemCode) with { GetHolder = Rare },
        Target.Text("gtin", 14, static (d, v) => Said(d).Gtin = v.Text, static p => OfLine(p).Gtin) with { Slot = LineSlot.Gtin },
        Target.Text("itemName", 400, static (d, v) => Said(d).ItemName = v.Text, static p => OfLine(p).ItemName) with { Slot = LineSlot.ItemName },
        Target.Text("spec", 400, static (d, v) => Said(d).Few.Specification = v.Text, static p => OfLine(p).Specification) with { GetHolder = Rare },
        Target.Text("drawingNumber", Target.Code, static (d, v) => Said(d).Few.DrawingNumber = v.Text, static p => OfLine(p).DrawingNumber) with { GetHolder = Rare },
        Target.Text("drawingRevision", Target.Code, static (d, v) => Said(d).Few.DrawingRevision = v.Text, static p => OfLine(p).DrawingRevision) with { GetHolder = Rare },
        Target.Text("lot", Target.Code, static (d, v) => Said(d).Few.Lot = v.Text, static p => OfLine(p).Lot) with { GetHolder = Rare },
        Target.Amount("quantity", static (d, v) => Line(d).SetQuantity(v), static p => OfLine(p).Quantity) with { Required = true, Slot = LineSlot.Quantity, GetSmall = static p => OfLine(p).Fields.Quantity is { IsThere: true } quantity ? quantity : SmallNumber.Of(0, 0) },
        Target.Unit(static (d, v) => Said(d).Unit = v.Text, static p => OfLine(p).Unit) with { Slot = LineSlot.Unit },
        Target.Amount("quantityPerPackage", static (d, v) => Said(d).Few.QuantityPerPackage = v.Number, static p => OfLine(p).QuantityPerPackage) with { GetHolder = Rare },
        Target.Amount("packageCount", static (d, v) => Line(d).SetPackageCount(v), static p => OfLine(p).PackageCount) with { Slot = LineSlot.PackageCount, GetSmall = static p => OfLine(p).Fields.PackageCount.Small },
        Target.Text("packageType", Target.Code, static (d, v) => Said(d).Few.PackageType = v.Text, static p => OfLine(p).PackageType) with { GetHolder = Rare, CodeList = "packageType" },
        Target.Choice("priceType", Vocabularies.PriceType, 0, static (d, v) => Said(d).PriceType = (byte)v.Integer, static p => (int)OfLine(p).PriceType),
        Target.Amount("price", static (d, v) => Line(d).SetUnitPrice(v), static p => OfLine(p).UnitPrice) with { Slot = LineSlot.UnitPrice, GetSmall = static p => OfLine(p).Fields.UnitPrice },
        new("priceBasis", ValueKind.Number, 0, static (d, v) => Line(d).SetPriceBasis(v), static (p, out v) =>
        {
            v = OfLine(p).Fields.Rare is null ? One : new Value { Number = OfLine(p).PriceBasisQuantity };
            return (v.Small.IsWhole && v.Small.Whole == 1) || v.Number == 1 ? Presence.Usual : Presence.Stated;
        })
        { Slot = LineSlot.PriceBasis },
        Target.Amount("amount", static (d, v) => Line(d).SetAmount(v), static p => OfLine(p).Amount) with { Slot = LineSlot.Amount, GetSmall = static p => OfLine(p).Fields.Amount },
        Target.Choice("taxCategory", Vocabularies.TaxCategory, 0, static (d, v) => Said(d).TaxCategory = (byte)v.Integer, static p => (int)OfLine(p).TaxCategory),
        Target.Amount("taxRate", static (d, v) => Line(d).SetTaxRate(v), static p => OfLine(p).TaxRate) with { GetSmall = static p => OfLine(p).Fields.TaxRate.Small },
        new("due", ValueKind.DueDate, 0, static (d, v) => Line(d).SetDue(v), static (p, out v) =>
        {
            v = new Value { Date = OfLine(p).DueDate };
            return v.Date is null && !OfLine(p).DueDateUndecided ? Presence.None : Presence.Stated;
        })
        { GetDate = static p => OfLine(p).DueDate, Slot = LineSlot.Due },
        new("dueTime", ValueKind.Time, 0, static (d, v) => Said(d).Few.DueTime = v.Time, static (p, out v) =>
        {
            v = new Value { Time = OfLine(p).DueTime ?? default };
            return OfLine(p).DueTime is null ? Presence.None : Presence.Stated;
        })
        { GetHolder = Rare },
        Target.Text("deliveryInstruction", Target.Code, static (d, v) => Said(d).Few.DeliveryInstruction = v.Text, static p => OfLine(p).DeliveryInstruction) with { GetHolder = Rare },
        .. Target.Party("shipTo", part => (d, v) => PartyDraft.Set(ref Line(d).ShipTo, part, v.Text!), static p => OfLine(p).ShipTo),
        Target.Text("receivingPlace", 200, static (d, v) => Said(d).Few.ReceivingPlace = v.Text, static p => OfLine(p).ReceivingPlace) with { GetHolder = Rare },
        Target.Text("suppliedMaterial", Target.Code, static (d, v) => Said(d).Few.SuppliedMaterial = v.Text, static p => OfLine(p).SuppliedMaterial) with { GetHolder = Rare },
        Target.Text("note", Target.Long, static (d, v) => Said(d).Note = v.Text, static p => OfLine(p).Note) with { Slot = LineSlot.Note },
    ];

    /// <summary>Gets the kind.</summary>
    public static DocumentKind Kind { get; } = new(
        new DocumentLevel("order", HeadTargets, static () => new OrderDraft())
        {
            Extensions = static p => Of(p).Extensions,
            Number = static p => Of(p).Number,
            Below =
            [
                new DocumentLevel("line", LineTargets, static () => new OrderLineDraft())
                {
                    Ways = "lines",
                    List = "lines",
                    Parts = static p => Of(p).Lines,
                    Extensions = static p => OfLine(p).Extensions,
                    Number = static p => OfLine(p).Number,
                    IsNumberUnique = true,
                },
            ],
        },
        typeof(Order),
        static d => Of(d).Lines is [{ } line, ..] ? new LineFacts(line.ItemCode ?? line.SupplierItemCode ?? line.Gtin, line.Quantity, line.Unit, line.UnitPrice) : null);

    private static OrderDraft Head(Draft draft) => (OrderDraft)draft;

    private static OrderLineDraft Line(Draft draft) => (OrderLineDraft)draft;

    private static ref OrderLineFields Said(Draft draft) => ref ((OrderLineDraft)draft).Line.Fields;

    private static Order Of(object part) => (Order)part;

    private static OrderLine OfLine(object part) => (OrderLine)part;
}
