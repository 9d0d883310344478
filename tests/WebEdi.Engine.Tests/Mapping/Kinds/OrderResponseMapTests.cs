using System.Text;
using System.Text.Json;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Kinds;

/// <summary>Replies to orders: read, and written by the same map.</summary>
public sealed class OrderResponseMapTests
{
    internal const string Ordrsp = """
        UNA:+.? '
        UNB+UNOC:3+4012345000009:14+4098765000003:14+261101:0915+77'
        UNH+1+ORDRSP:D:96A:UN'
        BGM+231+RSP-1001+9+AC'
        DTM+137:20261101:102'
        FTX+AAI+++Second delivery by truck'
        RFF+ON:PO-4711'
        DTM+171:20261030:102'
        RFF+VN:SO-88'
        NAD+BY+4098765000003::9++Buyer Ltd'
        NAD+SU+4012345000009::9++Supplier Co'
        CTA+OC+:Taro Yamada'
        CUX+2:JPY:9'
        LIN+10+5+4900000000017:EN'
        PIA+1+BOLT-M6:SA'
        QTY+21:100:PCE'
        DTM+69:20261120:102'
        PRI+AAA:12.5'
        LIN+20+3'
        PIA+1+NUT-M6:SA'
        QTY+21:500:PCE'
        SCC+1'
        QTY+113:300'
        DTM+69:20261121:102'
        SCC+1'
        QTY+83:200'
        DTM+69:20261215:102'
        LIN+30+7'
        PIA+1+WASHER:SA'
        QTY+21:50:PCE'
        FTX+CHG+++Discontinued'
        UNS+S'
        CNT+2:3'
        UNT+32+1'
        UNZ+1+77'

        """;

    [Fact]
    public async Task A_reply_has_an_answer_for_each_line_and_its_deliveries()
    {
        EdiMessage message = await ReadAsync(Ordrsp);

        Assert.Empty(message.Diagnostics);
        Assert.Equal(("orderResponse", "RSP-1001", "JPY", 3), (message.DocumentKind, message.DocumentNumber, message.Currency, message.LineCount));
        Assert.Equal(new EdiFirstLine("4900000000017", 100, "PCE", 12.5m), message.FirstLine);
        OrderResponse reply = Assert.IsType<OrderResponse>(message.Document);
        Assert.Equal(("PO-4711", new DateOnly(2026, 10, 30), ResponseKind.Changed, "SO-88"), (reply.OrderNumber, reply.OrderDate!.Value, reply.Kind!.Value, reply.SalesOrderNumber));
        Assert.Equal(["10", "20", "30"], reply.Lines.Select(l => l.LineNumber));
        Assert.Equal([ResponseKind.Accepted, ResponseKind.Changed, ResponseKind.Refused], reply.Lines.Select(l => l.Kind));
        Assert.Equal([new PromisedDelivery(new DateOnly(2026, 11, 20), 100)], reply.Lines[0].Schedule);
        Assert.Equal([new(new DateOnly(2026, 11, 21), 300), new PromisedDelivery(new DateOnly(2026, 12, 15), 200, PromiseKind.BackOrder)], reply.Lines[1].Schedule);
        Assert.Empty(reply.Lines[2].Schedule);
        Assert.Equal("Discontinued", reply.Lines[2].Reason);
    }

    [Fact]
    public async Task What_was_written_is_read_as_the_same_reply()
    {
        OrderResponse reply = (OrderResponse)(await ReadAsync(Ordrsp)).Document!;

        (string written, IReadOnlyList<WriteLoss> losses) = await WriteAsync("edifact-ordrsp", reply);

        Assert.Empty(losses);
        Assert.Equal(Json(reply), Json((await ReadAsync(written)).Document!));
    }

    [Fact]
    public async Task A_map_writes_documents_of_its_kind_only()
    {
        Order order = new() { Number = "1", Supplier = new Party { Code = "S" }, Lines = [] };

        ArgumentException wrong = await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync("edifact-ordrsp", order));

        Assert.Contains("orderResponse", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_origins_of_deliveries_name_line_and_delivery()
    {
        EdiMessage message = await ReadAsync(Ordrsp, explain: true);

        FieldOrigin origin = Assert.Single(message.Origins, o => o.Path == "lines[1].schedule[1].date");
        Assert.Equal(("2026-12-15", 27), (origin.Value, origin.Position.Line));
    }

    internal static async Task<EdiMessage> ReadAsync(string text, bool explain = false)
    {
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in new EdiFileReader(new EdiReadOptions { Explain = explain }).ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))
            messages.Add(message);

        return Assert.Single(messages);
    }

    internal static async Task<(string Written, IReadOnlyList<WriteLoss> Losses)> WriteAsync(string map, IEdiDocument document)
    {
        EdiFileWriter writer = new(new EdiWriteOptions { Map = map, Sender = "4012345000009", Receiver = "4098765000003", Reference = "1", PreparedAt = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero) });
        MemoryStream output = new();
        await writer.WriteAsync([document], output, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(output.ToArray()), writer.Losses);
    }

    internal static string Json(IEdiDocument document) => JsonSerializer.Serialize(document, DocumentJson.TypeOf(document));
}
