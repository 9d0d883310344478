using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace WebEdi.Faults;

/// <summary>A host process that is killed and begun again under the same address.</summary>
internal sealed class HostUnderTest(int number, HostBuild build, string data, IReadOnlyDictionary<string, string> settings, Ledger ledger) : IDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private Process? _process;
    private ConcurrentQueue<string> _errors = new();

    public int Number => number;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));

    /// <summary>Gets the last lines that it wrote, for a person who must find out what went wrong.</summary>
    public IEnumerable<string> Output => _output;

    /// <summary>Gets what it has said of errors since it was begun last.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>Gets the number of its process; 0: it does not run.</summary>
    public int Id => _process is { HasExited: false } process ? process.Id : 0;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Gets the one-time link that a fresh installation prints.</summary>
    public string? SetUpLink { get; private set; }

    /// <summary>Gets or sets what it is started with next time.</summary>
    public HostBuild Build { get; set; } = build;

    /// <summary>Gets or sets how the tracer watches it that it is started under; nothing: it is not watched.</summary>
    public IReadOnlyList<string> Tracing { get; set; } = [];

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

    /// <summary>Waits until it ends by itself, or something else has ended it.</summary>
    /// <param name="patience">For how long.</param>
    /// <returns>Its exit code; null: it runs.</returns>
    public async Task<int?> EndedAsync(TimeSpan patience)
    {
        if (_process is not { } process)
            return null;
        using CancellationTokenSource soon = new(patience);
        await process.WaitForExitAsync(soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            return null;
        ledger.Troubles.Enqueue(Trouble.Now);
        return process.ExitCode;
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
        _errors = new();
        IEnumerable<string> traced = Tracing.Count > 0 ? [.. Tracing, "dotnet"] : [];
        ProcessStartInfo start = new(Tracing.Count > 0 ? CallKiller.Tracer : "dotnet", [.. traced, Build.File, "--data", data, "--urls", Address.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in Build.Known(settings))
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                _errors.Enqueue(line.Data);
            Keep(line.Data);
        };
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
}
