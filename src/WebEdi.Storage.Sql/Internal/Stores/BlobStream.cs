using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The bytes of a receipt, seekable, one chunk in memory at a time. Holds no connection between reads.</summary>
internal sealed class BlobStream(SqlDatabase database, string tenant, long number, long length) : Stream
{
    private byte[] _chunk = [];
    private long _chunkIndex = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
            return 0;

        long index = _position / ReceiptRows.ChunkBytes;
        if (index != _chunkIndex)
        {
            const string Read = "select data from receipt_blob where tenant = ?1 and number = ?2 and chunk = ?3";
            _chunk = await database.ReadAsync(tenant, session => session.Find(Read, static row => row.Bytes(0).ToArray(), tenant, number, index), cancellationToken).ConfigureAwait(false)
                ?? throw new EdiStoreException("The bytes of a receipt are not there any more.", isTransient: false);
            _chunkIndex = index;
        }

        int offset = (int)(_position - (index * ReceiptRows.ChunkBytes));
        int count = Math.Min(buffer.Length, _chunk.Length - offset);
        _chunk.AsMemory(offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
