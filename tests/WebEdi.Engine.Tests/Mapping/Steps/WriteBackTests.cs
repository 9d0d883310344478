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
