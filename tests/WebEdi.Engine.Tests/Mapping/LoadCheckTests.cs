using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>What can never hold or never be reached in a map is found when it is loaded, with its place.</summary>
public sealed class LoadCheckTests
{
    private const string Csv = """
        { "read": "csv",
          "rows": { "column": "区分", "is": ["1", "2"] },
          "order": { "number": "注文番号", "supplier": "取引先" },
          "line": { "number": "行", "quantity": "数量", "note": { "column": "備考", "when": { "column": "区分", "is": "2" } } } }
        """;

    private const string Edifact = """
        { "read": "edifact", "message": "ORDERS", "lines": "LIN",
          "order": { "number": "BGM/1004", "supplier": "NAD+SU/3039" },
          "line": { "number": "LIN/1082", "quantity": "QTY+21/6060", "item": ["LIN/7140[7143=BP]", "PIA/7140[7143=BP]"] } }
        """;

    private const string Xml = """
        { "read": "xml", "message": "Order", "lines": "Line",
          "order": { "number": "ID", "supplier": "Party[Role=seller]/Code" },
          "line": { "number": "No", "quantity": "Quantity" } }
        """;

    [Theory]
    [InlineData("\"is\": \"2\" }", "\"is\": \"3\" }", "line.note.when", "3")]
    [InlineData("{ \"column\": \"区分\", \"is\": [\"1\", \"2\"] }", "{ \"column\": \"区分\", \"is\": [\"1\", \"1\", \"2\"] }", "rows", "1, 1, 2")]
    [InlineData("{ \"column\": \"区分\", \"is\": [\"1\", \"2\"] }", "[ { \"column\": \"区分\", \"is\": [\"1\", \"2\"] }, { \"column\": \"区分\", \"is\": [\"2\", \"1\"] } ]", "rows[1]", "2, 1")]
    [InlineData("{ \"column\": \"区分\", \"is\": [\"1\", \"2\"] }", "[ { \"column\": \"区分\", \"is\": \"2\" }, { \"column\": \"区分\", \"startsWith\": \"1\" } ]", "rows[1]", "1")]
    [InlineData("\"order\"", "\"skip\": { \"column\": \"区分\", \"is\": [\"1\", \"2\", \"3\"] }, \"order\"", "skip", "1, 2, 3")]
    [InlineData("\"order\"", "\"skip\": [ { \"column\": \"区分\", \"is\": \"9\" }, { \"column\": \"区分\", \"empty\": false } ], \"order\"", "skip[1]", "not empty")]
    [InlineData("\"order\"", "\"skip\": { \"column\": \"区分\", \"startsWith\": \"2\" }, \"order\"", "line.note.when", "2")]
    [InlineData("\"order\"", "\"skip\": { \"column\": \"区分\", \"is\": \"2\", \"empty\": true }, \"order\"", "skip", null)]
    [InlineData("\"order\"", "\"skip\": { \"column\": \"区分\" }, \"order\"", "skip", null)]
    [InlineData("\"order\"", "\"skip\": { \"is\": \"9\" }, \"order\"", "skip", null)]
    public void In_maps_for_rows(string from, string to, string path, string? found) => AssertFault(Csv, from, to, path, found);

    [Theory]
    [InlineData("NAD+SU/3039", "NAD+SU[3035=BY]/3039", "order.supplier", "NAD+SU[3035=BY]/3039")]
    [InlineData("NAD+SU/3039", "NAD+SU[3035!=SU]/3039", "order.supplier", "NAD+SU[3035!=SU]/3039")]
    [InlineData("PIA/7140[7143=BP]", "LIN/7140[7143=BP]", "line.item[1]", "LIN/7140[7143=BP]")]
    [InlineData("\"LIN\",", "[\"LIN\", \"LIN\"],", "lines[1]", "LIN")]
    [InlineData("\"ORDERS\"", "[\"ORDERS\", \"ORDERS\"]", "message", "ORDERS, ORDERS")]
    [InlineData("\"lines\"", "\"skip\": { \"column\": \"x\", \"is\": \"1\" }, \"lines\"", "skip", "skip")]
    public void In_maps_for_messages(string from, string to, string path, string? found) => AssertFault(Edifact, from, to, path, found);

