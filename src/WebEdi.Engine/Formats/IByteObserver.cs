namespace WebEdi.Engine.Formats;

/// <summary>Looks at the bytes of a file as they go by.</summary>
internal interface IByteObserver
{
    /// <summary>Looks at the next bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Where they stand in the file.</param>
    void Observe(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>The file has ended.</summary>
    void Complete();
}
