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
    public async Task<string> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [HostUnderTest.Program, .. arguments, "--data", Data(0)]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in SettingsOf(_server?.ConnectionString("webedi", "webedi"), isRelayed: false))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', arguments)}: exit code {process.ExitCode}");
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
