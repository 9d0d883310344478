namespace WebEdi.Fuzz;

/// <summary>A file that comes in pieces, whatever is asked for, and counts what was taken.</summary>
/// <param name="bytes">The file.</param>
/// <param name="piece">The most bytes that one call gives.</param>
internal sealed class PieceStream(byte[] bytes, int piece) : Stream
{
    /// <summary>Gets how many bytes were given, those given again included.</summary>
    public long Given { get; private set; }

    /// <summary>Gets how many times bytes were asked for.</summary>
    public long Calls { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan((int)Math.Min(Position, bytes.Length));
        ReadOnlySpan<byte> given = rest[..Math.Min(rest.Length, Math.Min(buffer.Length, piece))];
        given.CopyTo(buffer);
        Position += given.Length;
        Given += given.Length;
        Calls++;
        return given.Length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => bytes.Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
