namespace WebEdi.Engine.Receiving;

/// <summary>The bytes of a file at the door, outside the store: small ones in memory, others in a temporary file that goes with the handle.</summary>
internal sealed class SpooledFile(Stream content, string hash) : IAsyncDisposable
{
    /// <summary>Gets the bytes, seekable.</summary>
    public Stream Content { get; } = content;

    /// <summary>Gets SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public string Hash { get; } = hash;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
