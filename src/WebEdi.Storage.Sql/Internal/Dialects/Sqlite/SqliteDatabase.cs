using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SQLitePCL;
using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Schema;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A SQLite file: one writer at a time, several readers beside it (WAL), every commit on the disk (synchronous=FULL).</summary>
/// <remarks>
/// The clock of leases and due times is this process's <see cref="TimeProvider"/>: an embedded database has no other clock, and one host uses it.
/// </remarks>
internal sealed class SqliteDatabase(IOptions<SqliteOptions> options, TimeProvider clock, ILogger<SqliteDatabase> logger) : SqlDatabase
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(options.Value.ReadConnections, options.Value.ReadConnections);
    private readonly Stack<SqliteSession> _readers = new();
    private SqliteSession? _writer;
    private bool _isDisposed;

    static SqliteDatabase() => Batteries_V2.Init();

    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.Path);

    public override int LinesInMemory { get; } = options.Value.LinesInMemory;

    public override IdSource Ids { get; } = new(clock);

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Writer();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>One process and one clock: all tenants are looked at in one go.</summary>
    public override Task<IReadOnlyList<string?>> ListTenantsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string?>>([null]);

    /// <summary>Takes the writer's place first, so that the work never fails half-way for another writer, and never has to be run again.</summary>
    public override async Task<T> WriteAsync<T>(SqlScope scope, Func<SqlSession, ValueTask<T>> work, bool isRepeatable, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteSession session = Writer();
            session.Run("begin immediate");
            try
            {
                T result = await work(session).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                session.Run("commit");
                return result;
            }
            catch
            {
                Abandon(session);
                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async Task<T> ReadAsync<T>(string? tenant, Func<SqlSession, T> question, CancellationToken cancellationToken)
    {
        if (_writer is null)
            await OpenAsync(cancellationToken).ConfigureAwait(false);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteSession session = Reader();
            try
            {
                session.Run("begin");
                T result = question(session);
                session.Run("commit");
                Return(session);
                return result;
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Deleted text is overwritten (secure_delete), but lives on in the write-ahead log until that is folded back.</summary>
    public override async Task CompactAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteSession session = Writer();
            Truncate(session);
            session.Script("vacuum");
            Truncate(session);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static void Truncate(SqliteSession session)
    {
        if (session.Number("pragma wal_checkpoint(truncate)") != 0)
            throw new EdiStoreException("Somebody reads from the database, so that its log cannot be emptied: stop the hosts, or try again.", isTransient: true);
    }

    public override Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<StoreFinding>>(
        null,
        session =>
        {
            List<string> faults = session.List("pragma quick_check(20)", static row => row.Text(0));
            bool isSound = faults is ["ok"];
            long bytes = session.Number("pragma page_count") * session.Number("pragma page_size");
            return
            [
                new StoreFinding("file", FindingLevel.Good, $"{Path}, {bytes / 1024 / 1024} MiB"),
                new StoreFinding("integrity", isSound ? FindingLevel.Good : FindingLevel.Fault, isSound ? "every page and index is sound" : $"restore a backup: {string.Join("; ", faults)}"),
            ];
        },
        cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        for (int i = 0; i < options.Value.ReadConnections; i++)
            await _reading.WaitAsync().ConfigureAwait(false);
        _isDisposed = true;
        lock (_readers)
        {
            while (_readers.TryPop(out SqliteSession? reader))
                reader.Dispose();
        }

        // Last, so that SQLite folds the write-ahead log back into the file.
        _writer?.Dispose();
        _writer = null;

        // Whoever still waits gets in and is told; the semaphores own nothing that must be disposed.
        _reading.Release(options.Value.ReadConnections);
        _writing.Release();
    }

    private SqliteSession Writer()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_writer is not null)
            return _writer;

        FileSystems.RefuseNetwork(Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        SqliteSession session = SqliteSession.Open(Path, readOnly: false, options.Value.BusyTimeout, Ids);
        try
        {
            Configure(session);
            SchemaVersion = Migrate(session);
            Log.DatabaseOpened(logger, Path, SchemaVersion);
            return _writer = session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private int Migrate(SqliteSession session)
    {
        session.Script("begin immediate");
        try
        {
            int version = Migrator.Migrate(session, "Sqlite", clock.GetUtcNow(), logger);
            session.Script("commit");
            return version;
        }
        catch
        {
            session.Script("rollback");
            throw;
        }
    }

    /// <summary>Sets the modes that the promises rest on and reads them back: a driver or a build of SQLite may have other ideas.</summary>
    private static void Configure(SqliteSession session)
    {
        Demand(session, "pragma journal_mode = wal", "pragma journal_mode", "wal");
        Demand(session, "pragma synchronous = full", "pragma synchronous", "2");
        Demand(session, "pragma secure_delete = on", "pragma secure_delete", "1");
        Demand(session, "pragma foreign_keys = on", "pragma foreign_keys", "1");
        session.Script("pragma cache_size = -32768; pragma temp_store = memory; pragma journal_size_limit = 67108864; pragma wal_autocheckpoint = 16000;");
    }

    private static void Demand(SqliteSession session, string set, string get, string expected)
    {
        session.Script(set);
        string? found = session.Find(get, static row => row.Text(0));
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
            throw new EdiStoreException($"The database answered '{found}' to '{set}'; expected '{expected}'. Use a local file system and an unmodified SQLite.", isTransient: false);
    }

    /// <summary>Rolls back; a connection that cannot even do that is replaced by a new one at the next use.</summary>
    private void Abandon(SqliteSession session)
    {
        try
        {
            if (raw.sqlite3_get_autocommit(session.Handle) == 0)
                session.Run("rollback");
        }
        catch (EdiStoreException exception)
        {
            Log.ConnectionDropped(logger, exception);
            session.Dispose();
            _writer = null;
        }
    }

    private SqliteSession Reader()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_readers)
        {
            if (_readers.TryPop(out SqliteSession? idle))
                return idle;
        }

        SqliteSession session = SqliteSession.Open(Path, readOnly: true, options.Value.BusyTimeout, Ids);
        session.Script("pragma query_only = on; pragma cache_size = -65536; pragma temp_store = memory;");
        return session;
    }

    private void Return(SqliteSession session)
    {
        lock (_readers)
            _readers.Push(session);
    }
}
