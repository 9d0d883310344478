using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Tests.Formats.Csv;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing;
using WebEdi.Storage;

using Xunit;

namespace WebEdi.Engine.Tests.Writing;

public sealed class CsvWritersTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 1, 2, 3, TimeSpan.Zero);

    [Fact]
    public async Task S10_lines_for_people_are_guarded_and_numbers_are_not()
    {
        OrderLineRow row = Row(new OrderLine { Number = "0010", ItemCode = "=HYPERLINK(\"http://x\")", ItemName = "ボルト, \"M6\"", Quantity = 10.50m, UnitPrice = -3m, DueDate = new DateOnly(2026, 12, 1) });

        List<string[]> cells = Parse(Encoding.UTF8.GetString((await WriteAsync([row], new CsvExportOptions())).Bytes));

        Assert.Equal("注文番号", cells[0][0]);
        Assert.Equal("'0010", cells[1][Index(cells, "明細番号")]);
        Assert.Equal("'=HYPERLINK(\"http://x\")", cells[1][Index(cells, "品番")]);
        Assert.Equal("ボルト, \"M6\"", cells[1][Index(cells, "品名")]);
        Assert.Equal(("10.5", "-3", "2026/12/01"), (cells[1][Index(cells, "数量")], cells[1][Index(cells, "単価")], cells[1][Index(cells, "納期")]));
    }

    [Fact]
    public async Task Lines_for_systems_are_exact()
    {
        OrderLineRow row = Row(new OrderLine { Number = "0010", ItemCode = "=A", Quantity = 1, DueDate = new DateOnly(2026, 12, 1) });

        List<string[]> cells = Parse(Encoding.UTF8.GetString((await WriteAsync([row], new CsvExportOptions(ForPeople: false, Culture: "en"))).Bytes));

        Assert.Equal(("0010", "=A", "20261201"), (cells[1][Index(cells, "Line")], cells[1][Index(cells, "Item code")], cells[1][Index(cells, "Due date")]));
    }

    [Fact]
    public async Task In_cp932_look_alikes_are_written_and_a_missing_character_is_told()
    {
        OrderLineRow row = Row(new OrderLine { Number = "1", ItemCode = "髙①〜㈱", ItemName = "𠮷野", Quantity = 1 });

        (byte[] bytes, CsvWritten written) = await WriteAsync([row], new CsvExportOptions(Encoding: "cp932"));

        List<string[]> cells = Parse(TextCodec.Cp932.Show(bytes));
        Assert.Equal("髙①～㈱", cells[1][Index(cells, "品番")]);
        Assert.Equal("〓野", cells[1][Index(cells, "品名")]);
        Diagnostic lost = Assert.Single(written.Diagnostics);
        Assert.Equal((DiagnosticCodes.CharacterUnencodable, "𠮷"), (lost.Code, lost.Found));
    }

    [Fact]
    public async Task Replies_are_written_one_row_per_promised_delivery()
    {
        using MemoryStream output = new();

        IReadOnlyList<Diagnostic> lost = await ReplyCsvWriter.WriteAsync([Item()], ReplyCsvWriter.BuiltIn, output, CancellationToken.None);

        List<string[]> cells = Parse(Encoding.UTF8.GetString(output.ToArray()));
        Assert.Empty(lost);
        Assert.Equal(5, cells.Count);
        Assert.Equal(["PO-1", "2", "10", "S1", "1", "changed", "1", "20261205", "6"], cells[1].Take(9));
        Assert.Equal(["2", "20261212", "4"], cells[2].Skip(6).Take(3));
        Assert.Equal(["accepted", "1", "20261201", "5"], cells[3].Skip(5).Take(4));
        Assert.Equal(["refused", "", "", ""], cells[4].Skip(5).Take(4));
        Assert.Equal("2026-11-24T01:02:03Z", cells[1][Index(cells, "回答日時")]);
    }

    private const string FixedMap = """
        { "write": "fixed", "encoding": "cp932", "recordLength": 40, "lineEnds": "none",
          "layout": [
            { "name": "注文番号", "length": 6 }, { "name": "行番", "length": 4, "padding": "zero" }, { "name": "区分", "length": 1 }, { "name": "納期", "length": 8 },
            { "name": "数量", "length": 7, "decimals": 2, "sign": "none" }, { "name": "理由", "length": 4 }, { "name": "固定", "length": 2 } ],
          "columns": [
            { "header": "注文番号", "field": "orderNumber" }, { "header": "行番", "field": "lineNumber" }, { "header": "区分", "field": "kind", "codes": { "accepted": "1", "changed": "2", "*": "9" } },
            { "header": "納期", "field": "date", "default": "00000000" }, { "header": "数量", "field": "quantity" }, { "header": "理由", "field": "reason" }, { "header": "固定", "constant": "ED" } ] }
        """;

    [Fact]
    public async Task An_outbound_map_writes_records_with_fixed_positions()
    {
        using MemoryStream output = new();

        IReadOnlyList<Diagnostic> lost = await ReplyCsvWriter.WriteAsync([Item()], OrderFile.Map(FixedMap).Outbound, output, CancellationToken.None);

        string text = TextCodec.Cp932.Show(output.ToArray());
        Assert.DoesNotContain(lost, d => d.Severity == Severity.Error);
        Assert.StartsWith("PO-1  00102202612050000600", text[..26], StringComparison.Ordinal);
        Assert.Equal(40 * 4, output.Length);
        Assert.Equal("ED       ", TextCodec.Cp932.Show(output.ToArray().AsSpan(30, 9)));
        Assert.Contains("900000000       ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"name\": \"数量\", \"length\": 7", "\"name\": \"数量\", \"length\": 2", "PO-1/10 数量", "9(0)V9(2)")]
    [InlineData("\"name\": \"注文番号\", \"length\": 6", "\"name\": \"注文番号\", \"length\": 3", "PO-1/10 注文番号", "X(3)")]
    public async Task A_code_or_a_number_that_has_no_room_is_an_error(string from, string to, string path, string form)
    {
        using MemoryStream output = new();

        IReadOnlyList<Diagnostic> lost = await ReplyCsvWriter.WriteAsync([Item()], OrderFile.Map(FixedMap.Replace(from, to, StringComparison.Ordinal)).Outbound, output, CancellationToken.None);

        Diagnostic first = lost.First(d => d.Severity == Severity.Error);
        Assert.Equal((DiagnosticCodes.PatternMismatch, path), (first.Code, first.Path));
        Assert.Contains(form, first.Expected!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"header\": \"行番\"", "{ \"header\": \"行\"", "columns[1].header")]
    [InlineData("\"recordLength\": 40", "\"recordLength\": 20", "recordLength")]
    [InlineData("\"recordLength\": 40", "\"separator\": \",\"", "separator")]
    [InlineData("\"cp932\"", "\"utf-16le\"", "encoding")]
    [InlineData("\"fixed\"", "\"csv\"", "layout")]
    [InlineData("{ \"header\": \"固定\"", "{ \"header\": \"理由\"", "columns")]
    public void What_is_wrong_with_a_map_for_records_is_found_when_it_is_loaded(string from, string to, string path) =>
        Assert.Contains(MapCompiler.Compile("out", 1, FixedMap.Replace(from, to, StringComparison.Ordinal)).Diagnostics, d => d.Path == path);

    [Fact]
    public async Task An_outbound_map_writes_the_layout_of_the_buyer()
    {
        string json = """
            {
              "write": "csv", "encoding": "cp932", "newline": "crlf", "header": true, "quote": "all",
              "columns": [
                { "header": "注文番号", "field": "orderNumber" },
                { "header": "回答納期", "field": "date", "date": "yyyy/MM/dd" },
                { "header": "数量", "field": "quantity", "decimals": 2, "implied": true },
                { "header": "区分", "field": "kind", "codes": { "accepted": "1", "changed": "2", "*": "9" } },
                { "header": "固定", "constant": "EDI" },
                { "header": "理由", "field": "reason", "maxLength": 4, "default": "-" },
                { "header": "工場", "field": "lineExtensions.plant" }
              ]
            }
            """;
        using MemoryStream output = new();

        IReadOnlyList<Diagnostic> lost = await ReplyCsvWriter.WriteAsync([Item()], OrderFile.Map(json).Outbound, output, CancellationToken.None);

        string[] lines = TextCodec.Cp932.Show(output.ToArray()).Split("\r\n");
        Assert.Equal("\"注文番号\",\"回答納期\",\"数量\",\"区分\",\"固定\",\"理由\",\"工場\"", lines[0]);
        Assert.Equal("\"PO-1\",\"2026/12/05\",\"600\",\"2\",\"EDI\",\"-\",\"東京\"", lines[1]);
        Assert.Equal("\"PO-1\",\"\",\"\",\"9\",\"EDI\",\"在庫なし\",\"\"", lines[4]);
        Assert.Equal([DiagnosticCodes.TextCut], lost.Select(d => d.Code));
        Assert.Equal("", lines[5]);
    }

    [Theory]
    [InlineData("compatible", "在庫～なし", "")]
    [InlineData("none", "在庫〓なし", "〓; ～ would fit")]
    public async Task Without_look_alikes_the_order_the_line_the_column_and_the_character_are_told_and_what_would_fit(string substitutions, string written, string expected)
    {
        string json = $$"""
            { "write": "csv", "encoding": "cp932", "header": false, "substitutions": "{{substitutions}}", "columns": [ { "header": "理由", "field": "reason" } ] }
            """;
        ReplyFeedItem item = Item();
        item = item with { Response = item.Response with { Lines = [item.Response.Lines[0] with { Reason = "在庫〜なし" }] } };
        using MemoryStream output = new();

        IReadOnlyList<Diagnostic> lost = await ReplyCsvWriter.WriteAsync([item], OrderFile.Map(json).Outbound, output, CancellationToken.None);

        Assert.StartsWith(written, TextCodec.Cp932.Show(output.ToArray()), StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0 ? [] : [$"{DiagnosticCodes.CharacterUnencodable} PO-1/{item.Response.Lines[0].LineNumber} 理由 〜 {expected}"], lost.Select(d => $"{d.Code} {d.Path} {d.Found} {d.Expected}").Distinct());
    }

    [Fact]
    public async Task The_result_file_tells_every_row()
    {
        SourcePosition third = new("orders.csv", 3, 5, 3, 2);
        Diagnostic[] faults =
        [
            Diagnostic.Create(DiagnosticCodes.NumberInvalid, third, "数量", "=1+1", Expect.DigitsLike("1234.5")),
            Diagnostic.Create(DiagnosticCodes.EncodingContradicted, new SourcePosition("orders.csv", 0, 0), found: "utf-8", expected: Expect.Value("cp932")),
        ];
        MessageResult[] results =
        [
            new(1, "PO-1", 0, MessageVerdict.Created, "2", "S1"), new(2, "PO-2", 0, MessageVerdict.Refused, "3-4,7", "S1"), new(3, "PO-3", 0, MessageVerdict.Unchanged, "5", "S1"),
        ];
        using MemoryStream output = new();

        await ResultCsvWriter.WriteAsync(Async(results), faults, "en", output, CancellationToken.None);

        List<string[]> cells = Parse(Encoding.UTF8.GetString(output.ToArray()));
        Assert.Equal(["Line", "Order number", "Verdict", "Code", "Column", "Found", "Expected", "Text"], cells[0]);
        Assert.Equal(["", "", "", "WE2011"], cells[1].Take(4));
        Assert.Equal(["2", "PO-1", "accepted", ""], cells[2].Take(4));
        Assert.Equal(["3", "PO-2", "refused", "WE2041", "数量", "'=1+1", "digits such as 1234.5"], cells[3].Take(7));
        Assert.Equal(["4", "7", "5"], cells.Skip(4).Select(c => c[0]));
        Assert.Equal("duplicate", cells[^1][2]);
    }

    private static ReplyFeedItem Item()
    {
        Order order = new()
        {
            Number = "PO-1",
            Revision = 2,
            Supplier = new Party { Code = "S1", Name = "髙橋" },
            Lines =
            [
                new OrderLine { Number = "10", Quantity = 10, DueDate = new DateOnly(2026, 12, 1), Extensions = new Dictionary<string, string> { ["plant"] = "東京" } },
                new OrderLine { Number = "20", Quantity = 5, DueDate = new DateOnly(2026, 12, 1) },
                new OrderLine { Number = "30", Quantity = 1 },
            ],
        };
        OrderResponse response = new()
        {
            Id = "r1",
            OrderNumber = "PO-1",
            OrderRevision = 2,
            SupplierCode = "S1",
            RespondedAt = At,
            Lines =
            [
                new ResponseLine { LineNumber = "10", Kind = ResponseKind.Changed, Schedule = [new(new DateOnly(2026, 12, 5), 6), new(new DateOnly(2026, 12, 12), 4)] },
                new ResponseLine { LineNumber = "20", Kind = ResponseKind.Accepted },
                new ResponseLine { LineNumber = "30", Kind = ResponseKind.Refused, Reason = "在庫なし 〜 欠品", Remainder = 1 },
            ],
        };
        return new ReplyFeedItem(7, response, order);
    }

    private static OrderLineRow Row(OrderLine line) =>
        new("PO-1", 0, "S1", new DateOnly(2026, 11, 24), "JPY", At, line, new OrderLineState(line.Number, LineStatus.Unread, 0, null, 0, null));

    private static async Task<(byte[] Bytes, CsvWritten Written)> WriteAsync(OrderLineRow[] rows, CsvExportOptions options)
    {
        using MemoryStream output = new();
        CsvWritten written = await OrderLineCsvWriter.WriteAsync(Async(rows), options, output, CancellationToken.None);
        return (output.ToArray(), written);
    }

    private static async IAsyncEnumerable<T> Async<T>(IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private static int Index(List<string[]> cells, string name) => Array.IndexOf(cells[0], name);

    private static List<string[]> Parse(string csv) => CsvOracle.Read(Encoding.UTF8.GetBytes(csv));
}
