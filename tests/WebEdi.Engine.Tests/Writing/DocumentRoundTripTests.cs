using System.Text;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Formats.Corpus;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Documents of every kind are the same after they were written with the map that read them, and read again.</summary>
public sealed class DocumentRoundTripTests
{
    [Theory]
    [InlineData("ubl/OrderChange", "ubl-order", 1)]
    [InlineData("ubl/OrderCancellation", "ubl-order-cancellation", 1)]
    [InlineData("ubl/OrderResponse", "ubl-order-response", 1)]
    [InlineData("ubl/OrderResponseSimple", "ubl-order-response", 2)]
    [InlineData("ubl/DespatchAdvice", "ubl-despatch-advice", 1)]
    [InlineData("ubl/ReceiptAdvice", "ubl-receipt-advice", 1)]
    [InlineData("ubl/Invoice", "ubl-invoice", 14)]
    [InlineData("ubl/CreditNote", "ubl-credit-note", 2)]
    [InlineData("edifact/RECADV", "edifact-recadv", 1)]
    [InlineData("edifact/INVOIC", "edifact-invoic", 1)]
    [InlineData("cxml/OrderRequest", "cxml-order", 3)]
    [InlineData("cxml/ShipNoticeRequest", "cxml-ship-notice", 1)]
    [InlineData("x12/810", "x12-810", 1)]
    [InlineData("x12/830", "x12-830", 1)]
    [InlineData("x12/855", "x12-855", 1)]
    [InlineData("x12/856", "x12-856", 3)]
    [InlineData("x12/860", "x12-860", 1)]
    [InlineData("x12/862", "x12-862", 1)]
    public async Task Every_sound_document_of_the_corpus_comes_back_whole(string folder, string map, int least)
    {
        List<string> wrong = [];
        int documents = 0;
        foreach (string file in CorpusFolder.Files(folder))
        {
            foreach (EdiMessage message in await DocumentCopies.SoundAsync(file))
            {
                documents++;
                (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(Options(map, message), message.Document!);
                EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));
                bool isIncomplete = losses.Any(l => l.Reason == WriteLossReason.Missing);
                wrong.AddRange(losses.Where(l => l.Reason is not (WriteLossReason.Missing or WriteLossReason.TooLong)).Select(l => $"{file}: {l}"));
                if (losses.Any(l => l.Reason == WriteLossReason.TooLong))
                    continue;

                wrong.AddRange(again.Diagnostics.Where(_ => !isIncomplete).Select(d => $"{file}: {d}"));
                wrong.AddRange(DocumentCopies.Differences(message.Document, again.Document).Select(d => $"{file}: {d}"));
            }
        }

