using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

using CsvHelper;

using WebEdi.Documents;
using WebEdi.Engine.Formats;

namespace WebEdi.Benchmarks.Table;

/// <summary>All floors of speed and memory in one table, both sides of every ratio measured in turns in the same run.</summary>
internal sealed class SpeedTable
{
    private const int FullBytes = 50_000_000;
    private const int DryBytes = 200_000;
    private const int WrittenBytes = 10_000_000;
    private const int Starts = 5;

    private readonly TableInputs _inputs;
    private readonly bool _dry;
    private readonly string[] _only;
    private readonly List<string> _rows = [];

    private SpeedTable(TableInputs inputs, bool dry, string[] only) => (_inputs, _dry, _only) = (inputs, dry, only);

    private int Rounds => _dry ? 1 : 5;

    private double AtLeast => _dry ? 0 : 0.5;

    /// <summary>Measures everything, prints the table and keeps it.</summary>
    /// <param name="args">--dry: small files, one round, nothing kept; --only PARTS: of edifact, x12, order, write, csv, fixed, ubl and memory these, with commas between; --inputs FOLDER; --out FILE.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        bool dry = args.Contains("--dry");
        string folder = Option(args, "--inputs") ?? Path.Combine(Path.GetTempPath(), dry ? "webedi-table-dry" : "webedi-table");
        TableInputs inputs = await TableInputs.PrepareAsync(folder, dry ? DryBytes : FullBytes);
        SpeedTable table = new(inputs, dry, Option(args, "--only")?.Split(',') ?? []);
        string text = await table.MeasureAsync();
        Console.WriteLine(text);
        if (Option(args, "--out") is { } path)
            await File.WriteAllTextAsync(path, text);
        return 0;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

    private async Task<string> MeasureAsync()
    {
        foreach (string format in (string[])["edifact", "x12"])
        {
            if (IsAsked(format))
                MessageRows(format, await File.ReadAllBytesAsync(format == "edifact" ? _inputs.Edifact : _inputs.X12));
        }

        if (IsAsked("order"))
            await OneOrderRowAsync();
        if (IsAsked("write"))
        {
            await WriteRowAsync("edifact-orders", _inputs.Edifact);
            await WriteRowAsync("x12-850", _inputs.X12);
        }

        if (IsAsked("csv"))
        {
            await CsvRowAsync(_inputs.CsvUtf8, "utf-8", ">= 1.0x");
            await CsvRowAsync(_inputs.CsvCp932, "cp932", ">= 1.5x");
        }

        if (IsAsked("fixed"))
            FixedRow(await File.ReadAllBytesAsync(_inputs.Fixed));
        if (IsAsked("ubl"))
            UblRow(await File.ReadAllBytesAsync(_inputs.Ubl));
        if (IsAsked("memory"))
            await MemoryRowsAsync();
        return Head() + string.Concat(_rows);
    }

    private bool IsAsked(string part) => _only.Length == 0 || _only.Contains(part);

    private void MessageRows(string format, byte[] file)
    {
        Delimiters delimiters = TableWorks.DelimitersOf(format);
        IReadOnlyList<ProcessorTime.Cost> costs = ProcessorTime.Medians(
            Rounds, AtLeast,
            () => Task.FromResult(MessageTimes.Search(file, delimiters)),
            () => MessageTimes.ReadAsync(file, format, syntaxOnly: true, map: false),
            () => TableWorks.DocumentsAsync(new MemoryStream(file)));
        (ProcessorTime.Cost scan, ProcessorTime.Cost read, ProcessorTime.Cost map) = (costs[0], costs[1], costs[2]);
        string name = format == "edifact" ? "EDIFACT" : "X12";
        Row($"tokenise {name}, with positions", ">= 40 % of the scan limit, 0 bytes per segment", $"{Percent(scan, read)}, {PerSegment(file, format):0.000} bytes per segment, {read.Bytes / 1e6:0.0} MB of buffers in all", file.Length, read);
        Row($"{(format == "edifact" ? "ORDERS" : "850")} to documents, validated", ">= 8 % of the scan limit, <= 3.5 bytes per input byte", $"{Percent(scan, map)}, {map.Bytes / (double)file.Length:0.00} bytes per byte", file.Length, map);
        Row($"(the scan limit of {name})", "", "100 %", file.Length, scan);
    }

    /// <summary>Tells how many bytes a segment allocates more: buffers are there once, however long a file is, so the file is read once and twice in a row.</summary>
    private static double PerSegment(byte[] file, string format)
    {
        byte[] twice = [.. file, .. file];
        (long fewBytes, int few) = Allocate(file, format);
        (long manyBytes, int many) = Allocate(twice, format);
        return (manyBytes - fewBytes) / (double)(many - few);
    }

