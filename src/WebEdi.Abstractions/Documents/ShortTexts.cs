using System.Text;

namespace WebEdi.Documents;

/// <summary>Texts of a few letters - units, numbers of lines - that come again and again, once for all lines. Safe for concurrent use.</summary>
internal static class ShortTexts
{
    private const int MaxBytes = 4;
    private const int Slots = 1024;

    private static readonly string?[] Known = new string?[Slots];

    /// <summary>Makes a text of ASCII.</summary>
    public static string Of(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > MaxBytes)
            return Encoding.Latin1.GetString(ascii);

        uint packed = 0;
        foreach (byte b in ascii)
            packed = (packed << 8) | b;
        ref string? known = ref Known[(packed * 0x9E37_79B1) >> 22];
        string? text = known;
        if (text is null || !Ascii.Equals(ascii, text))
            known = text = Encoding.Latin1.GetString(ascii);
        return text;
    }
}
