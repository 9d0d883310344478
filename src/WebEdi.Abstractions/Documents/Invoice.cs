namespace WebEdi.Documents;

/// <summary>An invoice (請求書), a credit note, or an invoice that the buyer makes out (仕入明細書).</summary>
/// <remarks>EDIFACT INVOIC, X12 810, UBL Invoice and CreditNote. As a qualified invoice of Japan: the supplier's registration number (T and 13 digits), the totals and the tax per rate.</remarks>
public sealed record Invoice : IEdiDocument
{
    /// <summary>Gets the invoice number (請求書番号).</summary>
    public required string Number { get; init; }

    /// <summary>Gets what kind of invoice it is (種別).</summary>
    public InvoiceType Type { get; init; } = InvoiceType.Invoice;

    /// <summary>Gets the invoice date (請求日).</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>Gets the first day that is invoiced (請求期間（自）).</summary>
    public DateOnly? PeriodStart { get; init; }

    /// <summary>Gets the last day that is invoiced (請求期間（至）).</summary>
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>Gets the order number, where it is one (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the delivery note number, where it is one (納品書番号).</summary>
    public string? DespatchNumber { get; init; }

    /// <summary>Gets the number of the invoice that is corrected (訂正対象請求書番号).</summary>
    public string? OriginalNumber { get; init; }

    /// <summary>Gets the contract number (契約番号).</summary>
    public string? ContractNumber { get; init; }

    /// <summary>Gets the buyer (発注者).</summary>
    public Party? Buyer { get; init; }

    /// <summary>Gets the supplier, with its registration number for qualified invoices (受注者).</summary>
    public Party? Supplier { get; init; }

    /// <summary>Gets who pays, where it is not the buyer (支払人).</summary>
    public Party? Payer { get; init; }

    /// <summary>Gets who is paid, where it is not the supplier (支払先).</summary>
    public Party? Payee { get; init; }

    /// <summary>Gets the place of delivery (納入先).</summary>
    public Party? ShipTo { get; init; }

    /// <summary>Gets the currency, ISO 4217 (通貨).</summary>
    public string Currency { get; init => field = value ?? "JPY"; } = "JPY";

    /// <summary>Gets a value indicating whether prices and amounts of lines include consumption tax (内税・外税).</summary>
    public bool TaxIncluded { get; init; }

    /// <summary>Gets the total without tax (税抜合計).</summary>
    public decimal? NetAmount { get; init; }

    /// <summary>Gets the sum of the taxes (税額).</summary>
    public decimal? TaxAmount { get; init; }

    /// <summary>Gets the total with tax (税込合計).</summary>
    public decimal? GrossAmount { get; init; }

    /// <summary>Gets what has been paid (前払額).</summary>
    public decimal? PrepaidAmount { get; init; }

    /// <summary>Gets what is to be paid (請求額).</summary>
    public decimal? PayableAmount { get; init; }

    /// <summary>Gets the payment terms (支払条件).</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>Gets the payment date (支払期日).</summary>
    public DateOnly? PaymentDueDate { get; init; }

    /// <summary>Gets the account to pay to, for instance an IBAN (口座).</summary>
    public string? Account { get; init; }

    /// <summary>Gets the note (備考).</summary>
    public string? Note { get; init; }

    /// <summary>Gets the lines, in the order of the document.</summary>
    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>Gets the tax per rate, each rounded once per document (消費税法施行令 70条の10).</summary>
    public IReadOnlyList<TaxSubtotal> Taxes { get; init => field = value ?? []; } = [];
}

/// <summary>A line of an invoice.</summary>
public sealed record InvoiceLine
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

    /// <summary>Gets the invoiced quantity (請求数量); null: the document names none, as for charges.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Gets the unit (単位), as in lines of orders.</summary>
    public string? Unit { get; init; }

    /// <summary>Gets the price of a unit, or of the quantity that it is for (単価).</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Gets the quantity that the price is for; null: 1 (単価基準数量).</summary>
    public decimal? PriceBasisQuantity { get; init; }

    /// <summary>Gets the amount (金額).</summary>
    public decimal? Amount { get; init; }

    /// <summary>Gets the tax category (税区分).</summary>
    public TaxCategory TaxCategory { get; init; }

    /// <summary>Gets the tax rate in percent (税率).</summary>
    public decimal? TaxRate { get; init; }

    /// <summary>Gets the order number of the line, where it is not that of the head (注文番号).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Gets the line number of the order (注文明細番号).</summary>
    public string? OrderLineNumber { get; init; }

    /// <summary>Gets the delivery note number of the line (納品書番号).</summary>
    public string? DespatchNumber { get; init; }

    /// <summary>Gets the date of delivery (納入日).</summary>
    public DateOnly? DeliveryDate { get; init; }

    /// <summary>Gets the note (備考).</summary>
    public string? Note { get; init; }
}
