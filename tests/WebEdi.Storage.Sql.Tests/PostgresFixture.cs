using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using WebEdi.Storage.Sql.Internal.Dialects;
using WebEdi.Storage.Sql.Internal.Stores;
using WebEdi.Storage.Sql.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace WebEdi.Storage.Sql.Tests;

/// <summary>One server for all tests, started by the first that needs it. Nothing of it must survive a power cut, so it does not wait for the disk.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    /// <summary>The database that a test's own is a copy of: the schema is there, and its clock is a number that tests set.</summary>
    private const string Template = "webedi_template";

    private static readonly Lazy<Task<PostgresServer.PostgresServer>> Shared = new(StartAsync);

    /// <summary>Makes an empty store's database for a test, skipped where there is no server.</summary>
    public static async Task<string> CreateDatabaseAsync(string directory)
    {
        Assert.SkipUnless(PostgresServer.PostgresServer.IsInstalled || Environment.GetEnvironmentVariable("CI") == "true", "PostgreSQL is not installed (Debian: postgresql).");
        return await (await Shared.Value).CreateDatabaseAsync(NameOf(directory), Template);
    }

    /// <summary>Gets the server.</summary>
    public static Task<PostgresServer.PostgresServer> ServerAsync() => Shared.Value;

    /// <summary>Tells where the database of a test is.</summary>
    public static string ConnectionString(string directory, string user = "webedi") => Shared.Value.Result.ConnectionString(NameOf(directory), user);

    /// <summary>Drops the database of a test.</summary>
    public static async Task DropDatabaseAsync(string directory) => await (await Shared.Value).RunSqlAsync("postgres", $"drop database if exists {NameOf(directory)} with (force)");

    /// <summary>Sets the database's clock.</summary>
    public static async Task SetClockAsync(string directory, DateTimeOffset now) =>
        await (await Shared.Value).RunSqlAsync(NameOf(directory), $"update clock set now = {SqlTime.From(now)}");

    internal static SqlStore Create(string connectionString, TimeProvider clock, int linesInMemory = 2_000_000) => new(Database(connectionString, clock, linesInMemory));

    internal static PostgresDatabase Database(string connectionString, TimeProvider clock, int linesInMemory = 2_000_000) => new(
        Options.Create(new PostgreSqlOptions { ConnectionString = connectionString, Connections = 6, LinesInMemory = linesInMemory }), clock, NullLogger<PostgresDatabase>.Instance);

    public async ValueTask DisposeAsync()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }

    private static string NameOf(string directory) => string.Concat(Path.GetFileName(directory).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static async Task<PostgresServer.PostgresServer> StartAsync()
    {
        PostgresServer.PostgresServer server = await PostgresServer.PostgresServer.StartAsync("-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300");
        string template = await server.CreateDatabaseAsync(Template);
        await using (SqlStore store = Create(template + ";Pooling=false", TimeProvider.System))
            await store.OpenAsync();
        await server.RunSqlAsync(
            Template,
            """
            create table clock (now bigint not null);
            insert into clock values (0);
            grant select on clock to webedi;
            create or replace function webedi_now() returns bigint language sql volatile as 'select now from clock';
            """);
        NpgsqlConnection.ClearAllPools();
        return server;
    }
}

/// <summary>A database of a test's own on the server of all tests.</summary>
internal sealed class PostgresSurroundings : WebEdi.ProviderContracts.IStoreSurroundings
{
    public static PostgresSurroundings Instance { get; } = new();

    public async Task PrepareAsync(string directory, DateTimeOffset now)
    {
        await PostgresFixture.CreateDatabaseAsync(directory);
        await SetClockAsync(directory, now);
    }

    public Task SetClockAsync(string directory, DateTimeOffset now) => PostgresFixture.SetClockAsync(directory, now);

    public Task RemoveAsync(string directory) => PostgresFixture.DropDatabaseAsync(directory);
}
