using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about the head of an invoice so far.</summary>
internal sealed class InvoiceDraft : HeadDraft<InvoiceLine>
{
    private readonly List<TaxSubtotal> _taxes = [];

    public InvoiceType Type;
    public DateOnly? IssueDate;
    public DateOnly? PeriodStart;
    public DateOnly? PeriodEnd;
    public string? OrderNumber;
    public string? DespatchNumber;
    public string? OriginalNumber;
    public string? ContractNumber;
    public PartyDraft Payer;
    public PartyDraft Payee;
    public PartyDraft ShipTo;
    public bool TaxIncluded;
    public decimal? NetAmount;
    public decimal? TaxAmount;
    public decimal? GrossAmount;
    public decimal? PrepaidAmount;
    public decimal? PayableAmount;
    public string? PaymentTerms;
    public DateOnly? PaymentDueDate;
    public string? Account;
    public string? Note;

    public InvoiceDraft() => (Currency, Type) = ("JPY", InvoiceType.Invoice);

    public override void Add(Draft part)
    {
        if (part is InvoiceLineDraft line)
            Lines.Add(line.Build());
        else if (((TaxDraft)part).Build() is { } tax)
            _taxes.Add(tax);
    }

    public override IEdiDocument Build() => new Invoice
    {
        Number = Number ?? "",
        Type = Type,
        IssueDate = IssueDate,
        PeriodStart = PeriodStart,
        PeriodEnd = PeriodEnd,
        OrderNumber = OrderNumber,
        DespatchNumber = DespatchNumber,
        OriginalNumber = OriginalNumber,
        ContractNumber = ContractNumber,
        Buyer = Buyer.Build(),
        Supplier = Supplier.Build(),
        Payer = Payer.Build(),
        Payee = Payee.Build(),
        ShipTo = ShipTo.Build(),
        Currency = Currency!,
        TaxIncluded = TaxIncluded,
        NetAmount = NetAmount,
        TaxAmount = TaxAmount,
        GrossAmount = GrossAmount,
        PrepaidAmount = PrepaidAmount,
        PayableAmount = PayableAmount,
        PaymentTerms = PaymentTerms,
        PaymentDueDate = PaymentDueDate,
        Account = Account,
        Note = Note,
        Lines = Lines,
        Taxes = _taxes,
    };
}

/// <summary>What has been said about a line of an invoice so far.</summary>
internal sealed class InvoiceLineDraft : Draft
{
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? ManufacturerItemCode;
    public string? Gtin;
    public string? ItemName;
    public decimal? Quantity;
    public string? Unit;
    public decimal? UnitPrice;
    public decimal? PriceBasisQuantity;
    public decimal? Amount;
    public TaxCategory TaxCategory;
    public decimal? TaxRate;
    public string? OrderNumber;
    public string? OrderLineNumber;
    public string? DespatchNumber;
    public DateOnly? DeliveryDate;
    public string? Note;

    public override void Clear()
    {
        base.Clear();
        ItemCode = SupplierItemCode = ManufacturerItemCode = Gtin = ItemName = Unit = OrderNumber = null;
        OrderLineNumber = DespatchNumber = Note = null;
        Quantity = null;
        UnitPrice = PriceBasisQuantity = Amount = TaxRate = null;
        TaxCategory = default;
        DeliveryDate = null;
    }

    public InvoiceLine Build() => new()
    {
        LineNumber = Number ?? "",
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        ManufacturerItemCode = ManufacturerItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        Quantity = Quantity,
        Unit = Unit,
        UnitPrice = UnitPrice,
        PriceBasisQuantity = PriceBasisQuantity,
        Amount = Amount,
        TaxCategory = TaxCategory,
        TaxRate = TaxRate,
        OrderNumber = OrderNumber,
        OrderLineNumber = OrderLineNumber,
        DespatchNumber = DespatchNumber,
        DeliveryDate = DeliveryDate,
        Note = Note,
    };
}
