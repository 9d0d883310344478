namespace WebEdi.Portal.Pages;

internal sealed partial class Texts
{
    internal string SkipToContent => Say("本文へ移動", "Skip to content");

    internal string MainMenu => Say("メインメニュー", "Main menu");

    internal string SignIn => Say("サインイン", "Sign in");

    internal string SignOut => Say("サインアウト", "Sign out");

    internal string Orders => Say("注文", "Orders");

    internal string Order => Say("注文", "Order");

    internal string Dashboard => Say("概況", "Overview");

    internal string Files => Say("受信ファイル", "Files in");

    internal string Upload => Say("ファイル取込", "Upload");

    internal string Replies => Say("回答", "Replies");

    internal string Notices => Say("通知", "Notices");

    internal string Settings => Say("設定", "Settings");

    internal string Suppliers => Say("取引先", "Suppliers");

    internal string People => Say("利用者", "People");

    internal string Maps => Say("マップ", "Maps");

    internal string Keys => Say("APIキー", "API keys");

    internal string Mailbox => Say("デモのメール", "Demo mail");

    internal string DemoNote => Say("デモです。データは架空で、メールは送信されません。", "This is a demo: the data are made up and no mail is sent.");

    internal string Faults => Say("エラー", "Faults");

    internal string Place => Say("位置", "Place");

    internal string Code => Say("コード", "Code");

    internal string Fault => Say("内容", "Fault");

    internal string Found => Say("見つかった値", "Found");

    internal string Expected => Say("正しい形", "Expected");

    internal string PleaseCorrect => Say("入力を確認してください", "Please check your input");

    internal string Pages => Say("ページ", "Pages");

    internal string Previous => Say("前へ", "Previous");

    internal string Next => Say("次へ", "Next");

    internal string NeedsSetup => Say("まだ初期設定が済んでいません。起動時に表示された一度だけ使えるリンクを開いてください。", "This installation is not set up yet. Open the one-time link that was printed when the program started.");

    internal string DemoBuyer => Say("発注側として見る", "Enter as the buyer");

    internal string MailAddress => Say("メールアドレス", "E-mail address");

    internal string Password => Say("パスワード", "Password");

    internal string ForgotPassword => Say("パスワードを忘れた場合は、発注元の管理者に新しいリンクを依頼してください。", "Forgot the password? Ask the buyer's administrator for a new link.");

    internal string FreeForSuppliers => Say("取引先のご利用は無料です。", "Suppliers use this portal free of charge.");

    internal string SignInRefused => Say("メールアドレスまたはパスワードが違うか、一時的にサインインできません。しばらくしてからもう一度お試しください。", "The e-mail address or password is wrong, or sign-in is paused for a while. Please try again later.");

    internal string TooManyTries => Say("試行回数が多すぎます。しばらくしてからもう一度お試しください。", "Too many requests. Please wait a moment and try again.");

    internal string ToStart => Say("最初のページへ", "To the start page");

    internal string NotFoundTitle => Say("見つかりません", "Not found");

    internal string NotFoundText => Say("ページがないか、閲覧する権限がありません。", "The page does not exist, or it is not yours to see.");

    internal string TooLargeTitle => Say("大きすぎます", "Too large");

    internal string TooLargeText => Say("送信されたデータが大きすぎます。大きなファイルは API または監視フォルダーで送ってください。", "What you sent is too large. Send large files through the API or the watched folder.");

    internal string TooManyTitle => Say("混み合っています", "Too many requests");

    internal string FailedTitle => Say("エラーが発生しました", "Something went wrong");

    internal string FailedText => Say("処理できませんでした。下の番号を管理者に伝えてください。", "The request could not be completed. Please tell the administrator the id below.");

    internal string BadRequestTitle => Say("もう一度お試しください", "Please try again");

    internal string BadRequestText => Say("ページの有効期限が切れたか、内容が正しくありません。前のページに戻り、再読み込みしてからやり直してください。", "The page has expired or the request is malformed. Go back, reload the page and try again.");

