using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Engine.Text;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Partners;

/// <summary>What a profile does to the files of its partner, at the library's door.</summary>
public sealed class PartnerProfileTests
{
    private static readonly AccessScope Buyer = new("default");

    [Fact]
    public async Task The_map_of_the_profile_reads_a_file_whose_sender_names_none()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "map": "acme" }"""));

        IngestResult named = await IngestAsync(bench, Workbench.Orders(1), map: null);
        IngestResult empty = await IngestAsync(bench, Workbench.Orders(1, from: 2), map: "");
        IngestResult stranger = await IngestAsync(bench, Workbench.Orders(1, from: 3), map: null, partner: "other");

        Assert.Equal((ReceiptState.Published, "acme", 1), (named.Receipt!.State, named.Receipt.File.MapName, named.Receipt.File.ProfileVersion));
        Assert.Equal(ReceiptState.Published, empty.Receipt!.State);
        Diagnostic fault = Assert.Single(stranger.Issues);
        Assert.Equal(DiagnosticCodes.MapUnnamed, fault.Code);
        Assert.Contains("acme", fault.Expected?.English.Split(", ") ?? []);
        Assert.Null(stranger.Receipt);
    }

    [Fact]
    public async Task Overrides_replace_single_fields_of_a_ready_made_map_for_this_partner_only()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "overrides": { "line": { "item": "品番2", "due": null } } }"""));
        string csv = "注文番号,訂正,取引先,行,品番,品番2,数量,納期\r\nA-1,0,S1,1,OLD,NEW,5,2026/12/01\r\n";

        IngestResult host = await IngestAsync(bench, csv);
        IngestResult core = await IngestAsync(bench, csv.Replace("A-1", "A-2", StringComparison.Ordinal), partner: "core");

        Assert.Equal(("NEW", (DateOnly?)null), (host.Orders[0].Lines[0].ItemCode, host.Orders[0].Lines[0].DueDate));
        Assert.Equal(("OLD", new DateOnly(2026, 12, 1)), (core.Orders[0].Lines[0].ItemCode, core.Orders[0].Lines[0].DueDate));
    }

    [Fact]
    public async Task An_order_knows_the_versions_of_map_and_profile_and_a_file_in_work_keeps_them()
    {
        await using Workbench bench = new(options: o => o.InlineBytes = 0);
        await SaveAsync(bench, """{ "map": "acme" }""");
        await SaveAsync(bench, """{ "map": "acme", "overrides": { "line": { "item": "品番2" } } }""");
        string csv = "注文番号,訂正,取引先,行,品番,品番2,数量,納期\r\nA-1,0,S1,1,OLD,NEW,5,2026/12/01\r\n";

        IngestResult accepted = await IngestAsync(bench, csv, channel: "api");
        await SaveAsync(bench, """{ "map": "acme", "overrides": { "line": { "item": { "constant": "LATER" } } } }""");
        await bench.Edi.RunUntilIdleAsync();

        Assert.Equal((ReceiptState.Accepted, 2), (accepted.Receipt!.State, accepted.Receipt.File.ProfileVersion));
        StoredOrder order = (await bench.Store.Documents.FindAsync(Buyer, "A-1"))!;
        Assert.Equal("NEW", order.Order.Lines[0].ItemCode);
        Assert.Equal(2, (await bench.Store.Inbox.FindAsync("default", order.ReceiptId))!.File.ProfileVersion);
        Assert.Equal("map acme version 1, profile host version 2, lines 2", (await bench.TraceAsync("A-1")).Single(t => t.Step == TraceStep.Mapped).Detail);
    }

    [Theory]
    [InlineData("cp932", null, "csv, cp932")]
    [InlineData("detect", null, "csv, utf-8")]
    [InlineData("cp932", "utf-8", "csv, utf-8")]
    public async Task The_encoding_of_the_profile_wins_over_the_map_and_the_senders_over_both(string profile, string? sender, string detected)
    {
        string map = Workbench.Map.Replace("\"read\"", "\"encoding\": \"cp932\", \"read\"", StringComparison.Ordinal);
        await using Workbench bench = new(e => e.AddMap("fixed", map).AddPartner("host", $$"""{ "encoding": "{{profile}}", "map": "fixed" }"""));
        TextCodec codec = TextCodec.Find(detected[5..])!;
        byte[] bytes = new byte[1000];
        codec.Encode(Workbench.Header + "A-1,0,S1,1,軸受,5,2026/12/01\r\n", bytes, out int written);

        IngestResult got = await bench.Edi.IngestAsync(
            new IngestRequest { Partner = "host", FileName = "a.csv", Encoding = sender, ReturnOrders = true }, new MemoryStream(bytes, 0, written));

        Assert.Equal(detected, got.Receipt!.DetectedFormat);
        Assert.Equal("軸受", Assert.Single(got.Orders).Lines[0].ItemCode);
    }

    [Fact]
    public async Task A_tolerated_fault_is_a_warning_and_the_order_goes_in()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "tolerances": ["wrong-column-count"] }"""));
        string csv = Workbench.Header + "A-1,0,S1,1,X,5,2026/12/01,surplus\r\nA-1,0,S1,2,Y,5,2026/12/01\r\n";

        IngestResult tolerated = await IngestAsync(bench, csv);
        IngestResult strict = await IngestAsync(bench, csv.Replace("A-1", "A-2", StringComparison.Ordinal), partner: "core");

        Assert.Equal(["X", "Y"], Assert.Single(tolerated.Orders).Lines.Select(l => l.ItemCode));
        Assert.Equal(Severity.Warning, Assert.Single(tolerated.Issues, i => i.Code == DiagnosticCodes.ElementCountWrong).Severity);
        Assert.Equal((0, 0), (tolerated.Receipt!.Counts.Errors, tolerated.Receipt.Counts.Refused));
        Assert.Equal((ReceiptState.Refused, Severity.Error), (strict.Receipt!.State, Assert.Single(strict.Issues, i => i.Code == DiagnosticCodes.ElementCountWrong).Severity));
    }

    [Fact]
    public async Task A_tolerated_row_that_lacks_what_it_needs_is_still_refused()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "tolerances": ["wrong-column-count"] }"""));

        IngestResult got = await IngestAsync(bench, Workbench.Header + "A-1,0,S1,1,X\r\n");

        Assert.Equal(ReceiptState.Refused, got.Receipt!.State);
        Assert.Contains(got.Issues, i => i.Code == DiagnosticCodes.ValueMissing && i.Severity == Severity.Error);
    }

    [Fact]
    public async Task A_repeated_file_is_held_until_a_person_releases_it()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "duplicates": { "policy": "hold" } }"""));
        string csv = Workbench.Orders(2);
        IngestResult first = await IngestAsync(bench, csv);

        IngestResult held = await IngestAsync(bench, csv);
        IngestResult again = await IngestAsync(bench, csv);
        IngestResult? seen = await bench.Edi.FindReceiptAsync("default", held.Receipt!.Id);
        await bench.Edi.RunUntilIdleAsync();
        Receipt before = (await bench.Store.Inbox.FindAsync("default", held.Receipt.Id))!;
        IngestResult? released = await bench.Edi.ReleaseAsync("default", held.Receipt.Id, "sato");

        Assert.Equal((AcceptanceVerdict.Held, first.Receipt!.Id), (held.Verdict, held.Receipt.RepeatOf));
        Assert.Equal((DiagnosticCodes.FileHeld, first.Receipt.Id), (Assert.Single(held.Issues).Code, held.Issues[0].Found));
        Assert.Equal((AcceptanceVerdict.Joined, held.Receipt.Id), (again.Verdict, again.Receipt!.Id));
        Assert.Equal([DiagnosticCodes.FileHeld, DiagnosticCodes.FileHeld], again.Issues.Concat(seen!.Issues).Select(i => i.Code));
        Assert.True(before.IsHeld);
        Assert.Equal((ReceiptState.Published, 2), (released!.Receipt!.State, released.Receipt.Counts.Unchanged));
        Assert.DoesNotContain(released.Issues, i => i.Code == DiagnosticCodes.FileHeld);
        Assert.Null(await bench.Edi.ReleaseAsync("default", held.Receipt.Id, "sato"));
        AuditEntry entry = Assert.Single((await bench.Store.Audit.ListAsync("default", 1, 10)).Items, a => a.Action == "file-released");
        Assert.Equal(("sato", held.Receipt.Id), (entry.Actor, entry.Target));
    }

    [Fact]
    public async Task A_repeated_file_is_a_new_one_after_the_days_that_the_profile_says()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "duplicates": { "policy": "accept", "days": 7 } }"""));
        string csv = Workbench.Orders(1);
        IngestResult first = await IngestAsync(bench, csv);
        bench.Time.Advance(TimeSpan.FromDays(6));
        IngestResult soon = await IngestAsync(bench, csv);
        bench.Time.Advance(TimeSpan.FromDays(1));

        IngestResult late = await IngestAsync(bench, csv);

        Assert.Equal((AcceptanceVerdict.Duplicate, first.Receipt!.Id), (soon.Verdict, soon.Receipt!.Id));
        Assert.Equal((AcceptanceVerdict.New, ReceiptState.Published, 1), (late.Verdict, late.Receipt!.State, late.Receipt.Counts.Unchanged));
        Assert.NotEqual(first.Receipt.Id, late.Receipt.Id);
    }

    [Fact]
    public async Task Bytes_that_were_refused_are_read_again_when_the_profile_has_changed()
    {
        await using Workbench bench = new();
        await SaveAsync(bench, "{}");
        string csv = Workbench.Header.Replace("品番", "品目", StringComparison.Ordinal) + "A-1,0,S1,1,X,5,2026/12/01\r\n";
        IngestResult refused = await IngestAsync(bench, csv);
        IngestResult again = await IngestAsync(bench, csv);

        await SaveAsync(bench, """{ "overrides": { "line": { "item": "品目" } } }""");
        IngestResult taken = await IngestAsync(bench, csv);

        Assert.Equal((ReceiptState.Refused, AcceptanceVerdict.RefusedBefore), (refused.Receipt!.State, again.Verdict));
        Assert.Equal((AcceptanceVerdict.New, "X"), (taken.Verdict, Assert.Single(taken.Orders).Lines[0].ItemCode));
    }

    [Fact]
    public async Task A_dry_run_follows_the_profile_and_a_map_that_is_only_tried_does_not()
    {
        await using Workbench bench = new(e => e.AddPartner("host", """{ "map": "acme", "overrides": { "line": { "item": "品番2" } } }"""));
        string csv = "注文番号,訂正,取引先,行,品番,品番2,数量,納期\r\nA-1,0,S1,1,OLD,NEW,5,2026/12/01\r\n";
        IngestRequest request = new() { Partner = "host", FileName = "a.csv" };

        DryRunResult stored = await bench.Edi.DryRunAsync(request, new MemoryStream(Encoding.UTF8.GetBytes(csv)));
        DryRunResult tried = await bench.Edi.DryRunAsync(request, new MemoryStream(Encoding.UTF8.GetBytes(csv)), Workbench.Map);

        Assert.Equal("NEW", Assert.Single(stored.Orders).Order.Lines[0].ItemCode);
        Assert.Equal("OLD", Assert.Single(tried.Orders).Order.Lines[0].ItemCode);
    }

    [Fact]
    public async Task A_map_that_later_does_not_go_with_the_profile_refuses_the_file_in_words()
    {
        await using Workbench bench = new();
        await bench.Edi.SaveMapAsync("default", "mine", Workbench.Map, "a");
        await SaveAsync(bench, """{ "map": "mine", "overrides": { "line": { "item": { "trim": false } } } }""", expectFault: "line.item");
        await SaveAsync(bench, """{ "map": "mine", "overrides": { "line": { "item": { "column": "品番", "trim": false } } } }""");
        await bench.Edi.SaveMapAsync("default", "mine", Workbench.Map.Replace("\"item\": \"品番\"", "\"item\": { \"position\": 5 }", StringComparison.Ordinal), "a");

        IngestResult got = await IngestAsync(bench, Workbench.Orders(1), map: null);

        Diagnostic fault = Assert.Single(got.Issues);
        Assert.Equal((DiagnosticCodes.MapTarget, "line.item", "host.profile.json"), (fault.Code, fault.Path, fault.Position.File));
        Assert.Null(got.Receipt);
    }

    [Theory]
    [InlineData("""{ "map": "nowhere" }""", DiagnosticCodes.ProfileValue, "acme")]
    [InlineData("""{ "map": "replies" }""", DiagnosticCodes.ProfileValue, "reads files")]
    [InlineData("""{ "mapp": "acme" }""", DiagnosticCodes.ProfileProperty, "'map' perhaps")]
    public async Task A_profile_is_checked_against_the_map_that_it_names_before_it_is_stored(string json, string code, string expected)
    {
        await using Workbench bench = new(e => e.AddMap("replies", """{ "write": "csv", "columns": [{ "header": "x", "field": "date" }] }"""));

        Result<StoredPartner> result = await bench.Edi.SavePartnerAsync("default", "host", json, "a");
        Result<StoredPartner> name = await bench.Edi.SavePartnerAsync("default", "a/b", "{}", "a");

        Diagnostic fault = Assert.Single(result.Diagnostics);
        Assert.Equal(code, fault.Code);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, fault.Position.Line);
        Assert.Equal(DiagnosticCodes.PartnerNameInvalid, Assert.Single(name.Diagnostics).Code);
        Assert.Empty(await bench.Store.Tenants.ListPartnersAsync("default"));
    }

    [Fact]
    public async Task A_profile_from_a_folder_counts_from_the_next_file_on_and_the_tenants_own_wins()
    {
        string folder = Directory.CreateTempSubdirectory("webedi-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), """{ "map": "acme" }""");
        await using Workbench bench = new(e => e.UsePartners(folder));
        IngestResult first = await IngestAsync(bench, Workbench.Orders(1), map: null);

        await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), """{ "map": "acme", "overrides": { "line": { "item": { "constant": "FOLDER" } } } }""");
        IngestResult second = await IngestAsync(bench, Workbench.Orders(1, from: 2), map: null);
        await SaveAsync(bench, """{ "map": "acme", "overrides": { "line": { "item": { "constant": "OWN" } } } }""");
        IngestResult third = await IngestAsync(bench, Workbench.Orders(1, from: 3), map: null);
        Directory.Delete(folder, recursive: true);

        Assert.Equal([(1, "ITEM-001"), (2, "FOLDER"), (3, "OWN")], new[] { first, second, third }.Select(r => (r.Receipt!.File.ProfileVersion, r.Orders[0].Lines[0].ItemCode!)));
    }

    [Fact]
    public void A_wrong_profile_of_the_set_up_is_told_before_the_first_file()
    {
        EdiSetupException name = Assert.Throws<EdiSetupException>(() => Edi.InMemory(e => e.AddPartner("../x", "{}")));
        EdiSetupException json = Assert.Throws<EdiSetupException>(() => Edi.InMemory(e => e.AddPartner("host", """{ "encodng": "cp932" }""")));
        EdiSetupException together = Assert.Throws<EdiSetupException>(() =>
            Edi.InMemory(e => e.AddMap("acme", Workbench.Map).AddPartner("host", """{ "map": "acme", "overrides": { "order": { "number": null } } }""")));
        EdiSetupException folder = Assert.Throws<EdiSetupException>(() => Edi.InMemory(e => e.UsePartners("/nowhere/at/all")));

        Assert.Contains(PartnerName.Rule, name.Message, StringComparison.Ordinal);
        Assert.Contains("host.profile.json(1,3): WE2076", json.Message, StringComparison.Ordinal);
        Assert.Contains("order.number", together.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/at/all", folder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S28_A_profile_of_another_tenant_does_nothing()
    {
        await using Workbench bench = new();
        await bench.Store.Tenants.SaveAsync(new TenantProfile { Id = "other", Buyer = new Party { Code = "O" } });
        Assert.True((await bench.Edi.SavePartnerAsync("other", "host", """{ "map": "acme", "duplicates": { "policy": "accept" } }""", "a")).Succeeded);
        IngestResult first = await IngestAsync(bench, Workbench.Orders(1));

        IngestResult second = await IngestAsync(bench, Workbench.Orders(1));
        IngestResult unnamed = await IngestAsync(bench, Workbench.Orders(1, from: 2), map: null);

        Assert.Equal((0, AcceptanceVerdict.Duplicate), (first.Receipt!.File.ProfileVersion, second.Verdict));
        Assert.Equal(DiagnosticCodes.MapUnnamed, Assert.Single(unnamed.Issues).Code);
        Assert.Null(await bench.Edi.ReleaseAsync("other", first.Receipt.Id, "a"));
    }

    private static Task<IngestResult> IngestAsync(Workbench bench, string csv, string? map = "acme", string partner = "host", string channel = "library") =>
        bench.Edi.IngestAsync(
            new IngestRequest { Map = map, Partner = partner, FileName = "orders.csv", Channel = channel, ReturnOrders = true },
            new MemoryStream(Encoding.UTF8.GetBytes(csv)));

    private static async Task SaveAsync(Workbench bench, string json, string? expectFault = null)
    {
        Result<StoredPartner> result = await bench.Edi.SavePartnerAsync("default", "host", json, "a");
        Assert.Equal(expectFault, result.Succeeded ? null : result.Diagnostics[0].Path);
    }
}
