using System.Buffers.Binary;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>Makes identities that sort by the time of their making, also within a millisecond and when the clock stands still.</summary>
internal sealed class IdSource(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private UInt128 _last;

    public string Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(clock.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _);
        UInt128 next = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        lock (_lock)
        {
            if (next <= _last && _last >> 80 == next >> 80)
                next = _last + 1;
            _last = next;
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, next);
        return Convert.ToHexStringLower(bytes);
    }
}
