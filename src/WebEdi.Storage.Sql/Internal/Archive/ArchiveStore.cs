using System.Globalization;
using WebEdi.Diagnostics;
using System.IO.Compression;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Storage.Sql.Internal.Archive;

/// <summary>Backup and restore over the tables, in whatever dialect.</summary>
internal sealed class ArchiveStore(SqlDatabase database) : IArchiveStore
{
    public Task<ArchiveSummary> SaveAsync(Stream target, string? tenant = null, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tenant, session => ArchiveFile.Write(target, session, tenant, cancellationToken), cancellationToken);

    public Task<ArchiveSummary> CheckAsync(Stream source, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            (ZipArchive zip, ArchiveManifest list) = ArchiveFile.Open(source);
            using (zip)
            {
                foreach (ArchiveTable table in list.Tables)
                    ArchiveFile.ReadTable(zip, table, static _ => { }, cancellationToken);
            }

            return ArchiveFile.Summary(list);
        },
        cancellationToken);

    public Task<ArchiveSummary> LoadAsync(Stream source, CancellationToken cancellationToken = default) => database.WriteAsync(
        default,
        session =>
        {
            (ZipArchive zip, ArchiveManifest list) = ArchiveFile.Open(source);
            using (zip)
            {
                MustBeEmpty(session);
                ArchiveLoader loader = new(session, cancellationToken);
                foreach (ArchiveTable table in list.Tables)
                    loader.Load(zip, table);
                Compare(session, list, loader.Tenants, cancellationToken);
                Renew(session, list);
                return new ValueTask<ArchiveSummary>(ArchiveFile.Summary(list));
            }
        },
        isRepeatable: false,
        cancellationToken);

    public Task<bool> TryTakeTurnAsync(TimeSpan every, CancellationToken cancellationToken = default)
    {
        // A last turn that lies ahead is one of a clock that was set back.
        const string Take =
            """
            insert into store_fact (name, value) values ('backup_at', ?1)
            on conflict (name) do update set value = excluded.value where store_fact.value <= ?2 or store_fact.value > ?1
            """;

        return database.WriteAsync(default, session => session.Run(Take, SqlTime.ToText(session.Now), SqlTime.ToText(session.Now - every)) == 1, cancellationToken);
    }

    /// <summary>Another installation's rows must not be mixed with these.</summary>
    private static void MustBeEmpty(SqlSession session)
    {
        foreach (string table in (string[])["tenant", "account", "api_key"])
        {
            if (session.Number($"select count(*) from {table}") > 0)
                throw new EdiSetupException("The store is not empty. Restore into a new one: move the SQLite file away, or name an empty PostgreSQL database.");
        }

        // What an empty installation has made by itself.
        session.Run("delete from protection_key");
        session.Use("");
        session.Run("delete from audit");
    }

    /// <summary>Reads everything back before the transaction ends.</summary>
    private static void Compare(SqlSession session, ArchiveManifest list, IReadOnlySet<string> tenants, CancellationToken cancellationToken)
    {
        session.Know(tenants);
        foreach (ArchiveTable table in list.Tables)
        {
            TableShape shape = ArchiveFile.ShapeOf(table);
            ArchiveTable stored = ArchiveFile.WriteTable(Stream.Null, session, shape, null, cancellationToken);
            bool isWhole = table.Columns.SequenceEqual(stored.Columns);
            if (stored.Rows != table.Rows || (isWhole && stored.Hash != table.Hash))
                throw new InvalidDataException($"Table {table.Name} was not stored as it is in the archive ({stored.Rows} of {table.Rows} rows); nothing was kept.");
        }
    }

    private static void Renew(SqlSession session, ArchiveManifest list)
    {
        session.Run("update store_fact set value = ?1 where name = 'epoch'", session.Ids.Next());
        OutboxStore.Hold(session, string.Create(CultureInfo.InvariantCulture, $"restored from the backup of {list.At:yyyy-MM-dd HH:mm:ss} UTC: what was sent after it would be sent again"));
    }
}
