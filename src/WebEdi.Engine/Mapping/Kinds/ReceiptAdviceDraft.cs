using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about the head of a receipt advice so far.</summary>
internal sealed class ReceiptAdviceDraft : HeadDraft<ReceiptLine>
{
    public DateOnly? IssueDate;
    public DateOnly? ReceivedDate;
    public DateOnly? InspectedDate;
    public string? DespatchNumber;
    public string? OrderNumber;
    public PartyDraft ShipTo;
    public string? Note;

    public override void Add(Draft part) => Lines.Add(((ReceiptLineDraft)part).Build());

    public override IEdiDocument Build() => new ReceiptAdvice
    {
        Number = Number ?? "",
        IssueDate = IssueDate,
        ReceivedDate = ReceivedDate,
        InspectedDate = InspectedDate,
        DespatchNumber = DespatchNumber,
        OrderNumber = OrderNumber,
        Buyer = Buyer.Build(),
        Supplier = Supplier.Build(),
        ShipTo = ShipTo.Build(),
        Note = Note,
        Lines = Lines,
    };
}

/// <summary>What has been said about a line of a receipt advice so far.</summary>
internal sealed class ReceiptLineDraft : Draft
{
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? ManufacturerItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? Lot;
    public decimal? Quantity;
    public string? Unit;
    public decimal? DespatchedQuantity;
    public decimal? AcceptedQuantity;
    public decimal? RejectedQuantity;
    public decimal? ShortQuantity;
    public decimal? OversupplyQuantity;
    public string? ReasonCode;
    public string? Reason;
    public string? ActionCode;
    public string? OrderNumber;
    public string? DespatchNumber;
    public decimal? UnitPrice;
    public decimal? Amount;
    public string? Note;

    public override void Clear()
    {
        base.Clear();
        ItemCode = SupplierItemCode = ManufacturerItemCode = Gtin = ItemName = Lot = Unit = null;
        ReasonCode = Reason = ActionCode = OrderNumber = DespatchNumber = Note = null;
        Quantity = null;
        DespatchedQuantity = AcceptedQuantity = RejectedQuantity = ShortQuantity = OversupplyQuantity = UnitPrice = Amount = null;
    }

    public ReceiptLine Build() => new()
    {
        LineNumber = Number ?? "",
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        ManufacturerItemCode = ManufacturerItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        Lot = Lot,
        Quantity = Quantity,
        Unit = Unit,
        DespatchedQuantity = DespatchedQuantity,
        AcceptedQuantity = AcceptedQuantity,
        RejectedQuantity = RejectedQuantity,
        ShortQuantity = ShortQuantity,
        OversupplyQuantity = OversupplyQuantity,
        ReasonCode = ReasonCode,
        Reason = Reason,
        ActionCode = ActionCode,
        OrderNumber = OrderNumber,
        DespatchNumber = DespatchNumber,
        UnitPrice = UnitPrice,
        Amount = Amount,
        Note = Note,
    };
}
