using System.Globalization;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Portal.Pages;

/// <summary>What the pages say, in Japanese and English. Both stand side by side, so that neither can be forgotten.</summary>
internal sealed partial class Texts
{
    private static readonly Texts Japanese = new(true);
    private static readonly Texts English = new(false);

    private Texts(bool isJapanese) => IsJapanese = isJapanese;

    /// <summary>Gets the texts in the language of the request.</summary>
    internal static Texts Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "ja" ? Japanese : English;

    internal static Texts For(string language) => language == "ja" ? Japanese : English;

    internal bool IsJapanese { get; }

    /// <summary>Gets ja or en.</summary>
    internal string Language => IsJapanese ? "ja" : "en";

    internal CultureInfo UiCulture => IsJapanese ? Branch.Languages.Japanese : Branch.Languages.English;

    internal string LineColumn(int line, int column) => Say($"{line}行目 {column}桁", $"line {line}, column {column}");

    internal string RowsOf(int from, int to, int total) => Say($"{total:#,0} 件中 {from:#,0}–{to:#,0} 件", $"{from:#,0}–{to:#,0} of {total:#,0}");

    internal string DemoSupplier(string name) => Say($"取引先「{name}」として見る", $"Enter as supplier {name}");

    internal string Required(string field) => Say($"「{field}」を正しく入力してください。", $"Please fill in \"{field}\" correctly.");

    internal string InviteText(string name) => Say($"{name} のパスワードを設定します。", $"Set the password of {name}.");

    internal string FromBuyer(string name) => Say($"{name} からの注文", $"from {name}");

    internal string AcceptedLines(int count) => Say($"{count:#,0} 明細を承諾しました。", $"{count:#,0} lines accepted.");

    internal string AnsweredLines(int count) => Say($"{count:#,0} 明細の回答を送信しました。", $"The answer to {count:#,0} lines is sent.");

    internal string SelectOrder(string number) => Say($"注文 {number} を選択", $"Select order {number}");

    internal string RevisionN(int revision) => Say($"訂正{revision}", $"rev. {revision}");

    internal string ForRevision(int revision) => Say($"訂正{revision}への回答", $"to revision {revision}");

    internal string AcceptQuestion(int lines, int orders) =>
        Say($"{orders:#,0} 件の注文、{lines:#,0} 明細を注文どおりの納期・数量で承諾します。よろしいですか。", $"Accept {lines:#,0} lines of {orders:#,0} orders with the ordered dates and quantities?");

    internal string RestWillNotCome(decimal quantity) => Say($"残 {Format.Number(quantity)} は納入なし", $"{Format.Number(quantity)} will not come");

    internal string OfLine(string line, string text) => Say($"明細 {line}: {text}", $"Line {line}: {text}");

    internal string DateWrong(string found) => Say($"日付「{Short(found)}」を読み取れません（例: 2026-04-05）。", $"the date \"{Short(found)}\" cannot be read (example: 2026-04-05).");

    internal string QuantityWrong(string found) => Say($"数量「{Short(found)}」は0より大きい数で入力してください。", $"the quantity \"{Short(found)}\" must be a number above 0.");

    internal string PartDate(int number) => Say($"回答納期 {number}", $"Delivery date {number}");

    internal string PartQuantity(int number) => Say($"数量 {number}", $"Quantity {number}");

    internal string AndMore(int count) => Say($"ほか {count:#,0} 明細", $"and {count:#,0} more");

    internal string CheckResult(string file) => Say($"確認結果: {file}", $"Result of the check: {file}");

    internal string UploadLimit(long megabytes) => Say($"CSV、{megabytes} MB まで。文字コードは自動で判別します。", $"CSV, up to {megabytes} MB. The encoding is detected.");

    internal string SavedAsVersion(int version) => Say($"第 {version} 版として保存しました。", $"Saved as version {version}.");

    internal string InviteLinkText(string name) =>
        Say($"{name} に次のリンクを渡してください。7日以内に一度だけ使えます。", $"Give this link to {name}. It works once, within 7 days.");

    internal string StatusText(LineStatus status) => status switch
    {
        LineStatus.Unread => Unread,
        LineStatus.Opened => Unanswered,
        LineStatus.ChangedByBuyer => Say("変更あり", "Changed"),
        LineStatus.AnsweredWithChange => Say("変更回答", "Answered with change"),
        LineStatus.Accepted => Say("承諾", "Accepted"),
        LineStatus.Refused => Say("拒否", "Refused"),
        _ => Say("取消", "Cancelled"),
    };

