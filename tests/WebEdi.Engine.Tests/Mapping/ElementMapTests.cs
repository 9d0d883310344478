using System.Text;
using System.Text.Json;

using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>The ready-made maps for XML and JSON, from a file to the order.</summary>
public sealed class ElementMapTests
{
    private const string Ubl = """
        <?xml version="1.0" encoding="UTF-8"?>
        <o:Order xmlns:o="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
                 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
          <c:ID>PO-1</c:ID><c:IssueDate>2026-11-24</c:IssueDate><c:Note>急ぎ</c:Note><c:DocumentCurrencyCode>JPY</c:DocumentCurrencyCode>
          <a:BuyerCustomerParty><a:Party><c:EndpointID schemeID="0188">7010001012345</c:EndpointID><a:PartyIdentification><c:ID>B1</c:ID></a:PartyIdentification>
            <a:PartyName><c:Name>買手株式会社</c:Name></a:PartyName></a:Party></a:BuyerCustomerParty>
          <a:SellerSupplierParty><c:CustomerAssignedAccountID>S001</c:CustomerAssignedAccountID><a:Party><a:PartyName><c:Name>髙橋製作所</c:Name></a:PartyName>
            <a:PostalAddress><c:StreetName>1-2-3</c:StreetName><c:CityName>大田区</c:CityName><c:PostalZone>144-0001</c:PostalZone></a:PostalAddress></a:Party></a:SellerSupplierParty>
          <a:Delivery><a:RequestedDeliveryPeriod><c:EndDate>2026-12-20+09:00</c:EndDate></a:RequestedDeliveryPeriod></a:Delivery>
          <a:OrderLine><a:LineItem><c:ID>10</c:ID><c:Quantity unitCode="C62">1000</c:Quantity><c:LineExtensionAmount currencyID="JPY">12500</c:LineExtensionAmount>
            <a:Price><c:PriceAmount currencyID="JPY">1250</c:PriceAmount><c:BaseQuantity unitCode="C62">100</c:BaseQuantity></a:Price>
            <a:Item><c:Name>六角ボルト</c:Name><a:BuyersItemIdentification><c:ID>B-10</c:ID></a:BuyersItemIdentification>
              <a:StandardItemIdentification><c:ID schemeID="0160">4912345678904</c:ID></a:StandardItemIdentification></a:Item></a:LineItem></a:OrderLine>
          <a:OrderLine><c:Note>二行目</c:Note><a:LineItem><c:ID>20</c:ID><c:Quantity unitCode="KGM">2.5</c:Quantity>
            <a:Delivery><a:RequestedDeliveryPeriod><c:EndDate>2026-12-25</c:EndDate><c:EndTime>09:30:00Z</c:EndTime></a:RequestedDeliveryPeriod></a:Delivery>
            <a:Item><c:Name>鋼板</c:Name><a:SellersItemIdentification><c:ID>V-20</c:ID></a:SellersItemIdentification></a:Item></a:LineItem></a:OrderLine>
        </o:Order>
        """;

    [Fact]
    public async Task A_ubl_order_goes_in_with_the_ready_made_map()
    {
        await using IEdi edi = Edi.InMemory(_ => { });

        IngestResult result = await edi.IngestAsync(
            new IngestRequest { Map = "ubl-order", FileName = "order.xml", Channel = "library", ReturnOrders = true }, new MemoryStream(Encoding.UTF8.GetBytes(Ubl)));

        Assert.Equal("", string.Join("\n", result.Issues.Where(i => i.Severity == WebEdi.Diagnostics.Severity.Error)));
        Order order = Assert.Single(result.Orders);
        Assert.Equal(("PO-1", "S001", "B1", "7010001012345", "JPY"), (order.Number, order.Supplier.Code, order.Buyer!.Code, order.Buyer.GlobalCode, order.Currency));
        Assert.Equal(("1-2-3 大田区", "144-0001", "急ぎ"), (order.Supplier.Address, order.Supplier.Postcode, order.Note));
        Assert.Equal(
            [("10", "B-10", 1000m, "C62", 1250m, 100m, new DateOnly(2026, 12, 20)), ("20", null, 2.5m, "KGM", null, 1m, new DateOnly(2026, 12, 25))],
            order.Lines.Select(l => (l.Number, l.ItemCode, l.Quantity, l.Unit, l.UnitPrice, l.PriceBasisQuantity, l.DueDate!.Value)));
        Assert.Equal(("4912345678904", "V-20", new TimeOnly(9, 30), "二行目"), (order.Lines[0].Gtin, order.Lines[1].SupplierItemCode, order.Lines[1].DueTime, order.Lines[1].Note));
    }

