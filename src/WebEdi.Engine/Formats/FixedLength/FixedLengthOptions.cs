namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>How a file with fixed positions is read.</summary>
internal sealed record FixedLengthOptions
{
    /// <summary>Gets the fields of a record.</summary>
    public RecordLayout Layout { get; init; } = RecordLayout.None;

    /// <summary>Gets the length of a record, line end not counted; 0: as long as its line.</summary>
    /// <value>Bytes.</value>
    public int RecordLength { get; init; }

    /// <summary>Gets whether records end with line ends.</summary>
    public LineEnds LineEnds { get; init; }

    /// <summary>Gets a value indicating whether line ends are those of EBCDIC.</summary>
    public bool IsEbcdic { get; init; }

    /// <summary>Gets how many records are passed over at the start.</summary>
    public int SkipRecords { get; init; }

    /// <summary>Gets the longest record.</summary>
    /// <value>Bytes. A longer one is a fault of its own; reading goes on at the next line.</value>
    public int MaxRecordBytes { get; init; } = FixedLengthConstants.MaxRecordBytes;

    /// <summary>Gets how many bytes are read at a time; a longer record makes the buffer grow to at most twice <see cref="MaxRecordBytes"/>.</summary>
    public int BlockBytes { get; init; } = FixedLengthConstants.BlockBytes;
}
