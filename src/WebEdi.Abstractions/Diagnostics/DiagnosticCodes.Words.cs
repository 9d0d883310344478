namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The name of a table does not follow the rule.</summary>
    public const string TableNameInvalid = "WE2083";

    /// <summary>A table cannot be read, or is longer than allowed.</summary>
    public const string TableInvalid = "WE2084";

    /// <summary>A map needs what a table does not have, or would not have any more.</summary>
    public const string TableNeeded = "WE2085";

    /// <summary>A table has no row for a value.</summary>
    public const string LookupUnknown = "WE2086";

    /// <summary>An expression of the map cannot be worked out with the values of the file.</summary>
    public const string ExpressionFailed = "WE2087";

    /// <summary>A unit cannot be converted.</summary>
    public const string UnitNotConverted = "WE2088";

    private static DiagnosticText[] Words() =>
    [
        Error(TableNameInvalid, "the table name {1} is not usable; expected {2}", "変換テーブル名 {1} は使えません（期待: {2}）"),
        Error(TableInvalid, "{0} of the table is {1}; expected {2}", "変換テーブルの {0} が {1} です（期待: {2}）"),
        Error(TableNeeded, "the map {0} looks values up in the table: {1}; expected {2}", "マップ {0} がこの変換テーブルを使っています: {1}（期待: {2}）"),
        Error(LookupUnknown, "{0} '{1}' is not in the table {2}", "{0} '{1}' が変換テーブル {2} にありません"),
        Error(ExpressionFailed, "{0} cannot be worked out: {1}; expected {2}", "{0} を計算できません: {1}（期待: {2}）"),
        Error(UnitNotConverted, "{0} {1} cannot be converted; expected {2}", "{0} {1} を換算できません（期待: {2}）"),
    ];
}
