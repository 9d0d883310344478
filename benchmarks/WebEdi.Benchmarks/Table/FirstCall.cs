using System.Diagnostics;
using System.Runtime.InteropServices;

namespace WebEdi.Benchmarks.Table;

/// <summary>The first call in a process: a small program that reads one file is published for this platform, as the command line is, and started several times.</summary>
internal static class FirstCall
{
    private const string Name = "WebEdi.FirstCall";

    /// <summary>Publishes the program.</summary>
    /// <param name="folder">A folder of its own.</param>
    /// <returns>The program; null: its source is not beside this one, or it cannot be published here.</returns>
    public static async Task<string?> PublishAsync(string folder)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string project = Path.Combine(at.FullName, "benchmarks", Name, Name + ".csproj");
            if (!File.Exists(project))
                continue;

            ProcessStartInfo start = new("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-o", folder, "-nologo", "-v", "q"])
            {
                RedirectStandardOutput = true,
            };
            using Process process = Process.Start(start)!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name) : null;
        }

        return null;
    }

    /// <summary>Starts a program, or this one, several times with a file.</summary>
    /// <param name="program">The program; null: this one, which compiles everything when it comes to it.</param>
    /// <param name="file">The file.</param>
    /// <param name="times">How often.</param>
    /// <returns>The medians in milliseconds, of the processor and elapsed.</returns>
    public static async Task<(double Processor, double Elapsed)> MeasureAsync(string? program, string file, int times)
    {
        List<double> processor = [], elapsed = [];
        for (int i = 0; i < times; i++)
        {
            (double all, double own, _) = program is null
                ? await ChildRun.StartAsync("documents", file)
                : await ChildRun.StartAsync(new ProcessStartInfo(program, [file]), Name, file);
            processor.Add(own);
            elapsed.Add(all);
        }

        return (ProcessorTime.Median(processor), ProcessorTime.Median(elapsed));
    }
}
