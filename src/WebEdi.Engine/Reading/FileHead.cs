namespace WebEdi.Engine.Reading;

/// <summary>The first bytes of a file: what tells its format.</summary>
internal static class FileHead
{
    /// <summary>The most bytes that are looked at.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Reads them.</summary>
    /// <param name="content">The file, seekable; left at its first byte.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <remarks>
    /// What lies in memory, and a file that was opened for synchronous reading, is read at once: for the latter the platform would wake a thread
    /// that does the same, and in a short process the pool of threads would have to be set up for that alone.
    /// </remarks>
    public static ValueTask<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<byte[]>(cancellationToken);

        content.Position = 0;
        byte[] head = new byte[Math.Min(MaxBytes, content.Length)];
        return content is MemoryStream or FileStream { IsAsync: false }
            ? new(Cut(content, head, content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)))
            : WaitAsync(content, head, cancellationToken);
    }

    private static async ValueTask<byte[]> WaitAsync(Stream content, byte[] head, CancellationToken cancellationToken) =>
        Cut(content, head, await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));

    /// <summary>Cuts them to what was read, and goes back to the first byte.</summary>
    private static byte[] Cut(Stream content, byte[] head, int length)
    {
        content.Position = 0;
        return length == head.Length ? head : head[..length];
    }
}
