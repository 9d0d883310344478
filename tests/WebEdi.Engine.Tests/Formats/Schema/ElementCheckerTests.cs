using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Formats.Xml;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Schema;

public sealed class ElementCheckerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("<OrderLine><LineItem><ID>1</ID><Item/></LineItem><Nonsense/></OrderLine>", "WE2320 Nonsense OrderLine")]
    [InlineData("<OrderLine><LineItem><ID>1</ID><ID>2</ID><Item/></LineItem></OrderLine>", "WE2322  ID")]
    [InlineData("<OrderLine><LineItem><ID>1</ID></LineItem></OrderLine>", "WE2321  Item")]
    [InlineData("<Contact><OtherCommunication><ChannelCode>LA</ChannelCode></OtherCommunication></Contact>", "WE2044 LA ChannelCode")]
    [InlineData("<Contact><OtherCommunication><ChannelCode>AL</ChannelCode></OtherCommunication></Contact>", "")]
    [InlineData("<UBLExtensions><Contact><Anything/></Contact></UBLExtensions>", "")]
    public void An_element_that_breaks_the_rules_of_its_family_is_told(string more, string expected)
    {
        string xml = $"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'><ID>1</ID><IssueDate>2026-11-24</IssueDate><BuyerCustomerParty/><SellerSupplierParty/><OrderLine><LineItem><ID>9</ID><Item/></LineItem></OrderLine>{more}</Order>";

        Read read = Messages.All(new XmlWorkshop(), Encoding.UTF8.GetBytes(xml));

        Assert.Equal(expected, string.Join('\n', read.Diagnostics.Select(d => $"{d.Code} {d.Found} {d.Path}")));
        Assert.All(read.Diagnostics, d => Assert.InRange(d.Position.Offset, xml.IndexOf(more, StringComparison.Ordinal), xml.Length));
    }

    [Theory]
    [InlineData("Invoice", "ID IssueDate AccountingSupplierParty AccountingCustomerParty LegalMonetaryTotal InvoiceLine")]
    [InlineData("CreditNote", "ID IssueDate AccountingSupplierParty AccountingCustomerParty LegalMonetaryTotal CreditNoteLine")]
    [InlineData("DespatchAdvice", "ID IssueDate DespatchSupplierParty DeliveryCustomerParty DespatchLine")]
    [InlineData("ReceiptAdvice", "ID IssueDate DeliveryCustomerParty DespatchSupplierParty ReceiptLine")]
    [InlineData("OrderResponse", "ID IssueDate SellerSupplierParty BuyerCustomerParty")]
    [InlineData("OrderResponseSimple", "ID IssueDate AcceptedIndicator OrderReference SellerSupplierParty BuyerCustomerParty")]
    [InlineData("OrderChange", "ID IssueDate OrderReference BuyerCustomerParty SellerSupplierParty")]
    [InlineData("OrderCancellation", "ID IssueDate CancellationNote OrderReference BuyerCustomerParty SellerSupplierParty")]
    public void A_document_without_a_part_that_its_schema_demands_names_the_part(string type, string parts)
    {
        string[] all = parts.Split(' ');

        Assert.Empty(Check(type, all));
        Assert.All(all, p => Assert.Equal([$"WE2321 {p}"], Check(type, all.Where(o => o != p))));
    }

    private static IEnumerable<string> Check(string type, IEnumerable<string> parts)
    {
        string xml = $"<{type} xmlns='urn:oasis:names:specification:ubl:schema:xsd:{type}-2'>{string.Concat(parts.Select(p => $"<{p}>1</{p}>"))}</{type}>";
        return Messages.All(new XmlWorkshop(), Encoding.UTF8.GetBytes(xml)).Diagnostics.Select(d => $"{d.Code} {d.Path}");
    }
}
