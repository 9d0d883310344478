namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A record of fixed length is longer or shorter than it should be.</summary>
    public const string RecordLengthWrong = "WE2401";

    /// <summary>The file ends in the middle of a record.</summary>
    public const string RecordCut = "WE2402";

    /// <summary>The bytes of a zoned, packed or binary field are no number.</summary>
    public const string HostNumberInvalid = "WE2403";

    private static DiagnosticText[] Records() =>
    [
        Error(RecordLengthWrong, "the record has {1} bytes; expected {2}", "レコード長が {1} バイトです。{2} バイトが必要です"),
        Error(RecordCut, "the file ends within a record, {1} bytes after its start; expected {2} bytes", "ファイルがレコードの途中（先頭から {1} バイト）で終わっています。{2} バイトが必要です"),
        Error(HostNumberInvalid, "{0} holds the bytes {1}, which are no number; expected {2}", "{0} のバイト列 {1} は数値ではありません（{2} が必要です）"),
    ];
}
