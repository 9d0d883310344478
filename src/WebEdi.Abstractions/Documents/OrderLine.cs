using System.Diagnostics.CodeAnalysis;

namespace WebEdi.Documents;

/// <summary>A line of an order (明細).</summary>
/// <remarks>
/// Lines are equal when all properties are.
/// </remarks>
public sealed record OrderLine
{
    internal OrderLineFields Fields;

    /// <summary>Makes a line that says nothing yet.</summary>
    public OrderLine()
    {
    }

    [SetsRequiredMembers]
    private OrderLine(OrderLine original)
    {
        Fields = original.Fields;
        Number = original.Number;
        Fields.Rare = Fields.Rare?.Copy();
    }

    /// <summary>Begins a line whose <see cref="Fields"/> are filled one by one.</summary>
    [SetsRequiredMembers]
    internal OrderLine(string? number) => Number = number!;

    /// <summary>Gets the line number (明細番号), unique in the order. Text, because "0010" and "10" differ. LIN 1082, PO101.</summary>
    public required string Number
    {
        get => Fields.Text(ref Fields.Number, LineText.Number)!;
        init => Fields.Set(ref Fields.Number, value, LineText.Number);
    }

    /// <summary>Gets what becomes of the line, where a change of the order says so (明細状態). LIN 1229, POC02.</summary>
    public LineChange? Change
    {
        get => Fields.Change == 0 ? null : (LineChange)Fields.Change;
        init => Fields.Change = (byte)value.GetValueOrDefault();
    }

    /// <summary>Gets the item code of the buyer (発注者品目コード).</summary>
    public string? ItemCode
    {
        get => Fields.Text(ref Fields.ItemCode, LineText.ItemCode);
        init => Fields.Set(ref Fields.ItemCode, value, LineText.ItemCode);
    }

    /// <summary>Gets the item code of the supplier (受注者品目コード).</summary>
    public string? SupplierItemCode
    {
        get => Fields.Text(ref Fields.SupplierItemCode, LineText.SupplierItemCode);
        init => Fields.Set(ref Fields.SupplierItemCode, value, LineText.SupplierItemCode);
    }

    /// <summary>Gets the item code of the manufacturer.</summary>
    public string? ManufacturerItemCode
    {
        get => Fields.Rare?.ManufacturerItemCode;
        init => RareFor(value is not null)?.ManufacturerItemCode = value;
    }

    /// <summary>Gets the GTIN or JAN code.</summary>
    public string? Gtin
    {
        get => Fields.Text(ref Fields.Gtin, LineText.Gtin);
        init => Fields.Set(ref Fields.Gtin, value, LineText.Gtin);
    }

    /// <summary>Gets the name of the item (品名).</summary>
    public string? ItemName
    {
        get => Fields.Text(ref Fields.ItemName, LineText.ItemName);
        init => Fields.Set(ref Fields.ItemName, value, LineText.ItemName);
    }

    /// <summary>Gets the specification (仕様).</summary>
    public string? Specification
    {
        get => Fields.Rare?.Specification;
        init => RareFor(value is not null)?.Specification = value;
    }

    /// <summary>Gets the drawing number (図番).</summary>
    public string? DrawingNumber
    {
        get => Fields.Rare?.DrawingNumber;
        init => RareFor(value is not null)?.DrawingNumber = value;
    }

    /// <summary>Gets the revision of the drawing (図番版).</summary>
    public string? DrawingRevision
    {
        get => Fields.Rare?.DrawingRevision;
        init => RareFor(value is not null)?.DrawingRevision = value;
    }

    /// <summary>Gets the lot.</summary>
    public string? Lot
    {
        get => Fields.Rare?.Lot;
        init => RareFor(value is not null)?.Lot = value;
    }

    /// <summary>Gets the quantity ordered (注文数量), in <see cref="Unit"/>.</summary>
    public decimal Quantity
    {
        get => Fields.Quantity.IsWide ? Fields.Rare!.Quantity : Fields.Quantity.Value;
        init
        {
            Fields.Quantity = SmallNumber.Of(value);
            if (Fields.Quantity.IsWide)
                Fields.Few.Quantity = value;
        }
    }

    /// <summary>Gets the unit (単位): a UN/ECE Recommendation 20 code, of packages one of Recommendation 21 with an X before it; another code of a standard with its source, x12:QQ; else as received.</summary>
    public string? Unit
    {
        get => Fields.Text(ref Fields.Unit, LineText.Unit);
        init => Fields.Set(ref Fields.Unit, value, LineText.Unit);
    }

    /// <summary>Gets the units per package (入数).</summary>
    public decimal? QuantityPerPackage
    {
        get => Fields.Rare?.QuantityPerPackage;
        init => RareFor(value is not null)?.QuantityPerPackage = value;
    }

