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
    private bool _wakes;

    private PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, SqlScope scope, IdSource ids) =>
        (Connection, _transaction, _scope, Ids) = (connection, transaction, scope, ids);

    public NpgsqlConnection Connection { get; }

    /// <summary>Gets the time of the database's clock when the transaction began.</summary>
    public override DateTimeOffset Now => SqlTime.To(NowMicroseconds);

    public override IdSource Ids { get; }

    public override SqlWords Words => PostgresWords.Instance;

    private long NowMicroseconds { get; set; }

    /// <summary>Begins: names the tenant, asks the clock and takes the lane, in one round trip.</summary>
    public static PostgresSession Begin(NpgsqlConnection connection, SqlScope scope, bool isReading, IdSource ids, string clock = Clock)
    {
        NpgsqlTransaction transaction = connection.BeginTransaction(isReading ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted);
        PostgresSession session = new(connection, transaction, scope, ids);
        try
        {
            session.Begin(isReading, clock);
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
            _statements.Add(sql, known = new PostgresStatement(Connection, PostgresText.Of(sql)));
        return known;
    }

    public override SqlBulk Bulk(string table, string columns, string conflict = "") => new PostgresBulk(this, table, columns, conflict);

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

    private void Begin(bool isReading, string clock)
    {
        using NpgsqlBatch batch = new(Connection);

        // A plan that was kept since a table was empty reads the whole of it ever after.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(isReading
            ? "select set_config('webedi.tenant', $1, true), set_config('transaction_read_only', 'on', true)"
            : "select set_config('webedi.tenant', $1, true), set_config('plan_cache_mode', 'force_custom_plan', true)")
        { Parameters = { PostgresValue.Of(_scope.Tenant ?? "") } });
        if (_scope.Lane != Lane.Free)
            batch.BatchCommands.Add(TakeLane());
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select {clock}"));
        using NpgsqlDataReader reader = batch.ExecuteReader();
        do
        {
            if (reader.FieldCount == 1 && reader.Read() && reader.GetFieldType(0) == typeof(long))
                NowMicroseconds = reader.GetInt64(0);
        }
        while (reader.NextResult());
    }

    private NpgsqlBatchCommand TakeLane() => new("insert into lane (tenant, lane, taken) values ($1, $2, 1) on conflict (tenant, lane) do update set taken = lane.taken + 1")
    {
        Parameters = { PostgresValue.Of(_scope.Tenant ?? ""), PostgresValue.Of((long)_scope.Lane) },
    };
}
