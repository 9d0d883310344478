using System.IO.Compression;
using System.Text;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;
using Xunit;

namespace WebEdi.ProviderContracts;

/// <summary>Backup and restore.</summary>
public abstract class ArchiveContract : StoreContract
{
    private readonly string _secondDirectory = System.IO.Directory.CreateTempSubdirectory("webedi-").FullName;
    private IEdiStore? _second;

    public override async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
        if (_second is not null && Surroundings is { } around)
            await around.RemoveAsync(_secondDirectory);
        System.IO.Directory.Delete(_secondDirectory, recursive: true);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Everything_comes_back_in_an_empty_store_with_the_same_hashes()
    {
        await FillAsync();
        using MemoryStream file = new();
        ArchiveSummary saved = await Store.Archive!.SaveAsync(file, null, Token);
        Assert.True(saved.Tables.All(t => t.Rows > 0), $"empty: {string.Join(", ", saved.Tables.Where(t => t.Rows == 0).Select(t => t.Name))}");

        IEdiStore second = await SecondAsync();
        ArchiveSummary loaded = await second.Archive!.LoadAsync(file, Token);

        Assert.Equal(Tables(saved), Tables(loaded));
        using MemoryStream again = new();
        ArchiveSummary third = await second.Archive.SaveAsync(again, null, Token);
        Assert.Equal(Tables(saved), Tables(third));
        Assert.Equal(2, (await second.Documents.FindAsync(S1, "A", Token))!.Lines.Count);
        Assert.Equal("a@example.jp", (await second.Accounts.FindAsync("1", Token))!.UserName);
        Assert.Equal(["<key/>"], await second.Accounts.ListProtectionKeysAsync(Token));
        ReplyFeedPage feed = await second.Replies.ReadFeedAsync(Acme, 0, "core", 10, Token);
        Assert.Single(feed.Items);
        Assert.Equal(saved.Epoch, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Epoch);
        Assert.NotEqual(saved.Epoch, feed.Epoch);
    }

    [Fact]
    public async Task Work_goes_on_after_a_restore_but_nothing_leaves_until_somebody_says_so()
    {
        await FillAsync();
        using MemoryStream file = new();
        await Store.Archive!.SaveAsync(file, null, Token);
        IEdiStore second = await SecondAsync();
        await second.Archive!.LoadAsync(file, Token);

        await AdvanceSecondAsync(TimeSpan.FromHours(1));
        Assert.Empty(await second.Outbox.ClaimAsync("w", Lease, 10, Token));
        Assert.Contains("restored", await second.Outbox.FindHoldAsync(Token), StringComparison.Ordinal);
        await second.Outbox.ReleaseAsync(Token);
        Assert.Contains(await second.Outbox.ClaimAsync("w", Lease, 10, Token), c => c.Entry.Id == "waits");

        (Store, IEdiStore first) = (second, Store);
        Receipt published = await PublishAsync(Acme, OrderOf("NEW"));
        Assert.Equal(ReceiptState.Published, published.State);
        await SubmitAsync(S1, "key-new", ReplyTo("NEW"));
        Assert.Equal(2, (await Store.Replies.ReadFeedAsync(Acme, null, "core", 10, Token)).Last);
        Assert.Contains((await Store.Documents.ListOrdersAsync(S1, new OrderLineQuery(), Token)).Items, r => r.OrderNumber == "NEW");
        Store = first;
    }

