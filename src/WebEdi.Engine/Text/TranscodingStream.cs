using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>Shows a stream in another encoding as UTF-8, so that it can be cut at bytes. What is no character becomes a byte that is none in UTF-8 either.</summary>
/// <param name="source">The stream; not owned.</param>
/// <param name="codec">Its encoding.</param>
internal sealed class TranscodingStream(Stream source, TextCodec codec) : Stream
{
    private const int ChunkBytes = 32 * 1024;
    private const int MaxHeldBytes = 1024 * 1024;
    private const byte Invalid = 0xFF;

    private byte[] _held = new byte[ChunkBytes];
    private int _count;
    private byte[] _ready = [];
    private int _at;
    private bool _final;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Shows bytes from the start of a file as UTF-8; a character cut by their end is left out.</summary>
    public static byte[] ToUtf8(TextCodec codec, ReadOnlySpan<byte> bytes)
    {
        char[] chars = new char[bytes.Length];
        codec.Decode(bytes, chars, out int written);
        return Encoding.UTF8.GetBytes(chars, 0, written);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_at == _ready.Length && !(_final && _count == 0))
            await FillAsync(cancellationToken).ConfigureAwait(false);

        int length = Math.Min(buffer.Length, _ready.Length - _at);
        _ready.AsMemory(_at, length).CopyTo(buffer);
        _at += length;
        return length;
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

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (!_final)
        {
            if (_held.Length - _count < ChunkBytes)
                Array.Resize(ref _held, _held.Length + ChunkBytes);
            int read = await source.ReadAtLeastAsync(_held.AsMemory(_count, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _final = read < ChunkBytes;
            _count += read;
        }

        int whole = _final ? _count : Whole(_held.AsSpan(0, _count));
        (_ready, _at) = (Convert(_held.AsSpan(0, whole)), 0);
        _held.AsSpan(whole, _count - whole).CopyTo(_held);
        _count -= whole;
    }

    /// <summary>Finds where bytes can be cut: behind a whole character, in an encoding with shifts behind a line end.</summary>
    private int Whole(ReadOnlySpan<byte> bytes)
    {
        if (codec is Utf16Codec)
        {
            int even = bytes.Length & ~1;
            int high = codec == TextCodec.Utf16Be ? bytes[even - 2] : bytes[even - 1];
            return high is >= 0xD8 and <= 0xDB ? even - 2 : even;
        }

        int end = bytes.LastIndexOf((byte)'\n') + 1;
        return end > 0 || bytes.Length < MaxHeldBytes ? end : bytes.Length;
    }

    private byte[] Convert(ReadOnlySpan<byte> bytes)
    {
        char[] chars = new char[bytes.Length];
        MemoryStream text = new(bytes.Length * 2);
        while (!bytes.IsEmpty)
        {
            int invalid = codec.Decode(bytes, chars, out int written);
            text.Write(Encoding.UTF8.GetBytes(chars, 0, written));
            if (invalid < 0)
                break;

            text.WriteByte(Invalid);
            bytes = bytes[Math.Min(bytes.Length, invalid + (codec is Utf16Codec ? 2 : 1))..];
        }

        return text.ToArray();
    }
}
