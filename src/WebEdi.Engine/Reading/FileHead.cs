namespace WebEdi.Engine.Reading;

/// <summary>The first bytes of a file: what tells its format.</summary>
internal static class FileHead
{
    /// <summary>The most bytes that are looked at.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Reads them.</summary>
    /// <param name="content">The file, seekable; left at its first byte.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static ValueTask<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] head = Room(content);

        // What lies in memory is there at once, and nothing is set up to wait for it.
        ValueTask<int> reading = content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Cut(content, head, reading.Result)) : WaitAsync(content, head, reading);
    }

    /// <summary>Makes room for them, for those who read them without a call between.</summary>
    public static byte[] Room(Stream content)
    {
        content.Position = 0;
        return new byte[Math.Min(MaxBytes, content.Length)];
    }

    private static async ValueTask<byte[]> WaitAsync(Stream content, byte[] head, ValueTask<int> reading) => Cut(content, head, await reading.ConfigureAwait(false));

    /// <summary>Cuts them to what was read, and goes back to the first byte.</summary>
    public static byte[] Cut(Stream content, byte[] head, int length)
    {
        content.Position = 0;
        return length == head.Length ? head : head[..length];
    }
}