    private static (long Bytes, int Segments) Allocate(byte[] file, string format)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        int segments = MessageTimes.ReadAsync(file, format, syntaxOnly: true, map: false).GetAwaiter().GetResult();
        return (GC.GetTotalAllocatedBytes(precise: true) - before, segments);
    }

    private async Task OneOrderRowAsync()
    {
        byte[] file = await File.ReadAllBytesAsync(_inputs.OneOrder);
        ProcessorTime.Cost warm = ProcessorTime.Medians(Rounds, AtLeast, () => TableWorks.DocumentsAsync(new MemoryStream(file)))[0];
        Row(string.Create(CultureInfo.InvariantCulture, $"one order of {file.Length} bytes, warm"), "<= 0.2 ms", $"{warm.Seconds * 1000:0.000} ms", file.Length, warm);
        string? published = await FirstCall.PublishAsync(Path.Combine(_inputs.Folder, "first-call"));
        if (published is not null)
            await FirstCallRowAsync("published with compiled code as the command line is", "<= 40 ms", published);
        await FirstCallRowAsync("everything compiled at run time", published is null ? "<= 40 ms" : "", null);
    }

    private async Task FirstCallRowAsync(string how, string floor, string? program)
    {
        (double processor, double elapsed) = await FirstCall.MeasureAsync(program, _inputs.OneOrder, _dry ? 1 : Starts);
        _rows.Add(Text($"| the same, first call in a process, {how} | {floor} | {processor:0.0} ms ({elapsed:0.0} elapsed), median of {(_dry ? 1 : Starts)} processes | | |\n"));
    }

    private async Task WriteRowAsync(string map, string path)
    {
        byte[] head = await File.ReadAllBytesAsync(path);
        Order[] orders = await TableWorks.OrdersAsync(new MemoryStream(head), Math.Max(1, (int)(WrittenBytes / (head.Length / 15_000.0))));
        MemoryStream written = new();
        await TableWorks.WriteAsync(map, orders, written);
        ProcessorTime.Cost cost = ProcessorTime.Medians(Rounds, AtLeast, () => TableWorks.WriteAsync(map, orders, Stream.Null))[0];
        Row($"write {(map == "x12-850" ? "850" : "ORDERS")}", ">= 150 MB/s", "counts and references set", written.Length, cost);
    }

    private async Task CsvRowAsync(string path, string encoding, string floor)
    {
        byte[] file = await File.ReadAllBytesAsync(path);
        int rows = TableWorks.RowsOf(file);
        IReadOnlyList<ProcessorTime.Cost> costs = ProcessorTime.Medians(
            Rounds, AtLeast,
            () => TableWorks.CsvHelperAsync(file, rows, encoding == "cp932"),
            () => TableWorks.RowsAsync(file, rows, TableMaps.Csv, encoding));
        Row($"CSV of 25 columns to documents, {encoding}", $"{floor} CsvHelper to typed rows", $"{costs[0].Seconds / costs[1].Seconds:0.00}x", file.Length, costs[1]);
        Row($"(CsvHelper, {encoding})", "", "1x", file.Length, costs[0]);
    }

    private void FixedRow(byte[] file)
    {
        int rows = file.AsSpan().Count((byte)'\n');
        ProcessorTime.Cost cost = ProcessorTime.Medians(Rounds, AtLeast, () => TableWorks.RowsAsync(file, rows, TableMaps.Fixed, "cp932"))[0];
        Row("fixed length in bytes, cp932, to documents", "every record right, >= 200 MB/s", string.Create(CultureInfo.InvariantCulture, $"{rows} records right"), file.Length, cost);
    }

    private void UblRow(byte[] file)
    {
        IReadOnlyList<ProcessorTime.Cost> costs = ProcessorTime.Medians(
            Rounds, AtLeast, () => TableWorks.BareXmlAsync(file), () => TableWorks.DocumentsAsync(new MemoryStream(file)));
        Row("UBL Order to documents", ">= 60 % of a bare XmlReader", Percent(costs[0], costs[1]), file.Length, costs[1]);
        Row("(bare XmlReader)", "", "100 %", file.Length, costs[0]);
    }

    private async Task MemoryRowsAsync()
    {
        double bare = (await ChildRun.StartAsync(ChildRun.Bare, _inputs.OneOrder)).Mebibytes;
        (string Name, string Work, string File)[] works =
        [
            ("ORDERS to documents", "documents", _inputs.Edifact), ("850 to documents", "documents", _inputs.X12), ("ORDERS read and written", "write", _inputs.Edifact),
            ("CSV, utf-8", "csv-utf8", _inputs.CsvUtf8), ("CSV, cp932", "csv-cp932", _inputs.CsvCp932), ("fixed length", "fixed", _inputs.Fixed), ("UBL", "documents", _inputs.Ubl),
        ];
        foreach ((string name, string work, string file) in works)
        {
            double most = (await ChildRun.StartAsync(work, file)).Mebibytes;
            _rows.Add(Text($"| memory: {name} | <= 48 MiB above a bare process | {most - bare:0.0} MiB ({most:0.0} against {bare:0.0}) | | |\n"));
        }
    }

    private void Row(FormattableString work, string floor, FormattableString measured, long bytes, ProcessorTime.Cost cost) =>
        Row(Text(work), floor, Text(measured), bytes, cost);

    private void Row(string work, string floor, FormattableString measured, long bytes, ProcessorTime.Cost cost) => Row(work, floor, Text(measured), bytes, cost);

    private void Row(string work, string floor, string measured, long bytes, ProcessorTime.Cost cost) =>
        _rows.Add(Text($"| {work} | {floor} | {measured} | {bytes / cost.Seconds / 1e6:0.0} | {cost.Bytes / (double)bytes:0.00} |\n"));

    private static string Percent(ProcessorTime.Cost limit, ProcessorTime.Cost own) => Text($"{limit.Seconds / own.Seconds:0.0 %}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string Head()
    {
        string library = typeof(CsvReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
        string processor = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "" : "";
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"# How fast: {processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}\n\n");
        head.Append(CultureInfo.InvariantCulture, $"CsvHelper {library}. Files of {new FileInfo(_inputs.Edifact).Length / 1e6:0.0} MB ({_inputs.Origin}); UBL and its lines our own. ");
        head.Append(CultureInfo.InvariantCulture, $"Medians of {Rounds} rounds, taken in turns after two seconds of each work by itself; MB/s and ratios in processor time of all threads. The scan limit is a loop of IndexOfAny(terminator, release) over the same bytes.\n\n");
        return head.Append("| work | floor | measured | MB/s | bytes allocated per byte |\n|---|---|---|---|---|\n").ToString();
    }
}
