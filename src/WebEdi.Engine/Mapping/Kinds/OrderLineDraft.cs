using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about a line of an order so far.</summary>
internal sealed class OrderLineDraft : Draft
{
    public LineChange? Change;
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? ManufacturerItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? Specification;
    public string? DrawingNumber;
    public string? DrawingRevision;
    public string? Lot;
    public decimal Quantity;
    public string? Unit;
    public decimal? QuantityPerPackage;
    public decimal? PackageCount;
    public string? PackageType;
    public PriceType PriceType;
    public decimal? UnitPrice;
    public decimal PriceBasisQuantity = 1;
    public decimal? Amount;
    public TaxCategory TaxCategory;
    public decimal? TaxRate;
    public DateOnly? DueDate;
    public bool DueDateUndecided;
    public TimeOnly? DueTime;
    public string? DeliveryInstruction;
    public PartyDraft ShipTo;
    public string? ReceivingPlace;
    public string? SuppliedMaterial;
    public string? Note;

    public override void Clear()
    {
        base.Clear();
        ItemCode = SupplierItemCode = ManufacturerItemCode = Gtin = ItemName = Specification = null;
        DrawingNumber = DrawingRevision = Lot = Unit = PackageType = null;
        DeliveryInstruction = ReceivingPlace = SuppliedMaterial = Note = null;
        QuantityPerPackage = PackageCount = UnitPrice = Amount = TaxRate = null;
        Change = null;
        Quantity = 0;
        PriceBasisQuantity = 1;
        PriceType = default;
        TaxCategory = default;
        DueDate = null;
        DueDateUndecided = false;
        DueTime = null;
        ShipTo = default;
    }

    public OrderLine Build()
    {
        OrderLine line = new()
        {
            Number = Number ?? "",
            Change = Change,
            ItemCode = ItemCode,
            SupplierItemCode = SupplierItemCode,
            ManufacturerItemCode = ManufacturerItemCode,
            Gtin = Gtin,
            ItemName = ItemName,
            Specification = Specification,
            DrawingNumber = DrawingNumber,
            DrawingRevision = DrawingRevision,
            Lot = Lot,
            Quantity = Quantity,
            Unit = Unit,
            QuantityPerPackage = QuantityPerPackage,
            PackageCount = PackageCount,
            PackageType = PackageType,
            PriceType = PriceType,
            UnitPrice = UnitPrice,
            PriceBasisQuantity = PriceBasisQuantity,
            Amount = Amount,
            TaxCategory = TaxCategory,
            TaxRate = TaxRate,
            DueDate = DueDate,
            DueDateUndecided = DueDateUndecided,
            DueTime = DueTime,
            DeliveryInstruction = DeliveryInstruction,
            ShipTo = ShipTo.Build(),
            ReceivingPlace = ReceivingPlace,
            SuppliedMaterial = SuppliedMaterial,
            Note = Note,
        };
        return Extensions is null ? line : line with { Extensions = Extensions };
    }
}
