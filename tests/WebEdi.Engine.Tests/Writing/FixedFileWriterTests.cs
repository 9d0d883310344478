using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Orders as records with fixed positions, byte for byte.</summary>
public sealed class FixedFileWriterTests
{
    private const string Json = """
        { "read": "fixed", "encoding": "cp932", "recordLength": 64,
          "layout": [
            { "name": "注文番号", "start": 1, "length": 8 },
            { "name": "取引先", "length": 4 },
            { "name": "行", "length": 3, "padding": "zero" },
            { "name": "品番", "length": 6 },
            { "name": "品名", "length": 10 },
            { "name": "数量", "length": 7 },
            { "name": "単価", "length": 8, "decimals": 2, "sign": "trailing" },
            { "name": "納期", "length": 8 },
            { "name": "予備", "length": 4, "padding": "zero" },
            { "name": "納入時刻", "start": 61, "length": 4 } ],
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "item": "品番", "itemName": "品名", "quantity": { "column": "数量", "number": { "implied": 2 } }, "price": "単価",
                     "due": { "column": "納期", "date": "yyyyMMdd" }, "dueTime": "納入時刻" } }
        """;

    private const string Copy = """
        { "read": "fixed", "encoding": "ENCODING", "recordLength": 31, "lineEnds": "none", "zoned": "ibm",
          "copybook": ["01 ORDER-REC.", "05 注文番号 PIC X(4).", "05 取引先 PIC X(4).", "05 行 PIC 9(3).", "05 品名 PIC N(4).", "05 数量 PIC S9(5)V99 COMP-3.", "05 単価 PIC S9(3)V9.", "05 入数 PIC S9(4) COMP.", "05 FILLER PIC 9(2)."],
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "itemName": "品名", "quantity": "数量", "price": "単価", "quantityPerPackage": "入数" } }
        """;

    private static readonly OrderLine Bolt = new()
    {
        Number = "1", ItemCode = "ITEM-1", ItemName = "六角ボルト", Quantity = 10, UnitPrice = 12.5m, DueDate = new DateOnly(2026, 12, 1), DueTime = new TimeOnly(9, 30),
    };

    private static readonly Order Order = new()
    {
        Number = "PO-00001",
        Supplier = new Party { Code = "S001" },
        Lines = [Bolt, new OrderLine { Number = "20", ItemName = "髙級ﾅｯﾄ", Quantity = 2.5m, UnitPrice = -1.01m, DueDateUndecided = true }],
    };

    [Theory]
    [InlineData("", "\r\n")]
    [InlineData("\"lineEnds\": \"none\", ", "")]
    [InlineData("\"lineEnds\": \"present\", ", "\r\n")]
    public async Task Every_field_stands_at_its_bytes(string ends, string newline)
    {
        string json = Json.Replace("\"layout\"", ends + "\"layout\"", StringComparison.Ordinal);

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(json, Order);

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Equal(
            "PO-00001S001001ITEM-1六角ボルト00010000000125{202612010000  0930" + newline
            + "PO-00001S001020      髙級ﾅｯﾄ   00002500000010J999999990000      " + newline,
            TextCodec.Cp932.Show(written));
        Assert.Equal((64 + newline.Length) * 2, written.Length);
    }

    [Fact]
    public async Task What_was_written_is_read_again_with_the_same_map()
    {
        (byte[] written, _) = await WriteAsync(Json, Order, Order with { Number = "PO-00002" });

        Mapped again = OrderFile.Read(Json, written);

        Assert.Empty(again.Issues);
        Assert.Equal(["PO-00001", "PO-00002"], again.Orders.Select(o => o.Number));
        Assert.Empty(OrderCopies.Differences(Order, again.Orders[0]));
    }

    [Theory]
    [InlineData("cp932", "504F2D31", "53303031", "303031", "837B838B83678140", "0001250C", "3030314A", "000C", "3030")]
    [InlineData("ibm930", "D7D660F1", "E2F0F0F1", "F0F0F1", "43D343AF43954040", "0001250C", "F0F0F1D1", "000C", "F0F0")]
    [InlineData("jef", "D7D660F1", "E2F0F0F1", "F0F0F1", "A5DCA5EBA5C84040", "0001250C", "F0F0F1D1", "000C", "F0F0")]
    public async Task A_copybook_is_written_as_the_host_has_it(string encoding, params string[] fields)
    {
        string json = Copy.Replace("ENCODING", encoding, StringComparison.Ordinal);
        Order order = Order with { Number = "PO-1", Lines = [new OrderLine { Number = "001", ItemName = "ボルト", Quantity = 12.5m, UnitPrice = -1.1m, QuantityPerPackage = 12 }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(json, order);
        Mapped again = OrderFile.Read(json, written);

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Equal(string.Concat(fields), Convert.ToHexString(written));
        Assert.Empty(again.Issues);
        Assert.Empty(OrderCopies.Differences(order, Assert.Single(again.Orders)));
    }

    [Theory]
    [InlineData("line.itemName", "六角ボルト（特）", WriteLossReason.TooLong, "六角ボルト", "六角ボルト")]
    [InlineData("line.itemName", "a六角ボルト", WriteLossReason.TooLong, "a六角ボル", "a六角ボル ")]
    [InlineData("line.itemName", "𠮷野〜x", WriteLossReason.Character, "野～x", "野～x  ")]
    [InlineData("line.itemName", "a\nb", WriteLossReason.Character, "a b", "a b")]
    [InlineData("line.item", "ITEM-12", WriteLossReason.TooLong, null, "      ")]
    [InlineData("line.item", "é", WriteLossReason.Character, null, "      ")]
    [InlineData("line.number", "0012", WriteLossReason.TooLong, null, "000")]
    [InlineData("line.number", "012", WriteLossReason.Form, "12", "012")]
    [InlineData("line.quantity", "100000", WriteLossReason.TooLong, null, "       ")]
    [InlineData("line.quantity", "0.125", WriteLossReason.Form, null, "       ")]
    [InlineData("line.price", "1.005", WriteLossReason.Form, null, "        ")]
    [InlineData("line.price", "1000000", WriteLossReason.TooLong, null, "        ")]
    [InlineData("line.spec", "M8", WriteLossReason.NoPlaceInMap, null, "PO-00001")]
    public async Task What_does_not_fit_is_told_and_never_cut_in_silence(string path, string value, WriteLossReason reason, string? said, string stands)
    {
        decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out decimal number);
        OrderLine line = path switch
        {
            "line.itemName" => Bolt with { ItemName = value },
            "line.item" => Bolt with { ItemCode = value },
            "line.number" => Bolt with { Number = value },
            "line.quantity" => Bolt with { Quantity = number },
            "line.price" => Bolt with { UnitPrice = number },
            _ => Bolt with { Specification = value },
        };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Json, Order with { Lines = [line] });

        WriteLoss loss = Assert.Single(losses);
        Assert.Equal((path, value, reason, said, line.Number), (loss.Path, loss.Value, loss.Reason, loss.Written, loss.Line));
        Assert.Contains(stands, TextCodec.Cp932.Show(written), StringComparison.Ordinal);
        Assert.Equal(66, written.Length);
    }

