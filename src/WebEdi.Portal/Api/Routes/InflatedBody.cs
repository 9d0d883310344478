using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace WebEdi.Portal.Api.Routes;

/// <summary>The body of a request, unpacked where it came as gzip; a bomb is noticed by its ratio while it is read (S11).</summary>
/// <remarks>Order files shrink to a tenth or a thirtieth; a body that grows a hundredfold beyond its first megabyte is none.</remarks>
internal sealed class InflatedBody : Stream
{
    private const int MaxRatio = 100;
    private const long FreeBytes = 1024 * 1024;

    private readonly CountingStream _packed;
    private readonly GZipStream _plain;
    private long _read;

    private InflatedBody(Stream packed)
    {
        _packed = new CountingStream(packed);
        _plain = new GZipStream(_packed, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static Stream Open(HttpRequest request) => IsGzip(request) ? new InflatedBody(request.Body) : request.Body;

    public static bool IsUnknown(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !IsGzip(request) && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int count = await _plain.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _read += count;
            if (_read > FreeBytes && _read > _packed.Count * MaxRatio)
                throw new BadHttpRequestException("The body unpacks to far more than an order file does.", StatusCodes.Status413PayloadTooLarge);
            return count;
        }
        catch (InvalidDataException failure)
        {
            throw new BadHttpRequestException("The body is not gzip.", failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A request body is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsGzip(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString() is { } encoding
        && (encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase));

    /// <summary>Counts what the packed side gave.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Count += count;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
