namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Reads a stream of records with fixed positions in blocks of whole records.</summary>
/// <param name="content">The stream; not owned.</param>
/// <param name="file">The name of the file.</param>
/// <param name="options">How it is read.</param>
/// <param name="offset">Where the stream begins in the file.</param>
internal sealed class FixedLengthReader(Stream content, string file, FixedLengthOptions options, long offset = 0)
    : BlockReader(content, file, new FixedLengthCutter(options), options.BlockBytes, offset, options.Layout);
