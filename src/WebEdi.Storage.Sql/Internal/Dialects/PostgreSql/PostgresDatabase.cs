using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Schema;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A PostgreSQL database, used by any number of hosts at the same time.</summary>
/// <remarks>
/// Every transaction names its tenant to the row-level security. Those that give out numbers without gaps lock a row of their lane first; all
/// others rely on the locks of the rows that they change. Nothing depends on a session: a pooler that gives out connections by transaction is fine.
/// </remarks>
internal sealed class PostgresDatabase : SqlDatabase
{
    /// <summary>How often work is run again that the database could not do beside others' (deadlock, serialization).</summary>
    private const int MaxRuns = 5;

    /// <summary>The lock that is held while the schema is changed: any number of hosts may start at the same time.</summary>
    private const long MigrationLock = 0x5765_6245_6469;

    private readonly NpgsqlDataSource _source;
    private readonly SqlThreads _threads;
    private readonly PostgreSqlOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<PostgresDatabase> _logger;
    private NpgsqlConnection? _listening;
    private PostgresSettings? _settings;

    public PostgresDatabase(IOptions<PostgreSqlOptions> options, TimeProvider clock, ILogger<PostgresDatabase> logger)
    {
        _options = options.Value;
        (_clock, _logger) = (clock, logger);
        Ids = new IdSource(clock);
        _threads = new SqlThreads(_options.Connections);
        NpgsqlConnectionStringBuilder connection = new(_options.ConnectionString)
        {
            ApplicationName = "webedi",
            MaxPoolSize = _options.Connections + 1,
            CommandTimeout = (int)_options.CommandTimeout.TotalSeconds,
            KeepAlive = 30,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false,

            // Nothing is set for longer than a transaction; the tables that rows are copied into stay.
            NoResetOnClose = true,
        };
        _source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }

    public override int LinesInMemory => _options.LinesInMemory;

    public override IdSource Ids { get; }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                await MigrateAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (EdiStoreException exception) when (exception.IsTransient)
            {
                TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(500 << Math.Min(tries, 6), 15_000));
                Log.ServerAwaited(_logger, exception.Message, pause);
                await Task.Delay(pause, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async Task WaitForWorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection? connection = Interlocked.Exchange(ref _listening, null);
            if (connection is null)
            {
                connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                using NpgsqlCommand listen = new($"listen {PostgresSession.Channel}", connection);
                await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            try
            {
                await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
                _listening = connection;
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    private Task<bool> MigrateAsync(CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            using NpgsqlConnection connection = Connect();
            using PostgresSession session = PostgresSession.Begin(connection, default, isReading: false, Ids, clock: PostgresSession.ClockWithoutSchema);
            session.Number("select 1 from pg_advisory_xact_lock(?1)", MigrationLock);
            int version = Migrator.Migrate(session, "PostgreSql", session.Now, _logger);
            PostgresMonths.MakeAhead(session);
            _settings = PostgresSettings.Read(session);
            session.Commit();
            SchemaVersion = version;
            Log.ServerOpened(_logger, connection.Host ?? "", connection.Database, SchemaVersion);
            return true;
        },
        cancellationToken);

    public override Task<IReadOnlyList<string?>> ListTenantsAsync(CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<string?>>(
        null, static session => session.List<string?>("select distinct tenant from lane where tenant <> '' order by tenant", static row => row.Text(0)), cancellationToken);

    public override async Task<T> WriteAsync<T>(SqlScope scope, Func<SqlSession, ValueTask<T>> work, bool isRepeatable, CancellationToken cancellationToken)
    {
        if (SchemaVersion == 0)
            await MigrateAsync(cancellationToken).ConfigureAwait(false);

        return await RunAsync(() => Write(scope, work, isRepeatable ? MaxRuns : 1, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public override async Task<T> ReadAsync<T>(string? tenant, Func<SqlSession, T> question, CancellationToken cancellationToken)
    {
        if (SchemaVersion == 0)
            await MigrateAsync(cancellationToken).ConfigureAwait(false);

        return await RunAsync(
            () =>
            {
                using NpgsqlConnection connection = Connect();
                using PostgresSession session = PostgresSession.Begin(connection, new SqlScope(tenant), isReading: true, Ids);
                T answer = question(session);
                session.Commit();
                return answer;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the tables anew; what was deleted lives on only in the server's log until that is recycled.</summary>
    public override Task CompactAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            using NpgsqlConnection connection = Connect();
            foreach (string table in tables)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using NpgsqlCommand vacuum = new($"vacuum (full) {table}", connection) { CommandTimeout = 0 };
                vacuum.ExecuteNonQuery();
            }

            return true;
        },
        cancellationToken);

    public override Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<StoreFinding>>(null, session => PostgresExamination.Run(session, _clock.GetUtcNow()), cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        _threads.Dispose();
        if (Interlocked.Exchange(ref _listening, null) is { } connection)
            await connection.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private T Write<T>(SqlScope scope, Func<SqlSession, ValueTask<T>> work, int runs, CancellationToken cancellationToken)
    {
        for (int run = 1; ; run++)
        {
            try
            {
                using NpgsqlConnection connection = Connect();
                using PostgresSession session = PostgresSession.Begin(connection, scope, isReading: false, Ids, _settings);
                T result = work(session).AsTask().GetAwaiter().GetResult();
                cancellationToken.ThrowIfCancellationRequested();
                session.Commit();
                return result;
            }
            catch (PostgresException exception) when (PostgresErrors.IsConflict(exception) && run < runs)
            {
                Log.RunAgain(_logger, exception.SqlState, run);
            }
        }
    }

    private NpgsqlConnection Connect()
    {
        NpgsqlConnection connection = _source.CreateConnection();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _threads.RunAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
        catch (Exception exception) when (exception is TimeoutException or System.Net.Sockets.SocketException or IOException)
        {
            throw new EdiStoreException($"The database server does not answer ({exception.Message}).", isTransient: true, exception);
        }
    }
}
