using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>Invoices: all places that a map can fill. The schema of maps and the documentation list the same.</summary>
internal static class InvoiceKind
{
    private static readonly Target[] HeadTargets =
    [
        Target.Text("number", 35, static (d, v) => Head(d).Number = v.Text, static p => Of(p).Number) with { Required = true },
        Target.Choice("type", Vocabularies.InvoiceType, (int)InvoiceType.Invoice, static (d, v) => Head(d).Type = (InvoiceType)v.Integer, static p => (int)Of(p).Type),
        Target.Date("issueDate", static (d, v) => Head(d).IssueDate = v.Date, static p => Of(p).IssueDate),
        Target.Date("periodStart", static (d, v) => Head(d).PeriodStart = v.Date, static p => Of(p).PeriodStart),
        Target.Date("periodEnd", static (d, v) => Head(d).PeriodEnd = v.Date, static p => Of(p).PeriodEnd),
        Target.Text("orderNumber", 35, static (d, v) => Head(d).OrderNumber = v.Text, static p => Of(p).OrderNumber),
        Target.Text("despatchNumber", 35, static (d, v) => Head(d).DespatchNumber = v.Text, static p => Of(p).DespatchNumber),
        Target.Text("originalNumber", 35, static (d, v) => Head(d).OriginalNumber = v.Text, static p => Of(p).OriginalNumber),
        Target.Text("contractNumber", Target.Code, static (d, v) => Head(d).ContractNumber = v.Text, static p => Of(p).ContractNumber),
        .. Target.Party("buyer", part => (d, v) => PartyDraft.Set(ref Head(d).Buyer, part, v.Text!), static p => Of(p).Buyer),
        .. Target.Party("supplier", part => (d, v) => PartyDraft.Set(ref Head(d).Supplier, part, v.Text!), static p => Of(p).Supplier),
        .. Target.Party("payer", part => (d, v) => PartyDraft.Set(ref Head(d).Payer, part, v.Text!), static p => Of(p).Payer),
        .. Target.Party("payee", part => (d, v) => PartyDraft.Set(ref Head(d).Payee, part, v.Text!), static p => Of(p).Payee),
        .. Target.Party("shipTo", part => (d, v) => PartyDraft.Set(ref Head(d).ShipTo, part, v.Text!), static p => Of(p).ShipTo),
        Target.Usual("currency", 3, "JPY", static (d, v) => Head(d).Currency = v.Text, static p => Of(p).Currency),
        Target.Flag("taxIncluded", static (d, v) => Head(d).TaxIncluded = v.Integer == 1, static p => Of(p).TaxIncluded),
        Target.Amount("netAmount", static (d, v) => Head(d).NetAmount = v.Number, static p => Of(p).NetAmount),
        Target.Amount("taxAmount", static (d, v) => Head(d).TaxAmount = v.Number, static p => Of(p).TaxAmount),
        Target.Amount("grossAmount", static (d, v) => Head(d).GrossAmount = v.Number, static p => Of(p).GrossAmount),
        Target.Amount("prepaidAmount", static (d, v) => Head(d).PrepaidAmount = v.Number, static p => Of(p).PrepaidAmount),
        Target.Amount("payableAmount", static (d, v) => Head(d).PayableAmount = v.Number, static p => Of(p).PayableAmount),
        Target.Text("paymentTerms", 400, static (d, v) => Head(d).PaymentTerms = v.Text, static p => Of(p).PaymentTerms),
        Target.Date("paymentDueDate", static (d, v) => Head(d).PaymentDueDate = v.Date, static p => Of(p).PaymentDueDate),
        Target.Text("account", Target.Code, static (d, v) => Head(d).Account = v.Text, static p => Of(p).Account),
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
        Target.Amount("quantity", static (d, v) => Line(d).Quantity = v.Number, static p => OfLine(p).Quantity),
        Target.Unit(static (d, v) => Line(d).Unit = v.Text, static p => OfLine(p).Unit),
        Target.Amount("price", static (d, v) => Line(d).UnitPrice = v.Number, static p => OfLine(p).UnitPrice),
        Target.Amount("priceBasis", static (d, v) => Line(d).PriceBasisQuantity = v.Number, static p => OfLine(p).PriceBasisQuantity),
        Target.Amount("amount", static (d, v) => Line(d).Amount = v.Number, static p => OfLine(p).Amount),
        Target.Choice("taxCategory", Vocabularies.TaxCategory, (int)TaxCategory.Standard, static (d, v) => Line(d).TaxCategory = (TaxCategory)v.Integer, static p => (int)OfLine(p).TaxCategory),
        Target.Amount("taxRate", static (d, v) => Line(d).TaxRate = v.Number, static p => OfLine(p).TaxRate),
        Target.Text("orderNumber", 35, static (d, v) => Line(d).OrderNumber = v.Text, static p => OfLine(p).OrderNumber),
        Target.Text("orderLine", 35, static (d, v) => Line(d).OrderLineNumber = v.Text, static p => OfLine(p).OrderLineNumber),
        Target.Text("despatchNumber", 35, static (d, v) => Line(d).DespatchNumber = v.Text, static p => OfLine(p).DespatchNumber),
        Target.Date("deliveryDate", static (d, v) => Line(d).DeliveryDate = v.Date, static p => OfLine(p).DeliveryDate),
        Target.Text("note", Target.Long, static (d, v) => Line(d).Note = v.Text, static p => OfLine(p).Note),
    ];

    /// <summary>Gets the kind.</summary>
    public static DocumentKind Kind { get; } = new(
        new DocumentLevel("invoice", HeadTargets, static () => new InvoiceDraft())
        {
            Number = static p => Of(p).Number,
            Below =
            [
                new DocumentLevel("line", LineTargets, static () => new InvoiceLineDraft())
                {
                    Ways = "lines",
                    List = "lines",
                    Parts = static p => Of(p).Lines,
                    Number = static p => OfLine(p).LineNumber,
                },
                TaxLevel.Of(static p => Of(p).Taxes),
            ],
        },
        typeof(Invoice),
        static d => Of(d).Lines is [{ } line, ..] ? new LineFacts(line.ItemCode ?? line.SupplierItemCode ?? line.Gtin, line.Quantity, line.Unit, line.UnitPrice) : null);

    private static InvoiceDraft Head(Draft draft) => (InvoiceDraft)draft;

    private static InvoiceLineDraft Line(Draft draft) => (InvoiceLineDraft)draft;

    private static Invoice Of(object part) => (Invoice)part;

    private static InvoiceLine OfLine(object part) => (InvoiceLine)part;
}
