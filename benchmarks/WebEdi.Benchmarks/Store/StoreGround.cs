using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using WebEdi.Storage.Sql;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;

namespace WebEdi.Benchmarks.Store;

/// <summary>A kind of database: empty ones with the tables of the store, and the fastest way of its driver to put rows into them.</summary>
internal abstract class StoreGround : IAsyncDisposable
{
    /// <summary>Makes an empty database with all tables.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> MakeAsync()
    {
        string name = await NewAsync();
        await using SqlStore store = Open(name);
        await store.OpenAsync();
        return name;
    }

    public abstract SqlStore Open(string name);

    public abstract Task<DbConnection> ConnectAsync(string name);

    /// <summary>Puts rows into the tables: the raw path.</summary>
    public abstract Task LoadAsync(DbConnection connection, IReadOnlyList<TableRows> tables, int batches);

    /// <summary>Tells EF Core which database it works with.</summary>
    public abstract void Use(DbContextOptionsBuilder options, DbConnection connection);

    public abstract ValueTask DisposeAsync();

    protected abstract Task<string> NewAsync();
}

/// <summary>SQLite: WAL, synchronous FULL, the same cache as the store; one prepared statement per table, one transaction per batch.</summary>
internal sealed class SqliteGround : StoreGround
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webedi-bench-");
    private int _databases;

    public override SqlStore Open(string name) => BenchmarkOrders.Open(name);

    public override async Task<DbConnection> ConnectAsync(string name)
    {
        SqliteConnection connection = new($"Data Source={name};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand set = connection.CreateCommand();
        set.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma cache_size = -32768; pragma temp_store = memory; pragma wal_autocheckpoint = 16000";
        await set.ExecuteNonQueryAsync();
        return connection;
    }

    public override async Task LoadAsync(DbConnection connection, IReadOnlyList<TableRows> tables, int batches)
    {
        List<(SqliteCommand Command, TableRows Table)> inserts = [.. tables.Select(t => (Prepare((SqliteConnection)connection, t), t))];
        for (int batch = 0; batch < batches; batch++)
        {
            await using DbTransaction transaction = await connection.BeginTransactionAsync();
            foreach ((SqliteCommand command, TableRows table) in inserts)
            {
                command.Transaction = (SqliteTransaction)transaction;
                foreach (object?[] row in table.Batch(batch, batches))
                {
                    for (int i = 0; i < row.Length; i++)
                        command.Parameters[i].Value = row[i] ?? DBNull.Value;
                    command.ExecuteNonQuery();
                }
            }

            await transaction.CommitAsync();
        }

        inserts.ForEach(i => i.Command.Dispose());
    }

    public override void Use(DbContextOptionsBuilder options, DbConnection connection) => options.UseSqlite(connection);

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override Task<string> NewAsync() => Task.FromResult(Path.Combine(_folder.FullName, $"{_databases++}.db"));

    private static SqliteCommand Prepare(SqliteConnection connection, TableRows table)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"insert into {table.Shape.Name} ({table.Shape.List}) values ({string.Join(", ", table.Shape.Columns.Select((_, i) => $"$p{i}"))})";
        for (int i = 0; i < table.Shape.Columns.Count; i++)
            command.Parameters.Add(new SqliteParameter($"$p{i}", null));
        return command;
    }
}

/// <summary>PostgreSQL: binary COPY into each table, one transaction per batch, as a superuser whom row-level security does not stop; bodies are compressed as the store does.</summary>
internal sealed class PostgresGround : StoreGround
{
    private readonly PostgresServer.PostgresServer _server;
    private int _databases;

    private PostgresGround(PostgresServer.PostgresServer server) => _server = server;

    public static async Task<StoreGround> StartAsync() =>
        new PostgresGround(await PostgresServer.PostgresServer.StartAsync("-c shared_buffers=512MB -c max_wal_size=4GB"));

    public override SqlStore Open(string name) => new(new PostgresDatabase(
        Options.Create(new PostgreSqlOptions { ConnectionString = _server.ConnectionString(name, "webedi") }), TimeProvider.System, NullLogger<PostgresDatabase>.Instance));

    public override async Task<DbConnection> ConnectAsync(string name)
    {
        NpgsqlConnection connection = new(_server.ConnectionString(name, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand set = new("select set_config(name, 'lz4', false) from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)", connection);
        await set.ExecuteNonQueryAsync();
        return connection;
    }

    public override async Task LoadAsync(DbConnection connection, IReadOnlyList<TableRows> tables, int batches)
    {
        NpgsqlConnection postgres = (NpgsqlConnection)connection;
        for (int batch = 0; batch < batches; batch++)
        {
            await using NpgsqlTransaction transaction = await postgres.BeginTransactionAsync();
            foreach (TableRows table in tables)
            {
                await using NpgsqlBinaryImporter copy = await postgres.BeginBinaryImportAsync($"copy {table.Shape.Name} ({table.Shape.List}) from stdin (format binary)");
                foreach (object?[] row in table.Batch(batch, batches))
                {
                    copy.StartRow();
                    foreach (object? value in row)
                        Write(copy, value);
                }

                await copy.CompleteAsync();
            }

            await transaction.CommitAsync();
        }
    }

    public override void Use(DbContextOptionsBuilder options, DbConnection connection) => options.UseNpgsql(connection);

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override async Task<string> NewAsync()
    {
        string name = $"bench{_databases++}";
        await _server.CreateDatabaseAsync(name);
        return name;
    }

    private static void Write(NpgsqlBinaryImporter copy, object? value)
    {
        switch (value)
        {
            case null: copy.WriteNull(); break;
            case string text: copy.Write(text); break;
            case long number: copy.Write(number); break;
            case int number: copy.Write(number); break;
            case short number: copy.Write(number); break;
            case byte[] bytes: copy.Write(bytes); break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }
}
