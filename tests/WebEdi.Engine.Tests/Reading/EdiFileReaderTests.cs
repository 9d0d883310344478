using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Reading;

/// <summary>Messages become documents by ways: alternatives, conditions, values of the head for lines, repeated values.</summary>
public sealed class EdiFileReaderTests
{
    private const string Orders = """
        UNA:+.? '
        UNB+UNOC:3+4012345000009:14+4098765000003:14+261124:1000+77++++++1'
        UNH+M1+ORDERS:D:96A:UN:EAN008'
        BGM+220+PO-1+9'
        DTM+137:20261124:102'
        DTM+2:20261201:102'
        NAD+BY+4012345000009::9'
        NAD+SU+4098765000003::9'
        CTA+OC+:H. Mori'
        COM+0312345678:TE'
        COM+0312345679:FX'
        CUX+2:JPY:9'
        LIN+1++4912345678904:EN'
        PIA+5+A-100:IN+V-9:SA'
        IMD+F++:::Valve ?+ seal'
        QTY+21:12.5:PCE'
        PRI+AAA:1,250'
        LIN+2++B-200:IN'
        QTY+21:3:PCE'
        DTM+2:20261215:102'
        UNS+S'
        CNT+2:2'
        UNT+21+M1'
        UNZ+1+77'

        """;

    [Fact]
    public async Task A_file_is_read_as_if_none_had_been_read_before()
    {
        string broken = Orders[..Orders.IndexOf("QTY+21:3", StringComparison.Ordinal)];
        string[] files =
        [
            Orders, Orders.Replace("UNOC", "UNOD", StringComparison.Ordinal).Replace("Valve", "Välve", StringComparison.Ordinal), broken,
            Orders.Replace("DTM+2:20261201:102'", "", StringComparison.Ordinal), Orders.Replace("+A-100:IN", "+A-100:BP", StringComparison.Ordinal).Replace("CUX+2:JPY:9'", "", StringComparison.Ordinal),
        ];
        Random random = new(3);
        for (int round = 0; round < 60; round++)
        {
            // For those who ask where values come from everything is made anew.
            string file = files[random.Next(files.Length)];
            EdiMessage again = Assert.Single(await ReadAsync(file));
            EdiMessage fresh = Assert.Single(await ReadAsync(file, new EdiReadOptions { Explain = true }));

            Assert.Equal(fresh.Diagnostics.Select(d => d.ToString()), again.Diagnostics.Select(d => d.ToString()));
            Assert.Equal(fresh.Order() with { Lines = [] }, again.Order() with { Lines = [] });
            Assert.Equal(fresh.Order().Lines, again.Order().Lines);
            Assert.Equal((fresh.FirstLine, fresh.Buyer, fresh.Supplier, fresh.Currency, fresh.LineCount), (again.FirstLine, again.Buyer, again.Supplier, again.Currency, again.LineCount));
        }
    }

    [Fact]
    public async Task A_message_becomes_a_document()
    {
        EdiMessage message = Assert.Single(await ReadAsync(Orders));

        Assert.Empty(message.Diagnostics.Select(d => d.ToString()));
        Assert.Equal(("edifact", "ORDERS", "D96A:EAN008", "77", "M1", 21), (message.Format, message.MessageType, message.Version, message.InterchangeReference, message.MessageReference, message.Segments));
        Order order = message.Order();
        Assert.Equal(("PO-1", DocumentPurpose.Original, new DateOnly(2026, 11, 24), "JPY"), (order.Number, order.Purpose, order.IssueDate, order.Currency));
        Assert.Equal(("4012345000009", "4012345000009"), (order.Buyer?.Code, order.Buyer?.GlobalCode));
        Assert.Equal(("H. Mori", "0312345678", "0312345679"), (order.Supplier.ContactName, order.Supplier.Telephone, order.Supplier.Fax));

        OrderLine first = order.Lines[0];
        Assert.Equal(("1", "A-100", "V-9", "4912345678904"), (first.Number, first.ItemCode, first.SupplierItemCode, first.Gtin));
        Assert.Equal(("Valve + seal", 12.5m, "PCE", 1.250m), (first.ItemName, first.Quantity, first.Unit, first.UnitPrice));
        Assert.Equal("4912345678904", message.FirstLine?.Item);
    }

