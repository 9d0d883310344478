using System.Collections.Concurrent;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>A transaction on a connection to PostgreSQL.</summary>
internal sealed class PostgresSession : SqlSession
{
    /// <summary>The channel on which hosts tell each other of work; the text is the tenant.</summary>
    public const string Channel = "webedi_work";

    /// <summary>The database's clock, and the same where the schema is not there yet.</summary>
    public const string Clock = "webedi_now()";
    public const string ClockWithoutSchema = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

    private static readonly ConcurrentDictionary<(string Table, string Columns), string> LoadNames = new();

    private readonly Dictionary<string, PostgresStatement> _statements = new(StringComparer.Ordinal);
    private readonly NpgsqlTransaction _transaction;
    private readonly SqlScope _scope;
    private readonly HashSet<string> _loads = new(StringComparer.Ordinal);
    private NpgsqlBatchCommand? _beginning;
    private long _now;
    private bool _wakes;

    private PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, SqlScope scope, IdSource ids) =>
        (Connection, _transaction, _scope, Ids) = (connection, transaction, scope, ids);

    public NpgsqlConnection Connection { get; }

    /// <summary>Gets the time of the database's clock when the transaction began.</summary>
    public override DateTimeOffset Now => SqlTime.To(NowMicroseconds);

    public override IdSource Ids { get; }

    public override SqlWords Words => PostgresWords.Instance;

    private long NowMicroseconds
    {
        get
        {
            if (TakeBeginning() is { } beginning)
                Begin([beginning]);
            return _now;
        }
    }

    /// <summary>Begins: names the tenant, asks the clock and takes the lane, in one round trip; for reading in that of the first question.</summary>
    public static PostgresSession Begin(
        NpgsqlConnection connection, SqlScope scope, bool isReading, IdSource ids, PostgresSettings? settings = null, string clock = Clock)
    {
        NpgsqlTransaction transaction = connection.BeginTransaction(isReading ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted);
        PostgresSession session = new(connection, transaction, scope, ids);
        try
        {
            if (isReading)
                session._beginning = Named("select set_config('webedi.tenant', $1, true), set_config('transaction_read_only', 'on', true), " + clock, scope);
            else
                session.Begin(Beginnings(scope, settings ?? PostgresSettings.Unasked, clock));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public override SqlStatement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out PostgresStatement? known))
            _statements.Add(sql, known = new PostgresStatement(this, PostgresText.Of(sql)));
        return known;
    }

    public override SqlBulk Bulk(string table, string columns, string conflict = "") => new PostgresBulk(this, table, columns, conflict);

    public override List<T> Move<T>(string from, string where, string into, string columns, string what, Func<SqlStatement, T> map, params ReadOnlySpan<SqlValue> values) => List(
        $"with gone as (delete from {from} where {where} returning {what}), kept as (insert into {into} ({columns}) select * from gone) select * from gone", map, values);

    public override void Wake() => _wakes = true;

    public override IReadOnlyList<string?> Tenants() => [.. List<string?>("select tenant from lane union select id from tenant union select ''", static row => row.Text(0)).Order(StringComparer.Ordinal)];

    public override void Use(string tenant) => Prepare("select set_config('webedi.tenant', ?1, true)").First(static _ => true, out _, tenant);

    public override void Know(IEnumerable<string> tenants)
    {
        foreach (string tenant in tenants)
            Run("insert into lane (tenant, lane, taken) values (?1, 0, 0) on conflict do nothing", tenant);
    }

    public override void MakeMonth(string table, DateTimeOffset month) => PostgresMonths.Make(this, table, new DateOnly(month.Year, month.Month, 1));

    public override void MakeMonthsAhead() => PostgresMonths.MakeAhead(this);

    public override long DropMonths(string table, DateTimeOffset before) => PostgresMonths.Drop(this, table, before);

    public override void Forget(string tenant) => Run("delete from lane where tenant = ?1", tenant);

    /// <summary>The table that rows for a real one are copied into; empty. It stays with the connection, its rows go with the transaction.</summary>
    public string LoadFor(string table, string columns)
    {
        // Making a table costs more than filling it. Its name says all about it, so that whoever finds it may use it.
        string load = LoadNames.GetOrAdd((table, columns), static of => $"load_{of.Table}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of.Columns)))[..8]}");
        Script(_loads.Add(load) ? $"create temporary table if not exists {load} on commit delete rows as select {columns} from {table} with no data" : $"truncate {load}");
        return load;
    }

    public override void Script(string sql)
    {
        using NpgsqlCommand command = new(sql, Connection);
        command.ExecuteNonQuery();
    }

    public void Commit()
    {
        if (_wakes)
            Run("select pg_notify(?1, ?2)", Channel, _scope.Tenant ?? "");
        _transaction.Commit();
    }

    public override void Dispose()
    {
        foreach (PostgresStatement statement in _statements.Values)
            statement.Dispose();
        _transaction.Dispose();
        base.Dispose();
    }

    /// <summary>Hands out what must go before the first question; null: it has gone.</summary>
    public NpgsqlBatchCommand? TakeBeginning()
    {
        NpgsqlBatchCommand? beginning = _beginning;
        _beginning = null;
        return beginning;
    }

    /// <summary>Reads what the beginning gave.</summary>
    public void ReadBeginning(NpgsqlDataReader reader)
    {
        if (reader.Read() && reader.GetFieldType(reader.FieldCount - 1) == typeof(long))
            _now = reader.GetInt64(reader.FieldCount - 1);
    }

    private void Begin(IEnumerable<NpgsqlBatchCommand> commands)
    {
        using NpgsqlBatch batch = new(Connection);
        foreach (NpgsqlBatchCommand command in commands)
            batch.BatchCommands.Add(command);
        using NpgsqlDataReader reader = batch.ExecuteReader();
        do
            ReadBeginning(reader);
        while (reader.NextResult());
    }

    /// <summary>The lane is taken before the clock is asked: whoever had it before must not have written a later time.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Beginnings(SqlScope scope, PostgresSettings settings, string clock)
    {
        const string TakeLane = "insert into lane (tenant, lane, taken) values ($1, $2, 1) on conflict (tenant, lane) do update set taken = lane.taken + 1";

        yield return Named(scope.ByIndexes ? settings.ByIndexes : settings.Writing, scope);
        if (scope.Lane != Lane.Free)
        {
            NpgsqlBatchCommand lane = Named(TakeLane, scope);
            lane.Parameters.Add(PostgresValue.Of((long)scope.Lane));
            yield return lane;
        }

        yield return new NpgsqlBatchCommand($"select {clock}");
    }

    private static NpgsqlBatchCommand Named(string sql, SqlScope scope) => new(sql) { Parameters = { PostgresValue.Of(scope.Tenant ?? "") } };
}
