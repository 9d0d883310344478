using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Tests.Setup;
using WebEdi.Engine.Transports.Folder;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.Engine.Tests.Transports;

public sealed class FolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("webedi-folder-").FullName;

    private string In => Path.Combine(_root, "in");

    private string Out => Path.Combine(_root, "out");

    private string Archive => Path.Combine(_root, "archive");

    private string Today => Path.Combine(Archive, "2026-11-24");

    private string Refused => Path.Combine(Archive, "refused", "2026-11-24");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_file_is_taken_when_it_stayed_the_same_for_the_looks_and_then_archived_with_its_result()
    {
        await using Workbench bench = Bench();
        FolderWatcher folder = Watcher(bench);
        string path = Write("orders.csv", Workbench.Orders(1));

        await folder.PollAsync(default);
        File.AppendAllText(path, "PO-00009,0,S001,1,X,1,2026/12/01\r\n");
        await folder.PollAsync(default);
        await folder.PollAsync(default);
        Assert.True(File.Exists(path));
        await folder.PollAsync(default);

        Assert.False(File.Exists(path));
        Assert.Equal(2, (await bench.Store.Inbox.ListAsync("default", 1, 10)).Items.Single().Counts.Created);
        Assert.Equal(["orders.csv", "orders.csv.result.csv"], Names(Today));
        Assert.Equal("folder", (await bench.Store.Inbox.ListAsync("default", 1, 10)).Items[0].File.Channel);
    }

    [Fact]
    public async Task Temporary_hidden_and_foreign_names_are_left_alone()
    {
        await using Workbench bench = Bench(o => o.Pattern = "*.csv");
        foreach (string name in (string[])["a.csv.tmp", "b.csv.part", ".c.csv", "d.txt"])
            Write(name, Workbench.Orders(1));

        await PollAsync(bench, 5);

        Assert.Equal(4, Directory.GetFiles(In).Length);
        Assert.Empty((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
    }

    [Fact]
    public async Task A_marker_makes_a_file_complete_and_goes_with_it()
    {
        await using Workbench bench = Bench(o => o.DoneSuffix = ".done");
        Write("orders.csv", Workbench.Orders(1));
        await PollAsync(bench, 5);
        Assert.Equal(["orders.csv"], Names(In));

        Write("orders.csv.done", "");
        await PollAsync(bench, 1);

        Assert.Empty(Names(In));
        Assert.Equal(["orders.csv", "orders.csv.done", "orders.csv.result.csv"], Names(Today));
    }

    [Fact]
    public async Task A_refused_file_lies_apart_with_its_issues_beside_it()
    {
        await using Workbench bench = Bench();
        Write("bad.csv", Workbench.Header + "A-1,0,S1,1,X,１０個,2026/12/01\r\n");

        await PollAsync(bench, 3);

        Assert.Equal(["bad.csv", "bad.csv.issues.json", "bad.csv.result.csv"], Names(Refused));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Refused, "bad.csv.issues.json")));
        JsonElement issue = json.RootElement.GetProperty("issues").EnumerateArray().First(i => i.GetProperty("severity").GetString() == "Error");
        Assert.Equal(2, issue.GetProperty("line").GetInt32());
        Assert.Equal("１０個", issue.GetProperty("found").GetString());
        Assert.StartsWith("WE", issue.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", issue.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Rubbish_is_refused_without_a_receipt_and_moved_too()
    {
        await using Workbench bench = Bench();
        await File.WriteAllBytesAsync(Path.Combine(In, "rubbish.bin"), new byte[100_000]);
        Write("empty.csv", "");

        await PollAsync(bench, 3);

        Assert.Equal(["empty.csv", "empty.csv.issues.json", "rubbish.bin", "rubbish.bin.issues.json"], Names(Refused));
        Assert.Empty((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
    }

    [Fact]
    public async Task A_crash_between_acceptance_and_move_gives_the_first_answer_and_moves_the_file()
    {
        string csv = Workbench.Orders(3);
        await using Workbench bench = Bench();
        string path = Write("orders.csv", csv);
        DateTime changed = File.GetLastWriteTimeUtc(path);
        await PollAsync(bench, 3);

        // As if the process had died before the move: the same file lies there again.
        Write("orders.csv", csv);
        File.SetLastWriteTimeUtc(path, changed);
        await using Workbench other = Bench();
        await PollAsync(bench, 3);

        Assert.Empty(Names(In));
        Assert.Single((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
        Assert.Equal(["orders.2.csv", "orders.csv", "orders.csv.result.csv"], Names(Today));
    }

    [Fact]
    public async Task A_file_of_the_same_name_never_overwrites_an_archived_one()
    {
        await using Workbench bench = Bench();
        for (int i = 1; i <= 3; i++)
        {
            Write("orders.csv", Workbench.Orders(1, from: i));
            await PollAsync(bench, 3);
        }

        Assert.Equal(3, Names(Today).Count(n => n.StartsWith("orders", StringComparison.Ordinal) && !n.Contains("result", StringComparison.Ordinal)));
        Assert.Equal(3, Names(Today).Count(n => n.Contains("result", StringComparison.Ordinal)));
        Assert.Equal(3, (await bench.Store.Inbox.ListAsync("default", 1, 10)).Total);
    }

    [Fact]
    public async Task A_locked_file_waits()
    {
        await using Workbench bench = Bench();
        string path = Write("orders.csv", Workbench.Orders(1));
        using (FileStream writer = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await PollAsync(bench, 4);
            Assert.True(File.Exists(path));
            Assert.Empty((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
        }

        await PollAsync(bench, 1);

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_store_that_is_full_leaves_the_file_where_it_is()
    {
        await using Workbench bench = Bench();
        string path = Write("orders.csv", Workbench.Orders(1));
        bench.Store.Faults.AcceptFails = true;
        await PollAsync(bench, 4);
        Assert.True(File.Exists(path));

        bench.Store.Faults.AcceptFails = false;
        await PollAsync(bench, 1);

        Assert.False(File.Exists(path));
        Assert.Single((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
    }

    [Fact]
    public async Task A_file_whose_processing_was_interrupted_stays_until_its_receipt_is_final()
    {
        await using Workbench bench = Bench();
        string path = Write("orders.csv", Workbench.Orders(1));
        bench.Store.Faults.OnCommit = n => n == 1 ? Fault.BeforeCommit : Fault.None;
        await PollAsync(bench, 4);
        Assert.True(File.Exists(path));
        Assert.Equal(ReceiptState.Accepted, (await bench.Store.Inbox.ListAsync("default", 1, 10)).Items.Single().State);

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Edi.RunUntilIdleAsync();
        await PollAsync(bench, 1);

        Assert.False(File.Exists(path));
        Assert.Equal(["orders.csv", "orders.csv.result.csv"], Names(Today));
    }

    [Fact]
    public async Task S03_Links_are_refused_and_pipes_do_not_block()
    {
        await using Workbench bench = Bench();
        string secret = Path.Combine(_root, "secret.csv");
        await File.WriteAllTextAsync(secret, Workbench.Orders(1));
        File.CreateSymbolicLink(Path.Combine(In, "link.csv"), secret);
        Directory.CreateSymbolicLink(Path.Combine(In, "linked"), _root);

        await PollAsync(bench, 5);

        Assert.Empty((await bench.Store.Inbox.ListAsync("default", 1, 10)).Items);
        Assert.True(File.Exists(Path.Combine(In, "link.csv")));
        Assert.True(File.Exists(secret));
    }

    [Fact]
    public async Task S03_Names_from_outside_never_leave_the_folders()
    {
        await using Workbench bench = Bench();
        string[] names = ["a\\..\\..\\evil.csv", "%2e%2e%2fevil.csv", "C:evil.csv", "a\nb.csv", "CON.csv", new string('x', 250) + ".csv", new string('注', 80) + ".csv"];
        foreach (string name in names)
            Write(name, Workbench.Orders(1, from: Array.IndexOf(names, name) + 1));

        await PollAsync(bench, 4);

        string[] all = Directory.GetFiles(_root, "*", SearchOption.AllDirectories);
        Assert.Empty(Names(In));
        Assert.All(all, f => Assert.StartsWith(Archive + Path.DirectorySeparatorChar, f, StringComparison.Ordinal));
        Assert.Equal(names.Length, (await bench.Store.Inbox.ListAsync("default", 1, 20)).Total);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_root)!, "evil*"));
    }

    [Fact]
    public async Task Sub_folders_name_the_map_when_none_is_set()
    {
        await using Workbench bench = Bench(o => o.Map = null);
        Directory.CreateDirectory(Path.Combine(In, "acme"));
        Directory.CreateDirectory(Path.Combine(In, "nobody"));
        Write("acme/orders.csv", Workbench.Orders(1));
        Write("nobody/orders.csv", Workbench.Orders(2));

        await PollAsync(bench, 3);

        Assert.Equal("acme", (await bench.Store.Inbox.ListAsync("default", 1, 10)).Items.Single().File.MapName);
        Assert.Contains("orders.csv.issues.json", Names(Refused));
    }

    [Fact]
    public async Task The_profile_of_the_folders_partner_names_the_map_and_counts_for_its_files()
    {
        await using Workbench bench = Bench(o => (o.Map, o.Partner) = (null, "host"));
        Assert.True((await bench.Edi.SavePartnerAsync("default", "host", """{ "map": "acme", "overrides": { "line": { "item": { "constant": "ONE" } } } }""", "a")).Succeeded);
        Write("orders.csv", Workbench.Orders(1));

        await PollAsync(bench, 3);

        InboundFile file = (await bench.Store.Inbox.ListAsync("default", 1, 10)).Items.Single().File;
        Assert.Equal(("host", "acme", 1), (file.Partner, file.MapName, file.ProfileVersion));
        Assert.Equal("ONE", (await bench.Store.Documents.FindAsync(new AccessScope("default"), "PO-00001"))!.Order.Lines[0].ItemCode);
    }

    [Fact]
    public async Task The_acknowledgement_that_the_profile_asks_for_lies_beside_the_result()
    {
        await using Workbench bench = Bench(o => (o.Map, o.Partner, o.Out) = (null, "host", Out));
        Assert.True((await bench.Edi.SavePartnerAsync("default", "host", """{ "map": "edifact-orders", "acknowledge": "auto" }""", "a")).Succeeded);
        Write("orders.edi", "UNB+UNOC:3+S+R+250301:0900+77'UNH+1+ORDERS:D:96A:UN'BGM+220+PO1+9'DTM+137:20250301:102'NAD+SU+S001'LIN+1++A:SA'QTY+21:5'UNS+S'UNT+8+1'UNZ+1+77'");

        await PollAsync(bench, 3);

        Assert.Equal(["orders.edi.ack.edi", "orders.edi.result.csv"], Names(Out));
        Assert.Contains("UCI+77+S+R+7'UCM+1+ORDERS:D:96A:UN+7'", File.ReadAllText(Path.Combine(Out, "orders.edi.ack.edi")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_come_in_the_same_moment_are_acknowledged_with_different_control_numbers()
    {
        await using Workbench bench = Bench(o => (o.Map, o.Partner, o.Out) = (null, "host", Out));
        Assert.True((await bench.Edi.SavePartnerAsync("default", "host", """{ "map": "edifact-orders", "acknowledge": "auto" }""", "a")).Succeeded);
        string[] orders =
        [
            .. Enumerable.Range(1, 3).Select(i =>
                $"UNB+UNOC:3+S+R+250301:0900+7{i}'UNH+1+ORDERS:D:96A:UN'BGM+220+PO{i}+9'DTM+137:20250301:102'NAD+SU+S001'LIN+1++A:SA'QTY+21:5'UNS+S'UNT+8+1'UNZ+1+7{i}'"),
        ];
        Write("one.edi", orders[0] + orders[1]);
        Write("two.edi", orders[2]);

        await PollAsync(bench, 3);

        string one = File.ReadAllText(Path.Combine(Out, "one.edi.ack.edi"));
        string two = File.ReadAllText(Path.Combine(Out, "two.edi.ack.edi"));
        string[] numbers = [.. (one + two).Split('\'').Where(s => s.StartsWith("UNZ", StringComparison.Ordinal)).Select(s => s.Split('+')[2])];
        Assert.Equal(["1", "2", "101"], numbers);
    }

    [Fact]
    public async Task Replies_come_as_files_named_by_their_range_each_reply_once()
    {
        await using Workbench bench = Bench(o => o.Out = Out);
        await bench.IngestAsync(Workbench.Orders(3));
        await ReplyAsync(bench, "PO-00001", "S001");
        await ReplyAsync(bench, "PO-00002", "S002");
        await bench.Edi.RunUntilIdleAsync();
        await ReplyAsync(bench, "PO-00003", "S000");
        await bench.Edi.RunUntilIdleAsync();

        Assert.Equal(["replies-0000000001-0000000002.csv", "replies-0000000003-0000000003.csv"], Names(Out));
        string first = await File.ReadAllTextAsync(Path.Combine(Out, "replies-0000000001-0000000002.csv"));
        Assert.Contains("PO-00001", first, StringComparison.Ordinal);
        Assert.Contains("PO-00002", first, StringComparison.Ordinal);
        Assert.Equal(TraceStep.Exported, (await bench.TraceAsync("PO-00003"))[^1].Step);
        Assert.DoesNotContain(await bench.OutboxAsync(), r => r.Entry.Kind == OutboxKinds.ReplyFile);
    }

    [Theory]
    [InlineData("edifact-ordrsp", "replies-0000000001-0000000002.edi")]
    [InlineData("json-order-response", "replies-0000000001-0000000002.json")]
    [InlineData("ubl-order-response", "replies-0000000001-0000000001.xml", "replies-0000000002-0000000002.xml")]
    [InlineData("idoc-ordrsp", "replies-0000000001-0000000001.xml", "replies-0000000002-0000000002.xml")]
    [InlineData("sme-order-response", "replies-0000000001-0000000001.xml", "replies-0000000002-0000000002.xml")]
    [InlineData("cxml-confirmation", "replies-0000000001-0000000001.xml", "replies-0000000002-0000000002.xml")]
    public async Task Replies_come_as_messages_where_the_folders_map_is_one_for_order_responses(string map, params string[] files)
    {
        await using Workbench bench = Bench(o => (o.Out, o.ReplyMap) = (Out, map));
        await SaveBuyerAsync(bench, "B100");
        await bench.IngestAsync(Workbench.Orders(2));
        await ReplyAsync(bench, "PO-00001", "S001");
        await ReplyAsync(bench, "PO-00002", "S002");
        await bench.Edi.RunUntilIdleAsync();

        Assert.Equal(files, Names(Out));
        List<OrderResponse> read = [];
        foreach (string file in files)
        {
            await using FileStream content = File.OpenRead(Path.Combine(Out, file));
            await foreach (EdiMessage message in new EdiFileReader(new EdiReadOptions { FileName = file }).ReadAsync(content))
            {
                Assert.DoesNotContain(message.Diagnostics, d => d.Severity == Severity.Error);
                read.Add(Assert.IsType<OrderResponse>(message.Document));
            }
        }

        Order order = (await bench.Store.Documents.FindAsync(new AccessScope("default"), "PO-00001"))!.Order;
        Assert.Equal(["PO-00001", "PO-00002"], read.Select(r => r.OrderNumber));
        Assert.Equal(["S001", "S002"], read.Select(r => r.SupplierCode));
        ResponseLine line = Assert.Single(read[0].Lines);
        Assert.Equal((ResponseKind.Accepted, order.Lines[0].ItemCode), (line.Kind, line.ItemCode));
        Assert.Equal([new PromisedDelivery(order.Lines[0].DueDate!.Value, order.Lines[0].Quantity)], line.Schedule);
        Assert.DoesNotContain(await bench.OutboxAsync(), r => r.Entry.Kind == OutboxKinds.ReplyFile);
    }

    [Theory]
    [InlineData("edifact-ordrsp", "+4912345678904:14+")]
    [InlineData("x12-855", "*ZZ*4912345678904  *")]
    public async Task A_buyer_with_a_global_code_is_addressed_by_it_with_the_qualifier_that_the_standard_has(string map, string receiver)
    {
        await using Workbench bench = Bench(o => (o.Out, o.ReplyMap) = (Out, map));
        await SaveBuyerAsync(bench, "B100", "4912345678904");
        await bench.IngestAsync(Workbench.Orders(1));
        await ReplyAsync(bench, "PO-00001", "S001");
        await bench.Edi.RunUntilIdleAsync();

        Assert.Contains(receiver, await File.ReadAllTextAsync(Path.Combine(Out, "replies-0000000001-0000000001.edi")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edifact-ordrsp", """{ "interchange": { "sender": "4900000000006", "senderQualifier": "14", "receiver": "HOST", "syntax": "UNOC", "syntaxVersion": 3, "test": true, "lineBreaks": true } }""", "UNB+UNOC:3+4900000000006:14+HOST+", "++++++1'\r\n")]
    [InlineData("x12-855", """{ "interchange": { "sender": "001234567", "senderQualifier": "01", "receiver": "HOST", "receiverQualifier": "92", "version": "005010", "test": true } }""", "*01*001234567      *92*HOST           *", "*0*T*")]
    [InlineData("x12-855", """{ "encoding": "utf-8" }""", "*ZZ*WEBEDI         *ZZ*B100           *", "*0*P*")]
    public async Task An_interchange_of_replies_says_of_itself_what_the_profile_of_the_folders_partner_says(string map, string profile, params string[] said)
    {
        await using Workbench bench = Bench(o => (o.Out, o.ReplyMap, o.Partner) = (Out, map, "host"));
        Assert.True((await bench.Edi.SavePartnerAsync("default", "host", profile, "a")).Succeeded);
        await SaveBuyerAsync(bench, "B100");
        await bench.IngestAsync(Workbench.Orders(1));
        await ReplyAsync(bench, "PO-00001", "S001");
        await bench.Edi.RunUntilIdleAsync();

        string text = await File.ReadAllTextAsync(Path.Combine(Out, "replies-0000000001-0000000001.edi"));
        Assert.All(said, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "interchange": { "sender": "SIXTEEN-LETTERS-" } }""")]
    [InlineData("""{ "interchange": { "senderQualifier": "ZZZ" } }""")]
    [InlineData("""{ "interchange": { "version": "D96A" } }""")]
    public async Task What_the_folders_format_cannot_say_keeps_the_replies_until_the_profile_is_mended(string profile)
    {
        await using Workbench bench = Bench(o => (o.Out, o.ReplyMap, o.Partner) = (Out, "x12-855", "host"));
        Assert.True((await bench.Edi.SavePartnerAsync("default", "host", profile, "a")).Succeeded);
        await SaveBuyerAsync(bench, "B100");
        await bench.IngestAsync(Workbench.Orders(1));
        await ReplyAsync(bench, "PO-00001", "S001");
        await bench.Edi.RunUntilIdleAsync();
        Assert.Equal("EdiSetupException", Assert.Single(await bench.OutboxAsync(), r => r.Entry.Kind == OutboxKinds.ReplyFile).Reason);
        Assert.Empty(Names(Out));

        Assert.True((await bench.Edi.SavePartnerAsync("default", "host", "{}", "a")).Succeeded);
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.Edi.RunUntilIdleAsync();
        Assert.Single(Names(Out));
    }

    [Fact]
    public async Task An_interchange_of_replies_goes_to_the_buyer_under_the_place_of_its_last_reply()
    {
        await using Workbench bench = Bench(o => (o.Out, o.ReplyMap) = (Out, "x12-855"));
        await SaveBuyerAsync(bench, "B");
        await bench.IngestAsync(Workbench.Orders(1));
        await ReplyAsync(bench, "PO-00001", "S001");
        await bench.Edi.RunUntilIdleAsync();
        Assert.Equal("EdiSetupException", Assert.Single(await bench.OutboxAsync(), r => r.Entry.Kind == OutboxKinds.ReplyFile).Reason);
        Assert.Empty(Names(Out));

        await SaveBuyerAsync(bench, "B100");
        bench.Time.Advance(TimeSpan.FromHours(2));
        await bench.Edi.RunUntilIdleAsync();

        string text = await File.ReadAllTextAsync(Path.Combine(Out, "replies-0000000001-0000000001.edi"));
        Assert.StartsWith("ISA*00*          *00*          *ZZ*WEBEDI         *ZZ*B100           *", text, StringComparison.Ordinal);
        Assert.Contains("*000000001*0*P*", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_checked_all_at_once()
    {
        FolderOptions options = new()
        {
            In = In,
            Out = Path.Combine(In, "out"),
            Archive = In,
            Map = "../x",
            Partner = "a/b",
            Encoding = "ebcdic",
            StablePolls = 0,
            PollInterval = TimeSpan.Zero,
            DoneSuffix = "../done",
        };

        string[] faults = [.. new FolderOptionsValidator().Validate(null, options).Failures!];

        Assert.Equal(9, faults.Length);
        Assert.Contains(faults, f => f.Contains("StablePolls", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains("lie in one another", StringComparison.Ordinal));
    }

    private Workbench Bench(Action<FolderOptions>? more = null)
    {
        Directory.CreateDirectory(In);
        return new Workbench(e => e.AddFolder(In, o =>
        {
            o.Map = "acme";
            o.Archive = Archive;
            more?.Invoke(o);
        }));
    }

    private static FolderWatcher Watcher(Workbench bench) => bench.GetAll<IHostedService>().OfType<FolderWatcher>().Single();

    private static async Task PollAsync(Workbench bench, int times)
    {
        FolderWatcher folder = Watcher(bench);
        for (int i = 0; i < times; i++)
            await folder.PollAsync(default);
    }

    private static Task SaveBuyerAsync(Workbench bench, string code, string? globalCode = null) =>
        bench.Store.Tenants.SaveAsync(new TenantProfile { Id = "default", Buyer = new Party { Code = code, GlobalCode = globalCode, Name = "バイヤー株式会社" } });

    private static async Task ReplyAsync(Workbench bench, string order, string supplier)
    {
        ReplyAnswer answer = await bench.Edi.ReplyAsync(
            new AccessScope("default", supplier),
            new ReplyRequest { SubmitKey = order, Actor = "a", Orders = [new OrderReply(order, 0, [new LineReply { LineNumber = "1", Kind = ResponseKind.Accepted }])] });
        Assert.True(answer.Succeeded);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(In, name);
        File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }

    private static string[] Names(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)] : [];
}
