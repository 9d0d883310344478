using WebEdi.Documents;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Writing;

/// <summary>Orders as records of several types, byte for byte, counts and sums set.</summary>
public sealed class RecordFileWriterTests
{
    private const string Bytes = """
        { "read": "records", "encoding": "cp932", "recordLength": 24, "lines": "D",
          "records": {
            "type": { "start": 1, "length": 1 },
            "types": {
              "A": { "role": "fileHeader",  "layout": [ { "name": "種別", "length": 1 }, { "name": "発注日", "length": 8 }, { "name": "作成", "length": 6 } ] },
              "H": { "role": "order",       "layout": [ { "name": "種別", "length": 1 }, { "name": "注文番号", "length": 6 }, { "name": "取引先", "length": 4 } ] },
              "T": { "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" },
                     "copybook": ["01 T.", "05 FILLER PIC X.", "05 件数 PIC 9(3).", "05 合計 PIC S9(5)V9.", "05 FILLER PIC 9(4)."] },
              "D": {                        "layout": [ { "name": "種別", "length": 1 }, { "name": "行", "length": 3 }, { "name": "品名", "length": 10 }, { "name": "数量", "length": 5, "decimals": 1, "type": "zoned" } ] },
              "N": {                        "layout": [ { "name": "種別", "length": 1 }, { "name": "備考", "length": 20 } ] },
              "Z": { "role": "fileTrailer", "layout": [ { "name": "種別", "length": 1 }, { "name": "件数", "length": 5 }, { "name": "明細", "length": 4 } ], "count": { "field": "件数", "of": ["H", "D", "N", "T"] } } } },
          "constants": { "A/作成": "#time", "Z/明細": "#" },
          "order": { "number": "H/注文番号", "supplier": "H/取引先", "issueDate": "A/発注日", "note": "N/備考" },
          "line":  { "number": "D/行", "itemName": "D/品名", "quantity": "D/数量" } }
        """;

    private const string Columns = """
        { "read": "records", "separator": ",", "encoding": "utf-8", "lines": "D",
          "records": {
            "type": { "column": 1 },
            "types": {
              "A": { "role": "fileHeader", "columns": ["区分", "作成日", "発注者"] },
              "H": { "role": "order", "columns": ["区分", "伝票番号", "取引先", "納品日"] },
              "D": { "columns": ["区分", "行", "JAN", "品名", "数量", "原単価"] },
              "T": { "columns": ["区分", "明細件数", "数量合計"],
                     "count": { "field": "明細件数", "of": "D" }, "total": { "field": "数量合計", "of": "D/数量" } },
              "E": { "role": "fileTrailer", "columns": ["区分", "件数"], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
          "order": { "number": "H/伝票番号", "supplier": "H/取引先", "issueDate": "A/作成日", "buyer": "A/発注者" },
          "line":  { "number": "D/行", "gtin": "D/JAN", "itemName": "D/品名", "quantity": "D/数量", "price": "D/原単価", "due": "/H/納品日" } }
        """;

    private static readonly DateOnly Due = new(2026, 12, 1);

    private static readonly Order One = new()
    {
        Number = "PO-001",
        IssueDate = new DateOnly(2026, 11, 24),
        Supplier = new Party { Code = "S001" },
        Note = "至急",
        Lines = [new OrderLine { Number = "001", ItemName = "六角ボルト", Quantity = 10 }, new OrderLine { Number = "002", ItemName = "10kg袋", Quantity = 12.5m }],
    };

    private static readonly Order Two = One with { Number = "PO-002", Note = null, Lines = [new OrderLine { Number = "001", ItemName = "座金", Quantity = -1.5m }] };

    private static readonly Order Slip = new()
    {
        Number = "100001",
        IssueDate = new DateOnly(2026, 11, 24),
        Buyer = new Party { Code = "4912345" },
        Supplier = new Party { Code = "S001" },
        Lines =
        [
            new OrderLine { Number = "1", Gtin = "4901234567894", ItemName = "六角ボルト M8", Quantity = 100, UnitPrice = 12.5m, DueDate = Due },
            new OrderLine { Number = "2", Gtin = "4901234567900", ItemName = "座金, M8", Quantity = 200, UnitPrice = 3, DueDate = Due },
        ],
    };

