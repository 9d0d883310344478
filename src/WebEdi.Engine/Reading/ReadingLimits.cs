using WebEdi.Engine.Formats;
using WebEdi.Engine.Formats.Csv;

namespace WebEdi.Engine.Reading;

/// <summary>How much a file may ask for.</summary>
internal sealed record ReadingLimits
{
    /// <summary>Gets the most different orders in one file; the keys of two million take 48 MB.</summary>
    public int MaxKeys { get; init; } = 2_000_000;

    /// <summary>Gets the most segments of orders that do not stand together: they are held until the last one is there.</summary>
    public int MaxScatteredSegments { get; init; } = 200_000;

    /// <summary>Gets how much one message may ask for.</summary>
    public MessageLimits Message { get; init; } = new();

    /// <summary>Gets how many bytes are read at a time.</summary>
    public int BlockBytes { get; init; } = CsvConstants.BlockBytes;
}
