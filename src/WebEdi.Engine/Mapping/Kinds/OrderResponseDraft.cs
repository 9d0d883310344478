using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about the head of a reply to an order so far.</summary>
internal sealed class OrderResponseDraft : HeadDraft<ResponseLine>
{
    private readonly List<int> _unanswered = [];

    public string? OrderNumber;
    public DateOnly? OrderDate;
    public DateOnly? IssueDate;
    public string? RespondedBy;
    public ResponseKind? Kind;
    public string? SalesOrderNumber;
    public string? Note;

    public override void Add(Draft part)
    {
        ResponseLineDraft line = (ResponseLineDraft)part;
        if (line.Kind is null)
            _unanswered.Add(Lines.Count);
        Lines.Add(line.Build());
    }

    public override void DropLines()
    {
        base.DropLines();
        _unanswered.Clear();
    }

    public override IEdiDocument Build()
    {
        // A line that says nothing is answered by the head.
        foreach (int line in _unanswered)
            Lines[line] = Lines[line] with { Kind = Kind ?? ResponseKind.Accepted };

        return new OrderResponse
        {
            Id = Number ?? "",
            OrderNumber = OrderNumber ?? "",
            OrderRevision = Revision,
            OrderDate = OrderDate,
            Kind = Kind,
            Buyer = Buyer.Build(),
            Supplier = Supplier.Build(),
            SupplierCode = Supplier.Build()?.Code ?? "",
            SalesOrderNumber = SalesOrderNumber,
            RespondedAt = IssueDate is { } day ? new DateTimeOffset(day, default, TimeSpan.Zero) : null,
            RespondedBy = RespondedBy,
            Currency = Currency,
            Note = Note,
            Lines = Lines,
        };
    }
}

/// <summary>What has been said about the reply to a line so far.</summary>
internal sealed class ResponseLineDraft : Draft
{
    private readonly List<PromiseDraft.Said> _promises = [];

    public ResponseKind? Kind;
    public string? ItemCode;
    public string? SupplierItemCode;
    public string? ManufacturerItemCode;
    public string? Gtin;
    public string? ItemName;
    public decimal? Quantity;
    public string? Unit;
    public decimal? UnitPrice;
    public decimal Remainder;
    public string? ReasonCode;
    public string? Reason;
    public string? SubstituteItemCode;

    public override void Add(Draft part)
    {
        if (((PromiseDraft)part).Build() is { } said)
            _promises.Add(said);
    }

    public override void Clear()
    {
        base.Clear();
        _promises.Clear();
        Kind = null;
        ItemCode = SupplierItemCode = ManufacturerItemCode = Gtin = ItemName = Unit = ReasonCode = Reason = SubstituteItemCode = null;
        Quantity = UnitPrice = null;
        Remainder = 0;
    }

    public ResponseLine Build() => new()
    {
        LineNumber = Number ?? "",
        Kind = Kind.GetValueOrDefault(),
        ItemCode = ItemCode,
        SupplierItemCode = SupplierItemCode,
        ManufacturerItemCode = ManufacturerItemCode,
        Gtin = Gtin,
        ItemName = ItemName,
        Quantity = Quantity,
        Unit = Unit,
        UnitPrice = UnitPrice,
        Remainder = Remainder,
        ReasonCode = ReasonCode,
        Reason = Reason,
        SubstituteItemCode = SubstituteItemCode,

        // A delivery that names no quantity is that of the whole line.
        Schedule = [.. _promises.Select(p => new PromisedDelivery(p.Date, p.Quantity ?? Quantity ?? 0, p.Kind))],
    };
}

/// <summary>What has been said about a promised delivery so far.</summary>
internal sealed class PromiseDraft : Draft
{
    public DateOnly? Date;
    public decimal? Quantity;
    public PromiseKind Kind;

    public override void Clear()
    {
        base.Clear();
        Date = null;
        Quantity = null;
        Kind = default;
    }

    /// <summary>Makes it.</summary>
    /// <returns>Null: no date is promised.</returns>
    public Said? Build() => Date is { } date ? new Said(date, Quantity, Kind) : null;

    /// <summary>A promised delivery whose quantity may be that of the line.</summary>
    internal readonly record struct Said(DateOnly Date, decimal? Quantity, PromiseKind Kind);
}
