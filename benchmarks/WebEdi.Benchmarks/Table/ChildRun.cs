using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Benchmarks.Table;

/// <summary>One piece of work in a process of its own, for its highest memory and its first call.</summary>
internal static class ChildRun
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Verb = "table-child";

    /// <summary>The work of doing nothing.</summary>
    public const string Bare = "bare";

    private static readonly Dictionary<string, Func<Stream, Task>> Works = new(StringComparer.Ordinal)
    {
        [Bare] = _ => Task.CompletedTask,
        ["documents"] = s => TableWorks.DocumentsAsync(s),
        ["csv-utf8"] = s => TableWorks.DocumentsAsync(s, TableMaps.Csv, "utf-8"),
        ["csv-cp932"] = s => TableWorks.DocumentsAsync(s, TableMaps.Csv, "cp932"),
        ["fixed"] = s => TableWorks.DocumentsAsync(s, TableMaps.Fixed),
        ["write"] = s => TableWorks.ConvertAsync("edifact-orders", s, Stream.Null),
    };

    /// <summary>Does the work and prints milliseconds, those of the processor, and the highest resident memory in kB.</summary>
    public static async Task<int> ServeAsync(string work, string file)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await using (FileStream stream = File.OpenRead(file))
            await Works[work](stream);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        double processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        string memory = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.000} {processor:0.000} {memory}"));
        return 0;
    }

    /// <summary>Starts such a process.</summary>
    /// <returns>Milliseconds of the work, elapsed and of the processor; MiB at the highest.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static Task<(double Elapsed, double Processor, double Mebibytes)> StartAsync(string work, string file)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(ChildRun).Assembly.Location, Verb, work, file]);
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            start.ArgumentList.RemoveAt(0);
        return StartAsync(start, work, file);
    }

    /// <summary>Starts a process that says the same of its work.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<(double Elapsed, double Processor, double Mebibytes)> StartAsync(ProcessStartInfo start, string work, string file)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string[] said = (await process.StandardOutput.ReadToEndAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && said.Length == 3
            ? (double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture), double.Parse(said[2], CultureInfo.InvariantCulture) / 1024)
            : throw new InvalidOperationException($"{work} over {Path.GetFileName(file)} failed.");
    }
}
