namespace WebEdi.Documents;

/// <summary>An organisation named in a document, with what the document says about it.</summary>
/// <remarks>Corresponds to TradeParty (SME Common EDI), Party (UBL) and NAD with CTA/COM (EDIFACT).</remarks>
public sealed record Party
{
    /// <summary>Gets the code by which the buyer knows the organisation (取引先コード). Case and leading zeros matter.</summary>
    public required string Code { get; init; }

    /// <summary>Gets the common code of the organisation (GLN or 法人番号), if one was given.</summary>
    public string? GlobalCode { get; init; }

    /// <summary>Gets the name (名称).</summary>
    public string? Name { get; init; }

    /// <summary>Gets the department (部門).</summary>
    public string? Department { get; init; }

    /// <summary>Gets the contact person (担当者). Personal data.</summary>
    public string? ContactName { get; init; }

    /// <summary>Gets the telephone number. Personal data where a person is named.</summary>
    public string? Telephone { get; init; }

    /// <summary>Gets the telefax number.</summary>
    public string? Fax { get; init; }

    /// <summary>Gets the postcode (〒).</summary>
    public string? Postcode { get; init; }

    /// <summary>Gets the address on one line (住所).</summary>
    public string? Address { get; init; }

    /// <summary>Gets the registration number for qualified invoices: "T" and 13 digits (登録番号).</summary>
    public string? RegistrationNumber { get; init; }
}
