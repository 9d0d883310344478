using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Tests.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Formats.Records;

public sealed class DelimitedRecordTests
{
    private const string Json = """
        { "read": "records", "lines": "D",
          "records": {
            "type": { "column": 1 },
            "types": {
              "A": { "role": "fileHeader",  "columns": ["種別", "発注日"] },
              "H": { "role": "order",       "columns": ["種別", "注文番号", "取引先", ""] },
              "D": {                        "columns": ["種別", "行", "品名", "数量"] },
              "T": {                        "columns": ["種別", "件数", "合計"], "count": { "field": "件数", "of": "D" }, "total": { "field": "合計", "of": "D/数量" } },
              "Z": { "role": "fileTrailer", "columns": ["種別", "件数"], "count": { "field": "件数", "of": ["H", "D", "T"] } } } },
          "order": { "number": "H/注文番号", "supplier": "H/取引先", "issueDate": "A/発注日" },
          "line":  { "number": "D/行", "itemName": "D/品名", "quantity": "D/数量" } }
        """;

    private static readonly string[] Good =
    [
        "A,20261124", "H,PO-001,S001,x", "D,1,六角ボルト,10", "D,2,\"袋, 10kg\n\"\"大\"\"\",\"1,002.5\"", "T,2,1012.5", "H,PO-002,S002,", "D,1,座金,15", "T,1,15", "Z,7",
    ];

    [Theory]
    [InlineData("\r\n", 1000)]
    [InlineData("\n", 1000)]
    [InlineData("\n", 7)]
    [InlineData(",,,,\r\n\r\n", 40)]
    public async Task Orders_are_read_with_their_details_and_the_header_of_the_file(string newline, int block)
    {
        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(Json, Utf8(Good, newline), block);

        Assert.Empty(outside);
        Assert.Empty(orders.SelectMany(o => o.Diagnostics));
        Assert.Equal(["PO-001", "PO-002"], orders.Select(o => o.Order().Number));
        Order first = orders[0].Order();
        Assert.Equal((new DateOnly(2026, 11, 24), "S001"), (first.IssueDate, first.Supplier.Code));
        Assert.Equal([("1", "六角ボルト", 10m), ("2", "袋, 10kg\n\"大\"", 1002.5m)], first.Lines.Select(l => (l.Number, l.ItemName!, l.Quantity)));
    }

    [Theory]
    [InlineData(4, "T,3,1012.5", "WE2406", "T/件数", "3", "2", 3)]
    [InlineData(4, "T,2,1012", "WE2407", "T/合計", "1012", "1012.5", 5)]
    [InlineData(4, "T,二,1012.5", "WE2406", "T/件数", "二", "2", 3)]
    [InlineData(2, "X,1", "WE2404", null, "X", "A, D, H, T, Z", 1)]
    [InlineData(2, "D,1,a", "WE2005", "D", "3", "4", 1)]
    [InlineData(2, "D,1,a,10,11", "WE2005", "D", "5", "4", 1)]
    [InlineData(2, "D,1,\"a\"b,10", "WE2006", "D/品名", null, null, 8)]
    public async Task A_fault_in_an_order_refuses_it_and_no_other(int record, string text, string code, string? path, string? found, string? expected, int column)
    {
        string[] records = [.. Good];
        records[record] = text;

        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(Json, Utf8(records, "\n"), 1000);

        Assert.Null(orders[0].Document);
        Assert.NotNull(orders[1].Document);
        Diagnostic fault = orders[0].Diagnostics.First(d => d.Code == code);
        Assert.Equal((path, found, expected, record + (record > 3 ? 2 : 1), column), (fault.Path, fault.Found, fault.Expected?.ToString(), fault.Position.Line, fault.Position.Column));
        Assert.All(outside, d => Assert.Equal(DiagnosticCodes.RecordCountWrong, d.Code));
    }

    [Theory]
    [InlineData('\t', "\\t", '"', "\\\"")]
    [InlineData('|', "|", '\'', "'")]
    [InlineData(';', ";", '*', "*")]
    [InlineData('\u001F', "\\u001F", '"', "\\\"")]
    [InlineData('^', "^", '~', "~")]
    [InlineData(',', ",", '|', "|")]
    [InlineData('\\', "\\\\", '`', "`")]
    public async Task Any_sign_separates_and_any_sign_quotes(char separator, string separatorWord, char quote, string quoteWord)
    {
        // 表 is 95 5C, ポ 83 7C, － 81 7C, ソ 83 5C, 能 94 5C, 欺 8B 5E, ミ 83 7E, 兔 99 60: their second bytes look like the signs.
        string name = $"表ポ－ソ能欺ミ{quote}{(char.IsControl(separator) ? ' ' : separator)}兔";
        string[] records = ["A,20261124", "H,PO-1,S1,", $"D,1,表ポソ能欺ミ,10", "D,2,?,5", "T,2,15", "Z,4"];
        string text = string.Concat(records.Select(r => r.Replace(',', separator).Replace("?", $"{quote}{name.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal)}{quote}", StringComparison.Ordinal) + "\r\n"));
        string json = Json.Replace("\"lines\"", $"\"encoding\": \"cp932\", \"separator\": \"{separatorWord}\", \"quote\": \"{quoteWord}\", \"lines\"", StringComparison.Ordinal);

        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(json, OrderFile.Bytes(text, TextCodec.Cp932), 50);

        Assert.Empty(outside);
        MappedDocument order = Assert.Single(orders);
        Assert.Empty(order.Diagnostics);
        Assert.Equal(["表ポソ能欺ミ", name], order.Order().Lines.Select(l => l.ItemName));
    }

