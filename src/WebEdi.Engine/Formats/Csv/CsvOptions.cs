namespace WebEdi.Engine.Formats.Csv;

/// <summary>How a CSV file is read.</summary>
internal sealed record CsvOptions
{
    /// <summary>Gets the byte between elements.</summary>
    public byte Separator { get; init; } = (byte)',';

    /// <summary>Gets a value indicating whether elements may stand in quotes; if not, a quote is an ordinary character.</summary>
    public bool Quotes { get; init; } = true;

    /// <summary>Gets the longest record.</summary>
    /// <value>Bytes. A longer one is a fault of its own; reading goes on at the next line.</value>
    public int MaxSegmentBytes { get; init; } = CsvConstants.MaxSegmentBytes;

    /// <summary>Gets the most columns.</summary>
    public int MaxElements { get; init; } = CsvConstants.MaxElements;

    /// <summary>Gets how many bytes are read at a time; a longer record makes the buffer grow to at most twice <see cref="MaxSegmentBytes"/>.</summary>
    public int BlockBytes { get; init; } = CsvConstants.BlockBytes;
}
