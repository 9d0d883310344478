using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about a line of an order so far. What few lines say is forgotten only where it was said.</summary>
internal sealed class OrderLineDraft : Draft
{
    private readonly RareLineFields _rare = new();
    private bool _isRare;

    public LineChange? Change;
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? Gtin;
    public string? ItemName;
    public decimal Quantity;
    public string? Unit;
    public decimal? PackageCount;
    public PriceType PriceType;
    public decimal? UnitPrice;
    public decimal? Amount;
    public TaxCategory TaxCategory;
    public decimal? TaxRate;
    public DateOnly? DueDate;
    public bool DueDateUndecided;
    public string? Note;

    /// <summary>Gets what few lines say, to say some of it.</summary>
    public RareLineFields Rare
    {
        get
        {
            _isRare = true;
            return _rare;
        }
    }

    /// <summary>Says for how many units the price is.</summary>
    public void SetPriceBasis(decimal quantity)
    {
        // Most files say 1, which holds anyway.
        if (_isRare || quantity != 1 || quantity.Scale > 0)
            Rare.PriceBasisQuantity = quantity;
    }

    /// <summary>Says when it is due; null: the buyer has said that this is not decided.</summary>
    public void SetDue(DateOnly? date) => (DueDate, DueDateUndecided) = (date, date is null);

    public override void Clear()
    {
        base.Clear();
        ItemCode = SupplierItemCode = Gtin = ItemName = Unit = Note = null;
        PackageCount = UnitPrice = Amount = TaxRate = null;
        Change = null;
        Quantity = 0;
        PriceType = default;
        TaxCategory = default;
        DueDate = null;
        DueDateUndecided = false;
        if (_isRare)
            _rare.Clear();
        _isRare = false;
    }

    public OrderLine Build() => _isRare ? BuildWithRare() : new()
    {
        Number = Number ?? "",
        Change = Change,
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        Quantity = Quantity,
        Unit = Unit,
        PackageCount = PackageCount,
        PriceType = PriceType,
        UnitPrice = UnitPrice,
        Amount = Amount,
        TaxCategory = TaxCategory,
        TaxRate = TaxRate,
        DueDate = DueDate,
        DueDateUndecided = DueDateUndecided,
        Note = Note,
        Extensions = Extensions!,
    };

    private OrderLine BuildWithRare() => new()
    {
        Number = Number ?? "",
        Change = Change,
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        ManufacturerItemCode = _rare.ManufacturerItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        Specification = _rare.Specification,
        DrawingNumber = _rare.DrawingNumber,
        DrawingRevision = _rare.DrawingRevision,
        Lot = _rare.Lot,
        Quantity = Quantity,
        Unit = Unit,
        QuantityPerPackage = _rare.QuantityPerPackage,
        PackageCount = PackageCount,
        PackageType = _rare.PackageType,
        PriceType = PriceType,
        UnitPrice = UnitPrice,
        PriceBasisQuantity = _rare.PriceBasisQuantity,
        Amount = Amount,
        TaxCategory = TaxCategory,
        TaxRate = TaxRate,
        DueDate = DueDate,
        DueDateUndecided = DueDateUndecided,
        DueTime = _rare.DueTime,
        DeliveryInstruction = _rare.DeliveryInstruction,
        ShipTo = _rare.ShipTo.Build(),
        ReceivingPlace = _rare.ReceivingPlace,
        SuppliedMaterial = _rare.SuppliedMaterial,
        Note = Note,
        Extensions = Extensions!,
    };
}

/// <summary>What few lines of orders say.</summary>
internal sealed class RareLineFields
{
    public string? ManufacturerItemCode;
    public string? Specification;
    public string? DrawingNumber;
    public string? DrawingRevision;
    public string? Lot;
    public decimal? QuantityPerPackage;
    public string? PackageType;
    public decimal PriceBasisQuantity = 1;
    public TimeOnly? DueTime;
    public string? DeliveryInstruction;
    public PartyDraft ShipTo;
    public string? ReceivingPlace;
    public string? SuppliedMaterial;

    public void Clear()
    {
        ManufacturerItemCode = Specification = DrawingNumber = DrawingRevision = Lot = null;
        PackageType = DeliveryInstruction = ReceivingPlace = SuppliedMaterial = null;
        QuantityPerPackage = null;
        PriceBasisQuantity = 1;
        DueTime = null;
        ShipTo = default;
    }
}
