namespace WebEdi.Engine.Formats.FixedLength;

/// <summary>Numbers and bytes of files with fixed positions.</summary>
internal static class FixedLengthConstants
{
    /// <summary>The longest record: 1 MiB.</summary>
    public const int MaxRecordBytes = RecordLayout.MaxLength;

    /// <summary>64 KiB.</summary>
    public const int BlockBytes = 64 * 1024;

    public const byte CarriageReturn = (byte)'\r';
    public const byte LineFeed = (byte)'\n';

    /// <summary>The line end of EBCDIC text files.</summary>
    public const byte EbcdicNewLine = 0x15;

    /// <summary>The line feed of EBCDIC.</summary>
    public const byte EbcdicLineFeed = 0x25;

    /// <summary>The end-of-file mark of DOS programs.</summary>
    public const byte EndMark = 0x1A;
}
