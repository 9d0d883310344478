using System.IO.Compression;
using WebEdi.ProviderContracts;
using WebEdi.Storage.Sql.Internal.Archive;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;
using Xunit;

namespace WebEdi.Storage.Sql.Tests;

/// <summary>A backup of one kind of database is restored in the other, and back.</summary>
public sealed class ArchiveRehearsalTests : ArchiveContract
{
    protected override IEdiStore CreateStore(string directory, TimeProvider clock) => Stores.Create(directory, clock);

    [Fact]
    public async Task G19_SQLite_to_PostgreSQL_and_back_keeps_counts_and_hashes()
    {
        await FillAsync();
        using MemoryStream ofSqlite = new();
        ArchiveSummary first = await Store.Archive!.SaveAsync(ofSqlite, null, Token);

        string directory = Path.Combine(Directory, "pg");
        System.IO.Directory.CreateDirectory(directory);
        directory += Guid.NewGuid().ToString("N");
        await PostgresSurroundings.Instance.PrepareAsync(directory, Now);
        try
        {
            await using SqlStore postgres = PostgresFixture.Create(PostgresFixture.ConnectionString(directory), Clock);
            await postgres.OpenAsync(Token);
            await postgres.Archive!.LoadAsync(ofSqlite, Token);
            using MemoryStream ofPostgres = new();
            ArchiveSummary second = await postgres.Archive.SaveAsync(ofPostgres, null, Token);
            Assert.Equal(Tables(first), Tables(second));
            Assert.Single((await postgres.Outbox.ListAsync(Other, 1, 10, Token)).Items, r => r.Entry.Id == "dead");

            IEdiStore third = await SecondAsync();
            await third.Archive!.LoadAsync(ofPostgres, Token);
            Assert.Equal(Tables(first), Tables(await third.Archive.SaveAsync(Stream.Null, null, Token)));
        }
        finally
        {
            await PostgresSurroundings.Instance.RemoveAsync(directory);
        }
    }

    [Fact]
    public async Task Texts_of_every_kind_and_many_rows_go_through()
    {
        string[] texts = ["", " ", "\t\r\n", "\"\\/", "\u0001\u001F", "髙﨑①㈱ｶﾅ", "😀𠮷", "\uFFFD\uFFFE", new string('x', 300_000)];
        for (int i = 0; i < 1_500; i++)
            await Store.Audit.AppendAsync(new Storage.AuditEntry("acme", Now.AddMonths(-(i % 40)), texts[i % texts.Length], null, $"a{i}", null, true), Token);
        await Store.Tenants.SaveAsync(new Storage.TenantProfile { Id = "acme", Buyer = new Documents.Party { Code = "b" } }, Token);
        using MemoryStream file = new();
        ArchiveSummary first = await Store.Archive!.SaveAsync(file, null, Token);

        string directory = Path.Combine(Directory, "many" + Guid.NewGuid().ToString("N"));
        await PostgresSurroundings.Instance.PrepareAsync(directory, Now);
        try
        {
            await using SqlStore postgres = PostgresFixture.Create(PostgresFixture.ConnectionString(directory), Clock);
            await postgres.Archive!.LoadAsync(file, Token);
            Assert.Equal(Tables(first), Tables(await postgres.Archive.SaveAsync(Stream.Null, null, Token)));
            await using PostgresDatabase database = PostgresFixture.Database(PostgresFixture.ConnectionString(directory), Clock);
            Assert.Equal(0, await database.ReadAsync("acme", static s => s.Number("select count(*) from audit_rest"), Token));
        }
        finally
        {
            await PostgresSurroundings.Instance.RemoveAsync(directory);
        }
    }

    [Fact]
    public async Task No_table_and_no_column_is_forgotten()
    {
        await using SqliteDatabase sqlite = Stores.Database(Path.Combine(Directory, "shape.db"), Clock);
        await sqlite.OpenAsync(Token);
        List<string> found = await sqlite.ReadAsync(
            null,
            static s => s.List("select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'", static r => r.Text(0)),
            Token);
        Assert.Equal(Known(), Kept(found));

        string directory = Path.Combine(Directory, "shape" + Guid.NewGuid().ToString("N"));
        await PostgresSurroundings.Instance.PrepareAsync(directory, Now);
        try
        {
            await using PostgresDatabase postgres = PostgresFixture.Database(PostgresFixture.ConnectionString(directory), Clock);
            found = await postgres.ReadAsync(
                null,
                static s => s.List(
                    """
                    select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and c.relname <> 'clock'
                    """,
                    static r => r.Text(0)),
                Token);
            Assert.Equal(Known(), Kept(found));
        }
        finally
        {
            await PostgresSurroundings.Instance.RemoveAsync(directory);
        }
    }

    private static List<string> Known() => [.. TableShapes.All.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}")).Order(StringComparer.Ordinal)];

    private static List<string> Kept(IEnumerable<string> columns) =>
        [.. columns.Where(c => !TableShapes.LeftOut.Contains(c[..c.IndexOf('.', StringComparison.Ordinal)])).Order(StringComparer.Ordinal)];
}
