namespace WebEdi.Engine.Tests.Reading;

/// <summary>A file that is never in memory: a head, then one piece again and again up to a length.</summary>
internal sealed class GeneratedStream(byte[] head, byte[] piece, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, length - Position);
        for (int i = 0; i < count;)
        {
            ReadOnlySpan<byte> from = Position < head.Length ? head.AsSpan((int)Position) : piece.AsSpan((int)((Position - head.Length) % piece.Length));
            int part = Math.Min(from.Length, count - i);
            from[..part].CopyTo(buffer[i..]);
            Position += part;
            i += part;
        }

        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
