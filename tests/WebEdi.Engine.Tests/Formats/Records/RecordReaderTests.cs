using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.FixedLength;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Records;

public sealed class RecordReaderTests
{
    private const string Json = """
        { "read": "records", "encoding": "cp932", "recordLength": 24, "lines": "D",
          "records": {
            "type": { "start": 1, "length": 1 },
            "types": {
              "A": { "role": "fileHeader",  "layout": [ { "name": "種別", "length": 1 }, { "name": "発注日", "length": 8 } ] },
              "H": { "role": "order",       "layout": [ { "name": "種別", "length": 1 }, { "name": "注文番号", "length": 6 }, { "name": "取引先", "length": 4 } ] },
              "D": {                        "layout": [ { "name": "種別", "length": 1 }, { "name": "行", "length": 3 }, { "name": "品名", "length": 10 }, { "name": "数量", "length": 5, "decimals": 1, "type": "zoned" } ] },
              "T": { "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" },
                     "copybook": ["01 T.", "05 FILLER PIC X.", "05 件数 PIC 9(3).", "05 合計 PIC S9(5)V9."] },
              "Z": { "role": "fileTrailer", "layout": [ { "name": "種別", "length": 1 }, { "name": "件数", "length": 5 } ], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
          "order": { "number": "H/注文番号", "supplier": "H/取引先", "issueDate": "A/発注日" },
          "line":  { "number": "D/行", "itemName": "D/品名", "quantity": "D/数量" } }
        """;

    private static readonly string[] Good =
    [
        "A20261124", "HPO-001S001", "D001六角ボルト00100", "D00210kg袋　  0012E", "T002000225", "HPO-002S002", "D001座金      00015", "T001000015", "Z00007",
    ];

    [Theory]
    [InlineData("\r\n", 1000)]
    [InlineData("", 1000)]
    [InlineData("", 7)]
    [InlineData("\n", 25)]
    public async Task Orders_are_read_with_their_details_and_the_header_of_the_file(string newline, int block)
    {
        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(Json, File(Good, newline), block);

        Assert.Empty(outside);
        Assert.Empty(orders.SelectMany(o => o.Diagnostics));
        Assert.Equal(["PO-001", "PO-002"], orders.Select(o => o.Order().Number));
        Order first = orders[0].Order();
        Assert.Equal((new DateOnly(2026, 11, 24), "S001"), (first.IssueDate, first.Supplier.Code));
        Assert.Equal([("001", "六角ボルト", 10m), ("002", "10kg袋", 12.5m)], first.Lines.Select(l => (l.Number, l.ItemName!, l.Quantity)));
    }

    [Theory]
    [InlineData(4, "T003000225", "WE2406", "T/件数", "3", "2")]
    [InlineData(4, "T002000226", "WE2407", "T/合計", "22.6", "22.5")]
    [InlineData(4, "T0x2000225", "WE2406", "T/件数", "0x2", "2")]
    [InlineData(3, "D00210kg袋　  001x5", "WE2403", "D/数量", "3030317835", "S9(4)V9(1)")]
    [InlineData(3, "XYZ", "WE2404", null, "X", "A, D, H, T, Z")]
    public async Task A_fault_in_an_order_refuses_it_and_no_other(int record, string text, string code, string? path, string found, string expected)
    {
        string[] records = [.. Good];
        records[record] = text;

        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(Json, File(records, "\n"), 1000);

        Assert.Null(orders[0].Document);
        Assert.NotNull(orders[1].Document);
        Diagnostic fault = orders[0].Diagnostics.First(d => d.Code == code);
        Assert.Equal((path, found, expected, record + 1), (fault.Path, fault.Found, fault.Expected?.ToString(), fault.Position.Line));
        Assert.All(outside, d => Assert.Equal(DiagnosticCodes.RecordCountWrong, d.Code));
    }

