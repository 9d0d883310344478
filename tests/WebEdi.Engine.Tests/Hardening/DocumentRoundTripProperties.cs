using FsCheck;
using FsCheck.Fluent;

using WebEdi.Documents;
using WebEdi.Engine.Tests.Writing;

using Xunit;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Any reply, despatch advice or invoice that is written as XML is the same when it is read again, or every difference has been told.</summary>
public sealed class DocumentRoundTripProperties
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["itemCode"] = "item", ["supplierItemCode"] = "supplierItem", ["manufacturerItemCode"] = "manufacturerItem", ["unitPrice"] = "price", ["respondedAt"] = "issueDate", ["lineNumber"] = "number",
        ["contactName"] = "contact", ["priceBasisQuantity"] = "priceBasis", ["orderLineNumber"] = "orderLine", ["taxableAmount"] = "taxable", ["supplierCode"] = "supplier", ["id"] = "number",
    };

    public static TheoryData<string> Replies => ["ubl-order-response", "idoc-ordrsp", "sme-order-response"];

    public static TheoryData<string> Advices => ["ubl-despatch-advice", "idoc-desadv", "sme-despatch-advice"];

    public static TheoryData<string> Invoices => ["ubl-invoice", "idoc-invoic", "sme-invoice"];

    private static Gen<string?> Words(int longest) => Properties.Text(longest).Select(t => t.Trim().Length == 0 ? null : t);

    private static Gen<(string? Item, decimal Quantity, string? Other, int Kind)> Line =>
        from item in Words(20)
        from quantity in Properties.Number
        from other in Words(12)
        from kind in Gen.Choose(0, 3)
        select (item, quantity, other, kind);

    private static Gen<Party> Party(string code) =>
        from name in Words(30)
        from address in Words(60)
        from contact in Words(20)
        select new Party { Code = code, Name = name, Address = address, ContactName = contact };

    private static Gen<OrderResponse> Reply =>
        from supplier in Party("SUP-01")
        from buyer in Party("BUYER")
        from day in Properties.Day
        from note in Words(120)
        from kind in Gen.Choose(0, 3)
        from lines in Line.ArrayOf()
        select new OrderResponse
        {
            Id = "RSP-1", OrderNumber = "PO-1", OrderRevision = 0, SupplierCode = "SUP-01", Supplier = supplier, Buyer = buyer, Note = note, Kind = (ResponseKind)kind,
            RespondedAt = new DateTimeOffset(day, default, TimeSpan.Zero),
            Lines = [.. lines.DefaultIfEmpty().Select((l, i) => new ResponseLine
            {
                LineNumber = $"{i + 1}", ItemCode = l.Item, Quantity = l.Quantity, Unit = "PCE", Kind = (ResponseKind)l.Kind, Reason = l.Kind == 2 ? "no" : null,
                Schedule = l.Kind == 2 ? [] : [new PromisedDelivery(day, l.Quantity), new PromisedDelivery(day.AddDays(-1), 1, PromiseKind.BackOrder)],
            })],
        };

    private static Gen<DespatchAdvice> Advice =>
        from supplier in Party("SUP-01")
        from buyer in Party("BUYER")
        from place in Party("F2")
        from day in Properties.Day
        from note in Words(120)
        from carrier in Words(20)
        from lines in Line.ArrayOf()
        select new DespatchAdvice
        {
            Number = "DN-1", OrderNumber = "PO-1", IssueDate = day, DeliveryDate = day, Supplier = supplier, Buyer = buyer, ShipTo = place, Note = note, Carrier = carrier,
            Lines = [.. lines.DefaultIfEmpty().Select((l, i) => new DespatchLine { LineNumber = $"{i + 1}", ItemCode = l.Item, Quantity = l.Quantity, Unit = "PCE", Lot = l.Other, OrderNumber = i % 2 == 0 ? null : "PO-2" })],
        };

    private static Gen<Invoice> Bill =>
        from supplier in Party("SUP-01")
        from buyer in Party("BUYER")
        from day in Properties.Day
        from note in Words(120)
        from type in Gen.Elements(InvoiceType.Invoice, InvoiceType.CreditNote, InvoiceType.Corrected)
        from total in Properties.Number
        from lines in Line.ArrayOf()
        select new Invoice
        {
            Number = "INV-1", OrderNumber = "PO-1", IssueDate = day, PaymentDueDate = day, Supplier = supplier with { RegistrationNumber = "T1234567890123" }, Buyer = buyer, Note = note, Type = type,
            NetAmount = total, TaxAmount = 1, GrossAmount = total + 1, PayableAmount = total, Currency = "JPY",
            Lines = [.. lines.DefaultIfEmpty().Select((l, i) => new InvoiceLine { LineNumber = $"{i + 1}", ItemCode = l.Item, Quantity = l.Quantity, Unit = "PCE", UnitPrice = 10, Amount = l.Quantity, TaxRate = 10, DespatchNumber = l.Other })],
            Taxes = [new TaxSubtotal(TaxCategory.Standard, 10, total, 1)],
        };

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_read_again_or_its_loss_is_told(string map) => Properties.Hold(Reply, d => CheckAsync(map, d).GetAwaiter().GetResult(), cases: 60);

    [Theory]
    [MemberData(nameof(Advices))]
    public void A_despatch_advice_is_read_again_or_its_loss_is_told(string map) => Properties.Hold(Advice, d => CheckAsync(map, d).GetAwaiter().GetResult(), cases: 60);

    [Theory]
    [MemberData(nameof(Invoices))]
    public void An_invoice_is_read_again_or_its_loss_is_told(string map) => Properties.Hold(Bill, d => CheckAsync(map, d).GetAwaiter().GetResult(), cases: 60);

    private static async Task CheckAsync(string map, IEdiDocument document)
    {
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options(map), document);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));

        HashSet<string> told = [.. losses.Select(l => Last(l.Path))];

        // What a reader concludes although nobody said it is no loss.
        string[] silent = [.. DocumentCopies.Differences(document, again.Document).Where(d => !d.Contains(":  became", StringComparison.Ordinal) && !told.Contains(Last(d[..d.IndexOf(": ", StringComparison.Ordinal)])))];
        Assert.True(silent.Length == 0, $"{string.Join('\n', silent)}\ntold: {string.Join(", ", told)}\n{System.Text.Encoding.UTF8.GetString(written)}");
    }

    /// <summary>Documents and maps name fields differently; what the names have in common is enough here.</summary>
    private static string Last(string path)
    {
        string[] parts = path.Split('.');
        string name = parts[^1].Split('[')[0];
        name = Names.GetValueOrDefault(name, name);
        foreach (string party in new[] { "buyer", "supplier", "shipTo" })
        {
            if (parts.Length > 1 && parts[^2] == party)
                name = name == "code" ? party : party + name;
        }

        return name.ToUpperInvariant();
    }
}
