namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The font lacks a character of the document; nothing is printed rather than an empty box.</summary>
    public const string GlyphMissing = "WE4001";

    /// <summary>The document would have more pages than are allowed.</summary>
    public const string DocumentTooLong = "WE4002";

    /// <summary>An item code is too long to be printed whole, and item codes are never cut.</summary>
    public const string ItemCodeTooLong = "WE4003";

    /// <summary>The number of a delivery note cannot be printed as a bar code.</summary>
    public const string NoteNumberUnprintable = "WE4004";

    /// <summary>A delivery note has more tax rates than its form has room for.</summary>
    public const string TaxRatesTooMany = "WE4005";

    private static DiagnosticText[] Rendering() =>
    [
        Error(GlyphMissing, "{0}: the font has no glyph for {1}; expected a character of {2}", "{0}: 文字 {1} はフォント {2} にないため印刷できません"),
        Error(DocumentTooLong, "the document would have {1} pages; expected at most {2}", "ページ数が多すぎます（{1} ページ、上限 {2} ページ）"),
        Error(ItemCodeTooLong, "{0}: the item code '{1}' is too long to be printed whole; expected {2}", "{0}: 品番「{1}」が長すぎて印刷できません（期待: {2}）"),
        Error(NoteNumberUnprintable, "the delivery note number '{1}' cannot be a bar code; expected {2}", "納品書番号「{1}」はバーコードにできません（期待: {2}）"),
        Error(TaxRatesTooMany, "the delivery note has {1} tax rates; expected at most {2}", "税率の種類が多すぎます（{1} 種類、上限 {2}）"),
    ];
}
