using System.Text;
using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Writing;

public sealed class EdiFileWriterTests
{
    private static readonly Order Order = Orders.Simple(1) with { Number = "PO'1", Lines = [Orders.Simple(1).Lines[0] with { Gtin = "4901234567894" }] };

    [Fact]
    public async Task An_edifact_file_has_its_envelope_its_counts_and_its_segments_in_the_order_of_the_standard()
    {
        EdiWriteOptions options = OrderCopies.Options("edifact-orders") with { SenderQualifier = "14", IsTest = true, HasLineBreaks = true, Syntax = "UNOC", SyntaxVersion = 3 };

        (byte[] bytes, _) = await OrderCopies.WriteAsync(options, Order, Order);

        string[] expected =
        [
            "UNA:+.? '", "UNB+UNOC:3+BUYER:14+SUPPLIER+261124:0930+42++++++1'",
            .. Message(1), .. Message(2), "UNZ+2+42'", "",
        ];
        Assert.Equal(expected, Encoding.Latin1.GetString(bytes).Split("\r\n"));

        static string[] Message(int number) =>
        [
            $"UNH+{number}+ORDERS:D:96A:UN'", "BGM+220+PO?'1+9'", "DTM+137:20261124:102'", "NAD+BY+BUYER'", "NAD+SU+SUP-01'", "CUX+2:JPY:9'", "LIN+1++4901234567894:EN'",
            "PIA+1+ITEM-1:IN'", "QTY+21:1:EA'", "DTM+2:20261201:102'", "PRI+AAA:12.50'", "UNS+S'", "CNT+2:1'", $"UNT+14+{number}'",
        ];
    }

    [Fact]
    public async Task An_x12_file_has_an_ISA_of_fixed_width_and_its_counts()
    {
        EdiWriteOptions options = OrderCopies.Options("x12-850") with { HasLineBreaks = true };

        (byte[] bytes, _) = await OrderCopies.WriteAsync(options, Order);

        string[] expected =
        [
            "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SUPPLIER       *261124*0930*U*00401*000000042*0*P*>~", "GS*PO*BUYER*SUPPLIER*20261124*0930*1*X*004010~",
            "ST*850*0001~", "BEG*00*SA*PO'1**20261124~", "CUR*BY*JPY~", "N1*BY**92*BUYER~", "N1*SE**92*SUP-01~", "PO1*1*1*EA*12.50**IN*ITEM-1*UP*4901234567894~",
            "DTM*002*20261201~", "CTT*1~", "SE*9*0001~", "GE*1*1~", "IEA*1*000000042~", "",
        ];
        string[] found = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal(expected.Select(s => s.Replace("*IN*", "*BP*", StringComparison.Ordinal)), found);
        Assert.Equal(106, found[0].Length);
    }

    [Fact]
    public async Task Json_is_one_canonical_document_a_line()
    {
        (byte[] bytes, IReadOnlyList<WriteLoss> losses) = await OrderCopies.WriteAsync("json", Order, Order);

        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Empty(losses);
        Assert.Equal(2, lines.Length);
        Assert.Empty(OrderCopies.Differences(Order, JsonSerializer.Deserialize(lines[1], DocumentJson.Order)));
    }

    [Fact]
    public async Task No_documents_make_an_interchange_without_messages()
    {
        (byte[] bytes, _) = await OrderCopies.WriteAsync(OrderCopies.Options("edifact-orders") with { HasAdvice = false });

        Assert.Equal("UNB+UNOW:4+BUYER+SUPPLIER+20261124:0930+42'UNZ+0+42'", Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("edifact-orders", "Reference", "12+3")]
    [InlineData("edifact-orders", "Sender", "")]
    [InlineData("edifact-orders", "Receiver", "1234567890123456789012345678901234567890")]
    [InlineData("edifact-orders", "Syntax", "UNOX")]
    [InlineData("edifact-orders", "Version", "96")]
    [InlineData("edifact-orders", "SenderQualifier", "12345")]
    [InlineData("x12-850", "Sender", "A")]
    [InlineData("x12-850", "Receiver", "A*B")]
    [InlineData("x12-850", "Receiver", "1234567890123456")]
    [InlineData("x12-850", "Reference", "A1")]
    [InlineData("x12-850", "Version", "4010")]
    public void An_option_that_cannot_stand_in_the_file_is_refused_by_name(string map, string option, string value)
    {
        EdiWriteOptions options = OrderCopies.Options(map);
        options = option switch
        {
            "Reference" => options with { Reference = value },
            "Sender" => options with { Sender = value },
            "Receiver" => options with { Receiver = value },
            "Syntax" => options with { Syntax = value },
            "Version" => options with { Version = value },
            _ => options with { SenderQualifier = value },
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => new EdiFileWriter(options));
        Assert.StartsWith(option + ":", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", null)]
    [InlineData("own", """{ "read": "xml", "message": "Purchase", "lines": "Row", "order": { "number": "No", "supplier": "Vendor" }, "line": { "number": "#", "quantity": "Qty" } }""")]
    public void A_map_that_is_not_there_or_cannot_be_turned_round_is_refused(string map, string? json) =>
        Assert.Throws<ArgumentException>(() => new EdiFileWriter(OrderCopies.Options(map) with { MapJson = json }));

    [Theory]
    [InlineData("\"XYZ/01\": \"1\"")]
    [InlineData("\"DTM/9999\": \"1\"")]
    [InlineData("\"#\": \"1\"")]
    [InlineData("\"NAD/LIN/1082\": \"1\"")]
    public void A_constant_at_a_place_that_no_message_has_is_a_fault_of_the_map(string constant)
    {
        EdiWriteOptions options = OrderCopies.Options("own") with
        {
            MapJson = $$"""
                { "read": "edifact", "message": "ORDERS", "lines": "LIN", "constants": { {{constant}} },
                  "order": { "number": "BGM/1004", "supplier": "NAD+SU/3039" }, "line": { "number": "#", "quantity": "QTY/6060" } }
                """,
        };

        EdiFormatException refused = Assert.Throws<EdiFormatException>(() => new EdiFileWriter(options));
        Diagnostic fault = Assert.Single(refused.Diagnostics);
        Assert.Equal(DiagnosticCodes.MapValue, fault.Code);
        Assert.StartsWith("constants.", fault.Path, StringComparison.Ordinal);
    }
}
