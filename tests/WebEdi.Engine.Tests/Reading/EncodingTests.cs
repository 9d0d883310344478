using WebEdi.Diagnostics;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Reading;

public sealed class EncodingTests
{
    private const string Text = "注文番号,取引先,行,品番,数量,納期\r\nPO-1,S001,1,髙①ボルト,10,20261201\r\nPO-2,S001,1,日本語の品名,x,20261201\r\n";

    [Theory]
    [InlineData("utf-16le", false)]
    [InlineData("utf-16be", false)]
    [InlineData("utf-16le", true)]
    [InlineData("utf-16be", true)]
    [InlineData("euc-jp", false)]
    [InlineData("iso-2022-jp", false)]
    [InlineData("cp932", false)]
    [InlineData("utf-8", false)]
    public void The_encoding_of_a_file_is_found_in_its_bytes(string encoding, bool marked)
    {
        TextCodec codec = TextCodec.Find(encoding)!;
        byte[] file = [.. marked ? OrderFile.Bytes("\uFEFF", codec) : [], .. OrderFile.Bytes(Text, codec)];

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, file, blockBytes: 64);

        Assert.Equal("csv, " + encoding, mapped.Survey!.DetectedFormat);
        Assert.Equal("髙①ボルト", Assert.Single(mapped.Orders).Lines[0].ItemCode);
        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.NumberInvalid, 3, 20), (fault.Code, fault.Position.Line, fault.Position.Column));
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("euc-jp")]
    [InlineData("iso-2022-jp")]
    [InlineData("cp932-nec")]
    public void A_map_names_the_encoding(string encoding)
    {
        string json = OrderFile.SimpleMap.Replace("\"csv\",", $"\"csv\", \"encoding\": \"{encoding}\",", StringComparison.Ordinal);

        Assert.Single(OrderFile.Read(json, Text, TextCodec.Find(encoding)).Orders);
    }

    [Theory]
    [InlineData("|", "cp932")]
    [InlineData("~", "cp932")]
    [InlineData("^", "cp932-nec")]
    [InlineData("\\", "cp932")]
    [InlineData("|", "utf-8")]
    [InlineData("|", "euc-jp")]
    [InlineData(":", "detect")]
    public void A_separator_that_can_be_half_of_a_character_cuts_none(string separator, string encoding)
    {
        string json = OrderFile.SimpleMap.Replace("\"csv\",", $"\"csv\", \"encoding\": \"{encoding}\", \"separator\": {System.Text.Json.JsonSerializer.Serialize(separator)},", StringComparison.Ordinal);
        string text = $"注文番号,取引先,行,品番,数量,納期\r\nPO-1,S001,1,ポ{(encoding == "euc-jp" ? "" : "−")}弌マ竸表ソ構能,10,20261201\r\n".Replace("−", "－", StringComparison.Ordinal).Replace(",", separator, StringComparison.Ordinal);

        Mapped mapped = OrderFile.Read(json, text, TextCodec.Find(encoding) ?? TextCodec.Cp932);

        Assert.Empty(mapped.Issues);
        Assert.Equal(text.Split(separator)[8], Assert.Single(mapped.Orders).Lines[0].ItemCode);
    }

    [Fact]
    public void Such_a_separator_asks_for_the_encoding()
    {
        string json = OrderFile.SimpleMap.Replace("\"csv\",", "\"csv\", \"separator\": \"|\",", StringComparison.Ordinal);

        Assert.Equal("encoding", Assert.Single(WebEdi.Engine.Mapping.MapCompiler.Compile("acme", 1, json).Diagnostics).Path);
    }

    [Theory]
    [InlineData("csv", "jef")]
    [InlineData("csv", "ibm290")]
    [InlineData("csv", "ibm939")]
    public void An_encoding_that_cannot_be_read_so_is_refused_when_the_map_is_loaded(string format, string encoding)
    {
        string json = OrderFile.SimpleMap.Replace("\"csv\",", $"\"{format}\", \"encoding\": \"{encoding}\",", StringComparison.Ordinal);

        Diagnostic fault = Assert.Single(WebEdi.Engine.Mapping.MapCompiler.Compile("acme", 1, json).Diagnostics);

        Assert.Equal((DiagnosticCodes.MapValue, "encoding", encoding), (fault.Code, fault.Path, fault.Found));
    }

    [Fact]
    public void A_host_record_is_read_with_kanji_fields_zoned_and_packed_numbers()
    {
        const string Json = """
            { "read": "fixed", "encoding": "jef", "recordLength": 28,
              "copybook": ["01 R.", "05 NO PIC X(5).", "05 SUP PIC X(4).", "05 LN PIC 9(3).", "05 NM PIC N(3).", "05 QTY PIC S9(4).", "05 PRC PIC S9(3)V99 COMP-3.", "05 DLV PIC X(3)."],
              "order": { "number": "NO", "supplier": "SUP" },
              "line": { "number": "LN", "itemName": "NM", "quantity": "QTY", "price": "PRC", "note": "DLV" } }
            """;
        byte[] record = Convert.FromHexString("D7D660F140" + "E2F0F0F1" + "F0F0F1" + "A5DCA5EBA5C8" + "F0F0F1C2" + "12345C" + "B3E74B");
        record[25] = record[26] = record[27] = 0x40;

        Mapped mapped = OrderFile.Read(Json, record);

        Assert.Empty(mapped.Issues);
        Documents.Order order = Assert.Single(mapped.Orders);
        Assert.Equal(("PO-1", "S001"), (order.Number, order.Supplier.Code));
        Documents.OrderLine line = Assert.Single(order.Lines);
        Assert.Equal(("001", "ボルト", 12m, 123.45m, null), (line.Number, line.ItemName, line.Quantity, line.UnitPrice!.Value, line.Note));
    }
}
