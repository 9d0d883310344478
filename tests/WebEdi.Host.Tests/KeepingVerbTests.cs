using System.Globalization;
using System.Text;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Transport.Mail.Tests;

namespace WebEdi.Host.Tests;

/// <summary>Backup, restore, doctor, dead letters: as an operator types them.</summary>
public sealed class KeepingVerbTests : HostTestBase
{
    [Fact]
    public async Task G19_A_backup_of_a_running_host_is_restored_elsewhere_with_the_same_hashes()
    {
        await SetUpAsync();
        string file = Path.Combine(Data, "..", $"{Path.GetFileName(Data)}.zip");
        string second = Data + "-second";
        try
        {
            string tables;
            await using (HostProcess host = await HostProcess.StartAsync("", Data, Cancel))
            {
                (int backup, tables, string errors) = await RunAsync("backup", file, "--tables", "--data", Data);
                Assert.True(backup == 0, errors);
                (int doctor, string report, _) = await RunAsync("doctor", "--data", Data);
                Assert.True(doctor == 0, report);
                Assert.Matches(@"ok +integrity", report);
                Assert.Equal(0, await host.StopAsync(Cancel));
            }

            Assert.Equal(0, (await RunAsync("restore", file, "--check", "--data", second)).Code);
            (int restore, string restored, string why) = await RunAsync("restore", file, "--tables", "--data", second);
            Assert.True(restore == 0, why);
            Assert.Equal(tables.Split('\n').Where(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 3), restored.Split('\n').Where(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 3));

            (int again, _, string refused) = await RunAsync("restore", file, "--data", second);
            Assert.Equal(78, again);
            Assert.Contains("not empty", refused, StringComparison.Ordinal);
            Assert.Contains("is held", (await RunAsync("doctor", "--data", second)).Output, StringComparison.Ordinal);
            Assert.Equal("released", (await RunAsync("db", "release", "--data", second)).Output);
            await using HostProcess restoredHost = await HostProcess.StartAsync("", second, Cancel);
            await Eventually.TrueAsync("the restored host is not ready", async () => (await RunAsync("ready", "--urls", restoredHost.Address.AbsoluteUri)).Code == 0, Cancel);
            Assert.Equal(0, await restoredHost.StopAsync(Cancel));
        }
        finally
        {
            File.Delete(file);
            if (Directory.Exists(second))
                Directory.Delete(second, recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_backup_is_named_in_one_line_and_doctor_finds_it()
    {
        await SetUpAsync();
        Assert.Equal(0, (await RunAsync("backup", "--data", Data)).Code);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(Data, "backups")));
        byte[] bytes = await File.ReadAllBytesAsync(file, Cancel);
        await File.WriteAllBytesAsync(file, bytes[..^200], Cancel);

        (int code, _, string errors) = await RunAsync("restore", file, "--data", Data + "-other");
        (int doctor, string report, _) = await RunAsync("doctor", "--data", Data);

        Assert.Equal(78, code);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(1, doctor);
        Assert.Matches("FAULT +backup", report);
        Directory.Delete(Data + "-other", recursive: true);
    }

    [Fact]
    public async Task Doctor_asks_the_mail_server_and_not_only_its_settings()
    {
        await SetUpAsync();
        Dictionary<string, string> mail = new() { ["WEBEDI_Mail__Host"] = "127.0.0.1", ["WEBEDI_Mail__Security"] = "None" };
        await using SmtpSink sink = new();
        mail["WEBEDI_Mail__Port"] = sink.Port.ToString(CultureInfo.InvariantCulture);
        string[] doctor = ["doctor", "--data", Data];

        Assert.Matches("ok +mail +127.0.0.1", (await HostProcess.RunAsync(mail, doctor, Cancel)).Output);
        mail["WEBEDI_Mail__Port"] = "1";
        Assert.Matches("FAULT +mail +127.0.0.1: ", (await HostProcess.RunAsync(mail, doctor, Cancel)).Output);
    }

    [Fact]
    public async Task Dead_letters_are_listed_edited_driven_again_and_dropped_and_the_log_knows()
    {
        await SetUpAsync();
        string[] id = ["--tenant", "acme", "--data", Data];

        (int listed, string list, _) = await RunAsync(["outbox", "list", "--json", .. id]);
        Assert.Equal(0, listed);
        Assert.Contains("\"state\":\"Dead\"", list, StringComparison.Ordinal);
        Assert.Contains("would redrive dead-1", (await RunAsync(["outbox", "redrive", "all", "--dry-run", .. id])).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(["outbox", "edit", "dead-1", "--payload", "{", .. id])).Code);
        Assert.Equal(0, (await RunAsync(["outbox", "edit", "dead-1", "--payload", "{\"a\":1}", .. id])).Code);
        Assert.Equal(0, (await RunAsync(["outbox", "redrive", "dead-1", .. id])).Code);
        Assert.Equal(1, (await RunAsync(["outbox", "redrive", "dead-1", .. id])).Code);
        Assert.Equal(0, (await RunAsync(["outbox", "drop", "dead-2", .. id])).Code);

        await using Ledger ledger = await Ledger.OpenAsync(Data, Cancel);
        OutboxRow row = (await ledger.Store.Outbox.FindAsync("acme", "dead-1", Cancel))!;
        Assert.Equal((OutboxState.Queued, "{\"a\":1}"), (row.State, row.Entry.Payload));
        Assert.Null(await ledger.Store.Outbox.FindAsync("acme", "dead-2", Cancel));
        Assert.Equal(
            ["effect-dropped dead-2", "effect-redriven dead-1", "effect-edited dead-1"],
            (await ledger.Store.Audit.ListAsync("acme", 1, 10, Cancel)).Items.Select(a => $"{a.Action} {a.Target}"));
    }

