using System.Text;
using WebEdi.Documents;
using WebEdi.ProviderContracts;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;
using Xunit;

namespace WebEdi.Storage.Sql.Tests;

/// <summary>What the contract cannot see: raw files and partitions.</summary>
public sealed class SqliteErasureTests : StoreContract
{
    private const string Canary = "KANARIENVOGEL";

    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);

    [Fact]
    public async Task G21_No_raw_file_holds_a_word_of_an_erased_tenant()
    {
        await FillAsync();
        for (int i = 0; i < 200; i++)
        {
            Order order = OrderOf($"{Canary}-{i}", lines: [LineOf("0010", item: $"{Canary}-item-{i}", name: $"{Canary} name"), LineOf("0020")]);
            await PublishAsync(Acme, order with { Note = $"{Canary} note {new string('x', 2_000)}" });
        }

        await Store.Tenants.SaveTemplateAsync(Acme, "supplier-notice", "ja", $"{Canary} template", Now, Canary, Token);
        await Store.Audit.AppendAsync(new AuditEntry(Acme, Now, Canary, null, "export", Canary, true), Token);
        await Store.Accounts.CreateAsync(PersonOf("c", $"{Canary}@example.jp", Acme), Token);
        Assert.NotEqual(0, Hits());

        await Store.Upkeep.EraseAsync(Acme, Token);

        Assert.Equal(0, Hits());
        Assert.Equal(2, (await Store.Documents.ListOrdersAsync(new AccessScope(Other), new OrderLineQuery(), Token)).Total);
    }

    private int Hits()
    {
        byte[] word = Encoding.UTF8.GetBytes(Canary);
        byte[] folded = Encoding.UTF8.GetBytes(Canary.ToLowerInvariant());
        return System.IO.Directory.GetFiles(Directory, "*", SearchOption.AllDirectories).Sum(f =>
        {
            using FileStream file = new(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream bytes = new();
            file.CopyTo(bytes);
            ReadOnlySpan<byte> all = bytes.ToArray();
            return all.Count(word) + all.Count(folded);
        });
    }
}

/// <summary>The months of PostgreSQL.</summary>
public sealed class PostgresMonthTests : StoreContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => PostgresFixture.Create(PostgresFixture.ConnectionString(directory), clock);

    protected override IStoreSurroundings Surroundings => PostgresSurroundings.Instance;

    [Fact]
    public async Task Rows_of_a_month_that_was_not_made_ahead_move_into_it_later()
    {
        await AdvanceAsync(TimeSpan.FromDays(300));
        foreach (string tenant in (string[])["", Acme, Other])
            await Store.Audit.AppendAsync(new AuditEntry(tenant, Now, "a", null, "export", "kept", true), Token);
        await using PostgresDatabase database = PostgresFixture.Database(PostgresFixture.ConnectionString(Directory), Clock);
        Assert.Equal(1, await RestAsync(database));

        await Store.Upkeep.CleanAsync(new RetentionLimits(new Dictionary<RetentionClass, DateTimeOffset> { [RetentionClass.Audit] = Now.AddDays(-10) }), Token);

        Assert.Equal(0, await RestAsync(database));
        foreach (string tenant in (string[])["", Acme, Other])
            Assert.Equal("kept", Assert.Single((await Store.Audit.ListAsync(tenant, 1, 10, Token)).Items).Target);
        await AdvanceAsync(TimeSpan.FromDays(400));
        await Store.Upkeep.CleanAsync(new RetentionLimits(new Dictionary<RetentionClass, DateTimeOffset> { [RetentionClass.Audit] = Now.AddDays(-100) }), Token);
        Assert.Equal(0, await database.ReadAsync(null, static s => s.Number("select count(*) from pg_class where relname = 'audit_202709'"), Token));
        Assert.Empty((await Store.Audit.ListAsync(Acme, 1, 10, Token)).Items);
    }

    /// <summary>Asks whether the default partition holds anything; the row-level security hides what.</summary>
    private static Task<int> RestAsync(PostgresDatabase database) => database.ReadAsync(
        Acme, static s => (int)s.Number("select count(*) from audit where tableoid = 'audit_rest'::regclass"), Token);
}