    internal string SetupTitle => Say("初期設定", "Set-up");

    internal string LinkDead => Say("このリンクは使用済みか、期限切れです。", "This link was used already or has expired.");

    internal string SetupAgain => Say("サーバーで「webedi setup-link」を実行すると新しいリンクが表示されます。", "Run \"webedi setup-link\" on the server to get a new link.");

    internal string SetupText => Say("発注元の会社と最初の管理者を登録します。このリンクは一度だけ使えます。", "Registers the buying company and its first administrator. This link works once.");

    internal string CompanyName => Say("会社名", "Company name");

    internal string TenantId => Say("テナントID", "Tenant id");

    internal string TenantIdHint => Say("テナントIDは半角英小文字・数字・ハイフンで40文字以内です。API とフォルダー連携で使います。", "The tenant id has 1-40 lower-case letters, digits and hyphens. The API and folders use it.");

    internal string YourName => Say("お名前", "Your name");

    internal string SetUp => Say("設定する", "Set up");

    internal string NewPassword => Say("新しいパスワード", "New password");

    internal string RepeatPassword => Say("新しいパスワード（確認）", "New password again");

    internal string PasswordHint => Say("8〜128文字。文字の種類は自由で、貼り付けもできます。長い語句がおすすめです。", "8-128 characters of any kind; pasting is fine. A long phrase is best.");

    internal string PasswordLength => Say("パスワードは8〜128文字で入力してください。", "A password has 8-128 characters.");

    internal string PasswordCommon => Say("よく使われるパスワードのため使えません。", "This password is too common.");

    internal string PasswordContext => Say("会社名やメールアドレスを含む推測されやすいパスワードは使えません。", "This password is made of your address, company or product name and easy to guess.");

    internal string PasswordsDiffer => Say("確認用のパスワードが一致しません。", "The two passwords differ.");

    internal string MailAddressWrong => Say("メールアドレスの形式が正しくありません。", "This is not an e-mail address.");

    internal string InviteTitle => Say("パスワードの設定", "Set your password");

    internal string InviteAgain => Say("発注元の管理者に新しいリンクを依頼してください。", "Ask the buyer's administrator for a new link.");

    internal string SetPassword => Say("パスワードを設定する", "Set the password");

    internal string MyAccount => Say("アカウント", "My account");

    internal string Organisation => Say("会社", "Organisation");

    internal string PasswordChanged => Say("パスワードを変更しました。ほかの端末はサインアウトしました。", "The password is changed. Other devices are signed out.");

    internal string ChangePassword => Say("パスワードの変更", "Change password");

    internal string CurrentPassword => Say("現在のパスワード", "Current password");

    internal string CurrentPasswordWrong => Say("現在のパスワードが違います。", "The current password is wrong.");

    internal string Sessions => Say("サインイン中の端末", "Signed-in devices");

    internal string EndOtherSessions => Say("ほかの端末をすべてサインアウトする", "Sign out all other devices");

    internal string TryAgain => Say("もう一度お試しください。", "Please try again.");

    internal string Search => Say("検索", "Search");

    internal string SearchHint => Say("注文番号・品番・品名", "Order number, item code or name");

    internal string Filter => Say("絞り込み", "Filter");

    internal string All => Say("すべて", "All");

    internal string Unread => Say("未読", "Unread");

    internal string Unanswered => Say("未回答", "Unanswered");

    internal string Changed => Say("変更", "Changed");

    internal string Overdue => Say("納期超過", "Overdue");

    internal string Answered => Say("回答済", "Answered");

    internal string SelectAll => Say("すべて選択", "Select all");

    internal string Select => Say("選択", "Select");

    internal string AcceptSelected => Say("選択した注文を承諾", "Accept selected orders");

    internal string DeliveryNotePdf => Say("納品書 PDF", "Delivery note PDF");

