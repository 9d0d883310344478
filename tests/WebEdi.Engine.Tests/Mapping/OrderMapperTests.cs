using WebEdi.Documents;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

public sealed class OrderMapperTests
{
    private const string Header = "注文番号,取引先,行,品番,数量,納期\r\n";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("cp932")]
    public void Rows_become_orders_in_both_encodings(string encoding)
    {
        string text = Header + "PO-1,S001,1,0012,10,20261201\r\nPO-1,S001,2,髙①～㈱,\"1,234.5\",2026/12/5\r\nPO-2,S002,1,ｱｲｳ,1,令和8年12月1日\r\n";

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, text, TextCodec.Find(encoding));

        Assert.Empty(mapped.Issues);
        Assert.Equal(encoding, mapped.Survey!.Codec.Name);
        Assert.Equal(["PO-1", "PO-2"], mapped.Orders.Select(o => o.Number));
        OrderLine second = mapped.Orders[0].Lines[1];
        Assert.Equal("髙①～㈱", second.ItemCode);
        Assert.Equal(1234.5m, second.Quantity);
        Assert.Equal(new DateOnly(2026, 12, 5), second.DueDate);
        Assert.Equal(new DateOnly(2026, 12, 1), mapped.Orders[1].Lines[0].DueDate);
        Assert.Equal("2-3", mapped.Results[0].SourceLines);
    }

    [Fact]
    public void A_faulty_row_refuses_its_order_and_no_other()
    {
        string text = Header + "PO-1,S001,1,A,10,20261201\r\nPO-2,S001,1,B,１０個,20261301\r\nPO-2,S001,2,B,5,20261201\r\nPO-3,S001,1,C,1,20261201\r\n";

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, text);

        Assert.Equal(["PO-1", "PO-3"], mapped.Orders.Select(o => o.Number));
        Assert.Equal("PO-2", mapped.Results[1].OrderNumber);
        Assert.Equal(2, mapped.Issues.Count);
        Assert.StartsWith("orders.csv(3,15): WE2041 数量 '１０個' is not a number", mapped.Issues[0].ToString());
        Assert.Equal("WE2042", mapped.Issues[1].Code);
        Assert.Equal(6, mapped.Issues[1].Position.Element);
    }
}
