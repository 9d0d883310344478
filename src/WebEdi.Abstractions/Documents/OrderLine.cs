using System.Diagnostics.CodeAnalysis;

namespace WebEdi.Documents;

/// <summary>A line of an order (明細).</summary>
/// <remarks>
/// A file holds a million of them, so what most lines say lies close together, and what few say in a second object that they alone have. Lines
/// are equal when all properties are.
/// </remarks>
public sealed record OrderLine
{
    private SmallNumber _quantity;
    private SmallNumber _packageCount;
    private SmallNumber _unitPrice;
    private SmallNumber _amount;
    private SmallNumber _taxRate;
    private IReadOnlyDictionary<string, string>? _extensions;
    private RareFields? _rare;
    private int _due;
    private byte _change;
    private byte _priceType;
    private byte _taxCategory;

    /// <summary>Makes a line that says nothing yet.</summary>
    public OrderLine()
    {
    }

    [SetsRequiredMembers]
    private OrderLine(OrderLine original)
    {
        (Number, ItemCode, SupplierItemCode, Gtin, ItemName, Unit, Note) =
            (original.Number, original.ItemCode, original.SupplierItemCode, original.Gtin, original.ItemName, original.Unit, original.Note);
        (_quantity, _packageCount, _unitPrice, _amount, _taxRate) = (original._quantity, original._packageCount, original._unitPrice, original._amount, original._taxRate);
        (_due, _change, _priceType, _taxCategory, DueDateUndecided) =
            (original._due, original._change, original._priceType, original._taxCategory, original.DueDateUndecided);
        _extensions = original._extensions;
        _rare = original._rare?.Copy();
    }

    /// <summary>Gets the line number (明細番号), unique in the order. Text, because "0010" and "10" differ. LIN 1082, PO101.</summary>
    public required string Number { get; init; }

    /// <summary>Gets what becomes of the line, where a change of the order says so (明細状態). LIN 1229, POC02.</summary>
    public LineChange? Change
    {
        get => _change == 0 ? null : (LineChange)_change;
        init => _change = (byte)value.GetValueOrDefault();
    }

    /// <summary>Gets the item code of the buyer (発注者品目コード).</summary>
    public string? ItemCode { get; init; }

    /// <summary>Gets the item code of the supplier (受注者品目コード).</summary>
    public string? SupplierItemCode { get; init; }

    /// <summary>Gets the item code of the manufacturer.</summary>
    public string? ManufacturerItemCode
    {
        get => _rare?.ManufacturerItemCode;
        init => RareFor(value is not null)?.ManufacturerItemCode = value;
    }

    /// <summary>Gets the GTIN or JAN code.</summary>
    public string? Gtin { get; init; }

    /// <summary>Gets the name of the item (品名).</summary>
    public string? ItemName { get; init; }

    /// <summary>Gets the specification (仕様).</summary>
    public string? Specification
    {
        get => _rare?.Specification;
        init => RareFor(value is not null)?.Specification = value;
    }

    /// <summary>Gets the drawing number (図番).</summary>
    public string? DrawingNumber
    {
        get => _rare?.DrawingNumber;
        init => RareFor(value is not null)?.DrawingNumber = value;
    }

    /// <summary>Gets the revision of the drawing (図番版).</summary>
    public string? DrawingRevision
    {
        get => _rare?.DrawingRevision;
        init => RareFor(value is not null)?.DrawingRevision = value;
    }

    /// <summary>Gets the lot.</summary>
    public string? Lot
    {
        get => _rare?.Lot;
        init => RareFor(value is not null)?.Lot = value;
    }

    /// <summary>Gets the quantity ordered (注文数量), in <see cref="Unit"/>.</summary>
    public decimal Quantity
    {
        get => _quantity.IsWide ? _rare!.Quantity : _quantity.Value;
        init
        {
            _quantity = SmallNumber.Of(value);
            if (_quantity.IsWide)
                (_rare ??= new RareFields()).Quantity = value;
        }
    }

    /// <summary>Gets the unit (単位) as a UN/ECE Recommendation 20 code where the map knows one, else as received.</summary>
    public string? Unit { get; init; }

    /// <summary>Gets the units per package (入数).</summary>
    public decimal? QuantityPerPackage
    {
        get => _rare?.QuantityPerPackage;
        init => RareFor(value is not null)?.QuantityPerPackage = value;
    }