    internal string PrintView => Say("印刷用表示", "Print view");

    internal string NothingSelected => Say("注文が選択されていません。", "No order is selected.");

    internal string NoOrdersYet => Say("注文はまだありません。", "There are no orders yet.");

    internal string NothingFound => Say("該当する注文はありません。", "Nothing matches.");

    internal string OrderNumber => Say("注文番号", "Order number");

    internal string Item => Say("品目", "Item");

    internal string Quantity => Say("数量", "Quantity");

    internal string DueDate => Say("納期", "Due date");

    internal string Status => Say("状態", "Status");

    internal string Registered => Say("登録日時", "Registered");

    internal string Answer => Say("回答", "Answer");

    internal string New => Say("新着", "New");

    internal string Undecided => Say("未定", "undecided");

    internal string DeliveryNote => Say("納品書", "Delivery note");

    internal string DeliveryNotes => Say("納品書", "Delivery notes");

    internal string BackToOrders => Say("注文一覧へ戻る", "Back to the orders");

    internal string AcceptTitle => Say("注文どおり承諾", "Accept as ordered");

    internal string NothingToAccept => Say("承諾できる未回答の明細はありません。", "There are no unanswered lines to accept.");

    internal string AcceptNow => Say("承諾する", "Accept");

    internal string Cancel => Say("取りやめる", "Cancel");

    internal string ChangedMeanwhile => Say("表示してから内容が変わりました。まだ何も登録していません。最新の内容を確認してください。", "Something changed after it was shown. Nothing was stored yet; please check the current state.");

    internal string OrderChangedMeanwhile => Say("表示してから発注元が注文を変更しました。回答はまだ登録していません。変更点を確認し、もう一度送信してください。入力した内容は残っています。", "The buyer changed this order after it was shown. Your answer is not stored yet: check what changed and send again. What you typed is still here.");

    internal string AnsweredMeanwhile => Say("表示してから別の方が回答しました。回答はまだ登録していません。最新の回答を確認し、必要ならもう一度送信してください。入力した内容は残っています。", "Somebody else answered after this was shown. Your answer is not stored yet: check the latest answer and send again if needed. What you typed is still here.");

    internal string WhatChanged => Say("変更点", "What changed");

    internal string OrderData => Say("注文内容", "Order data");

    internal string LinesAndAnswer => Say("明細と回答", "Lines and answer");

    internal string AcceptWholeOrder => Say("注文全体を承諾", "Accept the whole order");

    internal string Line => Say("明細", "Line");

    internal string Lines => Say("明細", "Lines");

    internal string LineAdded => Say("追加された明細", "added");

    internal string LineRemoved => Say("削除された明細", "removed");

    internal string WholeOrder => Say("注文全体", "Order");

    internal string FieldName => Say("項目", "Field");

    internal string OldValue => Say("変更前", "Before");

    internal string NewValue => Say("変更後", "After");

    internal string LastAnswer => Say("前回の回答", "Last answer");

    internal string YourAnswer => Say("回答区分", "Your answer");

    internal string NoAnswerYet => Say("（未回答）", "(no answer)");

    internal string KeepAnswer => Say("（変更しない）", "(keep the answer)");

    internal string AcceptAsOrdered => Say("承諾（注文どおり）", "Accept as ordered");

    internal string OtherDateOrQuantity => Say("納期・数量の変更、分納", "Other date, quantity or several deliveries");

    internal string Refuse => Say("拒否", "Refuse");

    internal string AnswerLater => Say("保留（後日回答）", "Answer follows later");

    internal string PromisedDeliveries => Say("回答納期と数量", "Promised deliveries");

    internal string DeliveryDate => Say("回答納期", "Delivery date");

    internal string AddRow => Say("行を追加（分納）", "Add a delivery");

    internal string RestStops => Say("残りは納入しない", "The rest will not come");