    [Fact]
    public async Task Without_quotes_a_quote_is_an_ordinary_character()
    {
        string json = Json.Replace("\"lines\"", "\"quote\": \"none\", \"lines\"", StringComparison.Ordinal);

        (IReadOnlyList<MappedDocument> orders, _) = await ReadAsync(json, Utf8(["H,PO-1,S1,", "D,1,3\" pipe,10", "Z,2"], "\n"), 1000);

        Assert.Equal("3\" pipe", Assert.Single(Assert.Single(orders).Order().Lines).ItemName);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("cp932")]
    [InlineData("euc-jp")]
    [InlineData("utf-16le")]
    [InlineData("iso-2022-jp")]
    public async Task The_encoding_is_found_in_the_bytes(string encoding)
    {
        TextCodec codec = TextCodec.Find(encoding)!;

        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(Json, OrderFile.Bytes(string.Concat(Good.Select(r => r + "\r\n")), codec), 1000);

        Assert.Empty(outside);
        Assert.Equal("六角ボルト", orders[0].Order().Lines[0].ItemName);
    }

    [Fact]
    public async Task Titles_and_a_line_of_names_are_passed_over()
    {
        string json = Json.Replace("\"lines\"", "\"header\": true, \"skipLines\": 1, \"lines\"", StringComparison.Ordinal);

        (IReadOnlyList<MappedDocument> orders, List<Diagnostic> outside) = await ReadAsync(json, Utf8(["発注データ", "種別,番号,相手先", .. Good], "\n"), 1000);

        Assert.Empty(outside);
        Assert.Equal(2, orders.Count);
    }

    [Fact]
    public async Task A_field_is_explained_by_its_bytes()
    {
        (IReadOnlyList<MappedDocument> orders, _) = await ReadAsync(Json, Utf8(Good, "\n"), 1000, explain: true);

        FieldOrigin name = orders[0].Origins.Single(o => o.Path == "lines[1].itemName");
        byte[] file = Utf8(Good, "\n");
        Assert.Equal("\"袋, 10kg\n\"\"大\"\"\"", Encoding.UTF8.GetString(file, (int)name.Position.Offset, name.Length));
    }

    [Theory]
    [InlineData("\"column\": 1", "\"column\": 1, \"start\": 1", "records.type")]
    [InlineData("\"column\": 1", "\"start\": 1", "records.type")]
    [InlineData("\"columns\": [\"種別\", \"発注日\"]", "\"layout\": [ { \"name\": \"種別\", \"length\": 1 } ]", "records.types.A.layout")]
    [InlineData("\"columns\": [\"種別\", \"発注日\"]", "\"columns\": [\"種別\", \"種別\"]", "records.types.A.columns")]
    [InlineData("\"lines\": \"D\"", "\"lines\": \"D\", \"recordLength\": 20", "recordLength")]
    [InlineData("\"lines\": \"D\"", "\"lines\": \"D\", \"separator\": \"|\"", "encoding")]
    [InlineData("\"lines\": \"D\"", "\"lines\": \"D\", \"quote\": \"`\"", "encoding")]
    [InlineData("\"lines\": \"D\"", "\"lines\": \"D\", \"quote\": \",\"", "quote")]
    [InlineData("\"lines\": \"D\"", "\"lines\": \"D\", \"quote\": \"all\"", "quote")]
    [InlineData("\"lines\": \"D\"", "\"lines\": \"D\", \"encoding\": \"jef\"", "encoding")]
    [InlineData("\"D/行\"", "\"D/行番\"", "line.number")]
    [InlineData("\"of\": \"D/数量\"", "\"of\": \"D/員数\"", "records.types.T.total.of")]
    public void What_is_wrong_with_the_types_is_found_when_the_map_is_loaded(string from, string to, string path)
    {
        string json = Json.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Json, json);

        Assert.Contains(MapCompiler.Compile("acme", 1, json, Vocabulary.Instance).Diagnostics, d => d.Path == path);
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_refused()
    {
        CompiledMap map = MapCompiler.Compile("acme", 1, Json, Vocabulary.Instance).GetValueOrThrow();
        using MemoryStream content = new([.. "PK\u0003\u0004"u8, 0, 1, 2, 3]);

        Result<FileSurvey> survey = await new MessageReader().SurveyAsync(content, "orders.xlsx", map.Reading, null, CancellationToken.None);

        Assert.Equal(DiagnosticCodes.FormatUnknown, Assert.Single(survey.Diagnostics).Code);
    }

    private static byte[] Utf8(string[] records, string newline) => Encoding.UTF8.GetBytes(string.Concat(records.Select(r => r + newline)));

    private static async Task<(IReadOnlyList<MappedDocument> Orders, List<Diagnostic> Outside)> ReadAsync(string json, byte[] file, int block, bool explain = false)
    {
        CompiledMap map = MapCompiler.Compile("acme", 1, json, Vocabulary.Instance).GetValueOrThrow();
        using MemoryStream content = new(file);
        FileSurvey survey = (await new MessageReader().SurveyAsync(content, "orders.csv", map.Reading, null, CancellationToken.None)).GetValueOrThrow();
        TreeSession session = new(map, 1000, explain: explain);
        content.Position = survey.BomLength;
        IMessageReader messages = Workshops.Find("records")!.Open(new MessageSource
        {
            Content = content,
            FileName = survey.FileName,
            Codec = survey.FixedCodec,
            SourceCodec = survey.SourceCodec,
            Records = map.Reading.Records,
            BlockBytes = block,
        });
        List<MappedDocument> orders = [];
        while (await messages.ReadAsync(CancellationToken.None) is { } message)
            orders.Add(session.Map(message));
        return (orders, [.. messages.TakeDiagnostics()]);
    }
}
