namespace WebEdi.Fonts;

/// <summary>The font Noto Sans JP Regular: every character of JIS X 0208 but one, of CP932, and most of JIS X 0213.</summary>
/// <remarks>Copyright 2014-2021 Adobe, with Reserved Font Name 'Source'; SIL Open Font License 1.1, OFL.txt beside this file and in the package.</remarks>
public static class NotoSansJp
{
    /// <summary>Opens the TrueType file.</summary>
    /// <returns>A new stream of 5.5 MB over memory, at its start.</returns>
    public static Stream OpenRegular() =>
        typeof(NotoSansJp).Assembly.GetManifestResourceStream("NotoSansJP-Regular.ttf")
        ?? throw new InvalidOperationException("The font is missing from its own package.");
}
