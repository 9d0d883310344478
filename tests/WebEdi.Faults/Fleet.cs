using System.Globalization;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace WebEdi.Faults;

/// <summary>The hosts with what is around them: database server, relays, mail server.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webedi-faults-");
    private readonly List<HostUnderTest> _hosts = [];
    private readonly List<DatabaseRelay> _relays = [];
    private readonly Dictionary<string, string> _settings;
    private readonly Dictionary<string, MachineClock> _clocks = new(StringComparer.Ordinal);
    private PostgresServer.PostgresServer? _server;
    private SmallDisk? _disk;
    private Front? _front;
    private int _backups;
    private int _upgrades;

    private Fleet(HostBuild build, Ledger ledger, bool watchesFolder)
    {
        Build = build;
        Mail = new MailServer(ledger);
        _settings = new(StringComparer.Ordinal)
        {
            ["WEBEDI_Mail__Host"] = "127.0.0.1",
            ["WEBEDI_Mail__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
            ["WEBEDI_Mail__Security"] = "None",
            ["WEBEDI_Mail__Timeout"] = "00:00:05",
            ["WEBEDI_BatchLines"] = "40",
            ["WEBEDI_InlineBytes"] = "3000",
            ["WEBEDI_Lease"] = "00:00:05",
            ["WEBEDI_PollInterval"] = "00:00:00.5",
            ["WEBEDI_RetryDelay"] = "00:00:02",
            ["WEBEDI_MaxRetryDelay"] = "00:00:15",
            ["WEBEDI_UnknownDelay"] = "00:00:03",
            ["WEBEDI_Backup__Every"] = "00:01:00",
            ["WEBEDI_Limits__RequestsPerMinute"] = "100000",
            ["WEBEDI_Limits__CostlyPerMinute"] = "100000",
        };
        if (!watchesFolder)
            return;

        // The system that sends by the API puts its files into a folder too; all hosts watch the same one.
        _settings["WEBEDI_Folder__In"] = InFolder;
        _settings["WEBEDI_Folder__Tenant"] = Installation.Tenant;
        _settings["WEBEDI_Folder__Map"] = "faults";
        _settings["WEBEDI_Folder__StablePolls"] = "1";
        _settings["WEBEDI_Folder__PollInterval"] = "00:00:00.1";
    }

    public MailServer Mail { get; }

    /// <summary>Gets or sets the program of the verbs.</summary>
    public HostBuild Build { get; set; }

    public IReadOnlyList<HostUnderTest> Hosts => _hosts;

    /// <summary>Gets the relay of each host; empty without a server.</summary>
    public IReadOnlyList<DatabaseRelay> Relays => _relays;

    public PostgresServer.PostgresServer? Server => _server;

    /// <summary>Gets the disk that the data of all hosts lies on, or that of the database server; null: this process may not mount.</summary>
    public SmallDisk? Disk => _disk;

    /// <summary>Gets the addresses that the world outside knows: one for several hosts.</summary>
    public IReadOnlyList<Uri> Doors => _front is null ? [.. _hosts.Select(h => h.Address)] : [_front.Address];

    public static async Task<Fleet> StartAsync(FaultOptions options, HostBuild build, Ledger ledger)
    {
        Fleet fleet = new(build, ledger, options.Repeats > 0);
        string? database = null;
        if (options.Postgres)
        {
            fleet._server = await PostgresServer.PostgresServer.StartAsync("-c max_connections=200", folder => fleet._disk = SmallDisk.Mount(folder));
            database = await fleet._server.CreateDatabaseAsync("webedi");
        }
        else
        {
            fleet._disk = SmallDisk.Mount(fleet.Data(0));
        }

        for (int i = 0; i < options.Hosts; i++)
            fleet._hosts.Add(new HostUnderTest(i, build, fleet.Data(i), fleet.SettingsOf(database, fleet.ClockOf(i)), ledger));
        if (options.Hosts > 1)
            fleet._front = await Front.StartAsync(fleet._hosts);
        await fleet._hosts[0].StartAsync();
        return fleet;
    }

    /// <summary>Gets the folder of everything that a run makes.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Gets the folder that files arrive in beside the API, when many come at once.</summary>
    public string InFolder => Path.Combine(Folder, "in");

    /// <summary>Gets the folder of the first host's data.</summary>
    public string DataFolder => Data(0);

    /// <summary>Makes one more host on another folder.</summary>
    /// <param name="data">The folder.</param>
    public HostUnderTest HostOn(string data) => new(_hosts.Count, Build, data, SettingsOf(null, null), new Ledger());

    /// <summary>Runs a verb of the program to its end beside the hosts.</summary>
    public Task<string> RunAsync(params string[] arguments) => RunAsync(Begin(Data(0), Database, arguments));

    /// <summary>Runs a verb on a folder with a file as the database, to its end.</summary>
    /// <param name="tracing">How the tracer watches it; nothing: it is not watched.</param>
    /// <param name="data">The folder.</param>
    /// <param name="arguments">The verb.</param>
    public Task<string> RunTracedAsync(IReadOnlyList<string> tracing, string data, params string[] arguments) => RunAsync(Begin(data, null, tracing, arguments));

    /// <summary>Lets the program read a backup from end to end.</summary>
    /// <returns>What is wrong; null: nothing is.</returns>
    public async Task<string?> CheckBackupAsync(string file)
    {
        try
        {
            return (await RunAsync("restore", file, "--check")).Contains("is whole", StringComparison.Ordinal) ? null : $"broken: {Path.GetFileName(file)} is not whole";
        }
        catch (InvalidOperationException e)
        {
            return $"broken: {e.Message}";
        }
    }

    /// <summary>Reads how many migrations the store has, without WebEdi.</summary>
    public async Task<int> ReadSchemaAsync()
    {
        const string Newest = "select max(version) from schema_version";
        if (_server is not null)
            return (int)await _server.ReadNumberAsync("webedi", Newest);

        await using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(DataFolder, "webedi.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using SqliteCommand command = new(Newest, connection);
        return (int)(long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Gets the clock of the machine that a host runs on. Hosts of one file run on one machine.</summary>
    public MachineClock ClockOf(int host)
    {
        string file = Path.Combine(_folder.FullName, _server is null ? "clock" : $"clock{host}");
        if (_clocks.TryGetValue(file, out MachineClock? clock))
            return clock;

        clock = _clocks[file] = new MachineClock(file);
        clock.Set(TimeSpan.Zero);
        return clock;
    }

    /// <summary>Makes a new database, kills the program while it makes the tables, and begins again.</summary>
    /// <param name="after">When it is killed.</param>
    /// <returns>Null: what was begun again has come to its end.</returns>
    public async Task<string?> KillUpgradeAsync(TimeSpan after)
    {
        string name = $"upgrade{++_upgrades}";
        string data = Path.Combine(_folder.FullName, name);
        string? database = _server is null ? null : await _server.CreateDatabaseAsync(name);
        using (Process process = Begin(data, database, "db", "upgrade"))
        {
            await Task.Delay(after);
            process.Kill();
            await process.WaitForExitAsync();
        }

        try
        {
            await RunAsync(Begin(data, database, "db", "upgrade"));
            await RunAsync(Begin(data, database, "db", "check"));
        }
        catch (InvalidOperationException e)
        {
            return $"an upgrade that was killed after {after.TotalMilliseconds:0} ms: {e.Message}";
        }

        if (_server is not null)
            await _server.RunSqlAsync("postgres", $"drop database {name} with (force)");
        Directory.Delete(data, recursive: true);
        return null;
    }

    /// <summary>Begins a backup and kills it while it is written.</summary>
    /// <returns>False: it had ended before.</returns>
    public async Task<bool> KillBackupAsync()
    {
        string file = Path.Combine(_folder.FullName, $"killed-{++_backups}.zip");
        using Process process = Begin(Data(0), Database, "backup", file);
        while (!process.HasExited && Directory.GetFiles(_folder.FullName, $"{Path.GetFileName(file)}.*").Length == 0)
            await Task.Delay(2);
        bool isInTime = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync();
        return isInTime && !File.Exists(file);
    }

    /// <summary>Reads every backup that was made meanwhile, makes one more and restores it into another database.</summary>
    /// <returns>What is wrong; nothing: all is well.</returns>
    public async Task<IReadOnlyList<string>> DrillAsync()
    {
        List<string> wrong = [];
        string[] files = Directory.GetFiles(_folder.FullName, "*.zip", SearchOption.AllDirectories);
        foreach (string file in files)
        {
            if (await CheckBackupAsync(file) is { } fault)
                wrong.Add(fault);
        }

        string last = Path.Combine(_folder.FullName, "last.zip");
        string taken = await RunAsync("backup", last, "--tables");
        string restored = await RunAsync(Begin(Path.Combine(_folder.FullName, "restored"), null, "restore", last, "--tables"));
        if (!Hashes(taken).SequenceEqual(Hashes(restored)))
            wrong.Add("what was restored has other hashes than what was there");
        Console.WriteLine($"{files.Length} backups are whole; the last was restored into SQLite: {Hashes(restored).Count} tables with the same hashes");
        return wrong;
    }

    private static List<string> Hashes(string output) => [.. output.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w is [_, _, { Length: 64 }]).Select(w => string.Join(' ', w))];

    private static async Task<string> RunAsync(Process process)
    {
        using (process)
        {
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', process.StartInfo.ArgumentList.Skip(1))}: exit code {process.ExitCode}");
        }
    }

    /// <summary>Gets how the database of the hosts is reached without a relay; null: it is a file.</summary>
    private string? Database => _server?.ConnectionString("webedi", "webedi");

    private Process Begin(string data, string? database, params string[] arguments) => Begin(data, database, [], arguments);

    private Process Begin(string data, string? database, IReadOnlyList<string> tracing, string[] arguments)
    {
        string[] program = [.. tracing, "dotnet", Build.File, .. arguments, "--data", data];
        ProcessStartInfo start = new(tracing.Count > 0 ? CallKiller.Tracer : program[0], program[(tracing.Count > 0 ? 0 : 1)..]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in Build.Known(SettingsOf(database, null)))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HostUnderTest host in _hosts)
            host.Dispose();
        if (_front is not null)
            await _front.DisposeAsync();
        foreach (DatabaseRelay relay in _relays)
            await relay.DisposeAsync();
        await Mail.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _disk?.Dispose();
        _folder.Delete(recursive: true);
    }

    // Hosts of one SQLite file share the data folder; hosts of a server share nothing but the server.
    private string Data(int host) => Path.Combine(_folder.FullName, _server is null ? "data" : $"data{host}");

    /// <summary>Gets what a process is told.</summary>
    /// <param name="database">Its database; null: a file.</param>
    /// <param name="clock">The clock of a host, which reaches its database through a relay; null: it is no host.</param>
    private Dictionary<string, string> SettingsOf(string? database, MachineClock? clock)
    {
        Dictionary<string, string> settings = new(_settings, StringComparer.Ordinal);
        foreach ((string name, string value) in clock?.Settings ?? [])
            settings[name] = value;
        if (database is null)
            return settings;

        string connection = database;
        if (clock is not null)
        {
            DatabaseRelay relay = new(_server!.Port);
            _relays.Add(relay);
            connection = database.Replace($"Port={_server.Port}", $"Port={relay.Port}", StringComparison.Ordinal);
        }

        settings["WEBEDI_PostgreSql__ConnectionString"] = connection + ";Timeout=5";
        settings["WEBEDI_PostgreSql__CommandTimeout"] = "00:00:05";
        return settings;
    }
}
