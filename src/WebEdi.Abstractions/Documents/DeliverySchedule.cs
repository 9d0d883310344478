namespace WebEdi.Documents;

/// <summary>What a buyer will need or calls off, by date (内示, 納入指示).</summary>
/// <remarks>EDIFACT DELFOR and DELJIT, X12 830 and 862. A forecast is no order; an entry says how firm it is.</remarks>
public sealed record DeliverySchedule : IEdiDocument
{
    /// <summary>Gets the number (内示番号).</summary>
    public required string Number { get; init; }

    /// <summary>Gets the revision; a higher one replaces a lower one (訂正番号).</summary>
    public int Revision { get; init; }

    /// <summary>Gets why the document was sent (目的).</summary>
    public DocumentPurpose Purpose { get; init; } = DocumentPurpose.Original;

    /// <summary>Gets the type code of the buyer, for instance forecast or call-off (種別).</summary>
    public string? TypeCode { get; init; }

    /// <summary>Gets the issue date (発行日).</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>Gets the first day that it covers (期間（自）).</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Gets the last day that it covers (期間（至）).</summary>
    public DateOnly? End { get; init; }

    /// <summary>Gets the order or contract that is called off (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the buyer (発注者).</summary>
    public Party? Buyer { get; init; }

    /// <summary>Gets the supplier (受注者).</summary>
    public Party? Supplier { get; init; }

    /// <summary>Gets the place of delivery (納入先).</summary>
    public Party? ShipTo { get; init; }

    /// <summary>Gets the note (備考).</summary>
    public string? Note { get; init; }

    /// <summary>Gets the lines, in the order of the document.</summary>
    public required IReadOnlyList<DeliveryScheduleLine> Lines { get; init; }
}

/// <summary>An item of a delivery schedule.</summary>
public sealed record DeliveryScheduleLine
{
    /// <summary>Gets the line number of the document (明細番号).</summary>
    public required string LineNumber { get; init; }

    /// <summary>Gets the item code of the buyer (品番（発注者）).</summary>
    public string? ItemCode { get; init; }

    /// <summary>Gets the item code of the supplier (品番（受注者）).</summary>
    public string? SupplierItemCode { get; init; }

    /// <summary>Gets the item code of the manufacturer (メーカー品番).</summary>
    public string? ManufacturerItemCode { get; init; }

    /// <summary>Gets the GTIN or JAN code.</summary>
    public string? Gtin { get; init; }

    /// <summary>Gets the name of the item (品名).</summary>
    public string? ItemName { get; init; }

    /// <summary>Gets the revision of the drawing or of the item (図番版).</summary>
    public string? DrawingRevision { get; init; }

    /// <summary>Gets the unit (単位), as in lines of orders.</summary>
    public string? Unit { get; init; }

    /// <summary>Gets the order or contract of the line, where it is not that of the head (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the place of delivery of the line, where it differs (納入先).</summary>
    public Party? ShipTo { get; init; }

    /// <summary>Gets the place of hand-over on the site (受渡場所).</summary>
    public string? ReceivingPlace { get; init; }

    /// <summary>Gets the quantity received since the count began (累計受入数量).</summary>
    public decimal? CumulativeQuantity { get; init; }

    /// <summary>Gets the last delivery note that the buyer has counted (最終納品書番号).</summary>
    public string? LastDespatchNumber { get; init; }

    /// <summary>Gets the unit price (単価).</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Gets the note (備考).</summary>
    public string? Note { get; init; }

    /// <summary>Gets the quantities by date, in the order of the document.</summary>
    public IReadOnlyList<ScheduledQuantity> Schedule { get; init => field = value ?? []; } = [];
}

/// <summary>A quantity that is wanted on a date or in a period.</summary>
public sealed record ScheduledQuantity
{
    /// <summary>Gets the date, or the first day of the period (日付).</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Gets the last day of the period (期間末日).</summary>
    public DateOnly? End { get; init; }

    /// <summary>Gets the quantity (数量); null: only the cumulative one is told.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Gets how firm it is (確度).</summary>
    public ScheduleKind Kind { get; init; }

    /// <summary>Gets the period that the quantity is for (期間区分).</summary>
    public SchedulePeriod Period { get; init; }

    /// <summary>Gets the quantity required since the count began, this one included (累計数量).</summary>
    public decimal? CumulativeQuantity { get; init; }
}
