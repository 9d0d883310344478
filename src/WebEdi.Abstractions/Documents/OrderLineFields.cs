namespace WebEdi.Documents;

/// <summary>What a line of an order keeps. Readers fill it before they hand the line out; afterwards nobody does.</summary>
/// <remarks>A file holds a million of them: what most lines say lies close together, and what few say in a second object that they alone have.</remarks>
internal struct OrderLineFields
{
    public string Number;
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? Unit;
    public string? Note;
    public IReadOnlyDictionary<string, string>? Extensions;
    public RareLineFields? Rare;
    public SmallNumber Quantity;
    public SmallNumber UnitPrice;
    public SmallNumber Amount;
    public TinyNumber PackageCount;
    public TinyNumber TaxRate;

    /// <summary>The day of delivery, from 1; 0: not said.</summary>
    public int Due;

    /// <summary>What becomes of the line; 0: not said.</summary>
    public byte Change;
    public byte PriceType;
    public byte TaxCategory;
    public bool DueDateUndecided;

    /// <summary>Gets the second object, to say something in it.</summary>
    public RareLineFields Few => Rare ??= new RareLineFields();
}

/// <summary>What few lines of orders say.</summary>
internal sealed class RareLineFields
{
    public string? ManufacturerItemCode;
    public string? Specification;
    public string? DrawingNumber;
    public string? DrawingRevision;
    public string? Lot;
    public string? PackageType;
    public string? DeliveryInstruction;
    public string? ReceivingPlace;
    public string? SuppliedMaterial;
    public Party? ShipTo;
    public decimal? QuantityPerPackage;
    public decimal PriceBasisQuantity = 1;
    public TimeOnly? DueTime;
    private decimal[]? _wide;

    // Numbers of more digits than a small number holds.
    public decimal Quantity { get => Wide[0]; set => Wide[0] = value; }

    public decimal PackageCount { get => Wide[1]; set => Wide[1] = value; }

    public decimal UnitPrice { get => Wide[2]; set => Wide[2] = value; }

    public decimal Amount { get => Wide[3]; set => Wide[3] = value; }

    public decimal TaxRate { get => Wide[4]; set => Wide[4] = value; }

    private decimal[] Wide => _wide ??= new decimal[5];

    public RareLineFields Copy()
    {
        RareLineFields copy = (RareLineFields)MemberwiseClone();
        copy._wide = (decimal[]?)_wide?.Clone();
        return copy;
    }
}