    internal string OpenRest => Say("注文残", "Open rest");

    internal string ReasonCode => Say("理由", "Reason");

    internal string Reason => Say("理由（文）", "Reason in words");

    internal string SalesOrderNumber => Say("受注番号", "Your order number");

    internal string NoteToBuyer => Say("発注元への連絡", "Note to the buyer");

    internal string SendAnswer => Say("回答を送信", "Send the answer");

    internal string Refresh => Say("更新", "Refresh");

    internal string AnswerHistory => Say("回答履歴", "Answer history");

    internal string NoteNumber => Say("納品書番号", "Note number");

    internal string PrintAgain => Say("再印刷", "Print again");

    internal string NothingAnswered => Say("回答する明細がありません。回答区分を選んでください。", "No line is answered. Choose an answer.");

    internal string ReasonNeeded => Say("拒否には理由が必要です。", "A refusal needs a reason.");

    internal string ScheduleNeeded => Say("回答納期と数量を入力してください。", "Enter a date and a quantity.");

    internal string Revision => Say("訂正番号", "Revision");

    internal string RevisionDate => Say("訂正日", "Revision date");

    internal string Purpose => Say("目的", "Purpose");

    internal string TypeCode => Say("種別", "Type");

    internal string IssueDate => Say("発行日", "Date of issue");

    internal string Buyer => Say("発注者", "Buyer");

    internal string Supplier => Say("取引先", "Supplier");

    internal string ShipTo => Say("納入先", "Ship to");

    internal string ReceivingPlace => Say("受渡場所", "Place of hand-over");

    internal string QuotationNumber => Say("見積番号", "Quotation");

    internal string ContractNumber => Say("契約番号", "Contract");

    internal string ProjectNumber => Say("製番", "Project");

    internal string Currency => Say("通貨", "Currency");

    internal string NetAmount => Say("税抜金額", "Net amount");

    internal string TaxAmount => Say("消費税", "Tax");

    internal string GrossAmount => Say("税込金額", "Gross amount");

    internal string PaymentTerms => Say("支払条件", "Payment terms");

    internal string PaymentDueDate => Say("支払期日", "Payment due");

    internal string InspectionTerms => Say("検収条件", "Inspection terms");

    internal string Note => Say("備考", "Note");

    internal string ItemCode => Say("品番", "Item code");

    internal string ItemName => Say("品名", "Item name");

    internal string SupplierItemCode => Say("受注者品番", "Your item code");

    internal string ManufacturerItemCode => Say("メーカー品番", "Manufacturer's code");

    internal string Specification => Say("仕様", "Specification");

    internal string Drawing => Say("図番", "Drawing");

    internal string Lot => Say("ロット", "Lot");

    internal string QuantityPerPackage => Say("入数", "Per package");

    internal string PackageCount => Say("個数", "Packages");

    internal string PackageType => Say("荷姿", "Package");

    internal string UnitPrice => Say("単価", "Unit price");

    internal string Amount => Say("金額", "Amount");

    internal string TaxRate => Say("税率", "Tax rate");

    internal string DueTime => Say("時刻", "Time");

    internal string DeliveryInstruction => Say("納入指示", "Delivery instruction");

    internal string SuppliedMaterial => Say("支給品", "Supplied material");

    internal string LinesInAll => Say("全明細", "lines in all");

    internal string LatestFiles => Say("最近の受信ファイル", "Latest files");

    internal string LatestReplies => Say("最近の回答", "Latest replies");

    internal string NoFilesYet => Say("受信したファイルはまだありません。", "No files were received yet.");

    internal string NoRepliesYet => Say("回答はまだありません。", "There are no replies yet.");

    internal string ReceivedAt => Say("受信日時", "Received");

    internal string FileName => Say("ファイル名", "File");

    internal string Created => Say("新規", "New orders");

    internal string Unchanged => Say("変更なし", "Unchanged");

    internal string ChangedOrders => Say("変更注文", "Changed orders");

