using System.Buffers.Binary;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>Makes identities that sort by the time of their making, also within a millisecond and when the clock stands still.</summary>
internal sealed class IdSource(TimeProvider clock)
{
    private const int NumberStep = 2048;

    private readonly Lock _lock = new();
    private readonly long _process = Random.Shared.Next(NumberStep);
    private UInt128 _last;
    private long _lastNumber;

    /// <summary>Gets the time of this process.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

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

    /// <summary>Makes a number above all that this process made before. Processes that count from the same microsecond differ in its lowest bits.</summary>
    public long NextNumber()
    {
        long microseconds = SqlTime.From(clock.GetUtcNow());
        lock (_lock)
            return _lastNumber = Math.Max((microseconds * NumberStep) + _process, _lastNumber + NumberStep);
    }
}
