using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.ProviderContracts;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;
using Xunit;

namespace WebEdi.Storage.Sql.Tests;

/// <summary>What only PostgreSQL promises: several hosts, row-level security, its own clock, and errors that pass.</summary>
public sealed class PostgresTests : StoreContract
{
    private SqlStore? _second;

    /// <summary>Another host of the same database.</summary>
    private SqlStore Second => _second ??= PostgresFixture.Create(PostgresFixture.ConnectionString(Directory), Clock);

    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;

    public override async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Row_level_security_hides_other_tenants_from_every_table()
    {
        await PublishAsync(Acme, OrderOf("A-1"));
        await using NpgsqlConnection connection = new(PostgresFixture.ConnectionString(Directory));
        await connection.OpenAsync(Token);

        List<string> tables = await ColumnAsync(
            connection,
            """
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant'
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname not in ('lane', 'membership', 'api_key') order by 1
            """);
        Assert.True(tables.Count > 27, string.Join(' ', tables));
        foreach (string table in tables)
        {
            Assert.Equal(["0"], await ColumnAsync(connection, $"select count(*)::text from {table}"));
            Assert.Equal(["true"], await ColumnAsync(connection, $"select (relrowsecurity and relforcerowsecurity)::text from pg_class where oid = '{table}'::regclass"));
        }

        await ColumnAsync(connection, "select set_config('webedi.tenant', 'acme', false)");
        Assert.Equal(["A-1"], await ColumnAsync(connection, "select order_number from order_head"));
        await ColumnAsync(connection, "select set_config('webedi.tenant', 'other', false)");
        Assert.Empty(await ColumnAsync(connection, "select order_number from order_head"));
        PostgresException refused = await Assert.ThrowsAsync<PostgresException>(
            () => ColumnAsync(connection, "insert into supplier (tenant, code, body) values ('acme', 'X', '{}') returning code"));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task The_tenant_leads_every_key_and_index_and_nothing_points_across()
    {
        await using NpgsqlConnection connection = new(PostgresFixture.ConnectionString(Directory));
        await connection.OpenAsync(Token);
        string[] ofInstallation = ["account", "membership", "session", "api_key", "one_time_token", "store_fact", "schema_version", "protection_key", "tenant", "lane", "clock"];

        List<string> others = await ColumnAsync(
            connection,
            """
            select i.indexrelid::regclass::text || ' of ' || i.indrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid
            where t.relnamespace = 'public'::regnamespace
                and (select attname from pg_attribute where attrelid = i.indexrelid and attnum = 1) <> 'tenant' order by 1
            """);
        Assert.All(others, index => Assert.Contains(index[(index.IndexOf(" of ", StringComparison.Ordinal) + 4)..], ofInstallation));
        Assert.Equal(["0"], await ColumnAsync(connection, "select count(*)::text from pg_constraint where contype = 'f'"));
    }

    [Fact]
    public async Task Long_texts_are_compressed_the_fast_way_where_the_server_knows_it()
    {
        await PublishAsync(Acme, OrderOf("LONG", lines: [.. Enumerable.Range(1, 32).Select(i => LineOf($"{i:0000}"))]));
        await using NpgsqlConnection connection = new(PostgresFixture.ConnectionString(Directory));
        await connection.OpenAsync(Token);
        await ColumnAsync(connection, "select set_config('webedi.tenant', 'acme', false)");
        if ((await ColumnAsync(connection, "select name from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)")).Count == 0)
            Assert.Skip("The server has no LZ4.");

        Assert.Equal(["lz4"], await ColumnAsync(connection, "select pg_column_compression(body) from order_revision"));
    }

    [Fact]
    public async Task G11_Two_hosts_share_the_work_and_a_lost_claim_writes_nothing()
    {
        string[] contents = [.. Enumerable.Range(0, 20).Select(i => $"file {i}")];
        foreach (string content in contents)
            await AcceptAsync(FileOf(content), content);

        IReadOnlyList<ReceiptClaim>[] claims = await Task.WhenAll(
            Store.Inbox.ClaimAsync("one", Lease, 12, null, Token), Second.Inbox.ClaimAsync("two", Lease, 12, null, Token));
        Assert.Equal(20, claims.Sum(c => c.Count) + (await Store.Inbox.ClaimAsync("three", Lease, 20, null, Token)).Count);
        Assert.Equal(claims.Sum(c => c.Count), claims.SelectMany(c => c).Select(c => c.Receipt.Id).Distinct().Count());

        ReceiptClaim old = claims.SelectMany(c => c).First();
        await AdvanceAsync(Lease);
        ReceiptClaim taken = Assert.Single(await Second.Inbox.ClaimAsync("four", Lease, 1, old.Receipt, Token));
        Assert.Equal(CommitOutcome.ClaimLost, await Store.Inbox.CommitAsync(old, BatchOf(Acme, [Register(OrderOf("Z-1"))]), Token));
        Assert.Equal(CommitOutcome.Committed, await Second.Inbox.CommitAsync(taken, BatchOf(Acme, [Register(OrderOf("Z-1"))]), Token));
    }

    [Fact]
    public async Task A_long_queue_is_worked_off_without_reading_all_of_it_at_every_step()
    {
        await AcceptAsync(FileOf("any"), "any");
        await using NpgsqlConnection server = await ServerAsync();
        await ColumnAsync(
            server,
            $"insert into outbox (tenant, seq, id, kind, payload, first_due_at, due_at) select 'acme', i, 'e' || i, '{OutboxKinds.SupplierNotice}', '{{}}', 0, 0 from generate_series(1, 20000) i");
        long before = await RowsReadAsync(server, "outbox");

        await using (SqlStore store = Counted())
        {
            for (int step = 0; step < 3; step++)
            {
                IReadOnlyList<OutboxClaim> claims = await store.Outbox.ClaimAsync("one", Lease, 100, Token);
                Assert.Equal(100, await store.Outbox.CompleteAsync([.. claims.Select(c => new OutboxCompletion { Claim = c, State = OutboxState.Done })], Token));
            }
        }

        // A claim finds its rows and looks each of them up again, completing does once more; nothing in it grows with the queue.
        Assert.InRange(await RowsReadAsync(server, "outbox", before + 300) - before, 300, 3 * 600);
    }

    [Fact]
    public async Task A_batch_looks_its_orders_up_without_reading_all_that_are_there()
    {
        await AcceptAsync(FileOf("any"), "any");
        await using NpgsqlConnection server = await ServerAsync();
        await ColumnAsync(
            server,
            "insert into order_head (tenant, order_number, revision, supplier, meaning_hash, gate, issue_date, currency, nearest_due, lines, registered_at) "
            + "select 'acme', 'A-' || i, 0, 'S1', 'h', 0, 20261101, 'JPY', 20261201, 1, 0 from generate_series(1, 20000) i");
        long before = await RowsReadAsync(server, "order_head");

        await using (SqlStore store = Counted())
            Assert.Equal(500, (await store.Documents.FindHeadsAsync(Acme, [.. Enumerable.Range(0, 500).Select(i => $"A-{(i * 40) + 1}")], Token)).Count);

        Assert.InRange(await RowsReadAsync(server, "order_head", before + 500) - before, 500, 1000);
    }

    [Fact]
    public async Task G1_The_same_file_at_two_hosts_at_once_is_one_receipt()
    {
        for (int round = 0; round < 10; round++)
        {
            string content = $"round {round}";
            Acceptance[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
                i => (i % 2 == 0 ? Store : Second).Inbox.AcceptAsync(FileOf(content), new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), Token)));
            Assert.Single(answers, a => a.Verdict == AcceptanceVerdict.New);
            Assert.Single(answers.Select(a => a.Receipt.Id).Distinct());
        }
    }

    [Fact]
    public async Task G17_Of_two_hosts_that_answer_the_same_line_one_is_told()
    {
        await PublishAsync(Acme, OrderOf("A-1"));
        for (int version = 1; version <= 10; version++)
        {
            ReplyResult[] results = await Task.WhenAll(
                Store.Replies.SubmitAsync(S1, [ReplyTo("A-1", version: version)], $"one {version}", Token),
                Second.Replies.SubmitAsync(S1, [ReplyTo("A-1", version: version)], $"two {version}", Token));
            Assert.Single(results, r => r.Outcome == ReplyOutcome.Stored);
            Assert.Single(results, r => r.Outcome == ReplyOutcome.StaleVersion);
        }

        ReplyFeedPage feed = await Second.Replies.ReadFeedAsync(Acme, 0, "core", 100, Token);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), feed.Items.Select(i => i.Position));
    }

    [Fact]
    public async Task Leases_follow_the_clock_of_the_database()
    {
        await AcceptAsync(FileOf("x"), "x");
        await Store.Inbox.ClaimAsync("one", Lease, 1, null, Token);
        ((FakeTimeProvider)Clock).Advance(TimeSpan.FromDays(2));
        Assert.Empty(await Second.Inbox.ClaimAsync("two", Lease, 1, null, Token));
    }

    [Fact]
    public async Task A_host_hears_of_work_that_another_has_put_in()
    {
        Task heard = Second.WaitForWorkAsync(Token);
        for (int i = 0; !heard.IsCompleted && i < 1000; i++)
        {
            string content = $"file {i}";
            await AcceptAsync(FileOf(content), content);
            await Task.WhenAny(heard, Store.Tenants.ListAsync(Token));
        }

        await heard;
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_transient_and_tells_no_secret()
    {
        await using SqlStore store = PostgresFixture.Create("Host=127.0.0.1;Port=1;Database=webedi;Username=webedi;Password=hunter2;Timeout=1", TimeProvider.System);
        EdiStoreException exception = await Assert.ThrowsAsync<EdiStoreException>(() => store.Tenants.ListAsync(Token));
        Assert.True(exception.IsTransient);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.False((await store.CheckAsync(Token)).IsHealthy);
    }

    [Fact]
    public async Task Hosts_that_start_together_migrate_once()
    {
        PostgresServer.PostgresServer server = await PostgresFixture.ServerAsync();
        string database = $"fresh_{Guid.NewGuid():N}";
        string connection = await server.CreateDatabaseAsync(database);
        SqlStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => PostgresFixture.Create(connection, TimeProvider.System))];
        await Task.WhenAll(stores.Select(s => s.OpenAsync(Token)));
        Assert.All(await Task.WhenAll(stores.Select(s => s.CheckAsync(Token))), health => Assert.True(health.IsHealthy, health.Description));
        foreach (SqlStore store in stores)
            await store.DisposeAsync();
        await server.RunSqlAsync("postgres", $"drop database {database} with (force)");
    }

    [Theory]
    [InlineData("", "ConnectionString")]
    [InlineData("Host=db", "ConnectionString")]
    [InlineData("nonsense;Password=hunter2", "ConnectionString")]
    public void Wrong_settings_are_refused_without_repeating_them(string connectionString, string named)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        new Builder(services).UsePostgreSql(connectionString);
        using ServiceProvider provider = services.BuildServiceProvider();
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<PostgreSqlOptions>>().Value);
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Another host of the same database. Without a pool every transaction ends its connection, and then the server has counted what it read.</summary>
    private SqlStore Counted() => PostgresFixture.Create(PostgresFixture.ConnectionString(Directory) + ";Pooling=false", Clock);

    private async Task<NpgsqlConnection> ServerAsync()
    {
        NpgsqlConnection connection = new(PostgresFixture.ConnectionString(Directory, "postgres") + ";Pooling=false");
        await connection.OpenAsync(Token);
        return connection;
    }

    /// <summary>How many rows of a table were read, as soon as they are at least so many.</summary>
    private static async Task<long> RowsReadAsync(NpgsqlConnection server, string table, long least = 0)
    {
        while (true)
        {
            long read = long.Parse(
                (await ColumnAsync(server, $"select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::text from pg_stat_user_tables where relname = '{table}'"))[0],
                System.Globalization.CultureInfo.InvariantCulture);
            if (read >= least)
                return read;

            Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Token);
        List<string> values = [];
        while (await reader.ReadAsync(Token))
            values.Add(reader.GetString(0));
        return values;
    }

    private sealed record Builder(IServiceCollection Services) : IWebEdiBuilder;
}