    [Theory]
    [InlineData("present", "\r\n")]
    [InlineData("none", "")]
    public async Task Records_have_their_types_and_what_is_counted(string ends, string newline)
    {
        string json = Bytes.Replace("\"lines\"", $"\"lineEnds\": \"{ends}\", \"lines\"", StringComparison.Ordinal);
        string[] records = ["A20261124093000", "HPO-001S001", "D001六角ボルト00100", "D00210kg袋    00125", "N至急", "T00200022E0000", "HPO-002S001", "D001座金      0001N", "T00100001N0000", "Z000080003"];

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(json, One, Two);

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Equal(string.Concat(records.Select(r => Padded(r) + newline)), TextCodec.Cp932.Show(written));
        await SameAsync(json, written, One, Two);
    }

    [Fact]
    public async Task Columns_have_their_types_and_what_is_counted()
    {
        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Columns, Slip, Slip with { Number = "100002", Lines = [Slip.Lines[1]] });

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Equal(
            "A,20261124,4912345\r\nH,100001,S001,20261201\r\nD,1,4901234567894,六角ボルト M8,100,12.5\r\nD,2,4901234567900,\"座金, M8\",200,3\r\nT,2,300\r\n"
            + "H,100002,S001,20261201\r\nD,2,4901234567900,\"座金, M8\",200,3\r\nT,1,200\r\nE,7\r\n",
            System.Text.Encoding.UTF8.GetString(written));
        await SameAsync(Columns, written, Slip, Slip with { Number = "100002", Lines = [Slip.Lines[1]] });
    }

    [Fact]
    public async Task What_the_header_of_the_file_says_of_all_documents_must_be_the_same_in_all()
    {
        Order other = Slip with { Number = "100002", IssueDate = new DateOnly(2026, 11, 25), Buyer = null };

        (_, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Columns, Slip, other);

        Assert.Equal(
            [("100002", "order.issueDate", "2026-11-25", "20261124"), ("100002", "order.buyer", null, "4912345")],
            losses.Select(l => (l.DocumentNumber, l.Path, l.Value, l.Written)));
        Assert.All(losses, l => Assert.Equal(WriteLossReason.NoPlaceLeft, l.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_head_says_for_all_lines_is_told_where_lines_say_otherwise(bool isEmpty)
    {
        Order order = Slip with { Lines = [Slip.Lines[0], Slip.Lines[1] with { DueDate = isEmpty ? null : Due.AddDays(1) }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Columns, order);

        Assert.Contains("H,100001,S001,\r\n", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(isEmpty ? ["1"] : ["1", "2"], losses.Select(l => l.Line));
        Assert.All(losses, l => Assert.Equal(("line.due", WriteLossReason.NoPlaceLeft), (l.Path, l.Reason)));
    }

    [Fact]
    public async Task What_does_not_fit_is_told_and_counted_as_it_stands_in_the_file()
    {
        Order order = One with { Lines = [One.Lines[0] with { Quantity = 12345.5m, Note = "x" }, One.Lines[1] with { ItemName = "ステンレス六角ボルト" }] };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(Bytes, order);

        Assert.Equal(
            [("001", "line.note", "x", null, WriteLossReason.NoPlaceInMap), ("001", "line.quantity", "12345.5", null, WriteLossReason.TooLong), ("002", "line.itemName", "ステンレス六角ボルト", "ステンレス", WriteLossReason.TooLong)],
            losses.Select(l => (l.Line!, l.Path, l.Value!, l.Written, l.Reason)));
        Assert.Contains(Padded("T00200012E0000"), TextCodec.Cp932.Show(written), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sum_that_has_no_room_and_one_that_a_document_states_otherwise_are_told()
    {
        string small = Bytes.Replace("S9(5)V9.", "S9(1)V9.", StringComparison.Ordinal);
        string stated = Bytes.Replace("\"note\": \"N/備考\"", "\"netAmount\": \"T/合計\"", StringComparison.Ordinal);

        (_, IReadOnlyList<WriteLoss> noRoom) = await WriteAsync(small, One with { Note = null });
        (byte[] right, IReadOnlyList<WriteLoss> none) = await WriteAsync(stated, One with { Note = null, NetAmount = 22.50m });
        (byte[] wrong, IReadOnlyList<WriteLoss> otherwise) = await WriteAsync(stated, One with { Note = null, NetAmount = 23m });

        Assert.Equal(("T/合計", "22.5", WriteLossReason.TooLong), (Assert.Single(noRoom).Path, noRoom[0].Value, noRoom[0].Reason));
        Assert.Empty(none);
        Assert.Equal(right, wrong);
        Assert.Equal(("order.netAmount", "23", "22.5", WriteLossReason.NoPlaceLeft), (Assert.Single(otherwise).Path, otherwise[0].Value, otherwise[0].Written, otherwise[0].Reason));
    }

    [Fact]
    public async Task A_file_without_documents_has_its_header_and_its_trailer()
    {
        (byte[] written, _) = await WriteAsync(Bytes);

        Assert.Equal(Padded("A        093000") + "\r\n" + Padded("Z000000000") + "\r\n", TextCodec.Cp932.Show(written));
    }

    [Fact]
    public async Task Records_of_one_type_are_told_apart_by_what_the_map_says_of_them()
    {
        string json = Columns.Replace("\"T\": {", "\"P\": { \"columns\": [\"区分\", \"役割\", \"名称\"] }, \"T\": {", StringComparison.Ordinal)
            .Replace("\"buyer\": \"A/発注者\"", "\"buyer\": \"A/発注者\", \"supplierName\": \"P[役割=SU]/名称\", \"shipToName\": \"P/名称[役割=ST]\"", StringComparison.Ordinal);
        Order order = Slip with { Supplier = Slip.Supplier with { Name = "山田" }, ShipTo = new Party { Code = "", Name = "倉庫" } };

        (byte[] written, IReadOnlyList<WriteLoss> losses) = await WriteAsync(json, order);

        Assert.Empty(losses.Select(l => l.ToString()));
        Assert.Contains("P,SU,山田\r\nP,ST,倉庫\r\nT,2,300\r\n", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        await SameAsync(json, written, order);
    }

    [Fact]
    public async Task A_reply_has_one_delivery_in_the_record_of_its_line_and_others_are_told()
    {
        const string Json = """
            { "read": "records", "encoding": "utf-8", "lines": "D", "schedules": ".",
              "records": { "type": { "column": 1 }, "types": { "H": { "role": "order", "columns": ["", "回答番号", "注文番号"] }, "D": { "columns": ["", "行", "区分", "納期", "数量"] } } },
              "orderResponse": { "number": "H/回答番号", "orderNumber": "H/注文番号" },
              "line": { "number": "D/行", "kind": { "path": "D/区分", "codes": { "1": "accepted", "2": "changed" } } },
              "schedule": { "date": "D/納期", "quantity": "D/数量" } }
            """;
        ResponseLine line = new() { LineNumber = "1", Kind = ResponseKind.Changed, Schedule = [new PromisedDelivery(Due, 5), new PromisedDelivery(Due.AddDays(7), 3)] };
        OrderResponse reply = new() { Id = "R-1", OrderNumber = "PO-1", OrderRevision = 0, SupplierCode = "", Lines = [line with { Schedule = [line.Schedule[0]] }] };

        (byte[] written, IReadOnlyList<WriteLoss> none) = await DocumentCopies.WriteAsync(OrderCopies.Options("own") with { MapJson = Json }, reply);
        (_, IReadOnlyList<WriteLoss> losses) = await DocumentCopies.WriteAsync(OrderCopies.Options("own") with { MapJson = Json }, reply with { Lines = [line] });

        Assert.Equal("H,R-1,PO-1\r\nD,1,2,20261201,5\r\n", System.Text.Encoding.UTF8.GetString(written));
        Assert.DoesNotContain(none, l => l.Path.StartsWith("schedule.", StringComparison.Ordinal));
        Assert.Equal(["schedule.date 2026-12-08", "schedule.quantity 3"], losses.Skip(none.Count).Select(l => $"{l.Path} {l.Value}"));
        OrderResponse again = Assert.IsType<OrderResponse>(Assert.Single(await DocumentCopies.ReadAsync(written, Json)).Document);
        Assert.Equal(new PromisedDelivery(Due, 5), Assert.Single(Assert.Single(again.Lines).Schedule));
    }

    private static async Task SameAsync(string json, byte[] written, params Order[] orders)
    {
        List<EdiMessage> again = await DocumentCopies.ReadAsync(written, json);

        Assert.Empty(again.SelectMany(m => m.Diagnostics).Select(d => d.ToString()));
        Assert.Equal(orders.Length, again.Count);
        for (int i = 0; i < orders.Length; i++)
            Assert.Empty(OrderCopies.Differences(orders[i], (Order?)again[i].Document));
    }

    private static string Padded(string record) => record + new string(' ', 24 - Mapping.OrderFile.Bytes(record, TextCodec.Cp932).Length);

    private static Task<(byte[] Bytes, IReadOnlyList<WriteLoss> Losses)> WriteAsync(string json, params Order[] orders) =>
        OrderCopies.WriteAsync(OrderCopies.Options("own") with { MapJson = json }, orders);
}
