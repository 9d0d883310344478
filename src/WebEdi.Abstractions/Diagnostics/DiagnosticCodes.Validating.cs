namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A quantity is 0 or negative.</summary>
    public const string QuantityNotPositive = "WE3101";

    /// <summary>Two lines have the same number.</summary>
    public const string LineNumberDuplicate = "WE3102";

    /// <summary>The requested date lies before the order date.</summary>
    public const string DueBeforeIssue = "WE3103";

    /// <summary>The amount is not quantity times price.</summary>
    public const string AmountMismatch = "WE3104";

    /// <summary>The currency is not in ISO 4217.</summary>
    public const string CurrencyUnknown = "WE3105";

    /// <summary>The registration number for qualified invoices is wrong.</summary>
    public const string RegistrationNumberInvalid = "WE3106";

    /// <summary>The tax rate is not possible.</summary>
    public const string TaxRateOutOfRange = "WE3107";

    /// <summary>Neither a code nor a name tells what is ordered.</summary>
    public const string ItemUnnamed = "WE3108";

    /// <summary>An identifier is empty or longer than its limit.</summary>
    public const string NumberTooLong = "WE3112";

    /// <summary>The order has no lines.</summary>
    public const string LinesMissing = "WE3113";

    private static DiagnosticText[] Validating() =>
    [
        Error(QuantityNotPositive, "{0} {1} is not allowed; expected more than 0", "{0} {1} は使えません。0より大きい数量が必要です"),
        Error(LineNumberDuplicate, "{0} '{1}' occurs more than once; expected different line numbers", "{0} '{1}' が重複しています"),
        Warning(DueBeforeIssue, "{0} {1} lies before the order date {2}", "{0} {1} が発注日 {2} より前です"),
        Warning(AmountMismatch, "{0} {1} is not quantity x unit price; expected {2}", "{0} {1} が数量×単価と一致しません（期待: {2}）"),
        Error(CurrencyUnknown, "{0} '{1}' is no currency; expected an ISO 4217 code such as JPY", "{0} '{1}' は通貨コードではありません（ISO 4217、例: JPY）"),
        Warning(RegistrationNumberInvalid, "{0} '{1}' is no registration number; expected {2}", "{0} '{1}' は登録番号として正しくありません（期待: {2}）"),
        Error(TaxRateOutOfRange, "{0} {1} is no tax rate in percent; expected 0 to 100", "{0} {1} は税率ではありません（0～100 %）"),
        Warning(ItemUnnamed, "the line names no item; expected an item code or an item name (act on subcontract payments, art. 4)", "品番も品名もありません（取適法4条の明示事項）"),
        Error(NumberTooLong, "{0} '{1}' is not usable; expected 1 to {2} characters", "{0} '{1}' は使えません（1～{2} 文字）"),
        Error(LinesMissing, "the order has no lines; expected at least one", "明細がありません。1行以上必要です"),
    ];
}
