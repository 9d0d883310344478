using System.Globalization;

using WebEdi.Diagnostics;
using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Corpus;

/// <summary>Every XML and JSON file of the corpus against what is written down for it: type, number, parties, lines, every fault with its place.</summary>
public sealed class ElementCorpusTests
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Formats", "Corpus", "expected-xml.tsv");

    [Theory]
    [InlineData("ubl")]
    [InlineData("cii")]
    [InlineData("cxml")]
    public async Task Every_file_reads_as_written_down(string family)
    {
        Dictionary<string, string> expected = (await File.ReadAllLinesAsync(Table))
            .Where(l => l.StartsWith(family + "/", StringComparison.Ordinal)).ToDictionary(l => l[..l.IndexOf('\t', StringComparison.Ordinal)]);
        List<string> differences = [];
        int files = 0;
        foreach (string name in CorpusFolder.Files(family))
        {
            files++;
            string found = await DescribeAsync(name);
            if (expected.GetValueOrDefault(name) != found)
                differences.Add(found);
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal(expected.Count, files);
    }

    [Fact]
    public async Task A_foreign_json_order_is_mapped_by_a_map_of_its_own()
    {
        const string map = """
            { "read": "json", "message": "Orders", "lines": "Item",
              "order": { "number": "ExchangedOrdersDocumentIdentifier", "issueDate": "ExchangedOrdersDocumentIssueDate", "supplier": "TradeSellerIdentifier", "buyer": "TradeBuyerIdentifier", "projectNumber": "ProjectIdentifier" },
              "line": { "number": "OrdersDocumentItemlineIdentifier", "item": "TradeProductBuyerAssignedIdentifier", "quantity": "SupplyChainTradeDeliveryRequestedQuantity",
                        "due": "SupplyChainEventRequirementOccurrenceDate", "dueTime": "SupplyChainEventRequirementOccurrenceTime", "lot": "TradeProductInstanceBatchIdentifier" } }
            """;
        await using FileStream file = File.OpenRead(Path.Combine(CorpusFolder.Find(), "sme-common-edi/Order/latona-sme-edi-order.json"));
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in new EdiFileReader(new EdiReadOptions { MapJson = map }).ReadAsync(file))
            messages.Add(message);

        Order order = Assert.Single(messages).Order();
        Assert.Equal(("100", "2000", "1000", "120394"), (order.Number, order.Supplier.Code, order.Buyer!.Code, order.ProjectNumber));
        OrderLine line = Assert.Single(order.Lines);
        Assert.Equal(("10", "P001", 20m, new DateOnly(2023, 2, 10), new TimeOnly(10, 33, 21), "B001"), (line.Number, line.ItemCode, line.Quantity, line.DueDate!.Value, line.DueTime!.Value, line.Lot));
    }

    private static async Task<string> DescribeAsync(string name)
    {
        await using FileStream file = File.OpenRead(Path.Combine(CorpusFolder.Find(), name));
        EdiFileReader reader = new();
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in reader.ReadAsync(file))
            messages.Add(message);

        EdiMessage? first = messages.FirstOrDefault();
        Order? order = first?.Document as Order;
        OrderLine? line = order?.Lines is [{ } head, ..] ? head : null;
        string[] faults = [.. messages.SelectMany(m => m.Diagnostics).Concat(reader.Outside).Select(d => $"{d.Code}@{d.Position.Line}:{d.Position.Column}:{d.Position.Offset}")];
        object?[] cells =
        [
            name, messages.Count, first?.MessageType, first?.MessageReference, first?.Sender, first?.Receiver, order?.Number, order?.Currency, order?.Buyer?.Code,
            order?.Supplier.Code, order?.Lines.Count, line?.ItemCode ?? line?.SupplierItemCode, line?.Quantity, line?.Unit, line?.UnitPrice, string.Join(' ', faults),
        ];
        return string.Join('\t', cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)));
    }
}
