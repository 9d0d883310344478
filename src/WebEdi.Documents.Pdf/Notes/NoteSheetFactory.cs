using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Documents.Pdf.Symbols;

namespace WebEdi.Documents.Pdf.Notes;

/// <summary>Turns a delivery note into what is printed, and checks that it can be.</summary>
internal sealed class NoteSheetFactory(NoteLabels labels, TextGate gate)
{
    private const int MaxNumberLength = 20;
    private static readonly CultureInfo Numbers = CultureInfo.InvariantCulture;

    private bool IsJapanese => labels.Language == "ja";

    /// <summary>Prepares a note; faults go to the gate.</summary>
    /// <returns>The sheet, or null when its number cannot be a bar code.</returns>
    public NoteSheet? Prepare(DespatchAdvice advice)
    {
        if (advice.Number.Length is 0 or > MaxNumberLength || !advice.Number.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            gate.Refuse(Diagnostic.Create(DiagnosticCodes.NoteNumberUnprintable, new SourcePosition(advice.Number, 0, 0), "number", advice.Number, Expect.Value("1-20 A-Z 0-9 -")));
            return null;
        }

        if (advice.Taxes.Count > NotePages.FullTaxes)
        {
            gate.Refuse(Diagnostic.Create(DiagnosticCodes.TaxRatesTooMany, new SourcePosition(advice.Number, 0, 0), "taxes",
                advice.Taxes.Count.ToString(Numbers), Expect.Value(NotePages.FullTaxes)));
        }

        string Take(string path, string? text) => gate.Take(advice.Number, path, text);
        int decimals = Decimals(advice);
        return new NoteSheet
        {
            Number = Take("number", advice.Number),
            IssueDate = Date(advice.IssueDate),
            OrderNumber = Take("orderNumber", advice.OrderNumber) + (advice.OrderRevision > 0 ? $"  {labels.Revision} {advice.OrderRevision.ToString(Numbers)}" : ""),
            OrderDate = Date(advice.OrderDate),
            DeliveryDate = Date(advice.DeliveryDate),
            ShipTo = Take("shipTo.name", advice.ShipTo is { } place ? Joined(place.Name ?? place.Code, place.Department) : advice.Buyer.Name ?? advice.Buyer.Code),
            ReceivingPlace = Take("receivingPlace", advice.ReceivingPlace),
            Buyer = Party(advice.Number, "buyer", advice.Buyer),
            Supplier = Party(advice.Number, "supplier", advice.Supplier),
            Remarks = Take("note", advice.Note),
            TaxIncluded = advice.TaxIncluded,
            HasReducedRate = advice.Lines.Any(line => line.TaxCategory == TaxCategory.Reduced),
            HasUnpricedLine = advice.Lines.Any(line => line.Amount is null),
            Rows = [.. advice.Lines.Select((line, i) => Row(advice.Number, $"lines[{i.ToString(Numbers)}]", line, decimals))],
            Taxes = [.. advice.Taxes.Select(tax => new NoteTax(Rate(tax), Amount(tax.TaxableAmount, decimals), Amount(tax.TaxAmount, decimals)))],
            Net = Money(advice.NetAmount, decimals, Take("currency", advice.Currency)),
            Tax = Money(advice.TaxAmount, decimals, advice.Currency),
            Gross = Money(advice.GrossAmount, decimals, advice.Currency),
            Reissued = advice.EarlierPrints > 0 ? $"{labels.Reissued} {advice.EarlierPrints.ToString(Numbers)}" : "",
            Barcode = Code128.Encode(advice.Number),
            Qr = QrSymbol.Encode(NotePayload.Write(advice.Number, advice.OrderNumber, advice.OrderRevision)),
            Decimals = decimals,
        };
    }

    /// <summary>Writes an amount with the currency's decimals.</summary>
    public static string Amount(decimal value, int decimals) => value.ToString(decimals == 0 ? "#,##0" : "#,##0." + new string('0', decimals), Numbers);

    private NoteRow Row(string number, string path, DespatchLine line, int decimals)
    {
        string Take(string field, string? text) => gate.Take(number, $"{path}.{field}", text);
        return new NoteRow
        {
            Line = Take("lineNumber", line.LineNumber),
            Item = Take("itemCode", line.ItemCode),
            Name = Take("itemName", line.ItemName),
            Detail = Joined(Take("specification", line.Specification), Take("note", line.Note)),
            Due = line.DueDate?.ToString(IsJapanese ? "yyyy/MM/dd" : "yyyy-MM-dd", Numbers) ?? "",
            Quantity = line.Quantity.ToString("#,##0.####", Numbers),
            Unit = Take("unit", UnitNames.Of(line.Unit, IsJapanese)),
            Price = line.UnitPrice?.ToString("#,##0.####", Numbers) ?? "",
            Amount = line.Amount is { } amount ? Amount(amount, decimals) : "",
            Mark = line.TaxCategory == TaxCategory.Reduced ? labels.ReducedMark : "",
            Value = line.Amount ?? 0,
        };
    }

    private NoteParty Party(string number, string path, Party party)
    {
        string Take(string field, string? text) => gate.Take(number, $"{path}.{field}", text);
        string telephone = Take("telephone", party.Telephone), fax = Take("fax", party.Fax), postcode = Take("postcode", party.Postcode).TrimStart('〒');
        return new NoteParty(
            Take("name", party.Name ?? party.Code),
            Take("department", party.Department),
            Joined(postcode.Length == 0 ? "" : $"〒{postcode}", Take("address", party.Address)),
            Joined(telephone.Length == 0 ? "" : $"{labels.Telephone} {telephone}", fax.Length == 0 ? "" : $"{labels.Fax} {fax}"),
            Take("contactName", party.ContactName),
            Take("code", party.Code),
            Take("registrationNumber", party.RegistrationNumber));
    }

    private string Rate(TaxSubtotal tax) => tax.Category switch
    {
        TaxCategory.Exempt => labels.Exempt,
        TaxCategory.OutOfScope => labels.OutOfScope,
        TaxCategory.Reduced => $"{labels.ReducedMark} {tax.Rate.ToString("0.##", Numbers)}%",
        _ => $"{tax.Rate.ToString("0.##", Numbers)}%",
    };

    private static string Money(decimal value, int decimals, string? currency) =>
        currency == "JPY" ? $"¥{Amount(value, decimals)}" : Joined(currency, Amount(value, decimals));

    private static string Joined(string? first, string? second) => $"{first} {second}".Trim();

    private string Date(DateOnly? date) => date?.ToString(labels.DatePattern, Numbers) ?? "";

    /// <summary>The amounts were rounded when the note was made; as many decimals are printed as they have, and two at least where the currency is known to have them.</summary>
    private static int Decimals(DespatchAdvice advice)
    {
        int used = advice.Lines.Select(line => line.Amount ?? 0)
            .Concat(advice.Taxes.SelectMany(tax => (decimal[])[tax.TaxableAmount, tax.TaxAmount]))
            .Max(amount => (int?)Shortened(amount).Scale) ?? 0;
        return advice.Currency is null or "JPY" or "KRW" or "VND" ? used : Math.Max(used, 2);

        // A division by one in 28 decimals drops zeros at the end.
        static decimal Shortened(decimal amount) => amount / 1.0000000000000000000000000000m;
    }
}
