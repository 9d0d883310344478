namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The order was stored before with the same meaning.</summary>
    public const string OrderUnchanged = "WE3001";

    /// <summary>The order number and revision were stored before with another meaning.</summary>
    public const string OrderConflict = "WE3002";

    /// <summary>A higher revision is stored already; this one is kept as history.</summary>
    public const string RevisionOutdated = "WE3003";

    /// <summary>The supplier was not known and has been created without a mail address.</summary>
    public const string SupplierCreated = "WE3004";

    /// <summary>The supplier is not known and the tenant refuses unknown ones.</summary>
    public const string SupplierUnknown = "WE3005";

    private static DiagnosticText[] Storing() =>
    [
        Information(OrderUnchanged, "order {1} is stored already with the same content; nothing was done", "注文 {1} は同じ内容で登録済みです。処理は行いません"),
        Error(OrderConflict, "order {1} is stored already with other content; expected a higher revision than {2}", "注文 {1} は別の内容で登録済みです。訂正番号は {2} より大きい必要があります"),
        Warning(RevisionOutdated, "revision {1} is older than the stored revision {2}; kept as history only", "訂正番号 {1} は登録済みの {2} より古いため、履歴としてのみ保存しました"),
        Warning(SupplierCreated, "supplier {1} was not known; created without a mail address", "取引先 {1} が未登録のため、メールアドレスなしで登録しました"),
        Error(SupplierUnknown, "supplier {1} is not known; expected a registered supplier", "取引先 {1} は登録されていません"),
    ];
}
