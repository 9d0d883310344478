using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Steps;

/// <summary>Reads a file in memory with a map and tables.</summary>
internal static class WordFile
{
    public const string Items = "取引先,先方品番,自社品番,入数\r\n0012,A-1,1001,12\r\n0012,A-2,1002,6\r\n0034,A-1,2001,1\r\n";

    public static List<EdiMessage> Read(string map, string text, bool explain = false, params (string Name, string Content)[] tables)
    {
        EdiReadOptions options = new()
        {
            FileName = "f", MapJson = map, Explain = explain, Tables = [.. tables.Select(t => EdiTable.Read(t.Name, Encoding.UTF8.GetBytes(t.Content)).GetValueOrThrow())],
        };
        return ReadAsync(options, text).GetAwaiter().GetResult();
    }

    public static OrderLine Line(string map, string text, params (string Name, string Content)[] tables) => Order(map, text, tables).Lines[0];

    public static Order Order(string map, string text, params (string Name, string Content)[] tables)
    {
        EdiMessage message = Assert.Single(Read(map, text, false, tables));
        Assert.Empty(message.Diagnostics);
        return (Order)message.Document!;
    }

    public static IReadOnlyList<Diagnostic> Faults(string map, string text, params (string Name, string Content)[] tables) => [.. Read(map, text, false, tables).SelectMany(m => m.Diagnostics)];

    /// <summary>What is wrong with a map when it is loaded.</summary>
    public static IReadOnlyList<Diagnostic> MapFaults(string map, params (string Name, string Content)[] tables) =>
        Assert.Throws<EdiFormatException>(() => Read(map, "x", false, tables)).Diagnostics;

    /// <summary>A map of rows with these fields of a line beside the needed ones.</summary>
    public static string Rows(string line, string order = "", string rest = "") =>
        $$"""
        { "read": "csv"{{(rest.Length > 0 ? ", " : "")}}{{rest}},
          "order": { "number": "注文番号", "supplier": "取引先"{{(order.Length > 0 ? ", " : "")}}{{order}} },
          "line": { "number": "行", "quantity": "数量"{{(line.Length > 0 ? ", " : "")}}{{line}} } }
        """;

    private static async Task<List<EdiMessage>> ReadAsync(EdiReadOptions options, string text)
    {
        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in new EdiFileReader(options).ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text))))
            messages.Add(message);
        return messages;
    }
}
