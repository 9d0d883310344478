namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The file is empty.</summary>
    public const string FileEmpty = "WE1001";

    /// <summary>The file is larger than the limit.</summary>
    public const string FileTooLarge = "WE1002";

    /// <summary>The first bytes are of no known format.</summary>
    public const string FormatUnknown = "WE1003";

    /// <summary>The same idempotency key came with other bytes.</summary>
    public const string KeyReused = "WE1004";

    /// <summary>The same bytes were received before; the first answer is repeated.</summary>
    public const string FileDuplicate = "WE1005";

    /// <summary>The named map does not exist.</summary>
    public const string MapUnknown = "WE1006";

    /// <summary>Processing ended three times without an outcome; the file is in quarantine.</summary>
    public const string FileQuarantined = "WE1007";

    /// <summary>There are more diagnostics than are kept.</summary>
    public const string DiagnosticsCut = "WE1008";

    /// <summary>The name of a map does not follow the rule.</summary>
    public const string MapNameInvalid = "WE1009";

    /// <summary>The same bytes were received before; the partner's profile has them wait for a person.</summary>
    public const string FileHeld = "WE1010";

    /// <summary>Neither the sender nor its profile names a map.</summary>
    public const string MapUnnamed = "WE1011";

    /// <summary>The name of a partner does not follow the rule.</summary>
    public const string PartnerNameInvalid = "WE1012";

    /// <summary>The named map makes no orders, which are all that is taken in.</summary>
    public const string MapNotForOrders = "WE1013";

    private static DiagnosticText[] Receiving() =>
    [
        Error(FileEmpty, "the file is empty; expected at least a header line and one order line", "ファイルが空です。見出し行と1行以上の明細が必要です"),
        Error(FileTooLarge, "the file has {1} bytes; expected at most {2}", "ファイルが大きすぎます（{1} バイト、上限 {2} バイト）"),
        Error(FormatUnknown, "the content is of no known format: {1}; expected {2}", "形式を判別できません: {1}（期待: {2}）"),
        Error(KeyReused, "the idempotency key {1} was used before for other content; expected the same bytes or a new key", "べき等キー {1} は別の内容で使用済みです。同じ内容か新しいキーを指定してください"),
        Information(FileDuplicate, "this content was received before as receipt {1}; nothing was done", "同じ内容を受付番号 {1} で受信済みです。処理は行いません"),
        Error(MapUnknown, "there is no map {1}; expected one of: {2}", "マップ {1} はありません（利用可能: {2}）"),
        Error(FileQuarantined, "processing ended {1} times without an outcome; the file is kept in quarantine", "処理が {1} 回異常終了したため、ファイルを隔離しました"),
        Error(MapNameInvalid, "the map name {1} is not usable; expected {2}", "マップ名 {1} は使えません（期待: {2}）"),
        Warning(FileHeld, "this content was received before as receipt {1}; it waits until a person releases it", "同じ内容を受付番号 {1} で受信済みのため、担当者の確認を待っています"),
        Error(MapUnnamed, "no map is named, neither by the sender nor in its profile; expected one of: {2}", "マップの指定がなく、送信元プロファイルにもありません（利用可能: {2}）"),
        Error(PartnerNameInvalid, "the partner name {1} is not usable; expected {2}", "送信元名 {1} は使えません（期待: {2}）"),
        Error(MapNotForOrders, "the map {0} makes {1}; expected {2}", "マップ {0} が作る文書は {1} です。{2} を指定してください"),
        Warning(DiagnosticsCut, "{1} more diagnostics are not listed", "ほかに {1} 件の指摘があります（表示省略）"),
    ];
}