    [Theory]
    [InlineData("Party[Role=seller]", "Party[@role=seller][@role=buyer]", "order.supplier", "Party[@role=seller][@role=buyer]/Code")]
    [InlineData("Party[Role=seller]", "Party[Role=seller][Role!=seller]", "order.supplier", "Party[Role=seller][Role!=seller]/Code")]
    [InlineData("\"ID\"", "\"ID | ID\"", "order.number", "ID")]
    public void In_maps_for_elements(string from, string to, string path, string? found) => AssertFault(Xml, from, to, path, found);

    [Theory]
    [InlineData(Edifact, "NAD+SU/3039", "NAD+SU[3055!=92]/3039")]
    [InlineData(Edifact, "NAD+SU/3039", "NAD+SU|SE[3035!=SE]/3039")]
    [InlineData(Xml, "Party[Role=seller]", "Party[Role=seller][Role=carrier]")]
    [InlineData(Csv, "\"order\"", "\"skip\": [ { \"column\": \"区分\", \"is\": \"1\" }, { \"column\": \"品番\", \"empty\": true } ], \"order\"")]
    public void What_can_hold_is_not_told(string map, string from, string to)
    {
        string json = map.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(map, json);

        Assert.Empty(MapCompiler.Compile("acme", 1, json, Vocabulary.Instance).Diagnostics);
    }

    [Theory]
    [InlineData("value", "\"quantity * 2\"")]
    [InlineData("lookup", "{ \"table\": \"items\", \"value\": \"ours\" }")]
    [InlineData("scriban", "\"{{ own }}\"")]
    [InlineData("when", "\"quantity > 1\"")]
    [InlineData("units", "true")]
    public void A_column_that_is_written_says_why_it_cannot_calculate(string word, string said)
    {
        string json = $$"""{ "write": "csv", "columns": [ { "header": "数量", "field": "quantity", "{{word}}": {{said}} } ] }""";

        Diagnostic fault = Assert.Single(MapCompiler.Compile("acme", 1, json).Diagnostics);

        Assert.Equal((DiagnosticCodes.MapProperty, $"columns[0].{word}", Expect.WordsForWriting), (fault.Code, fault.Path, fault.Expected));
    }

    [Fact]
    public void Rows_are_chosen_and_passed_over_by_texts_beginnings_and_emptiness()
    {
        const string Json = """
            { "read": "csv",
              "rows": [ { "column": "区分", "startsWith": ["1", "2"] }, { "column": "行", "empty": false } ],
              "skip": [ { "column": "状態", "is": ["取消", "打切"] }, { "position": 1, "startsWith": "#" }, { "column": "数量", "empty": true } ],
              "order": { "number": "注文番号", "supplier": "取引先" },
              "line": { "number": "行", "quantity": "数量" } }
            """;
        const string Text =
            "注文番号,取引先,行,数量,区分,状態\r\n" +
            "PO-1,S1,1,10,10,\r\n" +          // read
            "# 9時の分です\r\n" +              // a comment
            "PO-1,S1,2,5,10,取消\r\n" +        // cancelled
            "PO-1,S1,3,,20,\r\n" +            // without a quantity
            "PO-1,S1,,100,10,\r\n" +          // without a line: a total
            "PO-1,S1,4,7,30,\r\n" +           // of another kind
            "PO-1,S1,5,8,21, \r\n";           // read

        Mapped mapped = OrderFile.Read(Json, OrderFile.Bytes(Text, Engine.Text.TextCodec.Cp932), blockBytes: 64);

        Assert.Empty(mapped.Issues);
        Assert.Equal([("1", 10m), ("5", 8m)], Assert.Single(mapped.Orders).Lines.Select(l => (l.Number, l.Quantity)));
    }

    private static void AssertFault(string map, string from, string to, string path, string? found)
    {
        string json = map.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(map, json);
        Assert.Empty(MapCompiler.Compile("acme", 1, map, Vocabulary.Instance).Diagnostics);

        Diagnostic fault = MapCompiler.Compile("acme", 1, json, Vocabulary.Instance).Diagnostics.First(d => d.Path == path);

        Assert.Equal(found, fault.Found);
        Assert.True(fault.Position.Line > 0 && fault.Position.Column > 0);
    }
}
