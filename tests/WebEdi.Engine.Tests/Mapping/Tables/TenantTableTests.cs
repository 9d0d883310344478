using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Mapping.Tables;

/// <summary>Tables at the library's door: kept, pinned, guarded.</summary>
public sealed class TenantTableTests
{
    private const string Map = """
        { "read": "csv", "order": { "number": "注文番号", "supplier": "取引先" },
          "line": { "number": "行", "quantity": "数量", "item": { "column": "品番", "lookup": { "table": "items", "key": "先方", "value": "自社" } } } }
        """;

    private const string Csv = "注文番号,取引先,行,品番,数量\r\nA-1,S1,1,X,5\r\n";

    private static readonly AccessScope Buyer = new("default");

    [Fact]
    public async Task A_file_in_work_keeps_the_version_of_its_table()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 0);
        await SaveAsync(bench, "先方,自社\nX,OLD\n");
        Assert.True((await bench.Edi.SaveMapAsync("default", "items-map", Map, "me")).Succeeded);

        IngestResult accepted = await IngestAsync(bench, Csv, "api");
        await SaveAsync(bench, "先方,自社\nX,NEW\n");
        await bench.Edi.RunUntilIdleAsync();
        await IngestAsync(bench, Csv.Replace("A-1", "A-2", StringComparison.Ordinal), "library");

        Assert.Equal("items=1", accepted.Receipt!.File.TableVersions);
        Assert.Equal("OLD", (await bench.Store.Documents.FindAsync(Buyer, "A-1"))!.Order.Lines[0].ItemCode);
        Assert.Equal("NEW", (await bench.Store.Documents.FindAsync(Buyer, "A-2"))!.Order.Lines[0].ItemCode);
        Assert.Equal("map items-map version 1, tables items=1, lines 2", (await bench.TraceAsync("A-1")).Single(t => t.Step == TraceStep.Mapped).Detail);
    }

    [Fact]
    public async Task A_map_without_its_table_is_not_stored()
    {
        await using Workbench bench = new();

        Diagnostic fault = Assert.Single((await bench.Edi.SaveMapAsync("default", "items-map", Map, "me")).Diagnostics);

        Assert.Equal((DiagnosticCodes.MapValue, "line.item.lookup.table", 2), (fault.Code, fault.Path, fault.Position.Line));
    }

    [Fact]
    public async Task A_table_that_a_map_uses_is_not_deleted_and_not_broken()
    {
        await using Workbench bench = new();
        await SaveAsync(bench, "先方,自社\nX,1\n");
        await bench.Edi.SaveMapAsync("default", "items-map", Map, "me");

        Result<StoredTable> other = await bench.Edi.SaveTableAsync("default", "items", Encoding.UTF8.GetBytes("先方,当社\nX,1\n"), "me");
        Result<StoredTable> twice = await bench.Edi.SaveTableAsync("default", "items", Encoding.UTF8.GetBytes("先方,自社\nX,1\nX,2\n"), "me");
        Result<StoredTable>? deleted = await bench.Edi.DeleteTableAsync("default", "items", "me");

        Assert.Equal((DiagnosticCodes.TableNeeded, "items-map", "items-map.json", 2), Place(Assert.Single(other.Diagnostics)));
        Assert.Equal((DiagnosticCodes.TableNeeded, "items-map", "items-map.json", 2), Place(Assert.Single(twice.Diagnostics)));
        Assert.Equal((DiagnosticCodes.TableNeeded, "items-map", "items-map.json", 2), Place(Assert.Single(deleted!.Diagnostics)));
        Assert.Null(await bench.Edi.DeleteTableAsync("default", "nothing", "me"));

        await bench.Edi.SaveMapAsync("default", "items-map", Map.Replace("\"key\": \"先方\", \"value\": \"自社\"", "\"value\": \"先方\"", StringComparison.Ordinal), "me");
        Assert.True((await bench.Edi.SaveTableAsync("default", "items", Encoding.UTF8.GetBytes("先方,当社\nX,1\n"), "me")).Succeeded);
    }

    [Fact]
    public async Task A_deleted_table_of_the_tenant_gives_way_to_the_one_of_the_set_up()
    {
        await using Workbench bench = new(e => e.AddTable("items", "先方,自社\nX,SETUP\n").AddMap("items-map", Map));
        await SaveAsync(bench, "先方,自社\nX,OWN\n");

        await IngestAsync(bench, Csv, "library");
        await bench.Edi.SaveMapAsync("default", "items-map", Workbench.Map, "me");
        Assert.True((await bench.Edi.DeleteTableAsync("default", "items", "me"))!.Succeeded);
        await bench.Edi.SaveMapAsync("default", "items-map", Map, "me");
        await IngestAsync(bench, Csv.Replace("A-1", "A-2", StringComparison.Ordinal), "library");

        Assert.Equal("OWN", (await bench.Store.Documents.FindAsync(Buyer, "A-1"))!.Order.Lines[0].ItemCode);
        Assert.Equal("SETUP", (await bench.Store.Documents.FindAsync(Buyer, "A-2"))!.Order.Lines[0].ItemCode);
    }

    [Fact]
    public async Task A_profile_changes_single_words_and_may_bring_a_table()
    {
        await using Workbench bench = new();
        await SaveAsync(bench, "先方,自社\nX,1\n");
        await bench.Edi.SaveTableAsync("default", "theirs", Encoding.UTF8.GetBytes("a,b\nX,THEIRS\n"), "me");
        await bench.Edi.SaveMapAsync("default", "items-map", Map, "me");
        string profile = """
            { "map": "items-map", "overrides": { "line": { "item": { "lookup": { "table": "theirs", "key": null, "value": "b" } }, "note": { "value": "concat(item, '!')" } } } }
            """;

        Result<StoredPartner> saved = await bench.Edi.SavePartnerAsync("default", "host", profile, "me");
        Result<StoredPartner> wrong = await bench.Edi.SavePartnerAsync("default", "host", profile.Replace("\"b\"", "\"c\"", StringComparison.Ordinal), "me");
        IngestResult read = await bench.Edi.IngestAsync(
            new IngestRequest { Map = "items-map", Partner = "host", FileName = "f", Channel = "library", ReturnOrders = true }, new MemoryStream(Encoding.UTF8.GetBytes(Csv)));

        Assert.Empty(saved.Diagnostics);
        Assert.Equal(("line.item.lookup.value", "host.profile.json"), (Assert.Single(wrong.Diagnostics).Path, wrong.Diagnostics[0].Position.File));
        OrderLine line = read.Orders[0].Lines[0];
        Assert.Equal(("THEIRS", "THEIRS!", "theirs=1"), (line.ItemCode, line.Note, read.Receipt!.File.TableVersions));
    }

    private static (string, string?, string, int) Place(Diagnostic fault) => (fault.Code, fault.Path, fault.Position.File, fault.Position.Line);

    private static async Task SaveAsync(Workbench bench, string content) =>
        Assert.True((await bench.Edi.SaveTableAsync("default", "items", Encoding.UTF8.GetBytes(content), "me")).Succeeded);

    private static Task<IngestResult> IngestAsync(Workbench bench, string csv, string channel) => bench.Edi.IngestAsync(
        new IngestRequest { Map = "items-map", FileName = "f.csv", Channel = channel }, new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
