using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about the head of a delivery schedule so far.</summary>
internal sealed class DeliveryScheduleDraft : HeadDraft<DeliveryScheduleLine>
{
    public DocumentPurpose Purpose;
    public string? TypeCode;
    public DateOnly? IssueDate;
    public DateOnly? Start;
    public DateOnly? End;
    public string? OrderNumber;
    public PartyDraft ShipTo;
    public string? Note;

    public DeliveryScheduleDraft() => Purpose = DocumentPurpose.Original;

    /// <summary>Gets a value indicating whether lines are needed: only what cancels a whole schedule may have none.</summary>
    public override bool NeedsLines => Purpose != DocumentPurpose.Cancellation;

    public override void Add(Draft part) => Lines.Add(((DeliveryScheduleLineDraft)part).Build());

    public override IEdiDocument Build() => new DeliverySchedule
    {
        Number = Number ?? "",
        Revision = Revision,
        Purpose = Purpose,
        TypeCode = TypeCode,
        IssueDate = IssueDate,
        Start = Start,
        End = End,
        OrderNumber = OrderNumber,
        Buyer = Buyer.Build(),
        Supplier = Supplier.Build(),
        ShipTo = ShipTo.Build(),
        Note = Note,
        Lines = Lines,
    };
}

/// <summary>What has been said about a line of a delivery schedule so far.</summary>
internal sealed class DeliveryScheduleLineDraft : Draft
{
    private readonly List<ScheduledQuantity> _schedule = [];

    public string? ItemCode;
    public string? SupplierItemCode;
    public string? ManufacturerItemCode;
    public string? Gtin;
    public string? ItemName;
    public string? DrawingRevision;
    public string? Unit;
    public string? OrderNumber;
    public PartyDraft ShipTo;
    public string? ReceivingPlace;
    public decimal? CumulativeQuantity;
    public string? LastDespatchNumber;
    public decimal? UnitPrice;
    public string? Note;

    public override void Add(Draft part)
    {
        if (((ScheduledQuantityDraft)part).Build() is { } made)
            _schedule.Add(made);
    }

    public override void Clear()
    {
        base.Clear();
        _schedule.Clear();
        ItemCode = SupplierItemCode = ManufacturerItemCode = Gtin = ItemName = DrawingRevision = Unit = null;
        OrderNumber = ReceivingPlace = LastDespatchNumber = Note = null;
        ShipTo = default;
        CumulativeQuantity = UnitPrice = null;
    }

    public DeliveryScheduleLine Build() => new()
    {
        LineNumber = Number ?? "",
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        ManufacturerItemCode = ManufacturerItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        DrawingRevision = DrawingRevision,
        Unit = Unit,
        OrderNumber = OrderNumber,
        ShipTo = ShipTo.Build(),
        ReceivingPlace = ReceivingPlace,
        CumulativeQuantity = CumulativeQuantity,
        LastDespatchNumber = LastDespatchNumber,
        UnitPrice = UnitPrice,
        Note = Note,
        Schedule = [.. _schedule],
    };
}

/// <summary>What has been said about an entry of a schedule so far.</summary>
internal sealed class ScheduledQuantityDraft : Draft
{
    public DateOnly? Date;
    public DateOnly? End;
    public decimal? Quantity;
    public ScheduleKind Kind;
    public SchedulePeriod Period;
    public decimal? CumulativeQuantity;

    public override void Clear()
    {
        base.Clear();
        Date = End = null;
        Quantity = CumulativeQuantity = null;
        Kind = default;
        Period = default;
    }

    /// <summary>Makes it.</summary>
    /// <returns>Null: it names no date.</returns>
    public ScheduledQuantity? Build() => Date is null
        ? null
        : new ScheduledQuantity
        {
            Date = Date.Value,
            End = End,
            Quantity = Quantity,
            Kind = Kind,
            Period = Period,
            CumulativeQuantity = CumulativeQuantity,
        };
}
