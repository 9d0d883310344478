namespace WebEdi.Documents;

/// <summary>A supplier's reply to an order (納期回答, 注文請け): one submission, for one or more lines.</summary>
/// <remarks>
/// The reply names the revision that it answers. EDIFACT ORDRSP, X12 855, UBL OrderResponse. A later reply to the same line has a
/// higher <see cref="ResponseLine.Version"/>; earlier ones are kept.
/// </remarks>
public sealed record OrderResponse : IEdiDocument
{
    /// <summary>Gets the identity of the reply, unique per tenant; of a reply that came as a message, its number (BGM 1004, OrderResponse/ID).</summary>
    public required string Id { get; init; }

    string IEdiDocument.Number => Id;

    /// <summary>Gets the order number that is answered.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>Gets the revision of the order that the supplier saw (対象訂正番号).</summary>
    public required int OrderRevision { get; init; }

    /// <summary>Gets the date of the order, where the reply names it.</summary>
    public DateOnly? OrderDate { get; init; }

    /// <summary>Gets the answer to the order as a whole; null: only the lines answer. BGM 4343, BAK02, OrderResponseCode.</summary>
    public ResponseKind? Kind { get; init; }

    /// <summary>Gets the code of the supplier.</summary>
    public required string SupplierCode { get; init; }

    /// <summary>Gets the supplier, where the reply says more than the code.</summary>
    public Party? Supplier { get; init; }

    /// <summary>Gets the buyer, where the reply names it.</summary>
    public Party? Buyer { get; init; }

    /// <summary>Gets the currency of the prices, ISO 4217; null: that of the order.</summary>
    public string? Currency { get; init; }

    /// <summary>Gets the supplier's own order number (受注者の受注番号).</summary>
    public string? SalesOrderNumber { get; init; }

    /// <summary>Gets when the reply was given (回答日時), UTC; null: it came as a message that does not say.</summary>
    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>Gets who gave the reply (回答者). Personal data.</summary>
    public string? RespondedBy { get; init; }

    /// <summary>Gets the note of the supplier.</summary>
    public string? Note { get; init; }

    /// <summary>Gets the answered lines. At least one.</summary>
    public required IReadOnlyList<ResponseLine> Lines { get; init; }
}

/// <summary>The reply to one order line.</summary>
public sealed record ResponseLine
{
    /// <summary>Gets the line number of the order.</summary>
    public required string LineNumber { get; init; }

    /// <summary>Gets the version of the reply to this line: 1 for the first, one more for each later one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Gets the answer (回答区分).</summary>
    public required ResponseKind Kind { get; init; }

    /// <summary>Gets the item code of the buyer, where the reply repeats it.</summary>
    public string? ItemCode { get; init; }

    /// <summary>Gets the item code of the supplier.</summary>
    public string? SupplierItemCode { get; init; }

    /// <summary>Gets the item code of the manufacturer.</summary>
    public string? ManufacturerItemCode { get; init; }

    /// <summary>Gets the GTIN or JAN code.</summary>
    public string? Gtin { get; init; }

    /// <summary>Gets the name of the item.</summary>
    public string? ItemName { get; init; }

    /// <summary>Gets the quantity that the reply states for the line; null: that of the order.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Gets the unit, as in lines of orders; null: that of the order line.</summary>
    public string? Unit { get; init; }

    /// <summary>Gets the promised deliveries in order of their dates (分納). Empty when refused or on hold.</summary>
    /// <remarks>Their quantities and <see cref="Remainder"/> add up to the ordered quantity.</remarks>
    public IReadOnlyList<PromisedDelivery> Schedule { get; init => field = value ?? []; } = [];

    /// <summary>Gets the quantity that will not come (残数). 0: everything is promised.</summary>
    public decimal Remainder { get; init; }

    /// <summary>Gets the reason code (理由コード), from the tenant's list; a code of a standard with its source, edifact:AUE.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Gets the reason in words. Required when refused. At most 200 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the unit price that the supplier asks for instead (単価変更).</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Gets the item offered instead (代替品).</summary>
    public string? SubstituteItemCode { get; init; }
}

/// <summary>A date and a quantity that a supplier promises (分納枝番 = position in the list).</summary>
/// <param name="Date">The day of delivery.</param>
/// <param name="Quantity">In the unit of the order line; greater than 0.</param>
/// <param name="Kind">What the date stands for.</param>
public sealed record PromisedDelivery(DateOnly Date, decimal Quantity, PromiseKind Kind = PromiseKind.Promised);
