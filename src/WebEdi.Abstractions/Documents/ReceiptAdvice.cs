namespace WebEdi.Documents;

/// <summary>What a buyer says about goods that came: received (受領), and accepted after inspection (検収).</summary>
/// <remarks>EDIFACT RECADV, X12 861, UBL ReceiptAdvice. In Japan receipt and acceptance are two events; a document may tell one or both.</remarks>
public sealed record ReceiptAdvice : IEdiDocument
{
    /// <summary>Gets the number (受領書番号).</summary>
    public required string Number { get; init; }

    /// <summary>Gets the issue date (発行日).</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>Gets the date on which the goods came (受入日).</summary>
    public DateOnly? ReceivedDate { get; init; }

    /// <summary>Gets the date on which they were accepted after inspection (検収日).</summary>
    public DateOnly? InspectedDate { get; init; }

    /// <summary>Gets the delivery note number that is answered (納品書番号).</summary>
    public string? DespatchNumber { get; init; }

    /// <summary>Gets the order number (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the buyer (発注者).</summary>
    public Party? Buyer { get; init; }

    /// <summary>Gets the supplier (受注者).</summary>
    public Party? Supplier { get; init; }

    /// <summary>Gets the place where the goods came (納入先).</summary>
    public Party? ShipTo { get; init; }

    /// <summary>Gets the note (備考).</summary>
    public string? Note { get; init; }

    /// <summary>Gets the lines, in the order of the document.</summary>
    public required IReadOnlyList<ReceiptLine> Lines { get; init; }
}

/// <summary>A line of a receipt advice.</summary>
public sealed record ReceiptLine
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

    /// <summary>Gets the lot (ロット).</summary>
    public string? Lot { get; init; }

    /// <summary>Gets the quantity that came, rejected goods among it (受入数量); null: the document tells only what was accepted or rejected.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Gets the unit (単位), as in lines of orders.</summary>
    public string? Unit { get; init; }

    /// <summary>Gets the quantity of the delivery note (納入数量).</summary>
    public decimal? DespatchedQuantity { get; init; }

    /// <summary>Gets the quantity accepted after inspection (検収数量).</summary>
    public decimal? AcceptedQuantity { get; init; }

    /// <summary>Gets the quantity rejected (不良数量).</summary>
    public decimal? RejectedQuantity { get; init; }

    /// <summary>Gets the quantity that is missing (不足数量).</summary>
    public decimal? ShortQuantity { get; init; }

    /// <summary>Gets the quantity beyond the order (過剰数量).</summary>
    public decimal? OversupplyQuantity { get; init; }

    /// <summary>Gets the reason code (理由コード), as in replies.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Gets the reason in words (理由).</summary>
    public string? Reason { get; init; }

    /// <summary>Gets what is to be done about rejected goods, as a code (処置区分).</summary>
    public string? ActionCode { get; init; }

    /// <summary>Gets the order number of the line, where it is not that of the head (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the delivery note number of the line, where it is not that of the head (納品書番号).</summary>
    public string? DespatchNumber { get; init; }

    /// <summary>Gets the unit price (単価).</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Gets the amount accepted (検収金額).</summary>
    public decimal? Amount { get; init; }

    /// <summary>Gets the note (備考).</summary>
    public string? Note { get; init; }
}