    [Fact]
    public async Task A_line_without_a_date_has_that_of_the_head_and_its_own_wins()
    {
        EdiMessage message = Assert.Single(await ReadAsync(Orders));

        Assert.Equal([new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 15)], message.Order().Lines.Select(l => l.DueDate!.Value));
    }

    [Fact]
    public async Task Every_value_tells_which_bytes_it_came_from()
    {
        EdiMessage message = Assert.Single(await ReadAsync(Orders, new EdiReadOptions { Explain = true, MapJson = ReadyMadeMap.Find("edifact-orders") }));

        byte[] bytes = Encoding.UTF8.GetBytes(Orders);
        string Bytes(string path)
        {
            FieldOrigin origin = message.Origins.Single(o => o.Path == path);
            return Encoding.UTF8.GetString(bytes, (int)origin.Position.Offset, origin.Length);
        }

        Assert.Equal("PO-1", Bytes("order.number"));
        Assert.Equal("A-100", Bytes("lines[0].item"));
        Assert.Equal("Valve ?+ seal", Bytes("lines[0].itemName"));
        Assert.Equal("20261201", Bytes("lines[0].due"));
        Assert.Equal("20261215", Bytes("lines[1].due"));
        Assert.Equal("PIA/7140[7143=IN|BP]", message.Origins.Single(o => o.Path == "lines[0].item").Source);
    }

    [Fact]
    public async Task A_value_stated_twice_differently_is_told()
    {
        string twice = Orders.Replace("PRI+AAA:1,250'", "PRI+AAA:1,250'\nPRI+AAA:9'", StringComparison.Ordinal);

        EdiMessage message = Assert.Single(await ReadAsync(twice, new EdiReadOptions { MapJson = ReadyMadeMap.Find("edifact-orders") }));

        Diagnostic warning = Assert.Single(message.Diagnostics, d => d.Code == DiagnosticCodes.ValueRepeated);
        Assert.Equal(("line.price", "9", "1.25", 18), (warning.Path, warning.Found, warning.Expected?.English, warning.Position.Line));
        Assert.Equal(1.25m, message.Order().Lines[0].UnitPrice);
    }

    [Fact]
    public async Task A_wrong_value_refuses_the_order_and_shows_its_place_and_what_was_read()
    {
        EdiReadOptions options = new() { FileName = "o.edi", MapJson = ReadyMadeMap.Find("edifact-orders") };

        EdiMessage message = Assert.Single(await ReadAsync(Orders.Replace("QTY+21:3:", "QTY+21:X3:", StringComparison.Ordinal), options));

        Diagnostic fault = Assert.Single(message.Diagnostics, d => d.Code == DiagnosticCodes.NumberInvalid);
        Assert.Equal("o.edi(19,8): WE2041 line.quantity 'X3' is not a number; expected digits such as 1234.5", fault.ToString());
        Assert.Equal((17, 1, 2), (fault.Position.Segment, fault.Position.Element, fault.Position.Component));
        Assert.Equal(2, message.Order().Lines.Count);
    }

    [Fact]
    public async Task A_message_that_the_map_is_not_for_is_passed_over_and_told()
    {
        EdiFileReader reader = new(new EdiReadOptions { MapJson = ReadyMadeMap.Find("edifact-orders") });
        string other = Orders.Replace("ORDERS:D:96A", "QUOTES:D:96A", StringComparison.Ordinal);

        List<EdiMessage> messages = await ReadAsync(other, reader);

        Assert.Empty(messages);
        Assert.Contains(reader.Outside, d => d.Code == DiagnosticCodes.MessageNotForMap);
    }

    [Fact]
    public async Task Tolerated_counts_are_warnings()
    {
        string wrong = Orders.Replace("UNT+21+M1'", "UNT+99+M1'", StringComparison.Ordinal);

        EdiFileReader strict = new();
        EdiFileReader tolerant = new(new EdiReadOptions { Tolerances = ["wrong-control-count"] });
        await ReadAsync(wrong, strict);
        await ReadAsync(wrong, tolerant);

        Assert.Equal((1, 0), (strict.Summary.Errors, strict.Summary.Warnings));
        Assert.Equal((0, 1), (tolerant.Summary.Errors, tolerant.Summary.Warnings));
        Assert.Throws<ArgumentException>(() => new EdiFileReader(new EdiReadOptions { Tolerances = ["everything"] }));
    }

    [Fact]
    public async Task The_corridor_stores_orders_of_messages()
    {
        await using IEdi edi = Edi.InMemory();

        IngestResult got = await edi.IngestAsync(
            new IngestRequest { Map = "edifact-orders", FileName = "o.edi", ReturnOrders = true }, new MemoryStream(Encoding.UTF8.GetBytes(Orders)), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(got.Issues, i => i.Severity == Severity.Error);
        Assert.Equal("PO-1", Assert.Single(got.Orders).Number);
    }

    private static Task<List<EdiMessage>> ReadAsync(string text, EdiReadOptions? options = null) => ReadAsync(text, new EdiFileReader(options));

    private static async Task<List<EdiMessage>> ReadAsync(string text, EdiFileReader reader)
    {
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in reader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))
            messages.Add(message);
        return messages;
    }
}
