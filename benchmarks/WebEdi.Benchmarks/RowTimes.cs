using System.Globalization;

using WebEdi.Benchmarks.Table;
using WebEdi.Diagnostics;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;

namespace WebEdi.Benchmarks;

/// <summary>Rows of CSV and fixed length from bytes to orders, step by step.</summary>
/// <remarks>The first two steps stand alone, documents include both. Processor time, because that is what a loaded machine leaves alone.</remarks>
internal static class RowTimes
{
    /// <summary>Measures one format and prints a table; of CSV, CsvHelper reading the same file to typed rows stands beside it.</summary>
    /// <param name="format">csv or fixed.</param>
    /// <param name="encoding">utf-8 or cp932.</param>
    /// <param name="rounds">How often every step runs; the best counts.</param>
    /// <param name="path">The file of the generator.</param>
    public static void Run(string format, string encoding, int rounds, string path)
    {
        byte[] file = File.ReadAllBytes(path);
        List<(string Name, Func<Task> Work)> steps =
        [
            ("first pass", () => SurveyAsync(file, format, encoding)),
            ("records cut", () => CutAsync(file, format, encoding)),
            ("documents made", () => DocumentsAsync(file, format, encoding)),
        ];
        if (format == "csv")
        {
            int rows = TableWorks.RowsOf(file);
            steps.Add(("CsvHelper to typed rows", () => TableWorks.CsvHelperAsync(file, rows, encoding == "cp932")));
        }

        IReadOnlyList<ProcessorTime.Cost> costs = ProcessorTime.Measure(rounds, [.. steps.Select(s => s.Work)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format}, {encoding}: {file.Length} bytes, best of {rounds}"));
        for (int i = 0; i < costs.Count; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {steps[i].Name,-25} {file.Length / costs[i].Seconds / 1e6,8:0.0} MB/s {costs[^1].Seconds / costs[i].Seconds,6:0.00}x of the last {costs[i].Bytes / (double)file.Length,6:0.00} bytes allocated a byte"));
        }
    }

    /// <summary>Repeats one step, for a profiler.</summary>
    /// <param name="format">csv or fixed.</param>
    /// <param name="encoding">utf-8 or cp932.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="path">The file.</param>
    public static async Task RepeatAsync(string format, string encoding, int seconds, string path)
    {
        byte[] file = await File.ReadAllBytesAsync(path);
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < seconds * 1000L;)
            await DocumentsAsync(file, format, encoding);
    }

    private static string MapOf(string format) => format == "csv" ? TableMaps.Csv : TableMaps.Fixed;

    private static Task<int> DocumentsAsync(byte[] file, string format, string encoding) => TableWorks.DocumentsAsync(new MemoryStream(file), MapOf(format), encoding);

    private static async Task<FileSurvey> SurveyAsync(byte[] file, string format, string encoding)
    {
        CompiledMap map = MapCompiler.Compile("bench", 0, MapOf(format), Vocabulary.Instance).GetValueOrThrow();
        return (await new MessageReader().SurveyAsync(new MemoryStream(file), "bench", map.Reading, encoding, CancellationToken.None)).GetValueOrThrow();
    }

    private static async Task CutAsync(byte[] file, string format, string encoding)
    {
        FileSurvey survey = await SurveyAsync(file[..Math.Min(file.Length, 100_000)], format, encoding);
        int rows = 0;
        await foreach (SegmentBlock block in new MessageReader().ReadAsync(new MemoryStream(file), survey, CancellationToken.None))
            rows += block.Count;
        if (rows == 0)
            throw new InvalidOperationException("There are no rows.");
    }
}
