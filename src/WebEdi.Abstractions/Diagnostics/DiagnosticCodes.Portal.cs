namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A field of a request is not what it may be.</summary>
    public const string FieldInvalid = "WE8001";

    private static DiagnosticText[] Portal() =>
    [
        Error(FieldInvalid, "{0} is \"{1}\"; expected {2}", "{0} の値「{1}」は使用できません（期待: {2}）"),
    ];
}
