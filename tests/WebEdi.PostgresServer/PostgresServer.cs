using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WebEdi.PostgresServer;

/// <summary>A PostgreSQL server of a test's own: a cluster in a temporary folder, on loopback only.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Waits until this process has ended, however it ended, and takes the server and its folder away: the pipe that it reads from closes by itself.</summary>
    private const string Guarding =
        """
        cat >/dev/null
        server=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$server" && while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
        umount -l "$1" 2>/dev/null
        rm -rf "$1"
        """;

    private readonly string _folder;
    private readonly string _binaries;
    private readonly string _settings;
    private readonly Process _guard;

    private PostgresServer(string binaries, string folder, int port, string settings)
    {
        (_binaries, _folder, Port, _settings) = (binaries, folder, port, settings);
        _guard = Process.Start(new ProcessStartInfo("setsid", ["/bin/sh", "-c", Guarding, "guard", folder]) { RedirectStandardInput = true, RedirectStandardError = true })!;
    }

    /// <summary>Gets the port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Gets the folder of the cluster.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Gets a value indicating whether the machine has PostgreSQL.</summary>
    public static bool IsInstalled => Find() is not null;

    /// <summary>Makes and starts a server.</summary>
    /// <param name="settings">Further settings, as on the command line of postgres: "-c fsync=off".</param>
    /// <param name="prepare">What is done to its folder before the cluster is made in it.</param>
    public static async Task<PostgresServer> StartAsync(string settings = "", Action<string>? prepare = null)
    {
        string binaries = Find() ?? throw new InvalidOperationException("PostgreSQL is not installed (Debian: postgresql).");
        string folder = Directory.CreateTempSubdirectory("webedi-pg-").FullName;
        PostgresServer server = new(binaries, folder, FreePort(), settings);
        prepare?.Invoke(folder);
        if (Environment.UserName == "root")
            await RunAsync("chown", "postgres", folder);
        await server.PostgresAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server, after it was stopped.</summary>
    public Task StartAgainAsync() => PostgresAsync(
        "pg_ctl", "start", "-w", "-t", "60", "-D", Data, "-l", Path.Combine(_folder, "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} {_settings}"));

    /// <summary>Starts the server when it does not run; one that recovers by itself is left alone.</summary>
    public async Task StartIfItEndedAsync()
    {
        try
        {
            await PostgresAsync("pg_ctl", "status", "-D", Data);
        }
        catch (InvalidOperationException)
        {
            await StartAgainAsync();
        }
    }

    /// <summary>Stops the server.</summary>
    /// <param name="mode">smart, fast or immediate (without a checkpoint, like a crash).</param>
    public Task StopAsync(string mode = "fast") => PostgresAsync("pg_ctl", "stop", "-w", "-t", "60", "-m", mode, "-D", Data);

    /// <summary>Makes a database that an ordinary user owns.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="template">The database that it is a copy of.</param>
    /// <returns>The connection string of its owner.</returns>
    public async Task<string> CreateDatabaseAsync(string name, string template = "template1")
    {
        await RunSqlAsync("postgres", "do $$ begin create role webedi login; exception when duplicate_object then null; end $$");
        await RunSqlAsync("postgres", $"create database {name} owner webedi template {template}");
        return ConnectionString(name, "webedi");
    }

    /// <summary>Runs statements as the superuser.</summary>
    public async Task RunSqlAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString(database, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks for a number as the superuser.</summary>
    public async Task<long> ReadNumberAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString(database, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Tells how a database is reached.</summary>
    public string ConnectionString(string database, string user) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={user}");

    public async ValueTask DisposeAsync()
    {
        await StopAsync("immediate");
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static string? Find()
    {
        if (!Directory.Exists("/usr/lib/postgresql"))
            return null;

        return Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out int version) ? version : 0)
            .Select(d => Path.Combine(d, "bin"))
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root.
    private Task PostgresAsync(string program, params string[] arguments)
    {
        string path = Path.Combine(_binaries, program);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits the handles: its output goes to its log, so that nothing waits for the end of a pipe.
        ProcessStartInfo start = new("/bin/sh") { ArgumentList = { "-c", "\"$0\" \"$@\" >/dev/null 2>\"$WEBEDI_ERRORS\"", program } };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        string errors = Path.GetTempFileName();
        start.Environment["WEBEDI_ERRORS"] = errors;
        start.WorkingDirectory = "/";
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        string text = await File.ReadAllTextAsync(errors);
        File.Delete(errors);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}. {text}");
    }
}
