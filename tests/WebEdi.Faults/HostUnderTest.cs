using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WebEdi.Faults;

/// <summary>A host process that is killed and begun again under the same address.</summary>
internal sealed class HostUnderTest(int number, string data, IReadOnlyDictionary<string, string> settings, Ledger ledger) : IDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private Process? _process;

    public int Number => number;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));

    /// <summary>Gets the last lines that it wrote, for a person who must find out what went wrong.</summary>
    public IEnumerable<string> Output => _output;

    /// <summary>Gets the number of its process; 0: it does not run.</summary>
    public int Id => _process is { HasExited: false } process ? process.Id : 0;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Gets the one-time link that a fresh installation prints.</summary>
    public string? SetUpLink { get; private set; }

    /// <summary>Gets or sets the file into which everything that it does to files is written down; null: nothing is.</summary>
    public string? Recording { get; set; }

    public static string Program { get; } = FindProgram();

    public async Task StartAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (!IsRunning)
                Launch();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_process is { HasExited: false } process)
            {
                process.Kill();
                await process.WaitForExitAsync();
                ledger.Troubles.Enqueue(Trouble.Now);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Tells whether something else has ended it.</summary>
    public async Task<bool> HasDiedAsync()
    {
        if (_process is not { } process)
            return false;
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(1));
        await process.WaitForExitAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.HasExited)
            ledger.Troubles.Enqueue(Trouble.Now);
        return process.HasExited;
    }

    /// <summary>Freezes it, as a machine that swaps or a paused container.</summary>
    public void Freeze() => Signal("-STOP");

    public void Thaw() => Signal("-CONT");

    /// <summary>Ends it in good order.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return 0;
        Signal("-TERM");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } process)
            process.Kill();
        _process?.Dispose();
        _one.Dispose();
    }

    private void Signal(string signal)
    {
        if (_process is not { HasExited: false } process)
            return;
        using Process kill = System.Diagnostics.Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Launch()
    {
        _process?.Dispose();
        IEnumerable<string> traced = Recording is { } file ? [.. DiskTrace.Tracing(file), "dotnet"] : [];
        ProcessStartInfo start = new(Recording is null ? "dotnet" : CallKiller.Tracer, [.. traced, Program, "--data", data, "--urls", Address.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        if (line.StartsWith("Set up ", StringComparison.Ordinal))
            SetUpLink = line["Set up ".Length..].Trim();
        _output.Enqueue(line);
        while (_output.Count > 200)
            _output.TryDequeue(out _);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Finds the program, built in the same configuration as this one.</summary>
    private static string FindProgram()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd('/'));
        DirectoryInfo root = output;
        while (!File.Exists(Path.Combine(root.FullName, "WebEdi.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The sources are not above this program.");
        return Path.Combine(root.FullName, "hosts", "WebEdi.Host", "bin", output.Parent!.Name, output.Name, "webedi.dll");
    }
}
