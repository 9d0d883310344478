using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Faults;

/// <summary>A build of the program.</summary>
/// <param name="File">What is started.</param>
/// <param name="Schema">How many migrations it knows for the store of the run.</param>
/// <param name="Settings">The settings that it knows, as environment variables; others it refuses.</param>
internal sealed record HostBuild(string File, int Schema, IReadOnlySet<string> Settings)
{
    private const string Root = "WebEdi:";

    /// <summary>Finds the build of these sources, made in the same configuration as this program.</summary>
    public static Task<HostBuild> ThisAsync(bool postgres)
    {
        DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd('/'));
        return ReadAsync(Path.Combine(Sources(), "hosts", "WebEdi.Host", "bin", output.Parent!.Name, output.Name, "webedi.dll"), postgres);
    }

    /// <summary>Makes the build that came before the last migration: the newest commit with fewer of them. One that was made before is taken.</summary>
    /// <param name="postgres">Whose migrations count.</param>
    /// <param name="schema">How many there are now.</param>
    /// <returns>The build; null: the history of these sources does not reach back that far.</returns>
    /// <remarks>
    /// An older program is more than an older schema: it writes rows that the newer one reads, and reads what that one writes. Sources of today that leave a migration
    /// out would not show that, and would not even run where they use it.
    /// </remarks>
    public static async Task<HostBuild?> OlderAsync(bool postgres, int schema)
    {
        if (await FindOlderAsync($"src/WebEdi.Storage.Sql/Internal/Schema/{(postgres ? "PostgreSql" : "Sqlite")}", schema) is not { } commit)
            return null;

        string made = Path.Combine(Sources(), "artifacts", "older", commit);
        if (!Directory.Exists(made))
        {
            Console.WriteLine($"the program of {commit} is built");
            await MakeAsync(commit, made);
        }

        return await ReadAsync(Path.Combine(made, "webedi.dll"), postgres);
    }

    /// <summary>Keeps of settings what this build knows.</summary>
    public IEnumerable<KeyValuePair<string, string>> Known(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Where(s => !s.Key.StartsWith("WEBEDI_", StringComparison.Ordinal) || Settings.Contains(s.Key));

    private static async Task<string?> FindOlderAsync(string migrations, int schema)
    {
        List<string> commits = ["HEAD"];
        if (await TryRunAsync("git", Sources(), "log", "--format=%H^", "--", migrations) is { } changes)
            commits.AddRange(changes.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (string commit in commits)
        {
            if (await TryRunAsync("git", Sources(), "ls-tree", "--name-only", commit, migrations + "/") is not { } files)
                return null;
            int count = files.Split('\n').Count(f => f.EndsWith(".sql", StringComparison.Ordinal));
            if (count > 0 && count < schema)
                return (await TryRunAsync("git", Sources(), "rev-parse", commit))?.Trim();
        }

        return null;
    }

    private static async Task MakeAsync(string commit, string made)
    {
        string work = Directory.CreateTempSubdirectory("webedi-older-").FullName;
        try
        {
            string archive = Path.Combine(work, "sources.tar"), sources = Path.Combine(work, "sources"), output = Path.Combine(work, "output");
            Directory.CreateDirectory(sources);
            await RunAsync("git", Sources(), "archive", "--output", archive, commit);
            await RunAsync("tar", sources, "-xf", archive);

            // What a newer compiler warns of is not the matter here.
            await RunAsync("dotnet", sources, "publish", "hosts/WebEdi.Host", "-c", "Release", "-o", output, "-m:2", "-v", "q", "--nologo", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false");

            // Under its name there is a whole build or none.
            Directory.CreateDirectory(Path.GetDirectoryName(made)!);
            string whole = $"{made}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
            await RunAsync("cp", work, "-r", output, whole);
            Directory.Move(whole, made);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Asks the program itself what it knows.</summary>
    private static async Task<HostBuild> ReadAsync(string file, bool postgres)
    {
        string data = Directory.CreateTempSubdirectory("webedi-describe-").FullName;
        try
        {
            string[] lines = (await RunAsync("dotnet", data, file, "describe", "--data", data)).Split('\n');
            string[] schema = lines.First(l => l.StartsWith("Schema ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            HashSet<string> settings =
            [
                .. lines.Where(l => l.StartsWith(Root, StringComparison.Ordinal))
                    .Select(l => "WEBEDI_" + l[Root.Length..].Split(' ')[0].Replace(":", "__", StringComparison.Ordinal)),
            ];
            return new HostBuild(file, int.Parse(schema[postgres ? 3 : 1], CultureInfo.InvariantCulture), settings);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static string Sources()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "WebEdi.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The sources are not above this program.");
        return folder.FullName;
    }

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        (int code, string output) = await RunToEndAsync(program, folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {code}\n{output}");
    }

    private static async Task<string?> TryRunAsync(string program, string folder, params string[] arguments)
    {
        (int code, string output) = await RunToEndAsync(program, folder, arguments);
        return code == 0 ? output : null;
    }

    private static async Task<(int Code, string Output)> RunToEndAsync(string program, string folder, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
    }
}
