using BenchmarkDotNet.Attributes;

using WebEdi.Engine.Formats;
using WebEdi.Engine.Reading;

namespace WebEdi.Benchmarks;

/// <summary>50 MB of orders: the search for terminators as the limit, the index of all delimiters, the reading of messages without and with structure and values.</summary>
[MemoryDiagnoser]
public class EdiTokenizeBenchmarks
{
    private const int Bytes = 50_000_000;
    private const int Step = 16 * 1024;

    private byte[] _file = [];
    private Delimiters _delimiters = null!;
    private int _segments;

    /// <summary>Gets or sets the format.</summary>
    [Params("edifact", "x12")]
    public string Format { get; set; } = "";

    /// <summary>Makes the file.</summary>
    /// <exception cref="InvalidOperationException">The file is not read without faults.</exception>
    [GlobalSetup]
    public async Task SetUp()
    {
        bool isEdifact = Format == "edifact";
        _file = isEdifact ? EdiSamples.Edifact(Bytes) : EdiSamples.X12(Bytes);
        _delimiters = isEdifact
            ? new Delimiters { Element = (byte)'+', Component = (byte)':', Release = (byte)'?', Terminator = (byte)'\'' }
            : new Delimiters { Element = (byte)'*', Component = (byte)'>', Terminator = (byte)'~' };
        _segments = await ReadAsync(syntaxOnly: true);
        Console.WriteLine($"// {Format}: {_file.Length} bytes, {_segments} segments in messages");
    }

    /// <summary>Finds every terminator and release character and does nothing with it.</summary>
    [Benchmark(Baseline = true)]
    public int ScanLimit()
    {
        byte release = _delimiters.Release == 0 ? _delimiters.Terminator : _delimiters.Release;
        ReadOnlySpan<byte> rest = _file;
        int found = 0;
        int at;
        while ((at = rest.IndexOfAny(_delimiters.Terminator, release)) >= 0)
        {
            found++;
            rest = rest[(at + 1)..];
        }

        return found;
    }

    /// <summary>Writes down every delimiter with its place and kind.</summary>
    [Benchmark]
    public int Index()
    {
        DelimiterIndex index = new();
        byte[] buffer = new byte[Step + DelimiterIndex.Slack];
        int found = 0;
        for (int at = 0; at < _file.Length; at += Step)
        {
            ReadOnlySpan<byte> block = _file.AsSpan(at, Math.Min(Step, _file.Length - at));
            block.CopyTo(buffer);
            index.Begin(_delimiters, 0);
            index.Index(buffer, block.Length, final: false);
            found += index.Count;
        }

        return found;
    }

    /// <summary>Reads all messages from a stream, their envelopes, counts and references checked.</summary>
    [Benchmark]
    public Task<int> Read() => ReadAsync(syntaxOnly: true);

    /// <summary>Reads all messages and checks their structure and values.</summary>
    [Benchmark]
    public Task<int> ReadChecked() => ReadAsync(syntaxOnly: false);

    private async Task<int> ReadAsync(bool syntaxOnly)
    {
        IMessageReader reader = Workshops.Find(Format)!.Open(new MessageSource { Content = new MemoryStream(_file), FileName = "bench.edi", SyntaxOnly = syntaxOnly });
        int segments = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } message)
        {
            if (message.Diagnostics.Count > 0)
                throw new InvalidOperationException(message.Diagnostics[0].ToString());
            segments += message.SegmentCount;
        }

        return reader.TakeDiagnostics().Count == 0 ? segments : throw new InvalidOperationException("The sample has faults.");
    }
}
