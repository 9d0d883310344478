namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A record of fixed length is longer or shorter than it should be.</summary>
    public const string RecordLengthWrong = "WE2401";

    /// <summary>The file ends in the middle of a record.</summary>
    public const string RecordCut = "WE2402";

    /// <summary>The bytes of a zoned, packed or binary field are no number.</summary>
    public const string HostNumberInvalid = "WE2403";

    /// <summary>A record is of a type that the map does not have.</summary>
    public const string RecordTypeUnknown = "WE2404";

    /// <summary>A record stands outside of every order.</summary>
    public const string RecordMisplaced = "WE2405";

    /// <summary>A record says another number of records than there are.</summary>
    public const string RecordCountWrong = "WE2406";

    /// <summary>A record says another sum than there is.</summary>
    public const string RecordTotalWrong = "WE2407";

    /// <summary>The file ends without its trailer.</summary>
    public const string RecordMissing = "WE2408";

    private static DiagnosticText[] Records() =>
    [
        Error(RecordLengthWrong, "the record has {1} bytes; expected {2}", "レコード長が {1} バイトです。{2} バイトが必要です"),
        Error(RecordCut, "the file ends within a record, {1} bytes after its start; expected {2} bytes", "ファイルがレコードの途中（先頭から {1} バイト）で終わっています。{2} バイトが必要です"),
        Error(HostNumberInvalid, "{0} holds the bytes {1}, which are no number; expected {2}", "{0} のバイト列 {1} は数値ではありません（{2} が必要です）"),
        Error(RecordTypeUnknown, "the record type '{1}' is not in the map; expected {2}", "レコード種別 '{1}' はマップにありません（{2} のいずれか）"),
        Error(RecordMisplaced, "the record of type {1} belongs to no order; expected {2} before it", "種別 {1} のレコードが属する注文がありません。先に {2} が必要です"),
        Error(RecordCountWrong, "{0} says {1} records; the file has {2}", "{0} の件数は {1} ですが、実際は {2} 件です"),
        Error(RecordTotalWrong, "{0} says {1} as the sum; the records make {2}", "{0} の合計は {1} ですが、実際は {2} です"),
        Error(RecordMissing, "the file ends without a record of type {2}", "種別 {2} のレコードがないままファイルが終わっています"),
    ];
}