    [Fact]
    public async Task G21_A_tenant_is_taken_out_and_erased_with_a_certificate_but_not_on_legal_hold()
    {
        await SetUpAsync();
        string file = Path.Combine(Data, "acme.zip");
        string[] erase = ["tenant", "erase", "acme", "--export", file, "--data", Data];

        Assert.Equal(2, (await RunAsync([.. erase, "--confirm", "acm"])).Code);
        Assert.Equal(0, (await RunAsync("tenant", "hold", "acme", "--data", Data)).Code);
        Assert.Equal(78, (await RunAsync([.. erase, "--confirm", "acme"])).Code);
        Assert.Equal(0, (await RunAsync("tenant", "release", "acme", "--data", Data)).Code);
        Assert.False(File.Exists(file));
        (int code, string certificate, string errors) = await RunAsync([.. erase, "--confirm", "acme"]);

        Assert.True(code == 0, errors);
        Assert.Matches(@"receipt +1", certificate);
        Assert.Matches(@"outbox +2", certificate);
        Assert.Equal(78, (await RunAsync("tenant", "export", "acme", file + "2", "--data", Data)).Code);
        string second = Data + "-second";
        Assert.Equal(0, (await RunAsync("restore", file, "--data", second)).Code);
        await using Ledger ledger = await Ledger.OpenAsync(second, Cancel);
        Assert.Equal(2, (await ledger.Store.Outbox.ListAsync("acme", 1, 10, Cancel)).Total);
    }

    /// <summary>Leaves a tenant with a file and two effects that were given up.</summary>
    private async Task SetUpAsync()
    {
        Directory.CreateDirectory(Data);
        await using Ledger ledger = await Ledger.OpenAsync(Data, Cancel);
        IEdiStore store = ledger.Store;
        await store.Tenants.SaveAsync(new TenantProfile { Id = "acme", Buyer = new Party { Code = "B", Name = "買手" } }, Cancel);
        byte[] content = Encoding.UTF8.GetBytes("a,b\r\n1,2\r\n");
        Acceptance acceptance = await store.Inbox.AcceptAsync(
            new InboundFile
            {
                Tenant = "acme", Partner = "core", Channel = "api", FileName = "a.csv", MapName = "m", MapVersion = 1, ContentHash = "00", Length = content.Length,
                ReceivedAt = TimeProvider.System.GetUtcNow(), Actor = "test",
            },
            new MemoryStream(content),
            Cancel);
        ReceiptClaim claim = Assert.Single(await store.Inbox.ClaimAsync("w", TimeSpan.FromMinutes(1), 1, acceptance.Receipt, Cancel));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await store.Inbox.CommitAsync(
            claim,
            new ProcessedBatch
            {
                Checkpoint = 1, State = ReceiptState.Refused, Counts = new ReceiptCounts(),
                Outbox = [.. ((string[])["dead-1", "dead-2"]).Select(i => new OutboxEntry { Id = i, Tenant = "acme", Kind = OutboxKinds.ReplyFile, DueAt = now.AddMinutes(-1), Payload = "{}" })],
            },
            Cancel);
        foreach (OutboxClaim effect in await store.Outbox.ClaimAsync("w", TimeSpan.FromMinutes(1), 10, Cancel))
            await store.Outbox.CompleteAsync([new OutboxCompletion { Claim = effect, State = OutboxState.Dead, Reason = "no such folder" }], Cancel);
    }
}