        Assert.True(documents >= least, $"Only {documents} documents were found.");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(DocumentPurpose.Original, "<Order ", 0)]
    [InlineData(DocumentPurpose.Change, "<OrderChange ", 0)]
    [InlineData(DocumentPurpose.Cancellation, "<Order ", 1)]
    public async Task An_order_becomes_the_message_that_says_what_it_is_for(DocumentPurpose purpose, string root, int lost)
    {
        Order order = Orders.Simple(1) with { Purpose = purpose, Revision = 3, TypeCode = null };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("ubl-order"), order);

        Assert.Contains(root, Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(lost, losses.Count(l => l.Path == "order.purpose"));
    }

    [Fact]
    public async Task What_must_stand_in_a_despatch_advice_is_said_again_at_its_place()
    {
        DespatchAdvice advice = new()
        {
            Number = "D-1",
            OrderNumber = "PO-1",
            IssueDate = new DateOnly(2026, 11, 24),
            DeliveryDate = new DateOnly(2026, 11, 26),
            ConsignmentNumber = "T-9",
            Buyer = new Party { Code = "B" },
            Supplier = new Party { Code = "S" },
            Lines = [new DespatchLine { LineNumber = "10", ItemCode = "I", Quantity = 5, Unit = "C62" }],
        };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("ubl-despatch-advice"), advice);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));

        string text = Encoding.UTF8.GetString(written).ReplaceLineEndings("").Replace(" <", "<", StringComparison.Ordinal).Replace("> ", ">", StringComparison.Ordinal);
        Assert.Contains("<cac:DespatchSupplierParty>", text, StringComparison.Ordinal);
        Assert.Contains("<cac:DeliveryCustomerParty>", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("<cbc:ID>T-9<").Length + text.Split("<cbc:TrackingID>T-9<").Length - 2);
        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Empty(again.Diagnostics.Select(d => d.ToString()));
        Assert.Empty(DocumentCopies.Differences(advice, again.Document));
    }

    [Fact]
    public async Task A_cancellation_has_no_lines_and_says_so()
    {
        Order order = Orders.Simple(1) with { Purpose = DocumentPurpose.Cancellation, Note = "なし" };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("ubl-order-cancellation"), order);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));

        Assert.Contains(losses, l => l is { Path: "line.quantity", Line: "1", Reason: WriteLossReason.NoPlaceInMap });
        Assert.Equal(DocumentPurpose.Cancellation, ((Order)again.Document!).Purpose);
    }

    [Theory]
    [InlineData("edifact/ORDERS", "cxml-order")]
    [InlineData("edifact/ORDERS", "idoc-orders")]
    [InlineData("edifact/ORDERS", "sme-order")]
    [InlineData("x12/850", "cxml-order")]
    [InlineData("x12/850", "idoc-orders")]
    [InlineData("x12/850", "sme-order")]
    [InlineData("ubl/Order", "cxml-order")]
    [InlineData("ubl/Order", "idoc-orders")]
    [InlineData("ubl/Order", "sme-order")]
    [InlineData("ubl/OrderResponse", "cxml-confirmation")]
    [InlineData("ubl/DespatchAdvice", "cxml-ship-notice")]
    [InlineData("edifact/DESADV", "ubl-despatch-advice")]
    [InlineData("edifact/DESADV", "x12-856")]
    [InlineData("edifact/RECADV", "ubl-receipt-advice")]
    [InlineData("edifact/ORDRSP", "ubl-order-response")]
    [InlineData("edifact/INVOIC", "ubl-invoice")]
    [InlineData("x12/855", "ubl-order-response")]
    [InlineData("x12/856", "ubl-despatch-advice")]
    [InlineData("x12/810", "ubl-invoice")]
    [InlineData("ubl/OrderChange", "idoc-ordchg")]
    [InlineData("edifact/ORDRSP", "idoc-ordrsp")]
    [InlineData("x12/855", "idoc-ordrsp")]
    [InlineData("ubl/OrderResponse", "idoc-ordrsp")]
    [InlineData("edifact/DESADV", "idoc-desadv")]
    [InlineData("x12/856", "idoc-desadv")]
    [InlineData("ubl/DespatchAdvice", "idoc-desadv")]
    [InlineData("edifact/INVOIC", "idoc-invoic")]
    [InlineData("x12/810", "idoc-invoic")]
    [InlineData("ubl/Invoice", "idoc-invoic")]
    [InlineData("ubl/CreditNote", "idoc-invoic")]
    [InlineData("edifact/ORDRSP", "sme-order-response")]
    [InlineData("x12/855", "sme-order-response")]
    [InlineData("ubl/OrderResponse", "sme-order-response")]
    [InlineData("edifact/DESADV", "sme-despatch-advice")]
    [InlineData("x12/856", "sme-despatch-advice")]
    [InlineData("ubl/DespatchAdvice", "sme-despatch-advice")]
    [InlineData("edifact/INVOIC", "sme-invoice")]
    [InlineData("x12/810", "sme-invoice")]
    [InlineData("ubl/Invoice", "sme-invoice")]
    public async Task What_changes_on_the_way_to_another_format_is_told(string folder, string map)
    {
        List<string> wrong = [];
        foreach (string file in CorpusFolder.Files(folder))
        {
            foreach (EdiMessage message in (await DocumentCopies.SoundAsync(file)).Where(m => m.DocumentKind == KindOf(map)))
            {
                // In cXML the envelope names the parties: those of the document, where nobody says others.
                EdiWriteOptions options = OrderCopies.Options(map) is var given && map.StartsWith("cxml", StringComparison.Ordinal) ? given with { Sender = "", Receiver = "" } : OrderCopies.Options(map);
                (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(options, message.Document!);
                EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));
                // What a reader concludes although nobody said it is no loss.
                string[] differences = [.. DocumentCopies.Differences(message.Document, again.Document).Where(d => !d.Contains(":  became", StringComparison.Ordinal) && !d.Contains(": \"\" became", StringComparison.Ordinal))];
                if (differences.Length > losses.Count(l => l.Reason != WriteLossReason.Missing))
                    wrong.AddRange(differences.Select(d => $"{file}: {d}").Concat(losses.Select(l => $"{file}: {l}")));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_idoc_file_holds_any_number_of_orders_with_control_segments()
    {
        Order[] orders = [.. Enumerable.Range(1, 3).Select(i => Orders.Simple(2) with { Number = $"45{i:D8}", Purpose = i == 2 ? DocumentPurpose.Cancellation : DocumentPurpose.Change })];

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("idoc-ordchg"), [.. orders]);
        List<EdiMessage> again = await DocumentCopies.ReadAsync(written, null);

        string text = Encoding.UTF8.GetString(written);
        Assert.Contains("<MESTYP>ORDCHG</MESTYP>", text, StringComparison.Ordinal);
        Assert.Contains("<DATUM>20261124</DATUM>", text, StringComparison.Ordinal);
        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Empty(again.SelectMany(m => m.Diagnostics).Select(d => d.ToString()));
        Assert.Equal(("BUYER", "SUPPLIER"), (again[0].Sender, again[0].Receiver));
        Assert.Empty(orders.Zip(again).SelectMany(p => DocumentCopies.Differences(p.First, p.Second.Document)));
    }

    [Theory]
    [InlineData(InvoiceType.Invoice, "INVO", 0)]
    [InlineData(InvoiceType.CreditNote, "CRME", 0)]
    [InlineData(InvoiceType.Corrected, "INVO", 1)]
    public async Task An_idoc_of_an_invoice_says_what_kind_it_is_or_that_it_cannot(InvoiceType type, string code, int lost)
    {
        Invoice invoice = new() { Number = "I-1", Type = type, Lines = [new InvoiceLine { LineNumber = "10", ItemCode = "A", Quantity = 1, Unit = "PCE" }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("idoc-invoic"), invoice);

        Assert.Contains($"<BSART>{code}</BSART>", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(lost, losses.Count(l => l is { Path: "invoice.type", Reason: WriteLossReason.Form }));
    }

    [Fact]
    public async Task A_cxml_file_holds_one_document_and_names_sender_and_receiver()
    {
        Order order = Orders.Simple(1) with { Buyer = new Party { Code = "AN01" }, Supplier = new Party { Code = "AN02" } };
        EdiWriteOptions options = OrderCopies.Options("cxml-order") with { Sender = "", Receiver = "" };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(options, order);
        EdiMessage again = Assert.Single(await DocumentCopies.ReadAsync(written, null));

        Assert.Equal(("AN01", "AN02"), (again.Sender, again.Receiver));
        Assert.Empty(DocumentCopies.Differences(order, again.Document));
        Assert.DoesNotContain(losses, l => l.Reason != WriteLossReason.Missing);
        await Assert.ThrowsAsync<ArgumentException>(() => DocumentCopies.WriteAsync(options, order, order));
    }

    private static string KindOf(string map) => map switch
    {
        "ubl-despatch-advice" or "x12-856" or "cxml-ship-notice" or "idoc-desadv" or "sme-despatch-advice" => "despatchAdvice",
        "ubl-receipt-advice" => "receiptAdvice",
        "ubl-order-response" or "cxml-confirmation" or "idoc-ordrsp" or "sme-order-response" => "orderResponse",
        "ubl-invoice" or "idoc-invoic" or "sme-invoice" => "invoice",
        _ => "order",
    };

    private static EdiWriteOptions Options(string map, EdiMessage message) =>
        OrderCopies.Options(map) is var options && message.Format == "xml" ? options with { Sender = message.Sender ?? "", Receiver = message.Receiver ?? "" } : OrderCopies.Options(map);
}
