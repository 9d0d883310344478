namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The character encoding cannot be read.</summary>
    public const string EncodingUnsupported = "WE2001";

    /// <summary>Bytes are no characters in the file's encoding.</summary>
    public const string TextInvalid = "WE2002";

    /// <summary>A column that the map names is not in the header line.</summary>
    public const string ColumnMissing = "WE2003";

    /// <summary>A column that the map names is in the header line more than once.</summary>
    public const string ColumnDuplicate = "WE2004";

    /// <summary>A row has another number of columns than the header line.</summary>
    public const string ElementCountWrong = "WE2005";

    /// <summary>A quote stands where none may be.</summary>
    public const string QuoteStray = "WE2006";

    /// <summary>A quote is never closed.</summary>
    public const string QuoteUnclosed = "WE2007";

    /// <summary>A row is longer than the limit.</summary>
    public const string SegmentTooLong = "WE2008";

    /// <summary>A row has more columns than the limit.</summary>
    public const string TooManyElements = "WE2009";

    /// <summary>The file holds a zero byte: it is binary, or was written only in part.</summary>
    public const string NulFound = "WE2010";

    /// <summary>The byte order mark says another encoding than the sender or the map.</summary>
    public const string EncodingContradicted = "WE2011";

    /// <summary>The file holds more orders than the limit.</summary>
    public const string TooManyOrders = "WE2012";

    /// <summary>Too many rows belong to orders whose rows do not stand together.</summary>
    public const string TooScattered = "WE2013";

    private static DiagnosticText[] Reading() =>
    [
        Error(EncodingUnsupported, "the text is encoded as {1}, which cannot be read here; expected UTF-8, CP932 (Shift_JIS), EUC-JP, ISO-2022-JP or UTF-16", "文字コード {1} はここでは扱えません。UTF-8、CP932（Shift_JIS）、EUC-JP、ISO-2022-JP、UTF-16 のいずれかが必要です"),
        Error(TextInvalid, "{0} holds the bytes {1}, which are no character in {2}", "{0} のバイト列 {1} は {2} の文字ではありません"),
        Error(ColumnMissing, "the map needs column {0}, which the header line does not have; expected among: {2}", "マップが使う列 {0} が見出し行にありません（見出し: {2}）"),
        Error(ColumnDuplicate, "the header line has column {0} more than once; expected one", "見出し行に列 {0} が複数あります。1つだけ必要です"),
        Error(ElementCountWrong, "the row has {1} columns; expected {2}", "列数が {1} です。{2} 列が必要です"),
        Error(QuoteStray, "{0} holds a quote that does not open or close it; expected the whole value in quotes and quotes in it doubled", "{0} に不正な引用符があります。値全体を引用符で囲み、値の中の引用符は2つ重ねてください"),
        Error(QuoteUnclosed, "{0} opens a quote that is not closed; reading went on at the next line", "{0} の引用符が閉じていません。次の行から読み取りを続けました"),
        Error(SegmentTooLong, "the row is longer than {2} bytes; expected a shorter one", "行が長すぎます（上限 {2} バイト）"),
        Error(TooManyElements, "the row has more than {2} columns; expected fewer", "列が多すぎます（上限 {2} 列）"),
        Error(NulFound, "byte 0x00 at offset {1}: the file is binary or was not written to its end; expected text only", "オフセット {1} に 0x00 があります。バイナリか、書き込み途中のファイルです"),
        Warning(EncodingContradicted, "the bytes of the file are {1} and were read so, although {2} was said", "バイト列に従い {1} として読みました（指定は {2}）"),
        Error(TooManyOrders, "the file has more than {2} orders; expected it in parts", "注文が多すぎます（上限 {2} 件）。ファイルを分けてください"),
        Error(TooScattered, "{1} rows belong to orders whose rows do not stand together; expected at most {2}: sort the file by order number", "同じ注文の行が離れている行が {1} 行あります（上限 {2} 行）。注文番号順に並べてください"),
    ];
}
