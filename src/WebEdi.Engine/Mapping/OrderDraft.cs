using WebEdi.Documents;

namespace WebEdi.Engine.Mapping;

/// <summary>What the rows of an order have said about its head so far.</summary>
internal sealed class OrderDraft
{
    private SortedDictionary<string, string>? _extensions;

    public string? Number;
    public int Revision;
    public DateOnly? RevisionDate;
    public DocumentPurpose Purpose = DocumentPurpose.Original;
    public string? TypeCode;
    public DateOnly? IssueDate;
    public PartyDraft Buyer;
    public PartyDraft Supplier;
    public PartyDraft ShipTo;
    public string? ReceivingPlace;
    public string? QuotationNumber;
    public string? SalesOrderNumber;
    public string? ContractNumber;
    public string? ProjectNumber;
    public string Currency = "JPY";
    public bool TaxIncluded;
    public decimal? NetAmount;
    public decimal? TaxAmount;
    public decimal? GrossAmount;
    public string? PaymentTerms;
    public DateOnly? PaymentDueDate;
    public string? InspectionTerms;
    public string? Note;

    public void Extend(string name, string text) => (_extensions ??= new SortedDictionary<string, string>(StringComparer.Ordinal))[name] = text;

    public Order Build(IReadOnlyList<OrderLine> lines)
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
            Currency = Currency,
            TaxIncluded = TaxIncluded,
            NetAmount = NetAmount,
            TaxAmount = TaxAmount,
            GrossAmount = GrossAmount,
            PaymentTerms = PaymentTerms,
            PaymentDueDate = PaymentDueDate,
            InspectionTerms = InspectionTerms,
            Note = Note,
            Lines = lines,
        };
        return _extensions is null ? order : order with { Extensions = _extensions };
    }
}

/// <summary>What the rows have said about a party so far.</summary>
internal struct PartyDraft
{
    public string? Code;
    public string? GlobalCode;
    public string? Name;
    public string? Department;
    public string? ContactName;
    public string? Telephone;
    public string? Fax;
    public string? Postcode;
    public string? Address;
    public string? RegistrationNumber;
    private bool _any;

    public static void Set(ref PartyDraft party, int part, string text)
    {
        party._any = true;
        switch (part)
        {
            case 0: party.Code = text; break;
            case 1: party.GlobalCode = text; break;
            case 2: party.Name = text; break;
            case 3: party.Department = text; break;
            case 4: party.ContactName = text; break;
            case 5: party.Telephone = text; break;
            case 6: party.Fax = text; break;
            case 7: party.Postcode = text; break;
            case 8: party.Address = text; break;
            default: party.RegistrationNumber = text; break;
        }
    }

    public readonly Party? Build() => !_any ? null : new Party
    {
        Code = Code ?? "",
        GlobalCode = GlobalCode,
        Name = Name,
        Department = Department,
        ContactName = ContactName,
        Telephone = Telephone,
        Fax = Fax,
        Postcode = Postcode,
        Address = Address,
        RegistrationNumber = RegistrationNumber,
    };
}
