namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A required value is empty.</summary>
    public const string ValueMissing = "WE2040";

    /// <summary>A value is not a number.</summary>
    public const string NumberInvalid = "WE2041";

    /// <summary>A value is not a date.</summary>
    public const string DateInvalid = "WE2042";

    /// <summary>A value is not a time of day.</summary>
    public const string TimeInvalid = "WE2043";

    /// <summary>A code is not in the list.</summary>
    public const string CodeUnknown = "WE2044";

    /// <summary>A text is longer than its limit.</summary>
    public const string TextTooLong = "WE2045";

    /// <summary>A text does not have the form that the map asks for.</summary>
    public const string PatternMismatch = "WE2046";

    /// <summary>Digits are full-width; read as ASCII digits.</summary>
    public const string FullWidthDigits = "WE2047";

    /// <summary>A number is outside its range.</summary>
    public const string NumberOutOfRange = "WE2048";

    /// <summary>Two lines of an order have the same number.</summary>
    public const string LineDuplicate = "WE2050";

    /// <summary>The rows of one order contradict one another.</summary>
    public const string HeaderDiffers = "WE2051";

    /// <summary>An order has more lines than the limit.</summary>
    public const string OrderTooLong = "WE2052";

    /// <summary>A text holds a control character.</summary>
    public const string ControlCharacter = "WE2053";

    /// <summary>A message states a value twice, differently; the first one is taken.</summary>
    public const string ValueRepeated = "WE2054";

    /// <summary>A message is not for the map and was passed over.</summary>
    public const string MessageNotForMap = "WE2055";

    /// <summary>The map is no JSON.</summary>
    public const string MapInvalid = "WE2070";

    /// <summary>The map has a property that does not exist.</summary>
    public const string MapProperty = "WE2071";

    /// <summary>A property of the map has a wrong value.</summary>
    public const string MapValue = "WE2072";

    /// <summary>The map lacks something it needs.</summary>
    public const string MapTarget = "WE2073";

    /// <summary>A tenant field is not as its schema says.</summary>
    public const string ExtensionInvalid = "WE2074";

    /// <summary>The partner profile is no JSON.</summary>
    public const string ProfileInvalid = "WE2075";

    /// <summary>The partner profile has a property that does not exist.</summary>
    public const string ProfileProperty = "WE2076";

    /// <summary>A property of the partner profile has a wrong value.</summary>
    public const string ProfileValue = "WE2077";

    /// <summary>The partner profile lacks something it needs.</summary>
    public const string ProfileMissing = "WE2078";

    /// <summary>A character has no code in the file's encoding.</summary>
    public const string CharacterUnencodable = "WE2080";

    /// <summary>A text was cut to the length of its column.</summary>
    public const string TextCut = "WE2081";

    /// <summary>A number was rounded to the decimals of its column.</summary>
    public const string NumberRounded = "WE2082";

    /// <summary>A value of a document has no place in the file that is written, or only a part of it has; or the file wants one that the document does not have.</summary>
    public const string ValueNotCarried = "WE2089";

    /// <summary>A file holds one document, and there are more.</summary>
    public const string OneDocumentOnly = "WE2090";

    private static DiagnosticText[] Mapping() =>
    [
        Error(ValueMissing, "{0} is empty; expected {2}", "{0} が空です。{2} が必要です"),
        Error(NumberInvalid, "{0} '{1}' is not a number; expected {2}", "{0} '{1}' は数値ではありません（期待: {2}）"),
        Error(DateInvalid, "{0} '{1}' is not a date; expected {2}", "{0} '{1}' は日付ではありません（期待: {2}）"),
        Error(TimeInvalid, "{0} '{1}' is not a time; expected {2}", "{0} '{1}' は時刻ではありません（期待: {2}）"),
        Error(CodeUnknown, "{0} '{1}' is not a known code; expected one of: {2}", "{0} '{1}' は未知のコードです（期待: {2}）"),
        Error(TextTooLong, "{0} '{1}' is too long; expected at most {2} characters", "{0} '{1}' が長すぎます（上限 {2} 文字）"),
        Error(PatternMismatch, "{0} '{1}' has not the expected form {2}", "{0} '{1}' が書式 {2} に合いません"),
        Warning(FullWidthDigits, "{0} '{1}' is written in full-width characters; read as {2}", "{0} '{1}' は全角文字です。{2} と読みました"),
        Error(NumberOutOfRange, "{0} '{1}' is out of range; expected {2}", "{0} '{1}' は範囲外です（期待: {2}）"),
        Error(LineDuplicate, "{0} '{1}' occurs again in the same order; it was seen first in line {2} of the file", "{0} '{1}' が同じ注文の中で重複しています（最初は {2} 行目）"),
        Error(HeaderDiffers, "{0} '{1}' differs from {2} in an earlier row of the same order", "{0} '{1}' が同じ注文の前の行の {2} と異なります"),
        Error(OrderTooLong, "the order has {1} lines; expected at most {2}", "注文の明細が {1} 行あります（上限 {2} 行）"),
        Error(ControlCharacter, "{0} holds the control character {1}; expected printable text", "{0} に制御文字 {1} が含まれています"),
        Warning(ValueRepeated, "{0} is stated again as '{1}'; '{2}', which came first, is taken", "{0} が再び '{1}' と指定されています。先の '{2}' を採用しました"),
        Warning(MessageNotForMap, "a message of type {1} was passed over; the map is for {2}", "種別 {1} のメッセージはマップ（対象: {2}）の対象外のため読み飛ばしました"),
        Error(MapInvalid, "the map is no valid JSON: {1}; expected {2}", "マップが正しい JSON ではありません: {1}（期待: {2}）"),
        Error(MapProperty, "{0} is no property of a map; expected {2}", "{0} というプロパティはありません（期待: {2}）"),
        Error(MapValue, "{0} is {1}; expected {2}", "{0} の値 {1} は使えません（期待: {2}）"),
        Error(MapTarget, "{0} is missing; expected {2}", "{0} がありません。{2} が必要です"),
        Error(ExtensionInvalid, "{0} '{1}' is not as the extension schema says; expected {2}", "{0} '{1}' が拡張項目の定義に合いません（期待: {2}）"),
        Error(ProfileInvalid, "the profile is no valid JSON: {1}; expected {2}", "プロファイルが正しい JSON ではありません: {1}（期待: {2}）"),
        Error(ProfileProperty, "{0} is no property of a profile; expected {2}", "{0} というプロパティはプロファイルにありません（期待: {2}）"),
        Error(ProfileValue, "{0} is {1}; expected {2}", "{0} の値 {1} は使えません（期待: {2}）"),
        Error(ProfileMissing, "{0} is missing; expected {2}", "{0} がありません。{2} が必要です"),
        Warning(CharacterUnencodable, "{0} holds {1}, which the encoding cannot carry; written as {2}", "{0} の文字 {1} は出力文字コードにないため {2} に置き換えました"),
        Warning(TextCut, "{0} holds '{1}', which is longer than {2} characters; cut", "{0} '{1}' を {2} 文字で切りました"),
        Warning(NumberRounded, "{0} holds {1}; rounded to {2}", "{0} {1} を {2} に丸めました"),
        Warning(ValueNotCarried, "{0} '{1}' is not carried as it is by the file; written: {2}", "{0} '{1}' はこのファイルでそのまま出力できません（出力: {2}）"),
        Error(OneDocumentOnly, "there are {1} replies; a file of the map {0} holds {2}", "回答が {1} 件あります。マップ {0} のファイルに入るのは {2} 件です"),
    ];
}
