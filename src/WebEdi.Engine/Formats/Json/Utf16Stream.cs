using System.Text;

using WebEdi.Engine.Text;

namespace WebEdi.Engine.Formats.Json;

/// <summary>Shows UTF-16 as UTF-8, up to the first bytes that are none.</summary>
/// <param name="source">The stream; not owned.</param>
/// <param name="codec">Which of the two.</param>
/// <remarks>
/// The platform's own transcoding stream throws as soon as a fault is among the bytes of a read, so that what comes before it arrives or not depending
/// on where reads end. Here everything in front of the fault is given first.
/// </remarks>
internal sealed class Utf16Stream(Stream source, TextCodec codec) : Stream
{
    private const int ChunkBytes = 16 * 1024;

    private readonly byte[] _held = new byte[ChunkBytes];
    private readonly char[] _chars = new char[ChunkBytes / 2];
    private byte[] _ready = [];
    private int _at;
    private int _count;
    private bool _final;
    private bool _isFaulty;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="DecoderFallbackException">The next bytes are no UTF-16.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_at == _ready.Length)
        {
            if (_isFaulty)
                throw new DecoderFallbackException();
            if (_final && _count == 0)
                return 0;

            Fill();
        }

        int length = Math.Min(buffer.Length, _ready.Length - _at);
        _ready.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Fill()
    {
        int read = source.Read(_held, _count, _held.Length - _count);
        _final = read == 0;
        _count += read;

        // Half a unit or half a pair at the end waits for the rest of it; at the end of the file it is a fault.
        int invalid = codec.Decode(_held.AsSpan(0, _count), _chars, out int written);
        int taken = invalid < 0 ? _count : invalid;
        _isFaulty = invalid >= 0 && (_final || _count - invalid >= 4);
        (_ready, _at) = (Encoding.UTF8.GetBytes(_chars, 0, written), 0);
        _held.AsSpan(taken, _count - taken).CopyTo(_held);
        _count = _isFaulty ? 0 : _count - taken;
    }
}
