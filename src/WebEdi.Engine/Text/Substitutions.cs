namespace WebEdi.Engine.Text;

/// <summary>Characters that CP932 has in another form only.</summary>
/// <remarks>
/// Browsers and phones send 〜 (U+301C) and − (U+2212) where Windows has ～ (U+FF5E) and － (U+FF0D): two readings of the same JIS codes. The
/// platform's encoder writes '?' or a different sign for them; here the replacement is a named choice, and everything else is reported.
/// </remarks>
internal static class Substitutions
{
    /// <summary>Stands for a character that an encoding lacks: the geta mark 〓, which Japanese printers have used for a missing type.</summary>
    public const char Missing = '\u3013';

    /// <summary>Finds the form that CP932 has.</summary>
    /// <param name="character">A character without a code.</param>
    /// <returns>The form; U+0000 when there is none.</returns>
    public static char Compatible(char character) => character switch
    {
        '\u301C' => '\uFF5E', // 〜 wave dash
        '\u2016' => '\u2225', // ‖ double vertical line
        '\u2212' => '\uFF0D', // − minus
        '\u2014' => '\u2015', // — em dash
        '\u2013' => '\u2015', // – en dash
        '\u00A2' => '\uFFE0', // ¢
        '\u00A3' => '\uFFE1', // £
        '\u00AC' => '\uFFE2', // ¬
        '\u00A6' => '\uFFE4', // ¦
        '\u00A5' => '\uFFE5', // ¥: never 0x5C, which is a backslash to programs
        '\u00A0' => ' ',
        '\u2022' => '\u30FB', // • as ・
        _ => '\0',
    };
}
