using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Formats.Corpus;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Orders as UBL, JSON and CSV: written with the map that reads them.</summary>
public sealed class ElementWriterTests
{
    private const string Csv = """
        { "read": "csv", "encoding": "utf-8",
          "order": { "number": "注文番号", "issueDate": "発注日", "supplier": "取引先", "supplierName": "取引先名", "currency": { "constant": "JPY" } },
          "line": { "number": "行", "item": "品番", "itemName": "品名", "quantity": "数量", "unit": { "column": "単位", "codes": { "個": "C62", "*": "*" } }, "price": "単価", "due": "納期" } }
        """;

    private const string OwnJson = """
        { "read": "json", "lines": "body/rows",
          "order": { "number": "no", "issueDate": "date", "supplier": "vendor/id", "supplierName": "vendor/name", "currency": "currency" },
          "line": { "number": "pos", "item": "article", "quantity": "qty/value", "unit": "qty/unit", "price": "price", "due": "due" } }
        """;

    private static readonly Order Order = Orders.Simple(2) with { Supplier = new Party { Code = "SUP-01", Name = "Böhm & <Söhne>" } };

    [Fact]
    public async Task A_ubl_order_has_its_elements_in_the_order_of_the_standard_with_currencies_and_units()
    {
        (byte[] bytes, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync("ubl-order", Order with { NetAmount = 25m, Lines = [Order.Lines[0] with { Amount = 12.5m }] });

        string text = Encoding.UTF8.GetString(bytes);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Order xmlns:cac=", text, StringComparison.Ordinal);
        int[] places = [.. new[] { "<cbc:UBLVersionID>2.1<", "<cbc:ID>", "<cbc:IssueDate>2026-11-24<", "<cbc:DocumentCurrencyCode>JPY<", "<cac:BuyerCustomerParty>", "<cac:SellerSupplierParty>", "<cbc:Name>Böhm &amp; &lt;Söhne&gt;<",
            "<cbc:TaxExclusiveAmount currencyID=\"JPY\">25<", "<cac:OrderLine>", "<cac:LineItem>", "<cbc:Quantity unitCode=\"EA\">1<", "<cbc:LineExtensionAmount currencyID=\"JPY\">12.5<", "<cbc:EndDate>2026-12-01<",
            "<cbc:PriceAmount currencyID=\"JPY\">12.50<", "<cac:BuyersItemIdentification>" }.Select(p => text.IndexOf(p, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.All(losses, l => Assert.Equal(("AnticipatedMonetaryTotal/PayableAmount", WriteLossReason.Missing), (l.Path, l.Reason)));
    }

    [Theory]
    [InlineData("ubl-order", null, 1)]
    [InlineData("ubl-order", null, 3)]
    [InlineData("own", OwnJson, 3)]
    [InlineData("own", Csv, 3)]
    public async Task What_was_written_is_read_again_with_the_same_map(string map, string? json, int count)
    {
        Order[] orders = [.. Enumerable.Range(0, count).Select(i => Order with { Number = $"PO-{i}", Buyer = json is null ? Order.Buyer : null, TypeCode = json is null ? Order.TypeCode : null })];

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(OrderCopies.Options(map) with { MapJson = json }, orders);
        List<EdiMessage> again = await ReadAsync(written, json);

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Empty(again.SelectMany(m => m.Diagnostics).Select(d => d.ToString()));
        Assert.Equal(orders.Select(o => o.Number), again.Select(m => m.DocumentNumber));
        for (int i = 0; i < count; i++)
            Assert.Empty(OrderCopies.Differences(orders[i], (Order?)again[i].Document));
    }

    [Fact]
    public async Task Every_sound_ubl_order_of_the_corpus_is_the_same_after_it_was_written_or_somebody_is_told()
    {
        List<string> wrong = [];
        int orders = 0;
        foreach (string file in CorpusFolder.Files("ubl"))
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken);
            foreach (EdiMessage message in (await ReadAsync(bytes, null)).Where(m => m is { Map: "ubl-order", Document: Order { Lines.Count: > 0 }, MessageType: "Order" }))
            {
                if (message.Diagnostics.Any(d => d.Severity == Severity.Error))
                    continue;

                orders++;
                (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync("ubl-order", (Order)message.Document!);
                EdiMessage again = Assert.Single(await ReadAsync(written, null));
                wrong.AddRange(again.Diagnostics.Where(d => !losses.Any(l => l.Reason == WriteLossReason.Missing)).Select(d => $"{file}: {d}"));
                if (losses.All(l => l.Reason == WriteLossReason.Missing))
                    wrong.AddRange(OrderCopies.Differences((Order)message.Document!, (Order?)again.Document).Select(d => $"{file}: {d}"));
            }
        }

        Assert.True(orders >= 4, $"Only {orders} orders were found.");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("edifact/ORDERS/smooks-orders-d03b.edi")]
    [InlineData("x12/850/ediengine-850.edi")]
    public async Task Orders_of_messages_become_ubl_and_come_back_but_for_what_was_told(string file)
    {
        byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(CorpusFolder.Find(), file), TestContext.Current.CancellationToken);
        Order order = (Order)(await ReadAsync(bytes, null))[0].Document!;

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync("ubl-order", order);
        EdiMessage again = Assert.Single(await ReadAsync(written, null));

        Assert.Equal(order.Number, again.DocumentNumber);
        Assert.True(OrderCopies.Differences(order, (Order?)again.Document).Count() <= losses.Count, string.Join(" | ", OrderCopies.Differences(order, (Order?)again.Document).Concat(losses.Select(l => l.ToString()))));
    }

    /// <summary>Every difference is some field that was told, whichever way documents go.</summary>
    [Theory]
    [InlineData("edifact-orders", "ubl-order")]
    [InlineData("edifact-orders", "json-order")]
    [InlineData("edifact-orders", "x12-850")]
    [InlineData("x12-850", "ubl-order")]
    [InlineData("x12-850", "json-order")]
    [InlineData("x12-850", "edifact-orders")]
    public async Task What_one_format_has_and_another_does_not_is_told(string from, string to)
    {
        Order order = Orders.Full(from);

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(to, order);
        Order again = (Order)Assert.Single(await ReadAsync(written, to == "json-order" ? ReadyMadeMap.Find(to) : null)).Document!;

        string[] differences = [.. OrderCopies.Differences(order, again)];
        int told = losses.Count(l => l.Reason != WriteLossReason.Missing);
        Assert.True(differences.Length <= told, string.Join(" | ", differences.Concat(losses.Select(l => l.ToString()))));
    }

    [Fact]
    public async Task A_character_that_the_encoding_of_a_csv_file_lacks_is_told_with_its_field()
    {
        string map = Csv.Replace("utf-8", "cp932", StringComparison.Ordinal);

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync(OrderCopies.Options("own") with { MapJson = map }, Order with { Supplier = new Party { Code = "S", Name = "𠮷野" }, Buyer = null, TypeCode = null });

        Assert.All(losses, l => Assert.Equal(("order.supplierName", WriteLossReason.Character), (l.Path, l.Reason)));
        Assert.NotEmpty(losses);
        Assert.NotEmpty(written);
    }

    private static async Task<List<EdiMessage>> ReadAsync(byte[] bytes, string? map)
    {
        EdiFileReader reader = new(new EdiReadOptions { MapJson = map });
        return await reader.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }
}