    [Fact]
    public async Task Faults_of_the_file_hide_no_order()
    {
        string[] records = ["A20261124", "D009stray     00001", .. Good[1..8], "Z00006"];

        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(Json, File(records, "\n"), 1000);

        Assert.Equal(2, orders.Count(o => o.Document is not null));
        Assert.Equal([(DiagnosticCodes.RecordMisplaced, 2), (DiagnosticCodes.RecordCountWrong, 10)], outside.Select(d => (d.Code, d.Position.Line)));
    }

    [Fact]
    public async Task A_missing_trailer_and_a_wrong_count_can_be_forgiven()
    {
        (_, List<Diagnostic> strict) = await ReadAsync(Json, File(Good[..8], "\n"), 1000);
        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> lenient) = await ReadAsync(
            Json, File([.. Good[..7], "T009000015"], "\n"), 1000, Tolerances.Of(["missing-trailer", "wrong-control-count"]));

        Assert.Equal((DiagnosticCodes.RecordMissing, Severity.Error), (Assert.Single(strict).Code, strict[0].Severity));
        Assert.Equal(Severity.Warning, Assert.Single(lenient).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(orders[1].Diagnostics).Severity);
        Assert.NotNull(orders[1].Document);
    }

    [Theory]
    [InlineData("\"encoding\": \"cp932\", ", "", "encoding")]
    [InlineData("\"D/行\"", "\"D/行番\"", "line.number")]
    [InlineData("\"D/行\"", "\"X/行\"", "line.number")]
    [InlineData("\"of\": \"D/数量\"", "\"of\": \"D/員数\"", "records.types.T.total.of")]
    [InlineData("\"of\": \"D\"", "\"of\": \"E\"", "records.types.T.count.of")]
    [InlineData("\"role\": \"order\",", "", "records.types")]
    [InlineData("\"recordLength\": 24", "\"recordLength\": 12", "recordLength")]
    [InlineData("\"lines\": \"D\",", "\"header\": true, \"lines\": \"D\",", "header")]
    public void What_is_wrong_with_the_types_is_found_when_the_map_is_loaded(string from, string to, string path)
    {
        string json = Json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Json, json);

        Assert.Contains(MapCompiler.Compile("acme", 1, json, Vocabulary.Instance).Diagnostics, d => d.Path == path);
    }

    [Fact]
    public async Task Changed_bytes_never_end_the_reading()
    {
        byte[] file = File(Good, "\r\n");
        Random random = new(4);
        for (int round = 0; round < 300; round++)
        {
            byte[] changed = [.. file];
            for (int i = 0; i < 3; i++)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);

            (IReadOnlyList<MappedDocument> orders, _) = await ReadAsync(Json, changed, 50);

            Assert.InRange(orders.Count, 0, 4);
        }
    }

    private static byte[] File(string[] records, string newline) =>
        OrderFile.Bytes(string.Concat(records.Select(r => r + new string(' ', 24 - OrderFile.Bytes(r, TextCodec.Cp932).Length) + newline)), TextCodec.Cp932);

    private static async Task<(IReadOnlyList<MappedDocument> Orders, List<Diagnostic> Outside)> ReadAsync(string json, byte[] file, int block, Tolerances? tolerances = null)
    {
        CompiledMap map = MapCompiler.Compile("acme", 1, json, Vocabulary.Instance).GetValueOrThrow();
        MessageReader reader = new();
        using MemoryStream content = new(file);
        FileSurvey survey = (await reader.SurveyAsync(content, "orders.dat", map.Reading, null, CancellationToken.None)).GetValueOrThrow();
        TreeSession session = new(map, 1000);
        content.Position = 0;
        IMessageReader messages = Workshops.Find("records")!.Open(new MessageSource
        {
            Content = content,
            FileName = survey.FileName,
            Codec = survey.FixedCodec,
            Records = map.Reading.Records,
            Tolerances = tolerances ?? Tolerances.None,
            BlockBytes = block,
        });
        List<MappedDocument> orders = [];
        while (await messages.ReadAsync(CancellationToken.None) is { } message)
            orders.Add(session.Map(message));
        List<Diagnostic> outside = [.. messages.TakeDiagnostics()];
        return (orders, outside);
    }
}