    internal string RefusedOrders => Say("取込不可", "Refused orders");

    internal string Rows => Say("行", "Rows");

    internal string Warnings => Say("警告", "Warnings");

    internal string AnsweredAt => Say("回答日時", "Answered");

    internal string ResultFile => Say("結果ファイル", "Result file");

    internal string Map => Say("マップ", "Map");

    internal string FileFormat => Say("形式", "Format");

    internal string Size => Say("サイズ", "Size");

    internal string Sender => Say("送信元", "Sender");

    internal string Receipt => Say("受付番号", "Receipt");

    internal string MoreInResultFile => Say("続きは結果ファイルにあります。", "The rest is in the result file.");

    internal string OrdersInFile => Say("ファイル内の注文", "Orders in the file");

    internal string Result => Say("結果", "Result");

    internal string FileLines => Say("ファイルの行", "Lines of the file");

    internal string LineCount => Say("明細数", "Lines");

    internal string Differences => Say("登録済みとの違い", "Differences");

    internal string TakeIn => Say("取り込む", "Take in");

    internal string TakeGoodOnes => Say("エラーのない注文だけ取り込む", "Take in the orders without faults");

    internal string NoMapsYet => Say("マップがまだありません。先にマップを登録してください。", "There are no maps yet. Save one first.");

    internal string UploadText => Say("まずファイルを確認し、結果を見てから取り込みます。", "The file is checked first; you see the result before anything is stored.");

    internal string OrderFile => Say("注文ファイル", "Order file");

    internal string Check => Say("確認する", "Check");

    internal string ChooseFileAndMap => Say("ファイルとマップを選んでください。", "Choose a file and a map.");

    internal string ChooseAgain => Say("確認済みのファイルは保持期限を過ぎました。もう一度選んでください。", "The checked file is no longer held. Please choose it again.");

    internal string AllSuppliers => Say("すべての取引先", "All suppliers");

    internal string NearestDueDate => Say("最も近い納期", "Nearest due date");

    internal string ReadAt => Say("閲覧", "Read");

    internal string SourceFile => Say("元のファイル", "source file");

    internal string Trace => Say("経過", "Trace");

    internal string Layout => Say("レイアウト", "Layout");

    internal string BuiltInLayout => Say("標準レイアウト", "Built-in layout");

    internal string Download => Say("ダウンロード", "Download");

    internal string OutboxText => Say("送信待ちと、送信できなかった通知です。", "Notices that wait to be sent or could not be delivered.");

    internal string OutboxEmpty => Say("待っている通知はありません。", "Nothing waits.");

    internal string Redriven => Say("もう一度送信します。", "It will be sent again.");

    internal string Dropped => Say("破棄しました。同じ通知が再び作られることはありません。", "Dropped. The same notice does not come again.");

    internal string EffectEdited => Say("内容を変更しました。「再送信」で送信します。", "Changed. \"Send again\" sends it.");

    internal string EffectUnreadable => Say("内容が JSON オブジェクトではないため、変更していません。", "Nothing was changed: the content is no JSON object.");

    internal string OutboxHeld => Say("送信を停止しています。管理者が解除するまで何も送信されません。", "Sending is held: nothing leaves until an operator releases it.");

    internal string ChangeOrDrop => Say("変更・破棄", "Change or drop");

    internal string EffectPayload => Say("内容（JSON）", "Content (JSON)");

    internal string SaveChange => Say("変更を保存", "Save the change");

    internal string DropForGood => Say("破棄する", "Drop for good");

    internal string What => Say("種類", "What");

    internal string Attempts => Say("試行", "Attempts");

    internal string NextTry => Say("次の送信", "Next try");

    internal string SendAgain => Say("再送信", "Send again");

    internal string MailboxText => Say("デモではメールを送信せず、ここに表示します。", "The demo shows mails here instead of sending them.");

