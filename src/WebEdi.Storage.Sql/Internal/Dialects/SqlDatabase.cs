namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A database: transactions of one tenant (or of the installation), written and read by the same statements in every dialect.</summary>
/// <remarks>Work is written without waiting in between: a session belongs to one thread at a time, and a transaction is short.</remarks>
internal abstract class SqlDatabase : IAsyncDisposable
{
    /// <summary>Gets the number of the last migration; 0: not opened yet.</summary>
    public int SchemaVersion { get; protected set; }

    /// <summary>Gets how many order lines may be kept in memory to list them.</summary>
    public abstract int LinesInMemory { get; }

    /// <summary>Gets identities and running numbers.</summary>
    public abstract IdSource Ids { get; }

    /// <summary>Creates or upgrades the schema; a server that does not answer yet is waited for.</summary>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Waits until a process tells of work; where nobody tells, until the token ends it.</summary>
    public virtual Task WaitForWorkAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    /// <summary>Lists the tenants that have ever written: work is looked for tenant by tenant, so that every statement concerns one of them.</summary>
    public abstract Task<IReadOnlyList<string?>> ListTenantsAsync(CancellationToken cancellationToken);

    /// <summary>Runs work as one transaction. It may be run again when the database asks for that before the commit.</summary>
    /// <param name="scope">Whose rows are concerned, and whom the transaction keeps waiting.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<T> WriteAsync<T>(SqlScope scope, Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        WriteAsync(scope, session => new ValueTask<T>(work(session)), isRepeatable: true, cancellationToken);

    /// <summary>The same for work without a result.</summary>
    public Task WriteAsync(SqlScope scope, Action<SqlSession> work, CancellationToken cancellationToken) => WriteAsync(
        scope,
        session =>
        {
            work(session);
            return true;
        },
        cancellationToken);

    /// <summary>The same for work that waits for something at hand, such as a spooled file.</summary>
    /// <param name="scope">Whose rows are concerned, and whom the transaction keeps waiting.</param>
    /// <param name="work">The work.</param>
    /// <param name="isRepeatable">Whether the work may be run again.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public abstract Task<T> WriteAsync<T>(SqlScope scope, Func<SqlSession, ValueTask<T>> work, bool isRepeatable, CancellationToken cancellationToken);

    /// <summary>Answers a question from one snapshot.</summary>
    /// <param name="tenant">The tenant; null: about the installation.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract Task<T> ReadAsync<T>(string? tenant, Func<SqlSession, T> question, CancellationToken cancellationToken);

    /// <summary>Takes what was deleted out of the files of the database too.</summary>
    /// <param name="tables">The tables that something was deleted from.</param>
    /// <param name="cancellationToken">Stops between two tables.</param>
    public abstract Task CompactAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken);

    /// <summary>Looks at what can be wrong with this kind of database.</summary>
    public abstract Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Whose rows a transaction writes.</summary>
/// <param name="Tenant">The tenant; null: rows of the installation (people, keys, facts).</param>
/// <param name="Lane">What it must be alone with.</param>
/// <param name="ByIndexes">
/// Whether its statements go by the indexes, however many rows a table is believed to have: a queue fills and empties between two looks at its statistics,
/// and a plan for a short one reads the whole of a long one at every step.
/// </param>
internal readonly record struct SqlScope(string? Tenant, Lane Lane = Lane.Free, bool ByIndexes = false);

/// <summary>What a transaction must be alone with in its tenant: numbers without gaps, sums and comparisons before a write need it.</summary>
/// <remarks>SQLite has one writer anyway; elsewhere a row per tenant and lane is locked until the commit.</remarks>
internal enum Lane
{
    /// <summary>Nothing: its rows are found and changed by one statement each.</summary>
    Free,

    /// <summary>The door: receipts and their keys.</summary>
    Inbox,

    /// <summary>Orders, their lines and replies, the feed.</summary>
    Orders,

    /// <summary>What is set up: maps, profiles, tables, people.</summary>
    Settings,
}
