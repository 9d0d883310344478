using WebEdi.Documents;

namespace WebEdi.Engine.Mapping.Kinds;

/// <summary>What has been said about the head of an order so far.</summary>
internal sealed class OrderDraft : HeadDraft<OrderLine>
{
    public DateOnly? RevisionDate;
    public DocumentPurpose Purpose = DocumentPurpose.Original;
    public string? TypeCode;
    public DateOnly? IssueDate;
    public PartyDraft ShipTo;
    public string? ReceivingPlace;
    public string? QuotationNumber;
    public string? SalesOrderNumber;
    public string? ContractNumber;
    public string? ProjectNumber;
    public bool TaxIncluded;
    public decimal? NetAmount;
    public decimal? TaxAmount;
    public decimal? GrossAmount;
    public string? PaymentTerms;
    public DateOnly? PaymentDueDate;
    public string? InspectionTerms;
    public string? Note;

    public OrderDraft() => Currency = "JPY";

    /// <summary>Gets a value indicating whether lines are needed: only what cancels a whole order may have none.</summary>
    public override bool NeedsLines => Purpose != DocumentPurpose.Cancellation;

    public override bool IsReusable => true;

    public override void Clear()
    {
        base.Clear();
        Currency = "JPY";
        Purpose = DocumentPurpose.Original;
        ShipTo = default;
        TaxIncluded = false;
        RevisionDate = IssueDate = PaymentDueDate = null;
        NetAmount = TaxAmount = GrossAmount = null;
        TypeCode = ReceivingPlace = QuotationNumber = SalesOrderNumber = ContractNumber = ProjectNumber = null;
        PaymentTerms = InspectionTerms = Note = null;
    }

    public override void Add(Draft part) => Lines.Add(((OrderLineDraft)part).Build());

    public override IEdiDocument Build()
    {
        Order order = new()
        {
            Number = Number ?? "",
            Revision = Revision,
            RevisionDate = RevisionDate,
            Purpose = Purpose,
            TypeCode = TypeCode,
            IssueDate = IssueDate,
            Buyer = Buyer.Build(),
            Supplier = Supplier.Build() ?? new Party { Code = "" },
            ShipTo = ShipTo.Build(),
            ReceivingPlace = ReceivingPlace,
            QuotationNumber = QuotationNumber,
            SalesOrderNumber = SalesOrderNumber,
            ContractNumber = ContractNumber,
            ProjectNumber = ProjectNumber,
            Currency = Currency!,
            TaxIncluded = TaxIncluded,
            NetAmount = NetAmount,
            TaxAmount = TaxAmount,
            GrossAmount = GrossAmount,
            PaymentTerms = PaymentTerms,
            PaymentDueDate = PaymentDueDate,
            InspectionTerms = InspectionTerms,
            Note = Note,
            Lines = Lines,
        };
        return Extensions is null ? order : order with { Extensions = Extensions };
    }
}