    internal string MailboxHint => Say("リンクを開くときは、その取引先としてサインインしてください。", "To open the link, sign in as that supplier.");

    internal string NoMailsYet => Say("メールはまだありません。", "There are no mails yet.");

    internal string MailTo => Say("宛先", "To");

    internal string SentAt => Say("日時", "Sent");

    internal string NewSupplier => Say("取引先の追加", "New supplier");

    internal string NoSuppliersYet => Say("取引先はまだありません。", "There are no suppliers yet.");

    internal string SupplierCode => Say("取引先コード", "Supplier code");

    internal string Name => Say("名称", "Name");

    internal string MailAddresses => Say("通知先メールアドレス", "Addresses for notices");

    internal string LanguageTitle => Say("言語", "Language");

    internal string NoMailAddress => Say("アドレス未登録", "no address");

    internal string AsTenant => Say("会社の設定に従う", "As the company");

    internal string Saved => Say("保存しました。", "Saved.");

    internal string OnePerLine => Say("1行に1件ずつ入力します。", "One per line.");

    internal string RegistrationNumber => Say("登録番号（インボイス）", "Registration number (invoices)");

    internal string Postcode => Say("郵便番号", "Postcode");

    internal string Address => Say("住所", "Address");

    internal string Telephone => Say("電話番号", "Telephone");

    internal string Save => Say("保存", "Save");

    internal string CodeTaken => Say("この取引先コードは登録済みです。", "This supplier code exists already.");

    internal string InviteLink => Say("招待リンク", "Invitation link");

    internal string RoleTitle => Say("役割", "Role");

    internal string Actions => Say("操作", "Actions");

    internal string Invited => Say("招待中", "Invited");

    internal string Locked => Say("一時停止", "Paused");

    internal string Active => Say("有効", "Active");

    internal string NewLink => Say("新しいリンク", "New link");

    internal string Remove => Say("削除", "Remove");

    internal string Invite => Say("招待する", "Invite");

    internal string SupplierOnlyForSuppliers => Say("取引先の担当者には取引先を選んでください。", "Choose the supplier for people of a supplier.");

    internal string MailAddressTaken => Say("このメールアドレスは登録済みです。", "This e-mail address is registered already.");

    internal string NewMap => Say("マップの追加", "New map");

    internal string MapsText => Say("マップは、ファイルの列を注文の項目に対応付けます。保存するたびに新しい版になります。", "A map ties the columns of a file to the fields of an order. Every save makes a new version.");

    internal string Version => Say("版", "Version");

    internal string SavedAt => Say("保存日時", "Saved");

    internal string SavedBy => Say("保存者", "Saved by");

    internal string MapReads => Say("注文の取込", "reads orders");

    internal string MapWrites => Say("回答の出力", "writes replies");

    internal string MapFaults => Say("マップのエラー", "Faults of the map");

    internal string MapJson => Say("マップ（JSON）", "Map (JSON)");

    internal string SaveMap => Say("新しい版として保存", "Save as a new version");

    internal string TryMap => Say("試してみる", "Try it");

    internal string TryMapText => Say("保存も登録もせずに、左のマップでサンプルを読み取ります。", "Reads a sample with the map at the left; nothing is stored.");

    internal string SampleText => Say("サンプル（貼り付け）", "Sample (paste)");

    internal string SampleFile => Say("サンプルファイル", "Sample file");

    internal string SampleMissing => Say("サンプルを貼り付けるか、ファイルを選んでください。", "Paste a sample or choose a file.");

    internal string DryRun => Say("試す", "Dry run");

    internal string MapNameWrong => Say("マップの名称は半角英数字・ハイフン・下線で60文字以内です。", "A map's name has 1-60 letters, digits, hyphens and underscores.");

    internal string Tables => Say("変換テーブル", "Tables");

    internal string Table => Say("変換テーブル", "Table");

    internal string NewTable => Say("変換テーブルの追加", "New table");

