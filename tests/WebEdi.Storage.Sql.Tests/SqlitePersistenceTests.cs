using Microsoft.Extensions.Logging.Abstractions;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.ProviderContracts;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Schema;
using Xunit;

namespace WebEdi.Storage.Sql.Tests;

/// <summary>What only a store with a file owes.</summary>
public sealed class SqlitePersistenceTests : StoreContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);

    private string FilePath => Path.Combine(Directory, "webedi.db");

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        Receipt receipt = await PublishAsync(Acme, OrderOf("A"), OrderOf("B", "S2"));
        await SubmitAsync(S1, "k", ReplyTo("A"));
        string epoch = (await Store.Replies.ReadFeedAsync(Acme, 0, "core", 10, Token)).Epoch;

        await ReopenAsync();

        Assert.Equal(receipt, await Store.Inbox.FindAsync(Acme, receipt.Id, Token));
        Assert.Equal(LineStatus.Accepted, (await Store.Documents.FindAsync(S1, "A", Token))!.Lines[0].Status);
        Assert.Equal(4, (await Store.Documents.ListLinesAsync(Buyer, new OrderLineQuery(), Token)).Total);
        Assert.Equal(epoch, (await Store.Replies.ReadFeedAsync(Acme, 0, "core", 10, Token)).Epoch);
        Assert.Equal(ReplyOutcome.Repeated, (await SubmitAsync(S1, "k", ReplyTo("A"))).Outcome);
    }

    [Fact]
    public async Task The_modes_that_the_promises_rest_on_are_read_back()
    {
        await using SqliteDatabase database = Stores.Database(FilePath, Clock);

        string[] modes = await database.WriteAsync(
            default,
            session => new[] { "journal_mode", "synchronous", "secure_delete", "foreign_keys" }.Select(p => session.Find($"pragma {p}", row => row.Text(0))!).ToArray(), Token);

        Assert.Equal(["wal", "2", "1", "1"], modes);
    }

    [Fact]
    public async Task Migrations_run_once()
    {
        int version = (await Store.CheckAsync(Token)).SchemaVersion;
        await Store.OpenAsync(Token);

        await ReopenAsync();

        Assert.Equal(version, (await Store.CheckAsync(Token)).SchemaVersion);
        Assert.True(version >= 1);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_in_one_line()
    {
        await RunAsync("insert into schema_version (version, name, checksum, applied_at) values (999, 'later', 'x', 0)");

        EdiStoreException exception = await Assert.ThrowsAsync<EdiStoreException>(ReopenAsync);

        Assert.False(exception.IsTransient);
        Assert.Contains("999", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public async Task A_migration_that_was_altered_is_refused()
    {
        await RunAsync("update schema_version set checksum = 'other' where version = 1");

        EdiStoreException exception = await Assert.ThrowsAsync<EdiStoreException>(ReopenAsync);

        Assert.Contains("Migration 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_migration_leaves_nothing()
    {
        using SqliteSession session = SqliteSession.Open(Path.Combine(Directory, "other.db"), readOnly: false, TimeSpan.FromSeconds(1), new IdSource(Clock));
        Migration good = new(1, "001_good", "create table one (id integer)", "a");
        Migration bad = new(2, "002_bad", "create table two (id integer); create nonsense", "b");

        session.Script("begin");
        Assert.Throws<EdiStoreException>(() => Migrator.Migrate(session, [good, bad], Now, NullLogger.Instance));
        session.Script("rollback");
        Assert.Equal(0, session.Number("select count(*) from sqlite_master"));
        Assert.Equal(1, Migrator.Migrate(session, [good], Now, NullLogger.Instance));
        Assert.Equal(1, Migrator.Migrate(session, [good], Now, NullLogger.Instance));
    }

    [Fact]
    public async Task A_busy_database_is_transient_and_loses_nothing()
    {
        using SqliteSession other = SqliteSession.Open(FilePath, readOnly: false, TimeSpan.Zero, new IdSource(Clock));
        other.Run("begin immediate");

        EdiStoreException exception = await Assert.ThrowsAsync<EdiStoreException>(() => AcceptAsync(FileOf("abc"), "abc"));

        Assert.True(exception.IsTransient);
        Assert.Equal(0, (await Store.Inbox.ListAsync(Acme, 1, 10, Token)).Total);
        other.Run("rollback");
        Assert.Equal(AcceptanceVerdict.New, (await AcceptAsync(FileOf("abc"), "abc")).Verdict);
    }

    [Fact]
    public async Task A_full_database_is_transient_and_goes_on_when_there_is_room()
    {
        SqliteDatabase database = Stores.Database(FilePath, Clock);
        await using var store = new Internal.Stores.SqlStore(database);
        await store.OpenAsync(Token);
        await Store.DisposeAsync();
        long pages = await database.WriteAsync(default, session => session.Number("pragma page_count"), Token);
        await database.WriteAsync(default, session => session.Find($"pragma max_page_count = {pages + 2}", row => row.Text(0)), Token);
        byte[] bytes = new byte[100_000];
        InboundFile file = FileOf("x") with { Length = bytes.Length };

        EdiStoreException exception = await Assert.ThrowsAsync<EdiStoreException>(() => store.Inbox.AcceptAsync(file, new MemoryStream(bytes), Token));

        Assert.True(exception.IsTransient);
        Assert.Equal(0, (await store.Inbox.ListAsync(Acme, 1, 10, Token)).Total);
        await database.WriteAsync(default, session => session.Find("pragma max_page_count = 1000000", row => row.Text(0)), Token);
        Assert.Equal(AcceptanceVerdict.New, (await store.Inbox.AcceptAsync(file, new MemoryStream(bytes), Token)).Verdict);
        await ReopenAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_for_good()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory, "text.db"), new string('x', 5000), Token);
        await using Internal.Stores.SqlStore store = Stores.Create(Directory, Clock, "text.db");

        EdiStoreException exception = await Assert.ThrowsAsync<EdiStoreException>(() => store.OpenAsync(Token));

        Assert.False(exception.IsTransient);
        Assert.False((await store.CheckAsync(Token)).IsHealthy);
    }

    [Fact]
    public async Task Calls_that_wait_while_the_store_closes_are_told_and_do_not_hang()
    {
        SqliteDatabase database = Stores.Database(FilePath, Clock);
        TaskCompletionSource<bool> gate = new();
        Task<bool> running = database.WriteAsync(default, _ => new ValueTask<bool>(gate.Task), isRepeatable: true, Token);
        Task closing = database.DisposeAsync().AsTask();
        Task waiting = database.WriteAsync(default, session => session.Run("select 1"), Token);

        gate.SetResult(true);

        Assert.True(await running);
        await closing;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.ReadAsync(null, session => session.Number("select 1"), Token));
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("/data/webedi.db", "nfs4")]
    [InlineData("/data/local/webedi.db", "ext4")]
    [InlineData("/database/webedi.db", "overlay")]
    [InlineData("/with space/webedi.db", "virtiofs")]
    public void The_file_system_of_a_path_is_that_of_its_longest_mount_point(string path, string expected)
    {
        const string Mounts = "overlay / overlay rw 0 0\nserver:/x /data nfs4 rw 0 0\n/dev/sda /data/local ext4 rw 0 0\ntag /with\\040space virtiofs rw 0 0\n";

        Assert.Equal(expected, FileSystems.KindOf(Mounts, path));
    }

    [Fact]
    public async Task Deleted_text_is_overwritten_in_the_file()
    {
        const string Secret = "PERSONAL-DATA-CANARY";
        await Store.Tenants.SaveTemplateAsync(Acme, "t", "ja", Secret, Now, "a", Token);
        await Store.Tenants.SaveTemplateAsync(Acme, "t", "ja", null, Now, "a", Token);

        await Store.DisposeAsync();

        Assert.False((await File.ReadAllBytesAsync(FilePath, Token)).AsSpan().IndexOf("PERSONAL-DATA-CANARY"u8) >= 0);
        Store = CreateStore(Directory, Clock);
    }

    private async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = CreateStore(Directory, Clock);
        await Store.OpenAsync(Token);
    }

    private async Task RunAsync(string sql)
    {
        await using SqliteDatabase database = Stores.Database(FilePath, Clock);
        await database.WriteAsync(default, session => session.Run(sql), Token);
    }
}