    /// <summary>Gets the number of packages (個数).</summary>
    public decimal? PackageCount
    {
        get => _packageCount.IsWide ? _rare!.PackageCount : _packageCount.OrNull;
        init
        {
            _packageCount = SmallNumber.Of(value);
            if (_packageCount.IsWide)
                (_rare ??= new RareFields()).PackageCount = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the type of package (荷姿).</summary>
    public string? PackageType
    {
        get => _rare?.PackageType;
        init => RareFor(value is not null)?.PackageType = value;
    }

    /// <summary>Gets how firm the price is.</summary>
    public PriceType PriceType
    {
        get => (PriceType)_priceType;
        init => _priceType = (byte)value;
    }

    /// <summary>Gets the price of <see cref="PriceBasisQuantity"/> units (単価).</summary>
    public decimal? UnitPrice
    {
        get => _unitPrice.IsWide ? _rare!.UnitPrice : _unitPrice.OrNull;
        init
        {
            _unitPrice = SmallNumber.Of(value);
            if (_unitPrice.IsWide)
                (_rare ??= new RareFields()).UnitPrice = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the quantity that the price is for (単価基準数量). The default is 1.</summary>
    public decimal PriceBasisQuantity
    {
        get => _rare is null ? 1 : _rare.PriceBasisQuantity;
        init => RareFor(value != 1 || value.Scale > 0)?.PriceBasisQuantity = value;
    }

    /// <summary>Gets the amount as stated by the buyer (金額).</summary>
    public decimal? Amount
    {
        get => _amount.IsWide ? _rare!.Amount : _amount.OrNull;
        init
        {
            _amount = SmallNumber.Of(value);
            if (_amount.IsWide)
                (_rare ??= new RareFields()).Amount = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the tax category.</summary>
    public TaxCategory TaxCategory
    {
        get => (TaxCategory)_taxCategory;
        init => _taxCategory = (byte)value;
    }

    /// <summary>Gets the tax rate in percent, for instance 10 or 8; null: the tenant's rate for the category.</summary>
    public decimal? TaxRate
    {
        get => _taxRate.IsWide ? _rare!.TaxRate : _taxRate.OrNull;
        init
        {
            _taxRate = SmallNumber.Of(value);
            if (_taxRate.IsWide)
                (_rare ??= new RareFields()).TaxRate = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the requested delivery date (納期). Null with <see cref="DueDateUndecided"/>: the buyer said "undecided".</summary>
    public DateOnly? DueDate
    {
        get => _due == 0 ? null : DateOnly.FromDayNumber(_due - 1);
        init => _due = value is { } date ? date.DayNumber + 1 : 0;
    }

    /// <summary>Gets a value indicating whether the buyer sent a placeholder such as 99999999 for the date.</summary>
    public bool DueDateUndecided { get; init; }

    /// <summary>Gets the requested time of day.</summary>
    public TimeOnly? DueTime
    {
        get => _rare?.DueTime;
        init => RareFor(value is not null)?.DueTime = value;
    }

    /// <summary>Gets the delivery instruction code (納入指示区分).</summary>
    public string? DeliveryInstruction
    {
        get => _rare?.DeliveryInstruction;
        init => RareFor(value is not null)?.DeliveryInstruction = value;
    }

    /// <summary>Gets the place of delivery of this line, where it differs from the order's.</summary>
    public Party? ShipTo
    {
        get => _rare?.ShipTo;
        init => RareFor(value is not null)?.ShipTo = value;
    }

    /// <summary>Gets the place of hand-over on the site (受渡場所).</summary>
    public string? ReceivingPlace
    {
        get => _rare?.ReceivingPlace;
        init => RareFor(value is not null)?.ReceivingPlace = value;
    }

    /// <summary>Gets the reference of supplied material (支給品参照).</summary>
    public string? SuppliedMaterial
    {
        get => _rare?.SuppliedMaterial;
        init => RareFor(value is not null)?.SuppliedMaterial = value;
    }

    /// <summary>Gets the note of the buyer (備考).</summary>
    public string? Note { get; init; }

    /// <summary>Gets the tenant's own fields, as in <see cref="Order.Extensions"/>.</summary>
    public IReadOnlyDictionary<string, string> Extensions
    {
        get => _extensions ?? Empty.Extensions;
        init => _extensions = value;
    }

    /// <summary>Tells whether another line says the same.</summary>
    public bool Equals(OrderLine? other) => ReferenceEquals(this, other) || (other is not null
        && Number == other.Number && Quantity == other.Quantity && ItemCode == other.ItemCode && SupplierItemCode == other.SupplierItemCode
        && Gtin == other.Gtin && ItemName == other.ItemName && Unit == other.Unit && PackageCount == other.PackageCount
        && UnitPrice == other.UnitPrice && Amount == other.Amount && DueDate == other.DueDate && DueDateUndecided == other.DueDateUndecided
        && Change == other.Change && PriceType == other.PriceType && TaxCategory == other.TaxCategory && TaxRate == other.TaxRate
        && Note == other.Note && Equals(Extensions, other.Extensions) && HasSameRare(other));

    /// <summary>Gets a number that equal lines share.</summary>
    public override int GetHashCode() => HashCode.Combine(Number, ItemCode, SupplierItemCode, Gtin, ItemName, Quantity, UnitPrice, DueDate);

    private bool HasSameRare(OrderLine other) => (_rare is null && other._rare is null) || (
        ManufacturerItemCode == other.ManufacturerItemCode && Specification == other.Specification && DrawingNumber == other.DrawingNumber
        && DrawingRevision == other.DrawingRevision && Lot == other.Lot && QuantityPerPackage == other.QuantityPerPackage
        && PackageType == other.PackageType && PriceBasisQuantity == other.PriceBasisQuantity && DueTime == other.DueTime
        && DeliveryInstruction == other.DeliveryInstruction && ShipTo == other.ShipTo && ReceivingPlace == other.ReceivingPlace
        && SuppliedMaterial == other.SuppliedMaterial);

    /// <summary>Gets the second object, made where it has something to hold.</summary>
    private RareFields? RareFor(bool says) => says ? _rare ??= new RareFields() : _rare;

    /// <summary>What few lines say.</summary>
    private sealed class RareFields
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

        public RareFields Copy()
        {
            RareFields copy = (RareFields)MemberwiseClone();
            copy._wide = (decimal[]?)_wide?.Clone();
            return copy;
        }
    }
}
