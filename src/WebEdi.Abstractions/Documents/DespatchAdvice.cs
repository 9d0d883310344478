namespace WebEdi.Documents;

/// <summary>A delivery note (納品書): what a supplier delivers against one order.</summary>
/// <remarks>EDIFACT DESADV, X12 856, UBL DespatchAdvice. The number is unique per supplier; it is what the bar code carries.</remarks>
public sealed record DespatchAdvice : IEdiDocument
{
    /// <summary>Gets the delivery note number (納品キー番号): upper-case letters, digits and hyphens, so that CODE39 and QR carry it.</summary>
    public required string Number { get; init; }

    /// <summary>Gets the issue date.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>Gets the date on which the goods leave (出荷日).</summary>
    public DateOnly? DespatchDate { get; init; }

    /// <summary>Gets the planned delivery date (納入予定日).</summary>
    public DateOnly? DeliveryDate { get; init; }

    /// <summary>Gets the order number.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>Gets the revision of the order.</summary>
    public int OrderRevision { get; init; }

    /// <summary>Gets the order date.</summary>
    public DateOnly? OrderDate { get; init; }

    /// <summary>Gets the buyer.</summary>
    public required Party Buyer { get; init; }

    /// <summary>Gets the supplier.</summary>
    public required Party Supplier { get; init; }

    /// <summary>Gets the place of delivery.</summary>
    public Party? ShipTo { get; init; }

    /// <summary>Gets the place of hand-over on the site (受渡場所).</summary>
    public string? ReceivingPlace { get; init; }

    /// <summary>Gets the carrier (運送会社).</summary>
    public string? Carrier { get; init; }

    /// <summary>Gets the number under which the carrier moves the goods (運送状番号).</summary>
    public string? ConsignmentNumber { get; init; }

    /// <summary>Gets the number of packages (個口数).</summary>
    public decimal? PackageCount { get; init; }

    /// <summary>Gets the currency of the amounts, ISO 4217; null: that of the order, the advice names none.</summary>
    public string? Currency { get; init; }

    /// <summary>Gets a value indicating whether amounts include consumption tax.</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>Gets the note.</summary>
    public string? Note { get; init; }

    /// <summary>Gets the lines.</summary>
    public required IReadOnlyList<DespatchLine> Lines { get; init; }

    /// <summary>Gets the tax per rate, each rounded once.</summary>
    public IReadOnlyList<TaxSubtotal> Taxes { get; init => field = value ?? []; } = [];

    /// <summary>Gets the sum of the line amounts without tax.</summary>
    public decimal NetAmount { get; init; }

    /// <summary>Gets the sum of the taxes.</summary>
    public decimal TaxAmount { get; init; }

    /// <summary>Gets the total with tax.</summary>
    public decimal GrossAmount { get; init; }

    /// <summary>Gets how often the note was printed before; greater than 0 prints the mark 再発行.</summary>
    public int EarlierPrints { get; init; }
}

/// <summary>A line of a delivery note.</summary>
public sealed record DespatchLine
{
    /// <summary>Gets the line number of the order.</summary>
    public required string LineNumber { get; init; }

    /// <summary>Gets the item code of the buyer.</summary>
    public string? ItemCode { get; init; }

    /// <summary>Gets the item code of the supplier (品番（受注者）).</summary>
    public string? SupplierItemCode { get; init; }

    /// <summary>Gets the item code of the manufacturer (メーカー品番).</summary>
    public string? ManufacturerItemCode { get; init; }

    /// <summary>Gets the GTIN or JAN code.</summary>
    public string? Gtin { get; init; }

    /// <summary>Gets the name of the item.</summary>
    public string? ItemName { get; init; }

    /// <summary>Gets the specification.</summary>
    public string? Specification { get; init; }

    /// <summary>Gets the lot (ロット).</summary>
    public string? Lot { get; init; }

    /// <summary>Gets the delivered quantity (納入数量).</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Gets the unit, as in lines of orders.</summary>
    public string? Unit { get; init; }

    /// <summary>Gets the ordered quantity (注文数量).</summary>
    public decimal? OrderedQuantity { get; init; }

    /// <summary>Gets the quantity that is still to come (残数).</summary>
    public decimal? Remainder { get; init; }

    /// <summary>Gets the order number of the line, where it is not that of the head (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the identification of the package, for instance an SSCC (荷番号).</summary>
    public string? PackageId { get; init; }

    /// <summary>Gets the type of package (荷姿), as in lines of orders.</summary>
    public string? PackageType { get; init; }

    /// <summary>Gets the unit price; null hides it.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Gets the amount, rounded by the buyer's rule.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Gets the tax category.</summary>
    public TaxCategory TaxCategory { get; init; }

    /// <summary>Gets the tax rate in percent.</summary>
    public decimal TaxRate { get; init; }

    /// <summary>Gets the requested delivery date.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>Gets the note of the line.</summary>
    public string? Note { get; init; }
}

/// <summary>Tax of one document at one rate.</summary>
/// <param name="Category">The category.</param>
/// <param name="Rate">Percent.</param>
/// <param name="TaxableAmount">The sum of the line amounts at this rate.</param>
/// <param name="TaxAmount">The tax, rounded once.</param>
public sealed record TaxSubtotal(TaxCategory Category, decimal Rate, decimal TaxableAmount, decimal TaxAmount);
