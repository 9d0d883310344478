namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>The places of a line of an order that plain values are put into straight from their bytes: those of most lines.</summary>
/// <remarks>Texts come first, in the order of <see cref="Documents.LineText"/>.</remarks>
internal enum LineSlot
{
    None = 0,
    Number = 1,
    ItemCode = 2,
    SupplierItemCode = 3,
    Gtin = 4,
    ItemName = 5,
    Unit = 6,
    Note = 7,
    Quantity = 8,
    UnitPrice = 9,
    Amount = 10,
    PackageCount = 11,
    PriceBasis = 12,
    Due = 13,
}