    internal string KindText(ResponseKind kind) => kind switch
    {
        ResponseKind.Accepted => Say("承諾", "Accepted"),
        ResponseKind.Changed => Say("変更", "Changed"),
        ResponseKind.Refused => Say("拒否", "Refused"),
        _ => Say("保留", "Answer follows"),
    };

    internal string PurposeText(DocumentPurpose purpose) => purpose switch
    {
        DocumentPurpose.Cancellation => Say("取消", "Cancellation"),
        DocumentPurpose.Change => Say("変更", "Change"),
        _ => Say("新規", "New"),
    };

    internal string PriceTypeText(PriceType type) => type switch
    {
        PriceType.Provisional => Say("仮単価", "provisional"),
        PriceType.FreeOfCharge => Say("無償", "free of charge"),
        _ => Say("確定", "firm"),
    };

    internal string ReceiptText(ReceiptState state) => state switch
    {
        ReceiptState.Accepted => Say("受付済", "Accepted"),
        ReceiptState.Processing => Say("処理中", "In work"),
        ReceiptState.Published => Say("公開済", "Published"),
        ReceiptState.Refused => Say("取込不可", "Refused"),
        _ => Say("要確認", "Needs attention"),
    };

    internal string MessageText(MessageVerdict verdict) => verdict switch
    {
        MessageVerdict.Created => Say("新規", "New"),
        MessageVerdict.Changed => Say("変更", "Changed"),
        MessageVerdict.Unchanged => Say("変更なし", "Unchanged"),
        MessageVerdict.Outdated => Say("旧版", "Outdated"),
        _ => Say("取込不可", "Refused"),
    };

    internal string VerdictText(AcceptanceVerdict verdict) => verdict switch
    {
        AcceptanceVerdict.New => Say("ファイルを受け付けました。", "The file was taken in."),
        AcceptanceVerdict.Duplicate => Say("同じファイルは受付済みです。最初の結果を表示しています。", "The same file was taken in before; this is its result."),
        AcceptanceVerdict.Joined => Say("同じファイルを処理中です。", "The same file is being processed."),
        AcceptanceVerdict.Held => Say("同じ内容のファイルを取込済みのため、確認待ちです。", "The same content was taken in before; the file waits for a decision."),
        AcceptanceVerdict.RefusedBefore => Say("同じファイルは前回も取り込めませんでした。", "The same file was refused before."),
        _ => Say("同じ識別子で別の内容が届いています。", "The same key came before with other content."),
    };

    internal string StepText(TraceStep step) => step switch
    {
        TraceStep.Received => Say("受信", "Received"),
        TraceStep.Mapped => Say("読取・変換", "Read and mapped"),
        TraceStep.Stored => Say("登録", "Stored"),
        TraceStep.Notified => Say("通知", "Notified"),
        TraceStep.Opened => Say("閲覧", "Opened"),
        TraceStep.Answered => Say("回答", "Answered"),
        TraceStep.Exported => Say("回答を出力", "Reply exported"),
        TraceStep.Acknowledged => Say("受領確認", "Acknowledged"),
        TraceStep.Downloaded => Say("CSV ダウンロード", "Downloaded"),
        TraceStep.Printed => Say("納品書を印刷", "Delivery note printed"),
        _ => Say("通知できず", "Not notified"),
    };

    internal string OutboxKindText(string kind) => kind switch
    {
        OutboxKinds.SupplierNotice => Say("取引先への通知", "Notice to a supplier"),
        OutboxKinds.ReplyFile => Say("回答ファイル", "Reply file"),
        _ => kind,
    };

    internal string OutboxStateText(OutboxState state) => state switch
    {
        OutboxState.Queued => Say("送信待ち", "Waiting"),
        OutboxState.HandingOver => Say("送信中", "Being sent"),
        OutboxState.Done => Say("送信済", "Sent"),
        _ => Say("送信中止", "Given up"),
    };

    internal string Role(AccountRole role) => role switch
    {
        AccountRole.Supplier => Say("取引先", "Supplier"),
        AccountRole.Buyer => Say("発注担当", "Buyer"),
        _ => Say("管理者", "Administrator"),
    };

    private string Say(string japanese, string english) => IsJapanese ? japanese : english;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
