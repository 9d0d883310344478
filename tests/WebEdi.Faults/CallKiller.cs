using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Faults;

/// <summary>Kills a process as it enters a call of the system: the n-th write to a file, the n-th wait for the disk.</summary>
internal static class CallKiller
{
    private const string Tracer = "/usr/bin/strace";
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(5);

    /// <summary>Gets a value indicating whether calls can be watched.</summary>
    public static bool IsThere => File.Exists(Tracer);

    /// <summary>Kills.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="call">The call.</param>
    /// <param name="number">Which of the calls from now on.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <returns>False: there were not so many calls. True: watching has ended, most likely with the process.</returns>
    public static async Task<bool> KillAtAsync(int process, string call, int number, TimeSpan patience)
    {
        using Process tracer = Process.Start(new ProcessStartInfo(Tracer,
        [
            "-f", "-qqq", "-o", "/dev/null", "-p", process.ToString(CultureInfo.InvariantCulture), "-e", $"trace={call}",
            "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=SIGKILL:when={number}"),
        ])
        { RedirectStandardError = true })!;
        Task ended = tracer.WaitForExitAsync();
        await Task.WhenAny(ended, Task.Delay(patience));
        if (ended.IsCompleted)
            return true;

        // Told to go, it lets the process run on; killed, it would take it along.
        using Process quit = Process.Start("kill", ["-INT", tracer.Id.ToString(CultureInfo.InvariantCulture)]);
        await quit.WaitForExitAsync();
        await Task.WhenAny(ended, Task.Delay(Leave));
        if (ended.IsCompleted)
            return false;

        // It sometimes misses the end of what it watches and waits for ever.
        tracer.Kill();
        await ended;
        return true;
    }
}
