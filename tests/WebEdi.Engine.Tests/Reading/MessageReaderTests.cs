using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Reading;

public sealed class MessageReaderTests
{
    private const string Header = "注文番号,取引先,行,品番,数量,納期\r\n";
    private const string Row = "PO-1,S001,1,A,10,20261201\r\n";

    [Fact]
    public void An_empty_file_is_refused()
    {
        Assert.Equal(DiagnosticCodes.FileEmpty, Refusal([]).Code);
        Assert.Equal(DiagnosticCodes.FileEmpty, Refusal([0xEF, 0xBB, 0xBF]).Code);
        Assert.Equal(DiagnosticCodes.FileEmpty, Refusal(OrderFile.Bytes(Header)).Code);
        Assert.Equal(DiagnosticCodes.FileEmpty, Refusal("\r\n\r\n"u8.ToArray()).Code);
    }

    [Fact]
    public void A_workbook_is_refused_with_its_first_bytes()
    {
        Diagnostic refusal = Refusal([.. "PK\x03\x04"u8, 20, 0, 6, 0]);

        Assert.Equal(DiagnosticCodes.FormatUnknown, refusal.Code);
        Assert.Contains("504B0304", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        byte[] file = [0xEF, 0xBB, 0xBF, .. OrderFile.Bytes(Header + Row)];

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, file);

        Assert.Empty(mapped.Issues);
        Assert.Single(mapped.Orders);
        Assert.Contains("EF BB BF", mapped.Survey!.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_beats_what_the_sender_says_and_he_is_told()
    {
        byte[] file = [0xEF, 0xBB, 0xBF, .. OrderFile.Bytes(Header + Row)];

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, file, encoding: "cp932");

        Assert.Single(mapped.Orders);
        Assert.Equal(DiagnosticCodes.EncodingContradicted, Assert.Single(mapped.Issues).Code);
    }

    [Fact]
    public void The_encoding_is_found_although_only_the_last_row_says_it()
    {
        string json = OrderFile.SimpleMap.Replace("注文番号", "no", StringComparison.Ordinal).Replace("取引先", "sup", StringComparison.Ordinal)
            .Replace("行", "line", StringComparison.Ordinal).Replace("品番", "item", StringComparison.Ordinal)
            .Replace("数量", "qty", StringComparison.Ordinal).Replace("納期", "due", StringComparison.Ordinal);
        StringBuilder text = new("no,sup,line,item,qty,due\r\n");
        for (int i = 1; i <= 5000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"PO-{i},S,1,ITEM,1,20261201\r\n");
        text.Append("PO-X,S,1,髙,1,20261201\r\n");

        Mapped mapped = OrderFile.Read(json, text.ToString(), TextCodec.Cp932);

        Assert.Equal("cp932", mapped.Survey!.Codec.Name);
        Assert.Equal("髙", mapped.Orders[^1].Lines[0].ItemCode);
        Assert.Equal(5001, mapped.Orders.Count);
    }

    [Fact]
    public void Where_the_bytes_fit_both_encodings_the_header_line_decides()
    {
        // ﾂｩ in CP932 is C2 A9, which is © in UTF-8.
        string json = """{"read":"csv","order":{"number":"ﾂｩ","supplier":"b"},"line":{"number":"c","quantity":"d"}}""";

        Mapped mapped = OrderFile.Read(json, "ﾂｩ,b,c,d\nPO-1,S,1,2\n", TextCodec.Cp932);

        Assert.Equal("cp932", mapped.Survey!.Codec.Name);
        Assert.Single(mapped.Orders);
    }

    [Fact]
    public void A_missing_column_refuses_the_file_and_lists_the_header()
    {
        Diagnostic refusal = Refusal(OrderFile.Bytes("注文番号,取引先,行,品番,数 量,納期\r\n" + Row));

        Assert.Equal((DiagnosticCodes.ColumnMissing, "数量", "数 量"), (refusal.Code, refusal.Path, refusal.Found));
        Assert.Contains("注文番号, 取引先, 行, 品番, 数 量, 納期", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, refusal.Position.Line);
    }

    [Fact]
    public void A_column_that_is_there_twice_refuses_the_file_only_when_the_map_needs_it()
    {
        Diagnostic refusal = Refusal(OrderFile.Bytes("注文番号,取引先,行,品番,数量,納期,数量\r\nPO-1,S,1,A,1,20261201,2\r\n"));

        Assert.Equal((DiagnosticCodes.ColumnDuplicate, "数量", 7), (refusal.Code, refusal.Path, refusal.Position.Element));
        Assert.Single(OrderFile.Read(OrderFile.SimpleMap, "注文番号,取引先,行,品番,数量,納期,備考,備考\r\nPO-1,S,1,A,1,20261201,x,y\r\n").Orders);
    }

    [Fact]
    public void Bytes_that_are_no_characters_are_a_fault_of_their_row()
    {
        byte[] file = [.. OrderFile.Bytes(Header + "PO-1,S001,1,", TextCodec.Cp932), 0x41, 0x85, 0x40, .. ",10,20261201\r\n"u8, .. OrderFile.Bytes("PO-2,S001,1,髙,1,20261201\r\n", TextCodec.Cp932)];

        Mapped mapped = OrderFile.Read(OrderFile.SimpleMap, file);

        Diagnostic fault = Assert.Single(mapped.Issues);
        Assert.Equal((DiagnosticCodes.TextInvalid, "品番", "8540"), (fault.Code, fault.Path, fault.Found));
        Assert.Equal((2, 14), (fault.Position.Line, fault.Position.Column));
        Assert.Equal("PO-2", Assert.Single(mapped.Orders).Number);
    }

    [Theory]
    [InlineData("1,2\n", "WE2003")]
    [InlineData("PO-1,S1,1,5,x\n", null)]
    public void Without_a_header_columns_are_named_by_position(string csv, string? code)
    {
        string json = """{"read":"csv","header":false,"order":{"number":{"position":1},"supplier":{"position":2}},"line":{"number":{"position":3},"quantity":{"position":4}}}""";

        Mapped mapped = OrderFile.Read(json, csv);

        Assert.Equal(code, mapped.Issues.Select(i => i.Code).FirstOrDefault());
        Assert.Equal(code is null ? 1 : 0, mapped.Orders.Count);
    }

    [Fact]
    public void Lines_before_the_header_are_passed_over_and_counted()
    {
        string json = OrderFile.SimpleMap.Replace("\"read\": \"csv\",", "\"read\": \"csv\", \"skipLines\": 2,", StringComparison.Ordinal);

        Mapped mapped = OrderFile.Read(json, "注文データ \"2026\n出力日,2026/11/24\n" + Header + Row);

        Assert.Equal("4", Assert.Single(mapped.Results).SourceLines);
        Assert.Empty(mapped.Issues);
    }

    [Fact]
    public async Task Rows_that_do_not_stand_together_are_limited()
    {
        StringBuilder text = new(Header);
        for (int i = 1; i <= 20; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"PO-{i % 2},S,{i},A,1,20261201\r\n");
        using MemoryStream file = new(OrderFile.Bytes(text.ToString()));

        Mapped few = await OrderFile.ReadAsync(OrderFile.SimpleMap, file);
        Mapped many = await OrderFile.ReadAsync(OrderFile.SimpleMap, file, new ReadingLimits { MaxScatteredSegments = 10 });
        Mapped keys = await OrderFile.ReadAsync(OrderFile.SimpleMap, file, new ReadingLimits { MaxKeys = 1 });

        Assert.Equal([10, 10], few.Orders.Select(o => o.Lines.Count));
        Assert.Equal(DiagnosticCodes.TooScattered, Assert.Single(many.Issues).Code);
        Assert.Equal(DiagnosticCodes.TooManyOrders, Assert.Single(keys.Issues).Code);
    }

    private static Diagnostic Refusal(byte[] file) => Assert.Single(OrderFile.Read(OrderFile.SimpleMap, file).Issues);
}