    /// <summary>Gets the number of packages (個数).</summary>
    public decimal? PackageCount
    {
        get => Fields.PackageCount.IsWide ? Fields.Rare!.PackageCount : Fields.PackageCount.OrNull;
        init
        {
            Fields.PackageCount = TinyNumber.Of(value);
            if (Fields.PackageCount.IsWide)
                Fields.Few.PackageCount = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the type of package (荷姿): a UN/ECE Recommendation 21 code; another code of a standard with its source, x12:CTN25; else as received.</summary>
    public string? PackageType
    {
        get => Fields.Rare?.PackageType;
        init => RareFor(value is not null)?.PackageType = value;
    }

    /// <summary>Gets how firm the price is.</summary>
    public PriceType PriceType
    {
        get => (PriceType)Fields.PriceType;
        init => Fields.PriceType = (byte)value;
    }

    /// <summary>Gets the price of <see cref="PriceBasisQuantity"/> units (単価).</summary>
    public decimal? UnitPrice
    {
        get => Fields.UnitPrice.IsWide ? Fields.Rare!.UnitPrice : Fields.UnitPrice.OrNull;
        init
        {
            Fields.UnitPrice = SmallNumber.Of(value);
            if (Fields.UnitPrice.IsWide)
                Fields.Few.UnitPrice = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the quantity that the price is for (単価基準数量). The default is 1.</summary>
    public decimal PriceBasisQuantity
    {
        get => Fields.Rare is null ? 1 : Fields.Rare.PriceBasisQuantity;
        init => RareFor(value != 1 || value.Scale > 0)?.PriceBasisQuantity = value;
    }

    /// <summary>Gets the amount as stated by the buyer (金額).</summary>
    public decimal? Amount
    {
        get => Fields.Amount.IsWide ? Fields.Rare!.Amount : Fields.Amount.OrNull;
        init
        {
            Fields.Amount = SmallNumber.Of(value);
            if (Fields.Amount.IsWide)
                Fields.Few.Amount = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the tax category.</summary>
    public TaxCategory TaxCategory
    {
        get => (TaxCategory)Fields.TaxCategory;
        init => Fields.TaxCategory = (byte)value;
    }

    /// <summary>Gets the tax rate in percent, for instance 10 or 8; null: the tenant's rate for the category.</summary>
    public decimal? TaxRate
    {
        get => Fields.TaxRate.IsWide ? Fields.Rare!.TaxRate : Fields.TaxRate.OrNull;
        init
        {
            Fields.TaxRate = TinyNumber.Of(value);
            if (Fields.TaxRate.IsWide)
                Fields.Few.TaxRate = value.GetValueOrDefault();
        }
    }

    /// <summary>Gets the requested delivery date (納期). Null with <see cref="DueDateUndecided"/>: the buyer said "undecided".</summary>
    public DateOnly? DueDate
    {
        get => Fields.Due == 0 ? null : DateOnly.FromDayNumber(Fields.Due - 1);
        init => Fields.Due = value is { } date ? date.DayNumber + 1 : 0;
    }

    /// <summary>Gets a value indicating whether the buyer sent a placeholder such as 99999999 for the date.</summary>
    public bool DueDateUndecided
    {
        get => Fields.DueDateUndecided;
        init => Fields.DueDateUndecided = value;
    }

    /// <summary>Gets the requested time of day.</summary>
    public TimeOnly? DueTime
    {
        get => Fields.Rare?.DueTime;
        init => RareFor(value is not null)?.DueTime = value;
    }

    /// <summary>Gets the delivery instruction code (納入指示区分).</summary>
    public string? DeliveryInstruction
    {
        get => Fields.Rare?.DeliveryInstruction;
        init => RareFor(value is not null)?.DeliveryInstruction = value;
    }

    /// <summary>Gets the place of delivery of this line, where it differs from the order's.</summary>
    public Party? ShipTo
    {
        get => Fields.Rare?.ShipTo;
        init => RareFor(value is not null)?.ShipTo = value;
    }

    /// <summary>Gets the place of hand-over on the site (受渡場所).</summary>
    public string? ReceivingPlace
    {
        get => Fields.Rare?.ReceivingPlace;
        init => RareFor(value is not null)?.ReceivingPlace = value;
    }

    /// <summary>Gets the reference of supplied material (支給品参照).</summary>
    public string? SuppliedMaterial
    {
        get => Fields.Rare?.SuppliedMaterial;
        init => RareFor(value is not null)?.SuppliedMaterial = value;
    }

    /// <summary>Gets the note of the buyer (備考).</summary>
    public string? Note
    {
        get => Fields.Text(ref Fields.Note, LineText.Note);
        init => Fields.Set(ref Fields.Note, value, LineText.Note);
    }

    /// <summary>Gets the tenant's own fields, as in <see cref="Order.Extensions"/>.</summary>
    public IReadOnlyDictionary<string, string> Extensions
    {
        get => Fields.Extensions ?? Empty.Extensions;
        init => Fields.Extensions = value;
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

    private bool HasSameRare(OrderLine other) => (Fields.Rare is null && other.Fields.Rare is null) || (
        ManufacturerItemCode == other.ManufacturerItemCode && Specification == other.Specification && DrawingNumber == other.DrawingNumber
        && DrawingRevision == other.DrawingRevision && Lot == other.Lot && QuantityPerPackage == other.QuantityPerPackage
        && PackageType == other.PackageType && PriceBasisQuantity == other.PriceBasisQuantity && DueTime == other.DueTime
        && DeliveryInstruction == other.DeliveryInstruction && ShipTo == other.ShipTo && ReceivingPlace == other.ReceivingPlace
        && SuppliedMaterial == other.SuppliedMaterial);

    /// <summary>Gets the second object, made where it has something to hold.</summary>
    private RareLineFields? RareFor(bool says) => says ? Fields.Few : Fields.Rare;
}
