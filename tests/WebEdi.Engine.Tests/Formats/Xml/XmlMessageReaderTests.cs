using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Xml;

public sealed class XmlMessageReaderTests
{
    private static readonly XmlWorkshop Xml = new();

    [Theory]
    [InlineData("<a/>", "a")]
    [InlineData("<a b='1' c=\"x&amp;y\"/>", "a(@b=1 @c=x&y)")]
    [InlineData("<a>  12 \n</a>", "a=12")]
    [InlineData("<a>x<![CDATA[<y>]]>&#x7A;</a>", "a=x<y>z")]
    [InlineData("<a>x<b>1</b>y<b>2</b>z</a>", "a=xyz(b=1 b=2)")]
    [InlineData("<a><!-- no --><b/><?pi x?><b> </b></a>", "a(b b)")]
    [InlineData("<p:a xmlns:p='u' xmlns='v'><p:b p:c='1'/><d/></p:a>", "a(b(@c=1) d)")]
    [InlineData("<注文><番号>甲-1</番号></注文>", "注文(番号=甲-1)")]
    [InlineData("<a>𠮷野家😀</a>", "a=𠮷野家😀")]
    public void Elements_attributes_and_texts_become_nodes(string xml, string expected)
    {
        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal("", read.Codes);
        Assert.Equal(expected, Assert.Single(read.Messages).Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void The_size_of_the_pieces_in_which_a_file_comes_changes_nothing(int piece)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"<o>{string.Concat(Enumerable.Range(0, 3000).Select(i => $"<l n='{i}'>品名{i}😀\r\n</l>"))}</o>");

        Read whole = Messages.All(Xml, bytes), pieces = Messages.All(Xml, bytes, piece: piece);

        Assert.Equal(whole.Messages[0].Text, pieces.Messages[0].Text);
        Assert.Equal(whole.Messages[0].Places, pieces.Messages[0].Places);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_value_is_found_again_by_its_offset(string newline)
    {
        string text = $"<?xml version='1.0'?>{newline}<o 版='二'>{newline}  <品 単位='個'>六角ボルト{newline}😀</品><x>1</x>{newline}<y>\t2 </y></o>";
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        IReadOnlyList<Spot> places = Assert.Single(Messages.All(Xml, bytes).Messages).Places;

        string[] found = [.. places.Where(p => p.Length > 0).Select(p => Encoding.UTF8.GetString(bytes, (int)p.Offset, p.Length).Trim())];
        Assert.Equal(["二", $"六角ボルト{newline}😀", "個", "1", "2"], found);
        Assert.All(places.Where(p => p.Name[0] != '@'), p => Assert.Equal((byte)'<', bytes[p.Node.Offset]));
        Assert.Equal((4, 10), (places[^2].Node.Line, places[^2].Value.Column));
    }

    [Fact]
    public void A_file_in_one_line_has_offsets_too()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"<o>{string.Concat(Enumerable.Range(0, 5000).Select(i => $"<l>値{i}</l>"))}</o>");

        IReadOnlyList<Spot> places = Assert.Single(Messages.All(Xml, bytes).Messages).Places;

