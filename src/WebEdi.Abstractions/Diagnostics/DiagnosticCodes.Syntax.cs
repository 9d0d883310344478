namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The file holds nothing that could be read as an interchange or a message.</summary>
    public const string InterchangeMissing = "WE2101";

    /// <summary>Text that belongs to no interchange was passed over.</summary>
    public const string TextOutside = "WE2102";

    /// <summary>A header is shorter, longer or shifted against the standard; it was read by its separators.</summary>
    public const string HeaderMisaligned = "WE2103";

    /// <summary>The delimiters cannot be told from one another or from letters.</summary>
    public const string DelimiterInvalid = "WE2104";

    /// <summary>Segments end with a character that nothing announces.</summary>
    public const string DelimiterUndeclared = "WE2105";

    /// <summary>The character set or syntax that a header names is not known.</summary>
    public const string CharacterSetUnknown = "WE2106";

    /// <summary>An element that a header or trailer must have is empty.</summary>
    public const string ServiceElementMissing = "WE2107";

    /// <summary>An interchange of another standard stands in a file; it is passed over.</summary>
    public const string InterchangeForeign = "WE2108";

    /// <summary>A header is missing.</summary>
    public const string HeaderMissing = "WE2110";

    /// <summary>A trailer is missing.</summary>
    public const string TrailerMissing = "WE2111";

    /// <summary>A trailer counts wrongly.</summary>
    public const string ControlCountWrong = "WE2112";

    /// <summary>A trailer repeats another reference than its header has.</summary>
    public const string ControlReferenceWrong = "WE2113";

    /// <summary>A message has the reference of the one before it in the same interchange or group.</summary>
    public const string ControlReferenceRepeated = "WE2114";

    /// <summary>A message stands in a group of another type.</summary>
    public const string GroupTypeWrong = "WE2115";

    /// <summary>A segment stands outside of a message.</summary>
    public const string SegmentOutside = "WE2120";

    /// <summary>A segment has no valid tag.</summary>
    public const string SegmentTagInvalid = "WE2121";

    /// <summary>The last segment has no terminator.</summary>
    public const string TerminatorMissing = "WE2122";

    /// <summary>The length of counted bytes is no number, or the segment does not end behind them.</summary>
    public const string BinaryLengthInvalid = "WE2123";

    /// <summary>A segment is longer than the limit.</summary>
    public const string SegmentTooBig = "WE2130";

    /// <summary>A message is longer than the limit.</summary>
    public const string MessageTooBig = "WE2131";

    /// <summary>A message has more segments than the limit.</summary>
    public const string TooManySegments = "WE2132";

    /// <summary>Groups are nested deeper than the limit.</summary>
    public const string NestingTooDeep = "WE2133";

    /// <summary>More was found than is shown.</summary>
    public const string DiagnosticsLeftOut = "WE2134";

    /// <summary>A segment does not belong to the message.</summary>
    public const string SegmentUnknown = "WE2140";

    /// <summary>A segment belongs to the message, but at an earlier place.</summary>
    public const string SegmentMisplaced = "WE2141";

    /// <summary>A segment or group is repeated more often than it may be.</summary>
    public const string SegmentRepeatedTooOften = "WE2142";

    /// <summary>A mandatory segment is missing.</summary>
    public const string SegmentMissing = "WE2143";

    /// <summary>A hierarchical level names another one that does not come before it.</summary>
    public const string LevelUnknown = "WE2144";

    /// <summary>A hierarchical level has the number of an earlier one.</summary>
    public const string LevelDuplicate = "WE2146";

    /// <summary>An interchange of the receiver is answered (TA1).</summary>
    public const string InterchangeAcknowledged = "WE2145";

    // A fault of the envelope or of the structure is an error, because something may be lost or belong to somebody else; text around
    // interchanges and the last terminator are lost on the way often and cost nothing.
    private static DiagnosticText[] Syntax() =>
    [
        Error(InterchangeMissing, "the file holds no interchange and no message; expected {2}, found {1}", "交換データもメッセージも見つかりません（期待: {2}、実際: {1}）"),
        Warning(TextOutside, "'{1}' belongs to no interchange and was passed over", "'{1}' はどの交換データにも属さないため読み飛ばしました"),
        Error(HeaderMisaligned, "{0} is {1} bytes long; expected {2}; it was read by its separators", "{0} の長さが {1} バイトです（期待: {2}）。区切り文字に従って読みました"),
        Error(DelimiterInvalid, "{0} names '{1}' as delimiters; expected {2}", "{0} の区切り文字 '{1}' は使えません（期待: {2}）"),
        Error(DelimiterUndeclared, "segments end with {1}; expected {2}, because nothing announces another terminator", "セグメントの終端が {1} です（期待: {2}）。別の終端文字は宣言されていません"),
        Error(CharacterSetUnknown, "{0} '{1}' is not known; expected {2}", "{0} '{1}' は未知の値です（期待: {2}）"),
        Error(ServiceElementMissing, "{0} is empty; expected {2}", "{0} が空です（期待: {2}）"),
        Error(InterchangeForeign, "'{1}' begins an interchange of another standard, which was passed over; it needs a file of its own", "'{1}' は別の標準の交換データのため読み飛ばしました。ファイルを分けてください"),
        Error(HeaderMissing, "{0} has no {2} before it", "{0} の前に {2} がありません"),
        Error(TrailerMissing, "{0} '{1}' has no {2}", "{0} '{1}' に対応する {2} がありません"),
        Error(ControlCountWrong, "{0} counts '{1}'; expected {2}", "{0} の件数 '{1}' が実際と異なります（実際: {2}）"),
        Error(ControlReferenceWrong, "{0} is '{1}'; expected '{2}' as in the header", "{0} '{1}' がヘッダーの '{2}' と一致しません"),
        Warning(ControlReferenceRepeated, "{0} '{1}' is the reference of the message before it too; expected another one", "{0} '{1}' は直前のメッセージと同じ参照番号です。異なる番号が必要です"),
        Warning(GroupTypeWrong, "{0} '{1}' stands in a group of another type than {2}", "{0} '{1}' はグループの種類と一致しません（期待: {2}）"),
        Error(SegmentOutside, "segment {1} stands outside of a message; expected {2}", "セグメント {1} がメッセージの外にあります（期待: {2}）"),
        Error(SegmentTagInvalid, "'{1}' is no segment tag; expected {2}", "'{1}' はセグメントタグではありません（期待: {2}）"),
        Warning(TerminatorMissing, "the last segment has no terminator; expected {2}", "最後のセグメントに終端文字がありません（期待: {2}）"),
        Error(BinaryLengthInvalid, "{0} '{1}' is not the length of the bytes that follow; expected {2}", "{0} '{1}' が後続データの長さと一致しません（期待: {2}）"),
        Error(SegmentTooBig, "the segment is longer than {2} bytes; reading went on at the next header", "セグメントが長すぎます（上限 {2} バイト）。次のヘッダーから読み取りを続けました"),
        Error(MessageTooBig, "message '{1}' is longer than {2} bytes; it was passed over", "メッセージ '{1}' が長すぎるため読み飛ばしました（上限 {2} バイト）"),
        Error(TooManySegments, "message '{1}' has more than {2} segments; it was passed over", "メッセージ '{1}' のセグメントが多すぎるため読み飛ばしました（上限 {2} 件）"),
        Error(NestingTooDeep, "{0} is nested more than {2} deep", "{0} の階層が深すぎます（上限 {2} 段）"),
        Warning(DiagnosticsLeftOut, "{1} more were found and are not shown", "このほかに {1} 件ありますが、表示を省略しました"),
        Error(SegmentUnknown, "segment {0} does not belong to this message", "セグメント {0} はこのメッセージで使えません"),
        Error(SegmentMisplaced, "segment {0} stands at a place where the standard has none", "セグメント {0} の位置が正しくありません"),
        Error(SegmentRepeatedTooOften, "segment {0} is repeated too often; expected at most {2}", "セグメント {0} の繰り返しが多すぎます（上限 {2} 回）"),
        Error(SegmentMissing, "segment {0} is missing before this place; expected {2}", "この位置より前に必須セグメント {0} がありません"),
        Information(InterchangeAcknowledged, "{0} answers the interchange {1}: {2}", "{0} は交換データ {1} への応答です: {2}"),
        Error(LevelUnknown, "{0} '{1}' names no open level before it; expected the number of one", "{0} '{1}' に対応する上位レベルがありません"),
        Error(LevelDuplicate, "{0} '{1}' is the number of an earlier level; expected another one", "{0} '{1}' は前の階層と同じ番号です。異なる番号が必要です"),
    ];
}
