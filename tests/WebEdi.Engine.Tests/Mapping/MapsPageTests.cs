using System.Text.RegularExpressions;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Text;

using Xunit;

namespace WebEdi.Engine.Tests.Mapping;

/// <summary>The maps on the page about maps.</summary>
public sealed partial class MapsPageTests
{
    private static readonly string[] Snippets = [.. Snippet().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "maps.md"))).Select(m => m.Groups[1].Value)];

    [Fact]
    public void Every_map_on_the_page_can_be_loaded()
    {
        Assert.True(Snippets.Length >= 5);
        EdiTable items = EdiTable.Read("items", "先方品番,取引先,自社品番,品名\n"u8).GetValueOrThrow();
        Assert.All(Snippets, json => Assert.Empty(MapCompiler.Compile("page", 1, json, Vocabulary.Instance, tools: EngineTools.With(EdiTable.SetOf([items]))).Diagnostics));
    }

    [Fact]
    public void Both_maps_for_fixed_positions_read_the_same_record()
    {
        string[] maps = [.. Snippets.Where(s => s.Contains("\"read\": \"fixed\"", StringComparison.Ordinal))];
        byte[] file =
        [
            .. OrderFile.Bytes("PO-00001S001001六角ボルト　0001250", TextCodec.Cp932), 0x00, 0x12, 0x34, 0x5C, .. "20261201"u8,
        ];

        Assert.Equal(2, maps.Length);
        Assert.All(maps, json =>
        {
            Mapped mapped = OrderFile.Read(json, file);
            Assert.Empty(mapped.Issues);
            Documents.OrderLine line = Assert.Single(Assert.Single(mapped.Orders).Lines);
            Assert.Equal(("六角ボルト", 12.5m, 123.45m, new DateOnly(2026, 12, 1)), (line.ItemName, line.Quantity, line.UnitPrice!.Value, line.DueDate!.Value));
        });
    }

    [Fact]
    public async Task The_map_for_records_with_separators_reads_the_file_beside_it()
    {
        string json = Snippets.Single(s => s.Contains("\"type\": { \"column\": 1 }", StringComparison.Ordinal));
        string file = File.ReadAllText(Path.Combine(Root(), "docs", "maps.md")).Split("```text\n").Single(t => t.StartsWith("A,2026", StringComparison.Ordinal)).Split("```")[0];

        List<EdiMessage> messages = [];
        await foreach (EdiMessage message in new EdiFileReader(new EdiReadOptions { MapJson = json }).ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), TestContext.Current.CancellationToken))
            messages.Add(message);

        Documents.Order order = Assert.IsType<Documents.Order>(Assert.Single(messages).Document);
        Assert.Empty(messages[0].Diagnostics);
        Assert.Equal(("100001", "S001", "4912345"), (order.Number, order.Supplier.Code, order.Buyer?.Code));
        Assert.Equal([("4901234567894", 100m), ("4901234567900", 200m)], order.Lines.Select(l => (l.Gtin!, l.Quantity)));
    }

    [Fact]
    public void The_character_table_on_the_page_can_be_read()
    {
        string table = File.ReadAllText(Path.Combine(Root(), "docs", "maps.md")).Split("```text\n").Single(t => t.StartsWith("name jef", StringComparison.Ordinal)).Split("```")[0];

        HostTable host = HostTable.Parse(table);

        Assert.Equal(("jef", '\uE000', '\u00A3'), (host.Name, host.Double(0x41, 0xA1), host.Single(0x4A)));
    }

    [Fact]
    public void Every_encoding_of_maps_is_on_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "maps.md"));

        Assert.All(TextCodecs.Names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "WebEdi.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in the solution.");
    }
}