        Assert.All(places.Skip(1), (p, i) => Assert.Equal($"値{i}", Encoding.UTF8.GetString(bytes, (int)p.Offset, p.Length)));
        Assert.Equal(1, places[^1].Node.Line);
    }

    [Fact]
    public void Documents_are_told_apart_by_the_names_the_map_is_for()
    {
        const string xml = "<batch xmlns='u'><head><sender>A</sender></head><Order><ID>1</ID></Order><x><Order><ID>2</ID></Order></x><Invoice/></batch>";

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml), ["Order"]);

        Assert.Equal(["Order(ID=1)", "Order(ID=2)"], read.Messages.Select(m => m.Text));
        Assert.All(read.Messages, m => Assert.Equal(("Order", "u"), (m.Envelope.MessageType, m.Envelope.Version)));
        Assert.Equal(2, read.Counts.Messages);
    }

    [Fact]
    public void A_file_without_what_the_map_is_for_names_its_root()
    {
        Read read = Messages.All(Xml, "<Invoice xmlns='u'><ID>1</ID></Invoice>"u8.ToArray(), ["Order"]);

        Assert.Equal(("Invoice", "u"), (read.Messages[0].Envelope.MessageType, read.Messages[0].Envelope.Version));
        Assert.Equal("Invoice", Assert.Single(read.Messages).Text);
    }

    [Fact]
    public void Documents_of_a_known_family_are_handed_out_one_by_one_whatever_is_around_them()
    {
        const string order = "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'><ID>{0}</ID></Order>";
        string xml = $"<Orders>{string.Format(null, order, 1)}{string.Format(null, order, 2)}</Orders>";

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal(["1", "2"], read.Messages.Select(m => m.Envelope.MessageReference));
    }

    [Fact]
    public void Cxml_says_in_its_header_who_sends_to_whom()
    {
        const string xml = """
            <?xml version="1.0"?><!DOCTYPE cXML SYSTEM "http://xml.example/cXML.dtd">
            <cXML payloadID="p@1" version="1.2.050"><Header><From><Credential domain="DUNS"><Identity>B1</Identity></Credential></From>
            <To><Credential domain="NetworkId"><Identity>S1</Identity></Credential></To></Header>
            <Request deploymentMode="test"><OrderRequest><OrderRequestHeader orderID="PO1"/></OrderRequest></Request></cXML>
            """;

        Envelope envelope = Assert.Single(Messages.All(Xml, Encoding.UTF8.GetBytes(xml)).Messages).Envelope;

        Assert.Equal(
            new Envelope
            {
                Format = "xml", MessageType = "OrderRequest", Version = "1.2.050", InterchangeReference = "p@1", MessageReference = "PO1", DocumentNumber = "PO1",
                Sender = "B1", SenderQualifier = "DUNS", Receiver = "S1", ReceiverQualifier = "NetworkId", IsTest = true,
            },
            envelope);
    }

    [Fact]
    public void A_business_document_header_stands_around_every_document_beside_it()
    {
        const string xml = """
            <StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"><StandardBusinessDocumentHeader>
            <Sender><Identifier Authority="iso6523-actorid-upis">0088:1</Identifier></Sender><Receiver><Identifier>0088:2</Identifier></Receiver>
            <DocumentIdentification><InstanceIdentifier>i-1</InstanceIdentifier></DocumentIdentification></StandardBusinessDocumentHeader>
            <Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"><ID>1</ID></Order></StandardBusinessDocument>
            """;

        Envelope envelope = Assert.Single(Messages.All(Xml, Encoding.UTF8.GetBytes(xml)).Messages).Envelope;

        Assert.Equal(("Order", "1", "i-1"), (envelope.MessageType, envelope.MessageReference, envelope.InterchangeReference));
        Assert.Equal(("0088:1", "iso6523-actorid-upis", "0088:2"), (envelope.Sender, envelope.SenderQualifier, envelope.Receiver));
    }

    [Theory]
    [InlineData("http://schemas.xmlsoap.org/soap/envelope/", "", "")]
    [InlineData("http://www.w3.org/2003/05/soap-envelope", "<p:Send xmlns:p='urn:p'>", "</p:Send>")]
    public void A_document_in_a_soap_body_is_the_message(string space, string before, string behind)
    {
        string order = "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'><ID>1</ID></Order>";
        string xml = $"<s:Envelope xmlns:s='{space}'><s:Header><To xmlns='urn:a'>x</To></s:Header><s:Body>{before}{order}{order}{behind}</s:Body></s:Envelope>";

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal(["Order 1", "Order 1"], read.Messages.Select(m => $"{m.Envelope.MessageType} {m.Envelope.MessageReference}"));
    }

    [Theory]
    [InlineData("<s:Fault><faultcode>s:Server</faultcode></s:Fault>")]
    [InlineData("<x:Anything xmlns:x='urn:x'/>")]
    public void A_soap_body_without_a_known_document_is_one_message(string body)
    {
        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes($"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{body}</s:Body></s:Envelope>"));

        Assert.Equal("Envelope", Assert.Single(read.Messages).Envelope.MessageType);
    }

    [Theory]
    [InlineData("SMEOrder", "B", "S")]
    [InlineData("SMEReceivingAdvice", "B", "S")]
    [InlineData("SMESelfInvoice", "B", "S")]
    [InlineData("SMEOrderResponse", "S", "B")]
    [InlineData("SMESelfInvoiceResponse", "S", "B")]
    [InlineData("SMEInvoice", "S", "B")]
    public void The_common_edi_is_sent_by_who_makes_the_document(string type, string sender, string receiver)
    {
        string xml = $"<{type} xmlns='urn:un:unece:uncefact:3055:413:data:standard:{type}:4p1'><AnyExchangedDocument><ID>1</ID></AnyExchangedDocument><AnySupplyChainTradeTransaction><AnySupplyChainTradeAgreement>"
            + $"<SellerCITradeParty><ID>S</ID></SellerCITradeParty><BuyerCITradeParty><ID>B</ID></BuyerCITradeParty></AnySupplyChainTradeAgreement></AnySupplyChainTradeTransaction></{type}>";

        Envelope envelope = Assert.Single(Messages.All(Xml, Encoding.UTF8.GetBytes(xml)).Messages).Envelope;

        Assert.Equal((type, sender, receiver), (envelope.MessageType, envelope.Sender, envelope.Receiver));
    }

    [Fact]
    public void Every_idoc_of_a_file_is_a_message_of_its_own()
    {
        const string idoc = "<IDOC BEGIN='1'><EDI_DC40><DOCNUM>{0}</DOCNUM><IDOCTYP>ORDERS05</IDOCTYP><MESTYP>ORDERS</MESTYP><SNDPRN>E1</SNDPRN><RCVPRN>V1</RCVPRN></EDI_DC40></IDOC>";
        string xml = $"<ORDERS05>{string.Format(null, idoc, 1)}{string.Format(null, idoc, 2)}</ORDERS05>";

        Read read = Messages.All(Xml, Encoding.UTF8.GetBytes(xml));

        Assert.Equal(["ORDERS 1", "ORDERS 2"], read.Messages.Select(m => $"{m.Envelope.MessageType} {m.Envelope.MessageReference}"));
        Assert.Equal(("ORDERS05", "E1", "V1"), (read.Messages[0].Envelope.Version, read.Messages[0].Envelope.Sender, read.Messages[0].Envelope.Receiver));
    }

    [Theory]
    [InlineData("<ORDERS05><IDOC><EDI_DC40><IDOCTYP>ORDERS05</IDOCTYP></EDI_DC40></IDOC></ORDERS05>", "ORDERS")]
    [InlineData("<IDOC><EDI_DC40><IDOCTYP>INVOIC02</IDOCTYP><MESTYP/></EDI_DC40></IDOC>", "INVOIC")]
    [InlineData("<ORDERSEXT><IDOC><EDI_DC40><DOCNUM>1</DOCNUM></EDI_DC40></IDOC></ORDERSEXT>", "ORDERS")]
    [InlineData("<ORDERS05><IDOC><E1EDK01/></IDOC></ORDERS05>", "ORDERS")]
    [InlineData("<ORDERS05><IDOC><EDI_DC40><IDOCTYP>ORDERS05</IDOCTYP><MESTYP>ORDCHG</MESTYP></EDI_DC40></IDOC></ORDERS05>", "ORDCHG")]
    [InlineData("<MATMAS05><IDOC><E1MARAM/></IDOC></MATMAS05>", "IDOC")]
    public void An_idoc_that_says_no_type_has_that_of_its_basic_type_or_its_root(string xml, string type) =>
        Assert.Equal(type, Assert.Single(Messages.All(Xml, Encoding.UTF8.GetBytes(xml)).Messages).Envelope.MessageType);

    [Theory]
    [InlineData("utf-16le", "UTF-16", 2)]
    [InlineData("utf-16be", "UTF-16", 2)]
    [InlineData("utf-8-bom", "UTF-8", 3)]
    [InlineData("cp932", "Shift_JIS", 0)]
    [InlineData("cp932", "windows-31j", 0)]
    [InlineData("latin1", "ISO-8859-1", 0)]
    public void A_file_is_read_in_the_encoding_that_it_says(string encoding, string declared, int mark)
    {
        string text = encoding == "latin1" ? "Größe" : "髙橋①能表十";
        string xml = $"<?xml version=\"1.0\" encoding=\"{declared}\"?>\n<注文>{text}</注文>".Replace("注文", encoding == "latin1" ? "o" : "注文", StringComparison.Ordinal);
        byte[] body = encoding switch
        {
            "utf-16le" => Encoding.Unicode.GetBytes("\uFEFF" + xml),
            "utf-16be" => Encoding.BigEndianUnicode.GetBytes("\uFEFF" + xml),
            "utf-8-bom" => Encoding.UTF8.GetBytes("\uFEFF" + xml),
            "latin1" => Encoding.Latin1.GetBytes(xml),
            _ => OrderFile.Bytes(xml, TextCodec.Cp932),
        };

        Read read = Messages.All(Xml, body, piece: 3);

        Assert.Equal("", read.Codes);
        Assert.EndsWith("=" + text, Assert.Single(read.Messages).Text, StringComparison.Ordinal);
        Assert.Equal(mark == 3 ? 3 + Encoding.UTF8.GetByteCount(xml[..(xml.IndexOf('\n', StringComparison.Ordinal) + 1)]) : -1, read.Messages[0].Places[0].Node.Offset);
    }

    [Fact]
    public void What_the_sender_says_about_the_encoding_wins_over_the_file()
    {
        byte[] cp932 = OrderFile.Bytes("<?xml version='1.0' encoding='UTF-8'?><o>髙</o>", TextCodec.Cp932);
        byte[] utf8 = Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='Shift_JIS'?><o>髙</o>");

        Assert.Equal("o=髙", Assert.Single(Messages.All(Xml, cp932, codec: TextCodec.Cp932).Messages).Text);
        Assert.Equal("o=髙", Assert.Single(Messages.All(Xml, utf8, codec: TextCodec.Utf8).Messages).Text);
    }

    [Theory]
    [InlineData("<?xml version='1.0' encoding='EBCDIC-JP'?><a/>")]
    [InlineData("\u00FF\u00FE\0\0<\0\0\0a")]
    public void An_encoding_that_cannot_be_read_is_named(string latin1)
    {
        Read read = Messages.All(Xml, Encoding.Latin1.GetBytes(latin1));

        Assert.Equal(DiagnosticCodes.EncodingUnsupported, read.Codes);
        Assert.Empty(read.Messages);
    }

    [Fact]
    public void Bytes_that_are_no_characters_are_shown_with_their_offset()
    {
        byte[] bytes = [.. "<?xml version='1.0' encoding='Shift_JIS'?><a>"u8, 0x81, 0x20, .. "</a>"u8];

        Diagnostic fault = Assert.Single(Messages.All(Xml, bytes).Diagnostics);

        Assert.Equal((DiagnosticCodes.TextInvalid, 45L, "8120"), (fault.Code, fault.Position.Offset, fault.Found));
    }
}
