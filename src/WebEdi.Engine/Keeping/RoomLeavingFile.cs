using System.Globalization;

namespace WebEdi.Engine.Keeping;

/// <summary>A file that stops growing before its disk is full, because others need the rest.</summary>
/// <param name="path">The file.</param>
/// <param name="creation">How it is made.</param>
/// <param name="leaveMiB">How much is left free, MiB.</param>
/// <param name="free">Asks for the free bytes.</param>
internal sealed class RoomLeavingFile(string path, FileStreamOptions creation, int leaveMiB, Func<long> free) : FileStream(path, creation)
{
    private const long MiB = 1024 * 1024;
    private const long BytesPerLook = 4 * MiB;

    private long _untilLook;

    public override void Write(byte[] buffer, int offset, int count)
    {
        Look(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Look(buffer.Length);
        base.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Look(count);
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Look(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }

    /// <summary>What is written until the next look is taken from what is to be left: it is there for such things.</summary>
    private void Look(int bytes)
    {
        if ((_untilLook -= bytes) > 0 || leaveMiB == 0)
            return;

        _untilLook = BytesPerLook;
        long left = free() / MiB;
        if (left < leaveMiB)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"The disk has {left} MiB left, and a backup leaves {leaveMiB} MiB for others (WebEdi:Backup:LeaveFreeMiB)."));
    }
}