    [Fact]
    public async Task Prefixes_are_the_files_own_business()
    {
        Order one = await ReadAsync(Ubl);
        Order other = await ReadAsync(Ubl.Replace("c:", "cbc:", StringComparison.Ordinal).Replace("a:", "Harry:", StringComparison.Ordinal)
            .Replace(":c=", ":cbc=", StringComparison.Ordinal).Replace(":a=", ":Harry=", StringComparison.Ordinal));

        Assert.Equal(JsonSerializer.Serialize(one, DocumentJson.Order), JsonSerializer.Serialize(other, DocumentJson.Order));
    }

    [Fact]
    public async Task A_cxml_order_names_its_parties_in_the_envelope()
    {
        const string xml = """
            <cXML payloadID="1"><Header><From><Credential domain="D"><Identity>B1</Identity></Credential></From><To><Credential domain="D"><Identity>S1</Identity></Credential></To></Header>
            <Request><OrderRequest><OrderRequestHeader orderID="PO-2" orderDate="2026-11-24T10:00:00+09:00" type="update"><Total><Money currency="JPY">210</Money></Total></OrderRequestHeader>
            <ItemOut quantity="10" lineNumber="1" requestedDeliveryDate="2026-12-01T00:00:00+09:00"><ItemID><SupplierPartID>V1</SupplierPartID><BuyerPartID>B1</BuyerPartID></ItemID>
            <ItemDetail><UnitPrice><Money currency="JPY">21</Money></UnitPrice><Description>ねじ<ShortName>ネジ</ShortName></Description><UnitOfMeasure>EA</UnitOfMeasure></ItemDetail></ItemOut>
            </OrderRequest></Request></cXML>
            """;

        Order order = await ReadAsync(xml);

        Assert.Equal(("PO-2", "B1", "S1", DocumentPurpose.Change, 210m, "JPY"), (order.Number, order.Buyer!.Code, order.Supplier.Code, order.Purpose, order.NetAmount, order.Currency));
        OrderLine line = Assert.Single(order.Lines);
        Assert.Equal(("1", "B1", "V1", "ネジ", 10m, "EA", 21m, new DateOnly(2026, 12, 1)), (line.Number, line.ItemCode, line.SupplierItemCode, line.ItemName, line.Quantity, line.Unit, line.UnitPrice, line.DueDate!.Value));
    }

    [Fact]
    public async Task An_idoc_order_is_mapped_by_its_qualifiers()
    {
        const string xml = """
            <ORDERS05><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><MESTYP>ORDERS</MESTYP><SNDPRN>E1</SNDPRN><RCVPRN>V9</RCVPRN></EDI_DC40>
            <E1EDK01 SEGMENT="1"><CURCY>JPY</CURCY><BELNR>4500000001</BELNR></E1EDK01><E1EDK03><IDDAT>012</IDDAT><DATUM>20261124</DATUM></E1EDK03>
            <E1EDKA1><PARVW>AG</PARVW><PARTN>1000</PARTN></E1EDKA1><E1EDKA1><PARVW>LF</PARVW><PARTN>0000100200</PARTN><NAME1>髙橋</NAME1><NAME2>製作所</NAME2></E1EDKA1>
            <E1EDK02><QUALF>001</QUALF><BELNR>4500000001</BELNR></E1EDK02>
            <E1EDP01><POSEX>00010</POSEX><MENGE>12.000</MENGE><MENEE>PCE</MENEE><VPREI>3.5</VPREI><PEINH>1</PEINH>
            <E1EDP20><WMENG>12.000</WMENG><EDATU>20261224</EDATU></E1EDP20><E1EDP19><QUALF>001</QUALF><IDTNR>MAT-1</IDTNR><KTEXT>軸受</KTEXT></E1EDP19>
            <E1EDP19><QUALF>002</QUALF><IDTNR>V-1</IDTNR></E1EDP19></E1EDP01></IDOC></ORDERS05>
            """;

        Order order = await ReadAsync(xml);

        Assert.Equal(("4500000001", "1000", "0000100200", "髙橋 製作所"), (order.Number, order.Buyer!.Code, order.Supplier.Code, order.Supplier.Name));
        OrderLine line = Assert.Single(order.Lines);
        Assert.Equal(("00010", "MAT-1", "V-1", "軸受", 12m, "PCE", 3.5m, new DateOnly(2026, 12, 24)), (line.Number, line.ItemCode, line.SupplierItemCode, line.ItemName, line.Quantity, line.Unit, line.UnitPrice, line.DueDate!.Value));
    }