    [Fact]
    public async Task A_file_that_was_cut_or_changed_is_refused_and_nothing_is_kept()
    {
        await FillAsync();
        using MemoryStream file = new();
        await Store.Archive!.SaveAsync(file, null, Token);
        IEdiStore second = await SecondAsync();

        byte[] whole = file.ToArray();
        List<byte[]> wrong =
        [
            whole[..(whole.Length / 2)],
            [.. Encoding.ASCII.GetBytes("no archive at all, only some text")],
            Changed(whole, "order_head", text => text.Replace("\"JPY\"", "\"USD\"", StringComparison.Ordinal)),
            Changed(whole, "order_revision", text => text[..(text.TrimEnd('\n').LastIndexOf('\n') + 1)]),
            Changed(whole, "audit", text => text.Replace("]", ",1]", StringComparison.Ordinal)),
            Changed(whole, "trace", text => text[..^2]),
            Changed(whole, "manifest", text => text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)),
            Changed(whole, "manifest", text => text.Replace("\"supplier_name\"", "\"supplier_phone\"", StringComparison.Ordinal)),
        ];
        foreach (byte[] bytes in wrong)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => Store.Archive.CheckAsync(new MemoryStream(bytes), Token));
            await Assert.ThrowsAsync<InvalidDataException>(() => second.Archive!.LoadAsync(new MemoryStream(bytes), Token));
        }

        Assert.Empty(await second.Tenants.ListAsync(Token));
        Assert.Equal(0, await second.Accounts.CountAsync(Token));
        await second.Archive!.LoadAsync(file, Token);
    }

    [Fact]
    public async Task A_store_with_something_in_it_is_not_written_over()
    {
        await FillAsync();
        using MemoryStream file = new();
        await Store.Archive!.SaveAsync(file, null, Token);

        await Assert.ThrowsAsync<EdiSetupException>(() => Store.Archive.LoadAsync(file, Token));

        Assert.Single(await Store.Tenants.ListAsync(Token), t => t.Id == Acme);
    }

    [Fact]
    public async Task The_rows_of_one_tenant_can_be_taken_out_alone()
    {
        await FillAsync();
        using MemoryStream file = new();

        ArchiveSummary saved = await Store.Archive!.SaveAsync(file, Acme, Token);

        Assert.Equal(Acme, saved.Tenant);
        using ZipArchive zip = new(file, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using StreamReader text = new(entry.Open());
            Assert.DoesNotContain("\"other\"", await text.ReadToEndAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal(1, saved.Tables.Single(t => t.Name == "account").Rows);
        Assert.DoesNotContain(saved.Tables, t => t.Name == "protection_key");
        file.Position = 0;
        IEdiStore second = await SecondAsync();
        await second.Archive!.LoadAsync(file, Token);
        Assert.Equal("A", (await second.Documents.FindAsync(Buyer, "A", Token))!.Order.Number);
    }

    [Fact]
    public async Task A_snapshot_is_of_one_moment_while_others_write()
    {
        await FillAsync();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
                await PublishAsync(Acme, OrderOf($"W{i}"));
        });

        for (int i = 0; i < 5; i++)
        {
            using MemoryStream file = new();
            ArchiveSummary saved = await Store.Archive!.SaveAsync(file, null, Token);

            // Every published order has its head, its revision and its row in the list, or none of them.
            long heads = saved.Tables.Single(t => t.Name == "order_head").Rows;
            Assert.Equal(heads, saved.Tables.Single(t => t.Name == "order_revision").Rows);
            Assert.Equal(heads, saved.Tables.Single(t => t.Name == "order_line").Rows);
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Of_many_hosts_one_makes_the_backup()
    {
        bool[] took = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.Archive!.TryTakeTurnAsync(TimeSpan.FromHours(1), Token))));

        Assert.Single(took, t => t);
        await AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.False(await Store.Archive!.TryTakeTurnAsync(TimeSpan.FromHours(1), Token));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.True(await Store.Archive.TryTakeTurnAsync(TimeSpan.FromHours(1), Token));
        await SetBackAsync(TimeSpan.FromDays(1));
        Assert.True(await Store.Archive.TryTakeTurnAsync(TimeSpan.FromHours(1), Token));
        Assert.False(await Store.Archive.TryTakeTurnAsync(TimeSpan.FromHours(1), Token));
    }

    /// <summary>Takes another store of the same kind, empty.</summary>
    protected async Task<IEdiStore> SecondAsync()
    {
        if (Surroundings is { } around)
            await around.PrepareAsync(_secondDirectory, Now);
        _second = CreateStore(_secondDirectory, Clock);
        await _second.OpenAsync(Token);
        return _second;
    }

    protected static IEnumerable<(string Name, long Rows, string Hash)> Tables(ArchiveSummary summary) => summary.Tables.Select(t => (t.Name, t.Rows, t.Hash));

    private async Task AdvanceSecondAsync(TimeSpan by)
    {
        await AdvanceAsync(by);
        if (Surroundings is { } around)
            await around.SetClockAsync(_secondDirectory, Now);
    }

    private static byte[] Changed(byte[] archive, string table, Func<string, string> change)
    {
        using MemoryStream file = new();
        file.Write(archive);
        using (ZipArchive zip = new(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.Entries.Single(e => Path.GetFileNameWithoutExtension(e.Name) == table);
            string text;
            using (StreamReader reader = new(entry.Open()))
                text = reader.ReadToEnd();
            string changed = change(text);
            Assert.NotEqual(text, changed);
            string name = entry.FullName;
            entry.Delete();
            using StreamWriter writer = new(zip.CreateEntry(name).Open());
            writer.Write(changed);
        }

        return file.ToArray();
    }
}