    [Fact]
    public async Task A_number_that_cannot_be_blank_is_zero_and_told()
    {
        Order order = Order with { Number = "PO-1", Lines = [new OrderLine { Number = "001", Quantity = 1 }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Copy.Replace("ENCODING", "cp932", StringComparison.Ordinal), order);

        WriteLoss loss = Assert.Single(losses);
        Assert.Equal(("line.quantityPerPackage", null, "0", WriteLossReason.Missing), (loss.Path, loss.Value, loss.Written, loss.Reason));
        Assert.Equal("    ", System.Text.Encoding.ASCII.GetString(written, 23, 4));
        Assert.Equal([0, 0], written[27..29]);
    }

    [Fact]
    public async Task Half_width_characters_in_a_field_of_double_bytes_become_wide_and_are_told()
    {
        Order order = Order with { Number = "PO-1", Lines = [new OrderLine { Number = "001", ItemName = "M8ﾈｼﾞ", Quantity = 1, QuantityPerPackage = 1 }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Copy.Replace("ENCODING", "ibm939", StringComparison.Ordinal), order);

        WriteLoss loss = Assert.Single(losses);
        Assert.Equal(("M8ﾈｼﾞ", "Ｍ８ネジ", WriteLossReason.Character), (loss.Value, loss.Written, loss.Reason));
        Assert.Equal("Ｍ８ネジ", TextCodec.Find("ibm939")!.WideForm.Show(written.AsSpan(11, 8)));
    }

    [Fact]
    public async Task Rows_say_what_they_are_chosen_by_and_what_a_condition_asks_for()
    {
        string json = Json.Replace("\"order\": {", "\"rows\": { \"column\": \"予備\", \"is\": [\"10\", \"20\"] }, \"order\": { \"type\": \"予備\",", StringComparison.Ordinal);

        (byte[] ten, IReadOnlyList<WriteLoss> none) = await WriteAsync(json, Order);
        (byte[] twenty, IReadOnlyList<WriteLoss> same) = await WriteAsync(json, Order with { TypeCode = "20" });
        (_, IReadOnlyList<WriteLoss> other) = await WriteAsync(json, Order with { TypeCode = "30" });

        Assert.Empty(none.Concat(same));
        Assert.Equal(("0010", "0020"), (TextCodec.Cp932.Show(ten.AsSpan(54, 4)), TextCodec.Cp932.Show(twenty.AsSpan(54, 4))));
        WriteLoss loss = Assert.Single(other);
        Assert.Equal(("order.type", "30", "10", WriteLossReason.NoPlaceLeft), (loss.Path, loss.Value, loss.Written, loss.Reason));
        Assert.Equal("20", Assert.Single(OrderFile.Read(json, twenty).Orders).TypeCode);
    }

    [Fact]
    public async Task Of_fields_that_lie_over_one_another_the_first_keeps_its_bytes()
    {
        string json = Json.Replace("{ \"name\": \"予備\"", "{ \"name\": \"上位\", \"start\": 1, \"length\": 3 }, { \"name\": \"予備\", \"start\": 55", StringComparison.Ordinal)
            .Replace("\"order\": {", "\"order\": { \"contractNumber\": \"上位\",", StringComparison.Ordinal);

        (_, IReadOnlyList<WriteLoss> same) = await WriteAsync(json, Order with { ContractNumber = "PO-" });
        (byte[] written, IReadOnlyList<WriteLoss> other) = await WriteAsync(json, Order with { ContractNumber = "C-1", Lines = [Bolt] });

        Assert.Empty(same);
        Assert.Equal(("order.contractNumber", "C-1", WriteLossReason.NoPlaceLeft), (Assert.Single(other).Path, other[0].Value, other[0].Reason));
        Assert.StartsWith("PO-00001", TextCodec.Cp932.Show(written), StringComparison.Ordinal);
    }

    private static Task<(byte[] Bytes, IReadOnlyList<WriteLoss> Losses)> WriteAsync(string json, params Order[] orders) =>
        OrderCopies.WriteAsync(OrderCopies.Options("own") with { MapJson = json }, orders);
}