    [Fact]
    public async Task An_idoc_order_with_segments_of_an_extension_and_no_type_is_mapped()
    {
        const string xml = """
            <ORDERSEXT><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><DOCNUM>1</DOCNUM><SNDPRN>HARDWARE</SNDPRN><RCVPRN>V9</RCVPRN></EDI_DC40>
            <E1EDK01 SEGMENT="1"><CURCY>NZD</CURCY><BELNR>4500</BELNR><Z1EDK01 SEGMENT="1"><CHANNEL>WEB</CHANNEL></Z1EDK01></E1EDK01>
            <Z1EDKH SEGMENT="1"><BELNR>9999</BELNR></Z1EDKH>
            <E1EDP01 SEGMENT="1"><POSEX>00010</POSEX><MENGE>12.000</MENGE><MENEE>EA</MENEE><VPREI>9.99</VPREI><PEINH>1</PEINH>
            <Z1EDP01 SEGMENT="1"><MENGE>99</MENGE><GIFT>X</GIFT></Z1EDP01>
            <E1EDP19 SEGMENT="1"><QUALF>001</QUALF><IDTNR>B-1</IDTNR><Z1EDP19 SEGMENT="1"><IDTNR>wrong</IDTNR></Z1EDP19></E1EDP19></E1EDP01></IDOC></ORDERSEXT>
            """;

        Order order = await ReadAsync(xml);

        Assert.Equal(("4500", "HARDWARE", "V9", "NZD"), (order.Number, order.Buyer!.Code, order.Supplier.Code, order.Currency));
        OrderLine line = Assert.Single(order.Lines);
        Assert.Equal(("00010", "B-1", 12m, "EA", 9.99m), (line.Number, line.ItemCode, line.Quantity, line.Unit, line.UnitPrice));
    }

    [Theory]
    [InlineData("urn:un:unece:uncefact:data:standard:UnqualifiedDataType:32")]
    [InlineData("urn:un:unece:uncefact:3055:413:data:standard:SMEOrder:4p1")]
    public async Task An_order_of_the_common_edi_is_read_whatever_namespace_its_dates_have(string space)
    {
        string xml = $"""
            <SMEOrder xmlns="urn:un:unece:uncefact:3055:413:data:standard:SMEOrder:4p1" xmlns:u="{space}"><CIExchangedDocumentContext/>
            <CIOHExchangedDocument><ID>注-1</ID><IssueDateTime><u:DateTime>2026-11-24T00:00:00</u:DateTime></IssueDateTime><RevisionID/></CIOHExchangedDocument>
            <CIOHSupplyChainTradeTransaction><ApplicableCIOHSupplyChainTradeAgreement><SellerCITradeParty><ID>1234567890123</ID><Name>受注者</Name><RegisteredID>T7000012050002</RegisteredID></SellerCITradeParty>
            <BuyerCITradeParty><ID>9876543210987</ID><Name>発注者</Name></BuyerCITradeParty></ApplicableCIOHSupplyChainTradeAgreement>
            <IncludedCIOLSupplyChainTradeLineItem><AssociatedCIOLDocumentLineDocument><LineID>1</LineID></AssociatedCIOLDocumentLineDocument>
            <SpecifiedCIOLSupplyChainTradeAgreement><NetPriceProductCITradePrice><ChargeAmount>120</ChargeAmount><BasisQuantity/></NetPriceProductCITradePrice></SpecifiedCIOLSupplyChainTradeAgreement>
            <SpecifiedCIOLSupplyChainTradeDelivery><RequestedQuantity unitCode="H87">5</RequestedQuantity><RequestedDeliveryCISupplyChainEvent><OccurrenceDateTime><u:DateTime>2026-12-10T00:00:00</u:DateTime></OccurrenceDateTime></RequestedDeliveryCISupplyChainEvent></SpecifiedCIOLSupplyChainTradeDelivery>
            <SpecifiedCITradeProduct><BuyerAssignedID>品-1</BuyerAssignedID><Name>部品</Name></SpecifiedCITradeProduct></IncludedCIOLSupplyChainTradeLineItem></CIOHSupplyChainTradeTransaction></SMEOrder>
            """;

        Order order = await ReadAsync(xml);

        Assert.Equal(("注-1", "1234567890123", "9876543210987", new DateOnly(2026, 11, 24)), (order.Number, order.Supplier.Code, order.Buyer!.Code, order.IssueDate));
        OrderLine line = Assert.Single(order.Lines);
        Assert.Equal(("1", "品-1", 5m, "H87", 120m, 1m, new DateOnly(2026, 12, 10)), (line.Number, line.ItemCode, line.Quantity, line.Unit, line.UnitPrice, line.PriceBasisQuantity, line.DueDate!.Value));
    }

    [Fact]
    public async Task A_canonical_order_comes_back_as_it_was_written()
    {
        Order order = await ReadAsync(Ubl);
        order = order with { Revision = 2, Lines = [order.Lines[0] with { DueDate = null, DueDateUndecided = true, TaxCategory = TaxCategory.Reduced }, order.Lines[1]] };
        string json = JsonSerializer.Serialize(order, DocumentJson.Order);

        Order again = await ReadAsync(json);

        Assert.Equal(json, JsonSerializer.Serialize(again, DocumentJson.Order));
    }

    private static async Task<Order> ReadAsync(string text)
    {
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in new EdiFileReader().ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text))))
            messages.Add(message);

        Assert.Equal("", string.Join('\n', messages.SelectMany(m => m.Diagnostics)));
        return Assert.Single(messages).Order();
    }
}
