using System.Text;

using WebEdi.Diagnostics;
using WebEdi.Documents;

using Xunit;

namespace WebEdi.Engine.Tests;

public sealed class EdiCharacterTablesTests
{
    private const string Map =
        """
        { "read": "fixed", "encoding": "jips-e", "recordLength": 14, "lineEnds": "none",
          "layout": [ { "name": "no", "length": 3 }, { "name": "supplier", "length": 2 }, { "name": "line", "length": 1 },
                      { "name": "name", "length": 6 }, { "name": "qty", "length": 2 } ],
          "order": { "number": "no", "supplier": "supplier" },
          "line": { "number": "line", "itemName": "name", "quantity": "qty" } }
        """;

    [Fact]
    public async Task Tables_of_a_folder_are_encodings_that_maps_name()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("webedi-characters-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "jips-e.txt"), "name jips-e\nsingle ibm037\nwide 0E\nnarrow 0F\n4341 U+54C1\n4342 U+756A\n");
            EdiCharacterTables.AddFolder(folder.FullName);

            EdiFileReader reader = new(new EdiReadOptions { MapJson = Map });
            Order order = Assert.IsType<Order>((await reader.ReadAsync(new MemoryStream(Convert.FromHexString("D7D6F1" + "E2F1" + "F1" + "0E434143420F" + "F1F2"))).SingleAsync()).Document);
            Assert.Equal(("PO1", "品番", 12m), (order.Number, order.Lines[0].ItemName, order.Lines[0].Quantity));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_wrong_table_is_told_with_its_file()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("webedi-characters-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "bad.txt"), "name host\nnonsense 1\n", Encoding.UTF8);

            Assert.Contains("bad.txt", Assert.Throws<EdiSetupException>(() => EdiCharacterTables.AddFolder(folder.FullName)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_none()
    {
        EdiCharacterTables.AddFolder(Path.Combine(Path.GetTempPath(), $"webedi-none-{Guid.NewGuid():N}"));
    }
}
