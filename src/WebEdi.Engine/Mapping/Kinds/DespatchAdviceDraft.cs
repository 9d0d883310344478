using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about the head of a despatch advice so far.</summary>
internal sealed class DespatchAdviceDraft : HeadDraft<DespatchLine>
{
    public DateOnly? IssueDate;
    public string? OrderNumber;
    public DateOnly? OrderDate;
    public int OrderRevision;
    public DateOnly? DespatchDate;
    public DateOnly? DeliveryDate;
    public PartyDraft ShipTo;
    public string? ReceivingPlace;
    public string? Carrier;
    public string? ConsignmentNumber;
    public decimal? PackageCount;
    public string? Note;

    /// <summary>Gets a value indicating whether lines are needed: an advice of nothing is none.</summary>
    public override bool NeedsLines => true;

    public override void Add(Draft part) => Lines.Add(((DespatchLineDraft)part).Build());

    public override IEdiDocument Build() => new DespatchAdvice
    {
        Number = Number ?? "",
        IssueDate = IssueDate ?? default,
        OrderNumber = OrderNumber ?? "",
        OrderDate = OrderDate,
        OrderRevision = OrderRevision,
        DespatchDate = DespatchDate,
        DeliveryDate = DeliveryDate,
        Buyer = Buyer.BuildOrEmpty(),
        Supplier = Supplier.BuildOrEmpty(),
        ShipTo = ShipTo.Build(),
        ReceivingPlace = ReceivingPlace,
        Carrier = Carrier,
        ConsignmentNumber = ConsignmentNumber,
        PackageCount = PackageCount,
        Currency = Currency,
        Note = Note,
        Lines = Lines,
    };
}

/// <summary>What has been said about a line of a despatch advice so far.</summary>
internal sealed class DespatchLineDraft : Draft
{
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? ManufacturerItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? Specification;
    public string? Lot;
    public decimal Quantity;
    public string? Unit;
    public decimal? OrderedQuantity;
    public decimal? Remainder;
    public string? OrderNumber;
    public string? PackageId;
    public string? PackageType;
    public decimal? UnitPrice;
    public decimal? Amount;
    public TaxCategory TaxCategory;
    public decimal TaxRate;
    public DateOnly? DueDate;
    public string? Note;

    public override void Clear()
    {
        base.Clear();
        ItemCode = SupplierItemCode = ManufacturerItemCode = Gtin = ItemName = Specification = Lot = null;
        Unit = OrderNumber = PackageId = PackageType = Note = null;
        Quantity = TaxRate = 0;
        OrderedQuantity = Remainder = UnitPrice = Amount = null;
        TaxCategory = default;
        DueDate = null;
    }

    public DespatchLine Build() => new()
    {
        LineNumber = Number ?? "",
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        ManufacturerItemCode = ManufacturerItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        Specification = Specification,
        Lot = Lot,
        Quantity = Quantity,
        Unit = Unit,
        OrderedQuantity = OrderedQuantity,
        Remainder = Remainder,
        OrderNumber = OrderNumber,
        PackageId = PackageId,
        PackageType = PackageType,
        UnitPrice = UnitPrice,
        Amount = Amount,
        TaxCategory = TaxCategory,
        TaxRate = TaxRate,
        DueDate = DueDate,
        Note = Note,
    };
}
