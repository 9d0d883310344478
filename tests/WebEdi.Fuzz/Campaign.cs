using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Fuzz;

/// <summary>Runs a target over files and tells what failed and what was slow.</summary>
/// <param name="target">The target.</param>
/// <param name="save">A folder for inputs that fail; null: they are only told.</param>
internal sealed class Campaign(FuzzTarget target, string? save)
{
    private const int MaxTold = 20;

    /// <summary>How long one file may take; the largest of a corpus takes a second.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private (double Milliseconds, int Bytes, string Name) _slowest;

    /// <summary>Lists files, those in folders below too.</summary>
    public static IEnumerable<string> FilesIn(string path) => File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Runs.</summary>
    /// <returns>The exit code: 0 when nothing failed, else 1.</returns>
    public int Run(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        int runs = 0, failed = 0;
        Stopwatch all = Stopwatch.StartNew();
        foreach ((string name, byte[] bytes) in files)
        {
            runs++;
            Stopwatch one = Stopwatch.StartNew();
            Task<Exception?> run = Task.Run(() => Try(bytes));
            if (!run.Wait(Longest))
            {
                // It cannot be stopped, so nothing comes after it.
                Tell(name, bytes, new TimeoutException($"it did not end in {Longest}"));
                Environment.Exit(1);
            }

            if (run.Result is { } e)
            {
                failed++;
                Tell(name, bytes, e);
            }

            // Slow for its size: the first 16 kB are free.
            double milliseconds = one.Elapsed.TotalMilliseconds * 16384 / Math.Max(bytes.Length, 16384);
            if (runs > 20 && milliseconds > _slowest.Milliseconds)
                _slowest = (milliseconds, bytes.Length, name);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {runs} files in {all.Elapsed.TotalSeconds:0.0} s, {failed} failed ({_seen.Count} kinds); slowest for its size {_slowest.Milliseconds:0.0} ms per 16 kB ({_slowest.Bytes} bytes, {_slowest.Name})"));
        return failed == 0 ? 0 : 1;
    }

    private Exception? Try(byte[] bytes)
    {
        try
        {
            target.Run(bytes);
            return null;
        }
#pragma warning disable CA1031 // whatever comes out is the finding
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }

    /// <summary>Failures of one place are one kind, and told once.</summary>
    private void Tell(string name, byte[] bytes, Exception e)
    {
        string[] frames = [.. (e.StackTrace ?? "").Split('\n').Where(l => !l.Contains("System.", StringComparison.Ordinal)).Take(2)];
        string message = e is BrokenPromiseException ? new string([.. e.Message.TakeWhile(c => !char.IsDigit(c)).Take(40)]) : "";
        if (!_seen.Add(e.GetType().Name + string.Concat(frames) + message) || _seen.Count > MaxTold)
            return;

        Console.WriteLine($"{target.Name}: {name}: {e}");
        if (save is null)
            return;

        Directory.CreateDirectory(save);
        string file = Path.Combine(save, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{_seen.Count:D2}"));
        File.WriteAllBytes(file, bytes);
        Console.WriteLine($"saved as {file}");
    }
}
