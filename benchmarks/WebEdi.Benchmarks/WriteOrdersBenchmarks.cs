using BenchmarkDotNet.Attributes;

using WebEdi.Documents;

namespace WebEdi.Benchmarks;

/// <summary>Writes orders of twenty lines, that fill 10 MB as a file, with the ready-made maps. Bytes per second: the size of the file over the mean.</summary>
[MemoryDiagnoser]
public class WriteOrdersBenchmarks
{
    private const int Bytes = 10 * 1024 * 1024;

    private IEdiDocument[] _orders = [];

    /// <summary>Gets or sets the map.</summary>
    [Params("edifact-orders", "x12-850")]
    public string Map { get; set; } = "";

    /// <summary>Reads the orders.</summary>
    [GlobalSetup]
    public async Task SetUp()
    {
        List<IEdiDocument> orders = [];
        await foreach (EdiMessage message in new EdiFileReader().ReadAsync(new MemoryStream(Map == "x12-850" ? EdiSamples.X12(Bytes) : EdiSamples.Edifact(Bytes))))
            orders.Add((Order)message.Document!);

        _orders = [.. orders];
        using CountingStream file = new();
        EdiFileWriter writer = new(Options());
        await writer.WriteAsync(_orders, file);
        if (writer.LossCount > 0)
            throw new InvalidOperationException(writer.Losses[0].ToString());

        Console.WriteLine($"// {Map}: {file.Length} bytes");
    }

    /// <summary>Writes them.</summary>
    [Benchmark]
    public async Task<long> Write()
    {
        using CountingStream file = new();
        await new EdiFileWriter(Options()).WriteAsync(_orders, file);
        return file.Length;
    }

    private EdiWriteOptions Options() => new() { Map = Map, Sender = "BUYERCO", Receiver = "SUPPLIERCO", Syntax = "UNOC", SyntaxVersion = 3 };

    /// <summary>Counts what it is given and keeps nothing.</summary>
    private sealed class CountingStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
