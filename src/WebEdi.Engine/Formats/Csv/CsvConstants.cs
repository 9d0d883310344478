namespace WebEdi.Engine.Formats.Csv;

/// <summary>Numbers and bytes of CSV files.</summary>
/// <remarks>
/// Source: RFC 4180. In CP932 the second byte of a character is 0x40-0x7E or 0x80-0xFC, so comma, semicolon, tab, quote, CR and LF never
/// are a part of one, and a file can be cut into elements before its encoding is known. The same holds for UTF-8.
/// </remarks>
internal static class CsvConstants
{
    /// <summary>The longest record: 1 MiB.</summary>
    public const int MaxSegmentBytes = 1024 * 1024;

    /// <summary>The most columns.</summary>
    public const int MaxElements = 1000;

    /// <summary>32 KiB: with the element table of such a block, below the size at which arrays are kept for long.</summary>
    public const int BlockBytes = 32 * 1024;

    public const byte Quote = (byte)'"';
    public const byte CarriageReturn = (byte)'\r';
    public const byte LineFeed = (byte)'\n';

    /// <summary>The control character that ASCII has for what lies between units.</summary>
    public const byte UnitSeparator = 0x1F;

    /// <summary>The end-of-file mark of DOS programs; alone in the last line it is no record.</summary>
    public const byte EndMark = 0x1A;
}
