using System.Globalization;
using System.Diagnostics;

namespace WebEdi.Faults;

/// <summary>The hosts with what is around them: database server, relays, mail server.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webedi-faults-");
    private readonly List<HostUnderTest> _hosts = [];
    private readonly List<DatabaseRelay> _relays = [];
    private readonly Dictionary<string, string> _settings;
    private PostgresServer.PostgresServer? _server;
    private int _backups;

    private Fleet(Ledger ledger)
    {
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
            ["WEBEDI_UnknownDelay"] = "00:00:03",
            ["WEBEDI_Backup__Every"] = "00:01:00",
            ["WEBEDI_Limits__RequestsPerMinute"] = "100000",
            ["WEBEDI_Limits__CostlyPerMinute"] = "100000",
        };
    }

    public MailServer Mail { get; }

    public IReadOnlyList<HostUnderTest> Hosts => _hosts;

    /// <summary>Gets the relay of each host; empty without a server.</summary>
    public IReadOnlyList<DatabaseRelay> Relays => _relays;

    public PostgresServer.PostgresServer? Server => _server;

    public static async Task<Fleet> StartAsync(FaultOptions options, Ledger ledger)
    {
        Fleet fleet = new(ledger);
        string? database = null;
        if (options.Postgres)
        {
            fleet._server = await PostgresServer.PostgresServer.StartAsync("-c max_connections=200");
            database = await fleet._server.CreateDatabaseAsync("webedi");
        }

        for (int i = 0; i < options.Hosts; i++)
            fleet._hosts.Add(new HostUnderTest(i, fleet.Data(i), fleet.SettingsOf(database), ledger));
        await fleet._hosts[0].StartAsync();
        return fleet;
    }

    /// <summary>Runs a verb of the program to its end beside the hosts.</summary>
    public Task<string> RunAsync(params string[] arguments) => RunAsync(Begin(Data(0), isOnServer: true, arguments));

    /// <summary>Begins a backup and kills it while it is written.</summary>
    /// <returns>False: it had ended before.</returns>
    public async Task<bool> KillBackupAsync()
    {
        string file = Path.Combine(_folder.FullName, $"killed-{++_backups}.zip");
        using Process process = Begin(Data(0), isOnServer: true, "backup", file);
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
            if (!(await RunAsync("restore", file, "--check")).Contains("is whole", StringComparison.Ordinal))
                wrong.Add($"{Path.GetFileName(file)} is not whole");
        }

        string last = Path.Combine(_folder.FullName, "last.zip");
        string taken = await RunAsync("backup", last, "--tables");
        string restored = await RunAsync(Begin(Path.Combine(_folder.FullName, "restored"), isOnServer: false, "restore", last, "--tables"));
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

    private Process Begin(string data, bool isOnServer, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [HostUnderTest.Program, .. arguments, "--data", data]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in SettingsOf(isOnServer ? _server?.ConnectionString("webedi", "webedi") : null, isRelayed: false))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HostUnderTest host in _hosts)
            host.Dispose();
        foreach (DatabaseRelay relay in _relays)
            await relay.DisposeAsync();
        await Mail.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // Hosts of one SQLite file share the data folder; hosts of a server share nothing but the server.
    private string Data(int host) => Path.Combine(_folder.FullName, _server is null ? "data" : $"data{host}");

    private Dictionary<string, string> SettingsOf(string? database, bool isRelayed = true)
    {
        Dictionary<string, string> settings = new(_settings, StringComparer.Ordinal);
        if (database is null)
            return settings;

        string connection = database;
        if (isRelayed)
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
