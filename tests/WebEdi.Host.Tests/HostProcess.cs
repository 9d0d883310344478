using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace WebEdi.Host.Tests;

/// <summary>The built program, run as a process of its own.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Gets the address that the program printed.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    /// <summary>Gets the key that a demo printed.</summary>
    public string? Key { get; private set; }

    public IReadOnlyList<string> Output => [.. _output];

    public string Errors => string.Join('\n', _errors);

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(IReadOnlyDictionary<string, string>? environment, string[] arguments, CancellationToken cancellationToken)
    {
        await using HostProcess host = new(Launch(arguments, environment));
        await host._process.WaitForExitAsync(cancellationToken);
        return (host._process.ExitCode, string.Join('\n', host.Output), host.Errors);
    }

    /// <summary>Starts a serving verb on a free port and waits for the address it prints.</summary>
    public static async Task<HostProcess> StartAsync(string verb, string data, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] arguments = [.. new[] { verb, "--data", data, "--urls", "http://127.0.0.1:0" }.Where(a => a.Length > 0)];
        HostProcess host = new(Launch(arguments, environment));
        try
        {
            host.Address = new Uri(await host.FindLineAsync("Open ", cancellationToken));
            host.Key = verb == "demo" ? await host.FindLineAsync("API key ", cancellationToken) : null;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a client that carries the key.</summary>
    public HttpClient Client(string? key = null)
    {
        HttpClient client = new() { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        return client;
    }

    /// <summary>Ends the process in the middle of whatever it does (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end (SIGTERM).</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }

    private async Task<string> FindLineAsync(string head, CancellationToken cancellationToken) =>
        await Eventually.FindAsync(
            $"no line '{head}' from the host; it said:\n{string.Join('\n', _output)}\n{Errors}",
            () =>
            {
                string? line = _output.FirstOrDefault(l => l.StartsWith(head, StringComparison.Ordinal));
                if (line is null && _process.HasExited)
                    throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {string.Join('\n', _output)}\n{Errors}");
                return Task.FromResult(line?[head.Length..].Trim());
            },
            cancellationToken);

    private static Process Launch(string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        ProcessStartInfo start = new("dotnet", [Program(), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        // What the surroundings of the tests set for web programs in general is not meant for this one.
        foreach (string variable in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => (string)e.Key))
        {
            if (variable.StartsWith("WEBEDI_", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase))
                start.Environment.Remove(variable);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Finds the program in its own output folder, built in the same configuration as this test.</summary>
    private static string Program()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd('/'));
        string configuration = output.Parent!.Name;
        string root = output.Parent.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, "hosts", "WebEdi.Host", "bin", configuration, output.Name, "webedi.dll");
    }
}
