using System.Globalization;

using WebEdi.Benchmarks.Table;
using WebEdi.Documents;
using WebEdi.Engine;
using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Edifact;
using WebEdi.Engine.Formats.X12;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Reading;

namespace WebEdi.Benchmarks;

/// <summary>EDIFACT and X12 from bytes to orders, step by step, beside the search for terminators over the same bytes.</summary>
/// <remarks>Every step includes those before it. Processor time, because that is what a loaded machine leaves alone.</remarks>
internal static class MessageTimes
{
    private const int Bytes = 50_000_000;
    private const int Step = 16 * 1024;
    private const int MaxOrders = 1000;

    /// <summary>Measures one format and prints a table.</summary>
    /// <param name="format">edifact or x12.</param>
    /// <param name="rounds">How often every step runs; the best counts.</param>
    /// <param name="path">The file; null: orders with invented content are made.</param>
    /// <param name="steps">How many steps are measured.</param>
    public static void Run(string format, int rounds, string? path = null, int steps = 6)
    {
        bool isEdifact = format == "edifact";
        byte[] file = path is not null ? File.ReadAllBytes(path) : isEdifact ? EdiSamples.Edifact(Bytes) : EdiSamples.X12(Bytes);
        Delimiters delimiters = isEdifact
            ? new Delimiters { Element = (byte)'+', Component = (byte)':', Release = (byte)'?', Terminator = (byte)'\'' }
            : new Delimiters { Element = (byte)'*', Component = (byte)'>', Terminator = (byte)'~' };
        string[] names = ["search for terminators", "index of delimiters", "messages read", "structure and values checked", "orders made", "through the door of programs"];
        Func<Task>[] works =
        [
            () => Task.FromResult(Search(file, delimiters)),
            () => Task.FromResult(Index(file, delimiters)),
            () => ReadAsync(file, format, syntaxOnly: true, map: false),
            () => ReadAsync(file, format, syntaxOnly: false, map: false),
            () => ReadAsync(file, format, syntaxOnly: false, map: true),
            () => TableWorks.DocumentsAsync(new MemoryStream(file)),
        ];
        IReadOnlyList<ProcessorTime.Cost> costs = ProcessorTime.Measure(rounds, works[..steps]);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format}: {file.Length} bytes, best of {rounds}"));
        for (int i = 0; i < costs.Count; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {names[i],-30} {file.Length / costs[i].Seconds / 1e6,8:0} MB/s {costs[0].Seconds / costs[i].Seconds,8:0.0 %} of the search {costs[i].Bytes / (double)file.Length,7:0.00} bytes allocated a byte"));
        }
    }

    /// <summary>Repeats one step, for a profiler.</summary>
    /// <param name="format">edifact or x12.</param>
    /// <param name="step">read, check, map or write.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="path">The file.</param>
    public static async Task RepeatAsync(string format, string step, int seconds, string path)
    {
        if (step == "write")
        {
            await RepeatWritingAsync(format, seconds, path);
            return;
        }

        byte[] file = await File.ReadAllBytesAsync(path);
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < seconds * 1000L;)
            await ReadAsync(file, format, syntaxOnly: step == "read", map: step == "map");
    }

    private static async Task RepeatWritingAsync(string format, int seconds, string path)
    {
        string map = format == "edifact" ? "edifact-orders" : "x12-850";
        await using FileStream file = File.OpenRead(path);
        Order[] orders = await TableWorks.OrdersAsync(file, MaxOrders);
        using MemoryStream written = new();
        await TableWorks.WriteAsync(map, orders, written);
        ProcessorTime.Cost cost = ProcessorTime.Medians(seconds, 0.5, () => TableWorks.WriteAsync(map, orders, Stream.Null))[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format} written: {written.Length / cost.Seconds / 1e6:0} MB/s of processor time, {cost.Bytes / written.Length:0.00} bytes allocated a byte"));
    }

    /// <summary>Finds every terminator and release character and does nothing with it: the limit.</summary>
    public static int Search(byte[] file, Delimiters delimiters)
    {
        byte release = delimiters.Release == 0 ? delimiters.Terminator : delimiters.Release;
        ReadOnlySpan<byte> rest = file;
        int found = 0;
        int at;
        while ((at = rest.IndexOfAny(delimiters.Terminator, release)) >= 0)
        {
            found++;
            rest = rest[(at + 1)..];
        }

        return found;
    }

    /// <summary>Writes down every delimiter with its place and kind.</summary>
    public static int Index(byte[] file, Delimiters delimiters)
    {
        DelimiterIndex index = new();
        byte[] buffer = new byte[Step + DelimiterIndex.Slack];
        int found = 0;
        for (int at = 0; at < file.Length; at += Step)
        {
            ReadOnlySpan<byte> block = file.AsSpan(at, Math.Min(Step, file.Length - at));
            block.CopyTo(buffer);
            index.Begin(delimiters, 0);
            index.Index(buffer, block.Length, final: false);
            found += index.Count;
        }

        return found;
    }

    /// <summary>Reads all messages from a stream.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">edifact or x12.</param>
    /// <param name="syntaxOnly">Whether structure and values are left unchecked.</param>
    /// <param name="map">Whether orders are made of them with the ready-made map.</param>
    /// <returns>The number of segments.</returns>
    /// <exception cref="InvalidOperationException">The file has faults.</exception>
    public static async Task<int> ReadAsync(byte[] file, string format, bool syntaxOnly, bool map)
    {
        IWorkshop workshop = format == "edifact" ? new EdifactWorkshop() : new X12Workshop();
        IMessageReader reader = workshop.Open(new MessageSource { Content = new MemoryStream(file), FileName = "bench.edi", SyntaxOnly = syntaxOnly });
        TreeSession? session = null;
        int segments = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } message)
        {
            if (message.Diagnostics.Count > 0)
                throw new InvalidOperationException(message.Diagnostics[0].ToString());
            segments += message.SegmentCount;
            if (!map)
                continue;

            session ??= new TreeSession(ReadyMadeMaps.For(format, message.Envelope.MessageType)!, 1000);
            MappedDocument mapped = session.Map(message);
            if (mapped.Document is null)
                throw new InvalidOperationException(mapped.Diagnostics[0].ToString());
        }

        return segments;
    }
}
