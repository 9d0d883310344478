using SQLitePCL;
using WebEdi.Diagnostics;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A connection to a SQLite file.</summary>
internal sealed class SqliteSession : SqlSession
{
    private const int MaxStatements = 400;

    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(sqlite3 handle, IdSource ids) => (Handle, Ids) = (handle, ids);

    public sqlite3 Handle { get; }

    public override DateTimeOffset Now => Ids.Now;

    public override IdSource Ids { get; }

    public override SqlWords Words => SqliteWords.Instance;

    public static SqliteSession Open(string path, bool readOnly, TimeSpan busyTimeout, IdSource ids)
    {
        int flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        int result = raw.sqlite3_open_v2(path, out sqlite3 handle, flags, null);
        SqliteSession session = new(handle, ids);
        try
        {
            session.Check(result);
            raw.sqlite3_extended_result_codes(handle, 1);
            session.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
        Handle.Dispose();
        base.Dispose();
    }

    /// <summary>Returns the prepared statement for a constant text.</summary>
    public override SqlStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out SqliteStatement? known))
            return known;

        if (_statements.Count >= MaxStatements)
        {
            foreach (SqliteStatement old in _statements.Values)
                old.Dispose();
            _statements.Clear();
        }

        Check(raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement));
        SqliteStatement prepared = new(this, statement);
        _statements.Add(sql, prepared);
        return prepared;
    }

    public override SqlBulk Bulk(string table, string columns, string conflict = "") => new SqliteBulk(Prepare(SqliteBulk.Insert(table, columns, conflict)));

    public override void Script(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>Turns an error of SQLite into the store's exception.</summary>
    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW)
            return;

        throw SqliteErrors.Translate(result, raw.sqlite3_errmsg(Handle).utf8_to_string());
    }
}

/// <summary>Which errors of SQLite pass by themselves.</summary>
internal static class SqliteErrors
{
    public static EdiStoreException Translate(int extendedResult, string message)
    {
        int result = extendedResult & 0xFF;
        bool isTransient = result is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM
            or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PROTOCOL or raw.SQLITE_INTERRUPT;
        string what = result switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "The database is busy",
            raw.SQLITE_FULL => "The disk is full",
            raw.SQLITE_IOERR => "The disk reported an error",
            raw.SQLITE_READONLY => "The database is read-only",
            raw.SQLITE_CANTOPEN => "The database cannot be opened",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The file is not a sound SQLite database",
            _ => "The database refused",
        };
        return new EdiStoreException($"{what} (SQLite {result}/{extendedResult}: {message}).", isTransient);
    }
}
