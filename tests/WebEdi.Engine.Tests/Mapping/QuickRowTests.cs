using System.Text;
using System.Text.Json;

using WebEdi.Documents;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>Most values are read straight from their bytes; where their origins are asked for, each is looked at closely. Both must say the same.</summary>
public sealed class QuickRowTests
{
    private const string Order = """
        "order": { "number": "no", "issueDate": "date", "buyer": "buyer", "buyerName": "buyerName", "supplier": "supplier", "currency": "currency" },
        "line": { "number": "line", "gtin": "gtin", "item": "item", "itemName": "name", "quantity": { "column": "quantity", "number": { "max": 900 } }, "unit": "unit",
                  "price": "price", "due": "due", "note": "note", "extensions": { "warehouse": "warehouse", "priority": "priority", "sample": "sample" } },
        "extensionSchema": { "type": "object", "properties": {
            "warehouse": { "type": "string", "maxLength": 6 }, "priority": { "type": "string" }, "sample": { "type": "string" } } }
        """;

    private static readonly (string Name, int Length)[] Columns =
    [
        ("no", 8), ("date", 10), ("buyer", 13), ("buyerName", 20), ("supplier", 13), ("currency", 3), ("line", 4), ("gtin", 14), ("item", 18), ("name", 30),
        ("quantity", 9), ("unit", 4), ("price", 10), ("due", 10), ("note", 20), ("warehouse", 8), ("priority", 2), ("sample", 5),
    ];

    [Theory]
    [InlineData("csv", "utf-8")]
    [InlineData("csv", "cp932")]
    [InlineData("fixed", "cp932")]
    public void Values_read_from_their_bytes_are_those_that_are_looked_at_closely(string format, string encoding)
    {
        TextCodec codec = TextCodec.Find(encoding)!;
        string layout = string.Join(',', Columns.Select(c => $$"""{ "name": "{{c.Name}}", "length": {{c.Length}} }"""));
        string json = format == "csv"
            ? $$"""{ "read": "csv", {{Order}} }"""
            : $$"""{ "read": "fixed", "encoding": "cp932", "recordLength": {{Columns.Sum(c => c.Length)}}, "layout": [ {{layout}} ], {{Order}} }""";
        Random random = new(format.Length + encoding.Length);
        int sound = 0;
        for (int run = 0; run < 60; run++)
        {
            byte[] file = File(random, format, codec);

            (string quick, int orders) = Show(json, file, encoding, explain: false);

            Assert.Equal(Show(json, file, encoding, explain: true).Text, quick);
            sound += orders;
        }

        Assert.True(sound > 100);
    }

    private static (string Text, int Orders) Show(string json, byte[] file, string encoding, bool explain)
    {
        CompiledMap map = OrderFile.Map(json);
        MessageReader reader = new();
        MemoryStream content = new(file);
        var survey = reader.SurveyAsync(content, "f", map.Reading, encoding, CancellationToken.None).GetAwaiter().GetResult();
        if (!survey.Succeeded)
            return (string.Join('\n', survey.Diagnostics), 0);

        MappingSession session = new(map, survey.Value, 1000, explain);
        List<MappedDocument> found = [];
        IAsyncEnumerator<SegmentBlock> blocks = reader.ReadAsync(content, survey.Value, CancellationToken.None).GetAsyncEnumerator();
        while (blocks.MoveNextAsync().AsTask().GetAwaiter().GetResult())
            found.AddRange(session.Add(blocks.Current));
        found.AddRange(session.Complete());
        IEnumerable<string> shown = found.Select(f => $"{f.Number} {f.Supplier} {f.SourceLines} {f.Rows} {JsonSerializer.Serialize((Order?)f.Document)}\n{string.Join('\n', f.Diagnostics)}");
        return (string.Join('\n', shown), found.Count(f => f.Document is not null));
    }

    private static byte[] File(Random random, string format, TextCodec codec)
    {
        MemoryStream file = new();
        if (format == "csv")
            file.Write(Encoding.ASCII.GetBytes(string.Join(',', Columns.Select(c => c.Name)) + "\r\n"));
        for (int order = random.Next(1, 30); order > 0; order--)
        {
            string[] head = [$"PO{order}", Date(random), $"59{random.Next(1000)}", random.Next(2) == 0 ? "山川製作所" : "North ㈱", "0830047462925", random.Next(9) == 0 ? "" : "JPY"];
            for (int line = 1; line <= random.Next(1, 8); line++)
            {
                string[] row =
                [
                    .. head, line.ToString(System.Globalization.CultureInfo.InvariantCulture), $"30642292{random.Next(100000, 100040)}", $"SKU{random.Next(100000)}",
                    random.Next(4) switch { 0 => "\u3000黒 洗剤 7\u3000", 1 => "10\" box, ①", 2 => "plain blue thing, long", _ => "" },
                    Number(random), random.Next(2) == 0 ? "PCE" : "箱", Number(random), Date(random), random.Next(3) == 0 ? " handle with care " : "",
                    $"WH{random.Next(12)}", random.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture), random.Next(4) == 0 ? "" : "true",
                ];
                if (random.Next(40) == 0)
                    row[random.Next(row.Length)] = random.Next(3) switch { 0 => "", 1 => "\u0007", _ => "１２" };
                Write(file, row, format, codec);
            }
        }

        byte[] bytes = file.ToArray();
        for (int faults = random.Next(3) == 0 ? random.Next(4) : 0; faults > 0; faults--)
            bytes[random.Next(200, Math.Max(201, bytes.Length)) % bytes.Length] = (byte)random.Next(1, 256);
        return bytes;
    }

    private static void Write(MemoryStream file, string[] row, string format, TextCodec codec)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (format == "csv")
            {
                string value = row[i].AsSpan().ContainsAny(',', '"') ? $"\"{row[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : row[i];
                file.Write(OrderFile.Bytes(value + (i == row.Length - 1 ? "\r\n" : ","), codec));
                continue;
            }

            byte[] field = OrderFile.Bytes(row[i], codec);
            int length = Columns[i].Length;
            file.Write(field.AsSpan(0, Math.Min(length, field.Length)));
            for (int pad = field.Length; pad < length; pad++)
                file.WriteByte((byte)' ');
        }
    }

    private static string Date(Random random) => random.Next(8) switch { 0 => "20250328", 1 => "2025/3/8", 2 => "2025/12/09", 3 => "99999999", 4 => "2025-13-01", _ => $"2025-0{random.Next(1, 9)}-1{random.Next(9)}" };

    private static string Number(Random random) => random.Next(9) switch
    {
        0 => "1,234.5",
        1 => "-3",
        2 => "12x",
        3 => "",
        _ => $"{random.Next(901)}{(random.Next(2) == 0 ? ".50" : "")}",
    };
}
