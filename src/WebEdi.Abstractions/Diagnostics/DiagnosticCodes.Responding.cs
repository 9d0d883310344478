namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The order has no such line.</summary>
    public const string ReplyLineUnknown = "WE5001";

    /// <summary>The buyer has cancelled the line.</summary>
    public const string ReplyLineCancelled = "WE5002";

    /// <summary>The line is answered twice in one submission.</summary>
    public const string ReplyLineRepeated = "WE5003";

    /// <summary>A change needs at least one date and quantity.</summary>
    public const string ReplyScheduleMissing = "WE5004";

    /// <summary>This kind of answer has no dates and quantities of its own.</summary>
    public const string ReplyScheduleUnexpected = "WE5005";

    /// <summary>There are more deliveries than may be promised for a line.</summary>
    public const string ReplyScheduleTooLong = "WE5006";

    /// <summary>A promised quantity is not greater than 0.</summary>
    public const string ReplyQuantityInvalid = "WE5007";

    /// <summary>The promised quantities do not add up to the ordered quantity.</summary>
    public const string ReplyQuantitySum = "WE5008";

    /// <summary>A promised date cannot be meant.</summary>
    public const string ReplyDateInvalid = "WE5009";

    /// <summary>A refusal needs a reason.</summary>
    public const string ReplyReasonMissing = "WE5010";

    /// <summary>The reason code is not in the buyer's list.</summary>
    public const string ReplyReasonUnknown = "WE5011";

    /// <summary>A text is too long or has control characters.</summary>
    public const string ReplyTextInvalid = "WE5012";

    /// <summary>A unit price is negative.</summary>
    public const string ReplyPriceInvalid = "WE5013";

    /// <summary>The submission has no answers, or too many.</summary>
    public const string ReplyCount = "WE5014";

    /// <summary>A delivery note is asked for an order that is not there for the supplier.</summary>
    public const string NoteOrderUnknown = "WE5101";

    /// <summary>The supplier has no such delivery note.</summary>
    public const string NoteUnknown = "WE5102";

    /// <summary>Nothing of the order is left to deliver, and it has no earlier delivery note.</summary>
    public const string NoteEmpty = "WE5103";

    /// <summary>No delivery notes are asked for, or too many at once.</summary>
    public const string NoteCount = "WE5104";

    private static DiagnosticText[] Responding() =>
    [
        Error(ReplyLineUnknown, "{0}: the order has no line {1}", "{0}: 明細 {1} は注文にありません"),
        Error(ReplyLineCancelled, "{0}: line {1} was cancelled by the buyer and cannot be answered", "{0}: 明細 {1} は取消済みのため回答できません"),
        Error(ReplyLineRepeated, "{0}: line {1} is answered twice; expected one answer", "{0}: 明細 {1} の回答が重複しています"),
        Error(ReplyScheduleMissing, "{0}: a change needs at least one date and quantity", "{0}: 変更回答には納期と数量が必要です"),
        Error(ReplyScheduleUnexpected, "{0}: {1} deliveries found; this answer has none", "{0}: この回答区分では納期・数量を指定できません（{1} 件）"),
        Error(ReplyScheduleTooLong, "{0}: {1} deliveries found; expected at most {2}", "{0}: 分納は {2} 件までです（{1} 件）"),
        Error(ReplyQuantityInvalid, "{0}: quantity {1} found; expected more than 0", "{0}: 回答数量 {1} が正しくありません。0 より大きい数量を入力してください"),
        Error(ReplyQuantitySum, "{0}: the quantities add up to {1}; expected {2}", "{0}: 回答数量の合計 {1} が注文数量 {2} と一致しません"),
        Error(ReplyDateInvalid, "{0}: date {1} found; expected a day between {2}", "{0}: 回答納期 {1} が正しくありません（{2}）"),
        Error(ReplyReasonMissing, "{0}: a refusal needs a reason", "{0}: 拒否には理由が必要です"),
        Error(ReplyReasonUnknown, "{0}: reason code {1} found; expected one of: {2}", "{0}: 理由コード {1} はありません（利用可能: {2}）"),
        Error(ReplyTextInvalid, "{0}: {1} characters or a control character found; expected at most {2} printable characters", "{0}: 文字数 {1}、または制御文字があります（{2} 文字以内）"),
        Error(ReplyPriceInvalid, "{0}: unit price {1} found; expected 0 or more", "{0}: 単価 {1} が正しくありません"),
        Error(NoteOrderUnknown, "there is no order {1}", "注文 {1} はありません"),
        Error(NoteUnknown, "there is no delivery note {1}", "納品書 {1} はありません"),
        Error(NoteEmpty, "nothing of order {1} is left to deliver", "注文 {1} には納品できる明細がありません"),
        Error(NoteCount, "{1} delivery notes asked for; expected 1 to {2}", "納品書の指定が {1} 件あります（1～{2} 件）"),
        Error(ReplyCount, "{1} answers found; expected 1 to {2}", "回答が {1} 件あります（1～{2} 件）"),
    ];
}