    internal string TablesText => Say(
        "品番や単位などの読替表です。マップの lookup から参照します。保存するたびに新しい版になり、次に届くファイルから有効になります。",
        "Tables in which maps look values up (\"lookup\"), such as item codes or units. Every save makes a new version, which counts from the next file on.");

    internal string TableText => Say(
        "1行目が見出しの CSV、またはオブジェクトの JSON 配列（UTF-8 か Shift_JIS、20万行まで）。",
        "CSV with a header line or a JSON array of objects (UTF-8 or Shift_JIS, up to 200,000 rows).");

    internal string NoTablesYet => Say("変換テーブルはまだありません。", "There are no tables yet.");

    internal string TableFaults => Say("変換テーブルのエラー", "Faults of the table");

    internal string TableContent => Say("内容（CSV または JSON）", "Content (CSV or JSON)");

    internal string TableFile => Say("ファイルから読み込む", "From a file");

    internal string TableTooLongToShow => Say("大きいため、ここでは表示しません。ダウンロードしてください。", "Too long to be shown here; download it.");

    internal string DownloadTable => Say("ダウンロード", "Download");

    internal string DeleteTable => Say("削除", "Delete");

    internal string Partners => Say("送信元", "Partners");

    internal string Partner => Say("送信元プロファイル", "Partner profile");

    internal string NewPartner => Say("送信元プロファイルの追加", "New partner profile");

    internal string PartnersText => Say(
        "送信元ごとに、文字コード、重複ファイルの扱い、既定のマップ、マップの一部の変更を決めます。保存するたびに新しい版になります。",
        "What is particular about the files of one sending system: encoding, repeated files, default map, changed fields of a map. Every save makes a new version.");

    internal string PartnerText => Say(
        "送信元名は API キーや監視フォルダーに設定した名称です（初期値は core）。次に届くファイルから有効になります。",
        "The name is that of the API key or watched folder (\"core\" where none is set). The profile counts from the next file on.");

    internal string NoPartnersYet => Say("送信元プロファイルはまだありません。なくても取り込めます。", "There are no partner profiles yet. Files are taken without one, too.");

    internal string ProfileFaults => Say("プロファイルのエラー", "Faults of the profile");

    internal string ProfileJson => Say("プロファイル（JSON）", "Profile (JSON)");

    internal string Profile => Say("プロファイル", "Profile");

    internal string RepeatOf => Say("同じ内容のファイル", "Same content as");

    internal string HeldText => Say("同じ内容のファイルを取込済みのため、処理を止めています。問題がなければ処理を再開してください。", "A file with the same content was taken before, so this one waits. Release it if that is right.");

    internal string QuarantineText => Say("処理が完了しなかったため隔離しています。原因を取り除いてから処理を再開してください。", "Processing did not come to an end, so the file is in quarantine. Release it when the cause is gone.");

    internal string Release => Say("処理を再開", "Release");

    internal string KeysText => Say("基幹システムが API を使うためのキーです。", "Keys by which your systems use the API.");

    internal string KeyOnce => Say("このキーは今だけ表示されます。安全な場所に控えてください。", "This key is shown only now. Keep it in a safe place.");

    internal string Key => Say("キー", "Key");

    internal string Scopes => Say("権限", "Scopes");

    internal string Expires => Say("期限", "Expires");

    internal string LastUse => Say("最終使用", "Last used");

    internal string Revoked => Say("失効", "Revoked");

    internal string Ended => Say("期限切れ", "Expired");

    internal string Revoke => Say("失効させる", "Revoke");

    internal string NewKey => Say("キーの追加", "New key");

    internal string ValidDays => Say("有効日数", "Days valid");

    internal string CreateKey => Say("キーを作成", "Create the key");

    internal string KeyFieldsWrong => Say("名称、送信元、権限を確認してください。権限は1つ以上必要です。", "Check the name, the sender and the scopes; at least one scope is needed.");
}
