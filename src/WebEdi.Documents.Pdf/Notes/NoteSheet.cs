using WebEdi.Documents.Pdf.Symbols;

namespace WebEdi.Documents.Pdf.Notes;

/// <summary>A delivery note with every text as it is printed; the same for PDF and HTML.</summary>
internal sealed record NoteSheet
{
    public required string Number { get; init; }
    public required string IssueDate { get; init; }
    public required string OrderNumber { get; init; }
    public required string OrderDate { get; init; }
    public required string DeliveryDate { get; init; }
    public required string ShipTo { get; init; }
    public required string ReceivingPlace { get; init; }
    public required NoteParty Buyer { get; init; }
    public required NoteParty Supplier { get; init; }
    public required string Remarks { get; init; }
    public required bool TaxIncluded { get; init; }
    public required bool HasReducedRate { get; init; }
    public required bool HasUnpricedLine { get; init; }
    public required IReadOnlyList<NoteRow> Rows { get; init; }
    public required IReadOnlyList<NoteTax> Taxes { get; init; }
    public required string Net { get; init; }
    public required string Tax { get; init; }
    public required string Gross { get; init; }

    /// <summary>Gets the mark of a reprint; empty for the first print.</summary>
    public required string Reissued { get; init; }
    public required Symbol Barcode { get; init; }
    public required Symbol Qr { get; init; }

    /// <summary>Gets how many decimals amounts have.</summary>
    public required int Decimals { get; init; }

    /// <summary>Gets a value indicating whether all three parts fit on one sheet.</summary>
    public bool ThreeUp => Rows.Count <= NotePages.ThreeUpRows && Taxes.Count <= NotePages.ThreeUpTaxes;
}

/// <summary>A party as printed.</summary>
/// <param name="Name">The name, or the code when there is none.</param>
/// <param name="Department">The department.</param>
/// <param name="Address">Postcode and address.</param>
/// <param name="Phones">Telephone and telefax.</param>
/// <param name="Contact">The contact person.</param>
/// <param name="Code">The code.</param>
/// <param name="Registration">The registration number.</param>
internal sealed record NoteParty(string Name, string Department, string Address, string Phones, string Contact, string Code, string Registration);

/// <summary>A line as printed.</summary>
internal sealed record NoteRow
{
    public required string Line { get; init; }
    public required string Item { get; init; }
    public required string Name { get; init; }

    /// <summary>Gets specification and remark.</summary>
    public required string Detail { get; init; }
    public required string Due { get; init; }
    public required string Quantity { get; init; }
    public required string Unit { get; init; }
    public required string Price { get; init; }
    public required string Amount { get; init; }

    /// <summary>Gets the mark of the reduced rate, or nothing.</summary>
    public required string Mark { get; init; }
    public required decimal Value { get; init; }
}

/// <summary>A tax as printed.</summary>
internal sealed record NoteTax(string Rate, string Taxable, string Tax);
