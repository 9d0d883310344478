namespace WebEdi.Engine.Formats.Csv;

/// <summary>How a CSV file is read.</summary>
internal sealed record CsvOptions
{
    /// <summary>Gets the byte between elements.</summary>
    public byte Separator { get; init; } = (byte)',';

    /// <summary>Gets the quote in which elements may stand; 0: none, every sign is an ordinary character.</summary>
    public byte Quote { get; init; } = CsvConstants.Quote;

    /// <summary>Gets the longest record.</summary>
    /// <value>Bytes. A longer one is a fault of its own; reading goes on at the next line.</value>
    public int MaxSegmentBytes { get; init; } = CsvConstants.MaxSegmentBytes;

    /// <summary>Gets the most columns.</summary>
    public int MaxElements { get; init; } = CsvConstants.MaxElements;

    /// <summary>Gets how many bytes are read at a time; a longer record makes the buffer grow to at most twice <see cref="MaxSegmentBytes"/>.</summary>
    public int BlockBytes { get; init; } = CsvConstants.BlockBytes;
}
