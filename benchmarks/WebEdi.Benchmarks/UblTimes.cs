using System.Globalization;

using WebEdi.Benchmarks.Table;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Xml;
using WebEdi.Engine.Mapping;

namespace WebEdi.Benchmarks;

/// <summary>UBL orders from bytes to documents, step by step, beside the platform's bare parser over the same bytes.</summary>
/// <remarks>Every step includes those before it. Processor time, because that is what a loaded machine leaves alone.</remarks>
internal static class UblTimes
{
    /// <summary>Measures a file and prints a table.</summary>
    /// <param name="rounds">How often every step runs; the best counts.</param>
    /// <param name="path">The file.</param>
    public static void Run(int rounds, string path)
    {
        byte[] file = File.ReadAllBytes(path);
        string[] names = ["bare parser", "trees, structure checked", "orders made", "through the door"];
        IReadOnlyList<ProcessorTime.Cost> costs = ProcessorTime.Measure(
            rounds,
            () => TableWorks.BareXmlAsync(file),
            () => ReadAsync(file, map: false),
            () => ReadAsync(file, map: true),
            () => TableWorks.DocumentsAsync(new MemoryStream(file)));
        for (int i = 0; i < names.Length; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {names[i],-30} {file.Length / costs[i].Seconds / 1e6,8:0} MB/s {costs[0].Seconds / costs[i].Seconds,8:0.0 %} of the bare parser {costs[i].Bytes / (double)file.Length,7:0.00} bytes allocated a byte"));
        }
    }

    /// <summary>Repeats one step, for a profiler.</summary>
    /// <param name="step">read or map.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="path">The file.</param>
    public static async Task RepeatAsync(string step, int seconds, string path)
    {
        byte[] file = await File.ReadAllBytesAsync(path);
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < seconds * 1000L;)
            await ReadAsync(file, step == "map");
    }

    private static async Task ReadAsync(byte[] file, bool map)
    {
        IMessageReader reader = new XmlWorkshop().Open(new MessageSource { Content = new MemoryStream(file), FileName = "bench.xml", MessageTypes = ["Order"] });
        TreeSession session = new(ReadyMadeMaps.For("xml", "Order")!, 1000);
        while (await reader.ReadAsync(CancellationToken.None) is { } message)
        {
            if (message.Diagnostics.Count > 0)
                throw new InvalidOperationException(message.Diagnostics[0].ToString());
            if (map && session.Map(message) is { Document: null } mapped)
                throw new InvalidOperationException(mapped.Diagnostics[0].ToString());
        }
    }
}
