using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Faults;

/// <summary>Kills a process as it enters a call of the system, or lets the call fail: the n-th write to a file, the n-th wait for the disk.</summary>
internal static class CallKiller
{
    /// <summary>The program that watches others.</summary>
    public const string Tracer = "/usr/bin/strace";

    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(5);

    /// <summary>Gets a value indicating whether calls can be watched.</summary>
    public static bool IsThere => File.Exists(Tracer);

    /// <summary>Kills.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="call">The call.</param>
    /// <param name="number">Which of the calls from now on.</param>
    /// <param name="patience">How long to wait for it.</param>
    /// <returns>False: there were not so many calls. True: watching has ended, most likely with the process.</returns>
    public static Task<bool> KillAtAsync(int process, string call, int number, TimeSpan patience) =>
        WatchAsync(process, "/dev/null", call, string.Create(CultureInfo.InvariantCulture, $"signal=SIGKILL:when={number}"), patience);

    /// <summary>Gets how a process is started that dies as it enters a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="number">Which of its calls.</param>
    public static IReadOnlyList<string> Dying(string call, int number) =>
        ["-D", "-f", "-qqq", "-o", "/dev/null", "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=SIGKILL:when={number}")];

    /// <summary>Lets calls fail, as a disk does that breaks.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="call">The call.</param>
    /// <param name="error">What it says: EIO, ENOSPC.</param>
    /// <param name="first">The first of the calls from now on that fails, from 1.</param>
    /// <param name="last">The last one.</param>
    /// <param name="time">For how long.</param>
    /// <returns>How many failed.</returns>
    public static async Task<int> FailAsync(int process, string call, string error, int first, int last, TimeSpan time)
    {
        string said = Path.GetTempFileName();
        try
        {
            await WatchAsync(process, said, call, string.Create(CultureInfo.InvariantCulture, $"error={error}:when={first}..{last}"), time);
            return (await File.ReadAllLinesAsync(said)).Count(l => l.Contains("(INJECTED)", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(said);
        }
    }

    private static async Task<bool> WatchAsync(int process, string output, string call, string what, TimeSpan patience)
    {
        using Process tracer = Process.Start(new ProcessStartInfo(Tracer,
            ["-f", "-qqq", "-o", output, "-p", process.ToString(CultureInfo.InvariantCulture), "-e", $"trace={call}", "-e", $"inject={call}:{what}"])
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
