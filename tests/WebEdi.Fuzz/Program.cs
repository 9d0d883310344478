using System.Globalization;
using System.Runtime.InteropServices;

using SharpFuzz;
using SharpFuzz.Common;

using WebEdi.Fuzz;

// An instrumented engine counts its steps from the first one on, before a fuzzer says where.
unsafe
{
    Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(64 * 1024);
}

if (args.Length == 0 || FuzzTarget.All.FirstOrDefault(t => t.Name == args[0]) is not { } target)
{
    Console.Error.WriteLine($"""
        webedi-fuzz TARGET                          reads what a fuzzer hands over: AFL++ when it started us, libFuzzer otherwise
        webedi-fuzz TARGET --replay FILE|FOLDER     reads those files
        webedi-fuzz TARGET --mutate N [--seed S] [--files FOLDER] [--save FOLDER]
                                                    reads N changed copies of our own small files and those in the folder
        webedi-fuzz TARGET --seeds FOLDER           writes the small files that a fuzzer begins with

        Targets: {string.Join(", ", FuzzTarget.All.Select(t => t.Name))}
        """);
    return 2;
}

string? Option(string name) => Array.IndexOf(args, name) is > 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

if (Option("--seeds") is { } seedFolder)
{
    Directory.CreateDirectory(seedFolder);
    int number = 0;
    foreach (byte[] seed in target.Beginnings())
        File.WriteAllBytes(Path.Combine(seedFolder, $"{target.Name}-{number++:D2}"), seed);
    return 0;
}

if (Option("--replay") is { } from)
    return new Campaign(target, null).Run(Campaign.FilesIn(from).Select(f => (f, File.ReadAllBytes(f))));

if (Option("--mutate") is { } count)
{
    int seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
    byte[][] beginnings = [.. target.Beginnings(), .. Option("--files") is { } folder ? Campaign.FilesIn(folder).Select(File.ReadAllBytes) : []];
    Mutator mutator = new(beginnings, seed);
    IEnumerable<int> rounds = Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture));
    return new Campaign(target, Option("--save")).Run(rounds.Select(i => ($"seed {seed}, round {i}", mutator.Next())));
}

// AFL++ says by this variable that it started us; its instrumentation and libFuzzer's are the same.
if (Environment.GetEnvironmentVariable("__AFL_SHM_ID") is not null)
{
    Fuzzer.Run(stream =>
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        target.Run(bytes.ToArray());
    });
}
else
{
    Fuzzer.LibFuzzer.Run(bytes => target.Run(bytes.ToArray()));
}

return 0;
