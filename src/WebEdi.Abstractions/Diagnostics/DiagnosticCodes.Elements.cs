namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The file is no well-formed XML or JSON from a place on.</summary>
    public const string NotWellFormed = "WE2301";

    /// <summary>The file brings a document type with declarations of its own.</summary>
    public const string DocumentTypeRefused = "WE2302";

    /// <summary>A tag, a name, an attribute or a comment is longer than the limit.</summary>
    public const string MarkupTooLong = "WE2303";

    /// <summary>Elements are nested deeper than the limit.</summary>
    public const string ElementsTooDeep = "WE2304";

    /// <summary>The file has more different names than the limit.</summary>
    public const string TooManyNames = "WE2305";

    /// <summary>An element has more attributes than the limit.</summary>
    public const string TooManyAttributes = "WE2306";

    /// <summary>A document is longer than the limit.</summary>
    public const string DocumentTooBig = "WE2307";

    /// <summary>A document has more elements than the limit.</summary>
    public const string TooManyNodes = "WE2308";

    /// <summary>A value is longer than the limit and was left out.</summary>
    public const string ValueTooLong = "WE2309";

    /// <summary>An object has a property twice.</summary>
    public const string PropertyRepeated = "WE2310";

    /// <summary>An element does not belong where it stands.</summary>
    public const string ChildUnknown = "WE2320";

    /// <summary>An element that must be there is missing.</summary>
    public const string ChildMissing = "WE2321";

    /// <summary>An element is repeated more often than it may be.</summary>
    public const string ChildRepeated = "WE2322";

    private static DiagnosticText[] Elements() =>
    [
        Error(NotWellFormed, "the file is not well-formed from here on: {1}", "ここから先は正しい形式ではありません: {1}"),
        Error(DocumentTypeRefused, "the document type brings declarations of its own; expected none between [ and ]", "文書型宣言に内部定義があります。[ ] の中の定義は使えません"),
        Error(MarkupTooLong, "a tag, name, attribute or comment is longer than {2} bytes; expected a shorter one", "タグ・名前・属性・コメントが長すぎます（上限 {2} バイト）"),
        Error(ElementsTooDeep, "{0} is nested more than {2} deep", "{0} の階層が深すぎます（上限 {2} 段）"),
        Error(TooManyNames, "the file has more than {2} different names; expected fewer", "名前の種類が多すぎます（上限 {2} 種類）"),
        Error(TooManyAttributes, "{0} has {1} attributes; expected at most {2}", "{0} の属性が {1} 個あります（上限 {2} 個）"),
        Error(DocumentTooBig, "document {0} is longer than {2} bytes; it was passed over", "文書 {0} が長すぎるため読み飛ばしました（上限 {2} バイト）"),
        Error(TooManyNodes, "document {0} has more than {2} elements; it was passed over", "文書 {0} の要素が多すぎるため読み飛ばしました（上限 {2} 個）"),
        Warning(ValueTooLong, "the value of {0} is longer than {2} bytes and was left out", "{0} の値が長すぎるため省きました（上限 {2} バイト）"),
        Error(PropertyRepeated, "{0} occurs again in the same object; expected it once", "{0} が同じオブジェクトの中で重複しています"),
        Error(ChildUnknown, "{1} does not belong in {0}; expected {2}", "{1} は {0} の中で使えません（期待: {2}）"),
        Error(ChildMissing, "{0} is missing; expected it in {2}", "{2} に必須の {0} がありません"),
        Error(ChildRepeated, "{0} is repeated; expected at most {2}", "{0} の繰り返しが多すぎます（上限 {2} 回）"),
    ];
}
