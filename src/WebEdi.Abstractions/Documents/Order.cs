namespace WebEdi.Documents;

/// <summary>A purchase order (注文), the canonical form that every order format is mapped to.</summary>
/// <remarks>
/// Fields follow SMEOrder of SME Common EDI ver. 4.2; the same places in UBL Order, EDIFACT ORDERS and X12 850 are named where they differ.
/// Amounts are in <see cref="Currency"/>, decimal, never rounded by the mapping. Texts are as received.
/// </remarks>
public sealed record Order : IEdiDocument
{
    /// <summary>Gets the order number (注文番号), unique per buyer. 1-35 characters. BGM 1004, BEG03, Order/ID.</summary>
    public required string Number { get; init; }

    /// <summary>Gets the revision (訂正番号). 0 is the first issue; a higher number replaces a lower one.</summary>
    public int Revision { get; init; }

    /// <summary>Gets the date of the revision, if the file names one.</summary>
    public DateOnly? RevisionDate { get; init; }

    /// <summary>Gets why the document was sent.</summary>
    public DocumentPurpose Purpose { get; init; } = DocumentPurpose.Original;

    /// <summary>Gets the type of order (種別), for instance blanket or call-off: a code of UN/EDIFACT data element 1001; another code of a standard with its source, x12:DS; else the buyer's own, as received.</summary>
    public string? TypeCode { get; init; }

    /// <summary>Gets the order date (発注日).</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>Gets the buyer (発注者). Empty code: the tenant itself.</summary>
    public Party? Buyer { get; init; }

    /// <summary>Gets the supplier (受注者).</summary>
    public required Party Supplier { get; init; }

    /// <summary>Gets the place of delivery (納入先), where it is the same for all lines.</summary>
    public Party? ShipTo { get; init; }

    /// <summary>Gets the place of hand-over on the site (受渡場所).</summary>
    public string? ReceivingPlace { get; init; }

    /// <summary>Gets the quotation number (見積番号).</summary>
    public string? QuotationNumber { get; init; }

    /// <summary>Gets the supplier's own order number (受注番号).</summary>
    public string? SalesOrderNumber { get; init; }

    /// <summary>Gets the contract number.</summary>
    public string? ContractNumber { get; init; }

    /// <summary>Gets the project or production number (製番).</summary>
    public string? ProjectNumber { get; init; }

    /// <summary>Gets the currency, ISO 4217. The default is JPY.</summary>
    public string Currency { get; init => field = value ?? "JPY"; } = "JPY";

    /// <summary>Gets a value indicating whether unit prices and amounts include consumption tax (内税).</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>Gets the total without tax as stated by the buyer.</summary>
    public decimal? NetAmount { get; init; }

    /// <summary>Gets the tax as stated by the buyer.</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>Gets the total with tax as stated by the buyer.</summary>
    public decimal? GrossAmount { get; init; }

    /// <summary>Gets the payment terms (支払条件).</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>Gets the payment date (支払期日).</summary>
    public DateOnly? PaymentDueDate { get; init; }

    /// <summary>Gets the inspection terms (検収条件).</summary>
    public string? InspectionTerms { get; init; }

    /// <summary>Gets the note of the buyer (備考).</summary>
    public string? Note { get; init; }

    /// <summary>Gets the lines, in the order of the file. At least one.</summary>
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>Gets the tenant's own fields: name to canonical text (dates yyyy-MM-dd, numbers invariant).</summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init => field = value ?? Empty.Extensions; } = Empty.Extensions;
}

internal static class Empty
{
    internal static readonly IReadOnlyDictionary<string, string> Extensions =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
