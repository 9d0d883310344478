using System.Text;
using WebEdi.Documents;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Steps;

/// <summary>Maps with words that are turned round.</summary>
public sealed class WriteBackTests
{
    private const string Map = """
        { "read": "edifact", "message": "ORDERS", "lines": "LIN",
          "order": { "number": "BGM/1004", "supplier": { "path": "NAD+SU/3039", "value": "upper(this)" } },
          "line": { "number": "LIN/1082", "quantity": "QTY+21/6060", "note": { "value": "'made'" },
                    "item": { "path": "LIN/7140[7143=SA]", "lookup": { "table": "items", "key": "theirs", "value": "ours" } } } }
        """;

    [Fact]
    public async Task A_looked_up_value_goes_back_to_its_column_of_csv_and_what_was_made_is_told()
    {
        const string Json = """
            { "read": "csv",
              "order": { "number": "注文番号", "supplier": "取引先" },
              "line": { "number": "行", "quantity": "数量", "note": { "value": "'made'" },
                        "item": { "column": "品番", "lookup": { "table": "items", "key": "theirs", "value": "ours" } },
                        "unit": { "column": "単位", "codes": { "個": "C62", "本": "C62" } } } }
            """;
        EdiTable items = EdiTable.Read("items", "theirs,ours\nA-1,1001\nB-1,2\nB-2,2\n"u8).GetValueOrThrow();
        Order order = new()
        {
            Number = "P1", Supplier = new Party { Code = "S1" },
            Lines = [new OrderLine { Number = "1", Quantity = 1.5m, ItemCode = "1001", Unit = "C62", Note = "made" }, new OrderLine { Number = "2", Quantity = 2, ItemCode = "2", Unit = "C62" }],
        };
        MemoryStream file = new();
        EdiFileWriter writer = new(new EdiWriteOptions { Map = "m", MapJson = Json, Tables = [items] });

        await writer.WriteAsync([order], file, TestContext.Current.CancellationToken);

        Assert.Equal("注文番号,取引先,行,数量,品番,単位\r\nP1,S1,1,1.5,A-1,個\r\nP1,S1,2,2,,個\r\n", Encoding.UTF8.GetString(file.ToArray()));
        Assert.Equal(["item 2", "note made"], writer.Losses.Select(l => $"{l.Path.Split('.')[^1]} {l.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_looked_up_value_is_written_as_its_key_where_there_is_one_only()
    {
        EdiTable items = EdiTable.Read("items", "theirs,ours\nA-1,1001\nB-1,2\nB-2,2\n"u8).GetValueOrThrow();
        Order order = new()
        {
            Number = "P1", Supplier = new Party { Code = "S1" },
            Lines = [new OrderLine { Number = "1", Quantity = 1, ItemCode = "1001", Note = "made" }, new OrderLine { Number = "2", Quantity = 1, ItemCode = "2" }],
        };
        MemoryStream file = new();
        EdiWriteOptions options = new() { Map = "m", MapJson = Map, Tables = [items], Sender = "A", Receiver = "B" };

        EdiFileWriter writer = new(options);

        await writer.WriteAsync([order], file, TestContext.Current.CancellationToken);

        IReadOnlyList<WriteLoss> losses = writer.Losses;
        string text = Encoding.UTF8.GetString(file.ToArray());
        Assert.Contains("LIN+1++A-1:SA'", text, StringComparison.Ordinal);
        Assert.Contains("NAD+SU+S1'", text, StringComparison.Ordinal);
        Assert.Contains(losses, l => l.Path == "line.item" || l.Path.EndsWith("].item", StringComparison.Ordinal));
        Assert.Contains(losses, l => l.Path.EndsWith("note", StringComparison.Ordinal));
    }
}
