using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about a line of an order so far: the line itself, until it is handed out.</summary>
internal sealed class OrderLineDraft : Draft
{
    /// <summary>What has been said about the place of delivery.</summary>
    public PartyDraft ShipTo;

    /// <summary>Gets the line.</summary>
    public OrderLine Line { get; private set; } = new((string?)null);

    public override string? NumberText => Number ?? (Whole >= 0 ? Line.Number : null);

    private ref OrderLineFields Fields => ref Line.Fields;

    /// <summary>Says the number.</summary>
    public void SetNumber(Value value) => (Number, Whole) = (value.Text, -1);

    /// <summary>Says how much is ordered.</summary>
    public void SetQuantity(Value value)
    {
        Fields.Quantity = value.Small;
        if (value.Small.IsWide)
            Fields.Few.Quantity = value.Number;
    }

    /// <summary>Says how many packages there are.</summary>
    public void SetPackageCount(Value value)
    {
        Fields.PackageCount = TinyNumber.Of(value.Small);
        if (Fields.PackageCount.IsWide)
            Fields.Few.PackageCount = value.Number;
    }

    /// <summary>Says what a unit costs.</summary>
    public void SetUnitPrice(Value value)
    {
        Fields.UnitPrice = value.Small;
        if (value.Small.IsWide)
            Fields.Few.UnitPrice = value.Number;
    }

    /// <summary>Says what the line costs.</summary>
    public void SetAmount(Value value)
    {
        Fields.Amount = value.Small;
        if (value.Small.IsWide)
            Fields.Few.Amount = value.Number;
    }

    /// <summary>Says the tax rate.</summary>
    public void SetTaxRate(Value value)
    {
        Fields.TaxRate = TinyNumber.Of(value.Small);
        if (Fields.TaxRate.IsWide)
            Fields.Few.TaxRate = value.Number;
    }

    /// <summary>Says for how many units the price is.</summary>
    public void SetPriceBasis(Value value)
    {
        // Most files say 1, which holds anyway.
        if (Fields.Rare is not null || !value.Small.IsWhole || value.Small.Whole != 1)
            Fields.Few.PriceBasisQuantity = value.Number;
    }

    /// <summary>Says when it is due; no date: the buyer has said that this is not decided.</summary>
    public void SetDue(Value value)
    {
        int day = (int)value.Small.Whole;
        (Fields.Due, Fields.DueDateUndecided) = (day, day == 0);
    }

    /// <summary>Puts a number where it belongs.</summary>
    /// <param name="fields">Of the line.</param>
    /// <param name="place">The place.</param>
    /// <param name="number">The number, not a wide one.</param>
    /// <returns>False: it does not fit there as it is.</returns>
    public static bool TryPut(ref OrderLineFields fields, LineSlot place, SmallNumber number)
    {
        switch (place)
        {
            case LineSlot.Quantity:
                fields.Quantity = number;
                return true;
            case LineSlot.UnitPrice:
                fields.UnitPrice = number;
                return true;
            case LineSlot.Amount:
                fields.Amount = number;
                return true;
            case LineSlot.PackageCount when TinyNumber.Of(number) is { IsWide: false } tiny:
                fields.PackageCount = tiny;
                return true;
            case LineSlot.PriceBasis:
                // Most files say 1, which holds anyway.
                return fields.Rare is null && number is { IsWhole: true, Whole: 1 };
            default:
                return false;
        }
    }

    public override void Clear()
    {
        base.Clear();
        Line = new OrderLine((string?)null);
        if (ShipTo.IsSaid)
            ShipTo = default;
    }

    /// <summary>Hands the line out; what is said afterwards is said of another one.</summary>
    public OrderLine Build()
    {
        if (Whole < 0)
            Fields.Number = Number ?? "";
        Fields.Extensions = Extensions;
        if (ShipTo.Build() is { } shipTo)
            Fields.Few.ShipTo = shipTo;
        return Line;
    }
}
