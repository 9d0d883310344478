using System.Runtime.CompilerServices;

using WebEdi.Documents;

namespace WebEdi.Engine.Writing.Tree;

/// <summary>What a line of an order says, as a number: lines with the same one have the same fields in the same places of a message.</summary>
/// <remarks>A bit for everything that stands there or not, and the choices themselves, which few lines make otherwise than the one before.</remarks>
internal static class LineKey
{
    private const int UnitPrice = 8;
    private const int Amount = 9;
    private const int PackageCount = 10;
    private const int TaxRate = 11;
    private const int Due = 12;
    private const int Undecided = 13;
    private const int Change = 16;
    private const int PriceType = 24;
    private const int TaxCategory = 32;

    /// <summary>Makes the number of a line.</summary>
    /// <returns>False: it says something that few lines say.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet(OrderLine line, out ulong key)
    {
        ref readonly OrderLineFields fields = ref line.Fields;
        key = fields.Unmade
            | Bit(Said(fields.Number), (int)LineText.Number) | Bit(Said(fields.ItemCode), (int)LineText.ItemCode)
            | Bit(Said(fields.SupplierItemCode), (int)LineText.SupplierItemCode) | Bit(Said(fields.Gtin), (int)LineText.Gtin)
            | Bit(Said(fields.ItemName), (int)LineText.ItemName) | Bit(Said(fields.Unit), (int)LineText.Unit) | Bit(Said(fields.Note), (int)LineText.Note)
            | Bit(fields.UnitPrice.IsThere, UnitPrice) | Bit(fields.Amount.IsThere, Amount) | Bit(fields.PackageCount.Small.IsThere, PackageCount)
            | Bit(fields.TaxRate.Small.IsThere, TaxRate) | Bit(fields.Due != 0, Due) | Bit(fields.DueDateUndecided, Undecided)
            | ((ulong)fields.Change << Change) | ((ulong)fields.PriceType << PriceType) | ((ulong)fields.TaxCategory << TaxCategory);
        return fields.Rare is null && line.Extensions.Count == 0;
    }

    /// <summary>Tells whether lines with a number say a field.</summary>
    /// <param name="key">The number.</param>
    /// <param name="fact">The field.</param>
    public static bool Says(ulong key, LineFact fact) => fact switch
    {
        LineFact.Quantity => true,
        LineFact.UnitPrice => (key >> UnitPrice & 1) != 0,
        LineFact.Amount => (key >> Amount & 1) != 0,
        LineFact.PackageCount => (key >> PackageCount & 1) != 0,
        LineFact.TaxRate => (key >> TaxRate & 1) != 0,
        LineFact.Due => (key >> Due & 3) != 0,
        _ => (key >> (int)fact & 1) != 0,
    };

    /// <summary>Finds a field that is written from what a line keeps.</summary>
    /// <param name="name">Its name in maps.</param>
    /// <returns>Null: what it says is the same for all lines with the same number.</returns>
    public static LineFact? FactOf(string name) => name switch
    {
        "number" => LineFact.Number,
        "item" => LineFact.ItemCode,
        "supplierItem" => LineFact.SupplierItemCode,
        "gtin" => LineFact.Gtin,
        "itemName" => LineFact.ItemName,
        "unit" => LineFact.Unit,
        "note" => LineFact.Note,
        "quantity" => LineFact.Quantity,
        "price" => LineFact.UnitPrice,
        "amount" => LineFact.Amount,
        "packageCount" => LineFact.PackageCount,
        "taxRate" => LineFact.TaxRate,
        "due" => LineFact.Due,
        _ => null,
    };

    private static bool Said(string? text) => text is { Length: > 0 };

    private static ulong Bit(bool isSet, int at) => (isSet ? 1UL : 0) << at;
}

/// <summary>What differs from line to line. Texts come first, in the order of <see cref="LineText"/>.</summary>
internal enum LineFact
{
    Number = LineText.Number,
    ItemCode = LineText.ItemCode,
    SupplierItemCode = LineText.SupplierItemCode,
    Gtin = LineText.Gtin,
    ItemName = LineText.ItemName,
    Unit = LineText.Unit,
    Note = LineText.Note,
    Quantity = 7,
    UnitPrice = 8,
    Amount = 9,
    PackageCount = 10,
    TaxRate = 11,
    Due = 12,
}
