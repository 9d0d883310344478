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
}
