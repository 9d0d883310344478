using System.Globalization;
using System.Text;
using System.Xml;

using BenchmarkDotNet.Attributes;

using WebEdi.Documents;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Mapping;

namespace WebEdi.Benchmarks;

/// <summary>UBL orders: the platform's bare parser as the limit, reading to trees, reading and mapping to orders. One order of 5,000 lines, or 5,000 orders of one line in one file.</summary>
[MemoryDiagnoser]
public class UblOrderBenchmarks
{
    private const int Lines = 5000;

    private CompiledMap _map = null!;
    private byte[] _file = [];

    /// <summary>Gets or sets how many orders the lines are spread over.</summary>
    [Params(1, Lines)]
    public int Orders { get; set; }

    /// <summary>Makes the file.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _file = Sample(Orders, Lines / Orders);
        _map = MapCompiler.Compile("ubl-order", 1, new ReadyMadeMaps().Find("ubl-order")!).GetValueOrThrow();
    }

    /// <summary>Makes a file of orders.</summary>
    internal static byte[] Sample(int orders, int lines)
    {
        StringBuilder xml = new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Batch>\n");
        for (int order = 0; order < orders; order++)
            AppendOrder(xml, order, lines);
        return Encoding.UTF8.GetBytes(xml.Append("</Batch>\n").ToString());
    }

    /// <summary>Reads every node and does nothing with it.</summary>
    [Benchmark(Baseline = true)]
    public int BareReader()
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(_file), new XmlReaderSettings { IgnoreWhitespace = true });
        int nodes = 0;
        while (reader.Read())
            nodes++;
        return nodes;
    }

    /// <summary>Reads every order into a tree, its structure checked.</summary>
    [Benchmark]
    public Task<int> Read() => ReadAsync(map: false);

    /// <summary>Reads every order and maps it.</summary>
    [Benchmark]
    public Task<int> ReadAndMap() => ReadAsync(map: true);

    private async Task<int> ReadAsync(bool map)
    {
        IMessageReader reader = new XmlWorkshop().Open(new MessageSource { Content = new MemoryStream(_file), FileName = "bench.xml", MessageTypes = ["Order"] });
        TreeSession session = new(_map, Lines);
        int lines = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } tree)
            lines += map ? ((Order)session.Map(tree).Document!).Lines.Count : tree.SegmentCount;
        return !map || lines == Lines ? lines : throw new InvalidOperationException("Lines were lost.");
    }

    private static void AppendOrder(StringBuilder xml, int number, int lines)
    {
        xml.Append(CultureInfo.InvariantCulture, $"""
              <Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                <cbc:ID>PO-{number:D7}</cbc:ID>
                <cbc:IssueDate>2026-11-24</cbc:IssueDate>
                <cbc:DocumentCurrencyCode>JPY</cbc:DocumentCurrencyCode>
                <cac:BuyerCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID>B1</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>買手株式会社</cbc:Name></cac:PartyName></cac:Party></cac:BuyerCustomerParty>
                <cac:SellerSupplierParty><cbc:CustomerAssignedAccountID>S{number % 300:D4}</cbc:CustomerAssignedAccountID><cac:Party><cac:PartyName><cbc:Name>髙橋製作所</cbc:Name></cac:PartyName></cac:Party></cac:SellerSupplierParty>

            """);
        for (int i = 1; i <= lines; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"""
                    <cac:OrderLine>
                      <cac:LineItem>
                        <cbc:ID>{i}</cbc:ID>
                        <cbc:Quantity unitCode="C62">{(i % 900) + 1}</cbc:Quantity>
                        <cbc:LineExtensionAmount currencyID="JPY">{i * 10}</cbc:LineExtensionAmount>
                        <cac:Delivery><cac:RequestedDeliveryPeriod><cbc:EndDate>2026-12-{(i % 28) + 1:D2}</cbc:EndDate></cac:RequestedDeliveryPeriod></cac:Delivery>
                        <cac:Price>
                          <cbc:PriceAmount currencyID="JPY">{(i % 500) + 0.5m}</cbc:PriceAmount>
                          <cbc:BaseQuantity unitCode="C62">1</cbc:BaseQuantity>
                        </cac:Price>
                        <cac:Item>
                          <cbc:Description>六角ボルト M{i % 30} SUS304</cbc:Description>
                          <cbc:Name>六角ボルト</cbc:Name>
                          <cac:BuyersItemIdentification><cbc:ID>ITEM-{i % 5000:D6}</cbc:ID></cac:BuyersItemIdentification>
                          <cac:SellersItemIdentification><cbc:ID>V-{i % 700:D5}</cbc:ID></cac:SellersItemIdentification>
                        </cac:Item>
                      </cac:LineItem>
                    </cac:OrderLine>

                """);
        }

        xml.Append("  </Order>\n");
    }
}
