using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Benchmarks.Table;

/// <summary>The files of the table, in a folder: made by the generator beside the repository where it is, else by our own.</summary>
internal sealed class TableInputs
{
    private const int OrderBytes = 3000;

    private TableInputs(string folder) => Folder = folder;

    /// <summary>Gets the folder.</summary>
    public string Folder { get; }

    /// <summary>Gets who made the files.</summary>
    public string Origin { get; private set; } = "given";

    public string Edifact => Path.Combine(Folder, "edifact.edi");

    public string X12 => Path.Combine(Folder, "x12.edi");

    public string CsvUtf8 => Path.Combine(Folder, "utf8.csv");

    public string CsvCp932 => Path.Combine(Folder, "cp932.csv");

    public string Fixed => Path.Combine(Folder, "fixed.txt");

    public string Ubl => Path.Combine(Folder, "ubl.xml");

    /// <summary>Gets one order of about 3 kB.</summary>
    public string OneOrder => Path.Combine(Folder, "order.edi");

    /// <summary>Makes the files that are not there.</summary>
    /// <param name="folder">Where they lie or are to lie.</param>
    /// <param name="bytes">How large each is.</param>
    /// <exception cref="FileNotFoundException">There is no generator for one of them.</exception>
    public static async Task<TableInputs> PrepareAsync(string folder, int bytes)
    {
        Directory.CreateDirectory(folder);
        TableInputs inputs = new(folder);
        string? generator = Generator();
        string megabytes = (bytes / 1e6).ToString(CultureInfo.InvariantCulture);
        await inputs.MakeAsync(inputs.Edifact, generator, ["edifact", "--mb", megabytes], () => EdiSamples.Edifact(bytes));
        await inputs.MakeAsync(inputs.X12, generator, ["x12", "--mb", megabytes], () => EdiSamples.X12(bytes));
        await inputs.MakeAsync(inputs.CsvUtf8, generator, ["csv", "--mb", megabytes, "--japanese"], null);
        await inputs.MakeAsync(inputs.CsvCp932, generator, ["csv", "--mb", megabytes, "--encoding", "cp932"], null);
        await inputs.MakeAsync(inputs.Fixed, generator, ["fixed", "--mb", megabytes, "--encoding", "cp932"], null);
        await inputs.MakeAsync(inputs.Ubl, null, [], () => UblOrderBenchmarks.Sample(Math.Max(1, bytes / 25_000), 20));
        await inputs.MakeAsync(inputs.OneOrder, generator, ["edifact", "--mb", (OrderBytes / 1e6).ToString(CultureInfo.InvariantCulture), "--single"], () => EdiSamples.Edifact(OrderBytes));
        return inputs;
    }

    private async Task MakeAsync(string path, string? generator, string[] arguments, Func<byte[]>? own)
    {
        if (File.Exists(path))
            return;

        if (generator is not null)
        {
            using Process process = Process.Start("python3", [generator, .. arguments, "--out", path]);
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
            {
                Origin = "gen_edi.py";
                return;
            }
        }

        if (own is null)
            throw new FileNotFoundException($"{path} is not there, and neither is the generator shared/tools/gen_edi.py that makes it.", path);
        await File.WriteAllBytesAsync(path, own());
    }

    private static string? Generator()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "tools", "gen_edi.py");
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
