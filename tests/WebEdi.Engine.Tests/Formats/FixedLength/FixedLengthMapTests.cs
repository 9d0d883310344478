using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.FixedLength;

public sealed class FixedLengthMapTests
{
    private const string Json = """
        { "read": "fixed", "encoding": "cp932", "recordLength": 54,
          "layout": [
            { "name": "注文番号", "start": 1, "length": 8 },
            { "name": "取引先", "length": 4 },
            { "name": "行", "length": 3, "padding": "zero" },
            { "name": "品番", "length": 6 },
            { "name": "品名", "length": 10 },
            { "name": "数量", "length": 7 },
            { "name": "単価", "length": 8, "decimals": 2, "sign": "trailing" },
            { "name": "納期", "length": 8 } ],
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "item": "品番", "itemName": "品名", "quantity": { "column": "数量", "number": { "implied": 2 } }, "price": "単価", "due": { "column": "納期", "date": "yyyyMMdd" } } }
        """;

    private const string Copy = """
        { "read": "fixed", "encoding": "cp932", "recordLength": 23, "lineEnds": "none",
          "copybook": ["01 ORDER-REC.", "05 注文番号 PIC X(4).", "05 取引先 PIC X(4).", "05 行 PIC 9(3).", "05 品名 PIC N(4).", "05 数量 PIC S9(5)V99 COMP-3."],
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line":  { "number": "行", "itemName": "品名", "quantity": "数量" } }
        """;

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("")]
    public void Records_become_orders_with_or_without_line_ends(string newline)
    {
        string file = Record("PO-00001", "S001", "001", "ITEM-1", "六角ボルト", "0001000", "0000125{", "20261201")
            + newline + Record("PO-00001", "S001", "002", "ITEM-2", "髙級ﾅｯﾄ　", "0000250", "0000010J", "99999999")
            + newline + Record("PO-00002", "S002", "001", "ITEM-3", "座金", "0000100", "00000995", "00000000") + newline;

        Mapped mapped = OrderFile.Read(Json, file, TextCodec.Cp932);

        Assert.Empty(mapped.Issues);
        Assert.Equal("fixed, cp932", mapped.Survey!.DetectedFormat);
        Assert.Equal(["PO-00001", "PO-00002"], mapped.Orders.Select(o => o.Number));
        OrderLine[] lines = [.. mapped.Orders.SelectMany(o => o.Lines)];
        Assert.Equal(["六角ボルト", "髙級ﾅｯﾄ", "座金"], lines.Select(l => l.ItemName));
        Assert.Equal(["1", "2", "1"], lines.Select(l => l.Number));
        Assert.Equal([10m, 2.5m, 1m], lines.Select(l => l.Quantity));
        Assert.Equal((decimal?[])[12.50m, -1.01m, 9.95m], lines.Select(l => l.UnitPrice));
        Assert.Equal((DateOnly?[])[new DateOnly(2026, 12, 1), null, null], lines.Select(l => l.DueDate));
    }

    [Fact]
    public void A_copybook_gives_the_positions_and_packed_numbers_their_decimals()
    {
        byte[] file = [.. Bytes("PO-1S001001ボルト　"), 0x00, 0x01, 0x25, 0x0C, .. Bytes("PO-1S001002髙級品　"), 0x00, 0x00, 0x01, 0x0D];

        Mapped mapped = OrderFile.Read(Copy, file);

        Assert.Empty(mapped.Issues);
        Order order = Assert.Single(mapped.Orders);
        Assert.Equal(["ボルト", "髙級品"], order.Lines.Select(l => l.ItemName));
        Assert.Equal([12.5m, -0.1m], order.Lines.Select(l => l.Quantity));
    }

    [Fact]
    public void A_damaged_number_refuses_its_order_and_names_the_bytes_and_the_form()
    {
        byte[] file = [.. Bytes("PO-1S001001ボルト　"), 0x00, 0x01, 0x25, 0x00, .. Bytes("PO-2S001001髙級品　"), 0x00, 0x00, 0x01, 0x0C];

        Mapped mapped = OrderFile.Read(Copy, file);

        Assert.Equal("PO-2", Assert.Single(mapped.Orders).Number);
        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.HostNumberInvalid, "数量", "00012500", "S9(5)V9(2) COMP-3"), (fault.Code, fault.Path, fault.Found, fault.Expected!.ToString()));
        Assert.Equal((1, 20, 19L), (fault.Position.Line, fault.Position.Column, fault.Position.Offset));
    }

    [Fact]
    public void A_short_record_refuses_its_order_only()
    {
        string file = Record("PO-00001", "S001", "001", "ITEM-1", "六角ボルト", "0001000", "0000125{", "20261201") + "\r\n"
            + "PO-00002S001001ITEM-2\r\n"
            + Record("PO-00003", "S001", "001", "ITEM-1", "六角ボルト", "0001000", "0000125{", "20261201") + "\r\n";

        Mapped mapped = OrderFile.Read(Json, file, TextCodec.Cp932);

        Assert.Equal(["PO-00001", "PO-00003"], mapped.Orders.Select(o => o.Number));
        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.RecordLengthWrong, 2, "21", "54"), (fault.Code, fault.Position.Line, fault.Found, fault.Expected!.ToString()));
        Assert.Equal("PO-00002", mapped.Results.Single(r => r.Document is null).Number);
    }

    [Fact]
    public void Without_a_record_length_the_fields_behind_the_end_of_a_line_are_empty()
    {
        string json = Json.Replace(", \"recordLength\": 54", "", StringComparison.Ordinal);

        Mapped mapped = OrderFile.Read(json, "PO-00001S001001ITEM-1六角ボルト0001000\r\nPO-00001S001002ITEM-2髙級\r\n", TextCodec.Cp932);

        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.ValueMissing, "数量", 2), (fault.Code, fault.Path, fault.Position.Line));
    }

    [Fact]
    public void Half_a_character_in_a_field_is_told_with_its_byte()
    {
        byte[] file = OrderFile.Bytes(Record("PO-00001", "S001", "001", "ITEM-1", "六角ボルト", "0001000", "0000125{", "20261201") + "\n", TextCodec.Cp932);
        file[30] = (byte)' ';

        Mapped mapped = OrderFile.Read(Json, file);

        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.TextInvalid, "品名", 30, 29L), (fault.Code, fault.Path, fault.Position.Column, fault.Position.Offset));
    }

    [Fact]
    public void Records_are_chosen_by_a_field()
    {
        string json = Json.Replace("\"order\":", "\"rows\": { \"column\": \"取引先\", \"is\": \"S002\" }, \"order\":", StringComparison.Ordinal);
        string file = Record("PO-00001", "S001", "001", "ITEM-1", "六角ボルト", "0001000", "0000125{", "20261201")
            + Record("PO-00002", "S002", "001", "ITEM-3", "座金", "0000100", "00000995", "00000000");

        Assert.Equal("PO-00002", Assert.Single(OrderFile.Read(json, file, TextCodec.Cp932).Orders).Number);
    }

    [Theory]
    [InlineData("\"recordLength\": 54", "\"recordLength\": 53", "recordLength", "53", "at least 54 bytes")]
    [InlineData("\"line\":", "\"header\": true, \"line\":", "header", "header", "\"read\": \"csv\"")]
    [InlineData("\"item\": \"品番\"", "\"item\": \"品蕃\"", "line.item", "品蕃", "'品番' perhaps")]
    [InlineData("\"item\": \"品番\"", "\"item\": { \"position\": 9 }", "line.item", "9", "one of: 注文番号")]
    [InlineData("\"price\": \"単価\"", "\"price\": { \"column\": \"単価\", \"number\": { \"implied\": 2 } }", "line.price.number.implied", "2", "in the layout only")]
    [InlineData("\"name\": \"取引先\", \"length\": 4", "\"name\": \"注文番号\", \"length\": 4", "layout[1]", "注文番号", "a name that no other field has")]
    [InlineData("\"length\": 8, \"decimals\": 2, \"sign\": \"trailing\"", "\"length\": 99, \"type\": \"packed\"", "layout[6].length", "99", "1 to 16 bytes")]
    [InlineData("\"recordLength\": 54", "\"copybook\": \"05 A PIC X.\"", "layout", null, "exactly one of")]
    public void What_is_wrong_with_a_layout_is_found_when_the_map_is_loaded(string from, string to, string path, string? found, string expected)
    {
        string json = Json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Json, json);

        Result<CompiledMap> compiled = MapCompiler.Compile("acme", 1, json);

        Diagnostic fault = compiled.Diagnostics.First(d => d.Path == path);
        Assert.Contains(found ?? "", fault.Found ?? "", StringComparison.Ordinal);
        Assert.Contains(expected, fault.Expected!.GetText(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_a_copybook_names_its_line()
    {
        string json = Copy.Replace("PIC N(4)", "PIC Q(4)", StringComparison.Ordinal);

        Diagnostic fault = Assert.Single(MapCompiler.Compile("acme", 1, json).Diagnostics);

        Assert.Equal((DiagnosticCodes.MapValue, "copybook", "5: Q(4)"), (fault.Code, fault.Path, fault.Found));
    }

    [Fact]
    public void Changed_bytes_lose_orders_but_never_the_file()
    {
        StringBuilder text = new();
        for (int i = 0; i < 20; i++)
            text.Append(Record($"PO-{i:D5}", "S001", "001", "ITEM-1", "六角ボルト", "0001000", "0000125{", "20261201")).Append("\r\n");
        byte[] file = OrderFile.Bytes(text.ToString(), TextCodec.Cp932);
        Random random = new(5);
        for (int round = 0; round < 200; round++)
        {
            byte[] changed = [.. file];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);

            Mapped mapped = OrderFile.Read(Json, changed, blockBytes: 100);

            Assert.InRange(mapped.Orders.Count, 17, 20);
        }
    }

    private static string Record(params string[] fields)
    {
        int[] lengths = [8, 4, 3, 6, 10, 7, 8, 8];
        return string.Concat(fields.Zip(lengths, (f, length) => f + new string(' ', length - OrderFile.Bytes(f, TextCodec.Cp932).Length)));
    }

    private static byte[] Bytes(string text) => OrderFile.Bytes(text, TextCodec.Cp932);
}
