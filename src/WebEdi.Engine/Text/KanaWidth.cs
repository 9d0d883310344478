using System.Text;

namespace WebEdi.Engine.Text;

/// <summary>Texts in half-width and full-width forms, both ways: ASCII, the marks of Japanese and katakana. Other characters stay.</summary>
internal static class KanaWidth
{
    /// <summary>U+FF61 to U+FF9F as full-width characters, in this order.</summary>
    private const string FullWidth = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

    private const char HalfFirst = '\uFF61';
    private const char VoicedMark = '\uFF9E';
    private const char SemiVoicedMark = '\uFF9F';

    private const string Plain = "カキクケコサシスセソタチツテトハヒフヘホウ";
    private const string Voiced = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ";
    private const string Ha = "ハヒフヘホ";
    private const string Pa = "パピプペポ";

    /// <summary>Makes half-width characters of full-width ones: Ａ１ガ is A1ｶﾞ.</summary>
    public static string ToHalf(string text)
    {
        if (Ascii.IsValid(text))
            return text;

        StringBuilder half = new(text.Length + 8);
        foreach (char c in text)
        {
            if (c is >= '\uFF01' and <= '\uFF5E')
                half.Append((char)(c - 0xFEE0));
            else if (c == '\u3000')
                half.Append(' ');
            else if (c == '\u2212')
                half.Append('-');
            else if (Voiced.IndexOf(c, StringComparison.Ordinal) is >= 0 and int voiced)
                half.Append(HalfOf(Plain[voiced])).Append(VoicedMark);
            else if (Pa.IndexOf(c, StringComparison.Ordinal) is >= 0 and int semi)
                half.Append(HalfOf(Ha[semi])).Append(SemiVoicedMark);
            else
                half.Append(HalfOf(c));
        }

        return half.ToString();
    }

    /// <summary>Makes full-width characters of half-width ones: A1ｶﾞ is Ａ１ガ.</summary>
    public static string ToFull(string text)
    {
        StringBuilder full = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is >= '!' and <= '~')
            {
                full.Append((char)(c + 0xFEE0));
            }
            else if (c == ' ')
            {
                full.Append('\u3000');
            }
            else if (c is >= HalfFirst and <= SemiVoicedMark)
            {
                char wide = FullWidth[c - HalfFirst];
                char mark = i + 1 < text.Length ? text[i + 1] : '\0';
                char marked = mark == VoicedMark ? Pair(wide, Plain, Voiced) : mark == SemiVoicedMark ? Pair(wide, Ha, Pa) : '\0';
                full.Append(marked == '\0' ? wide : marked);
                i += marked == '\0' ? 0 : 1;
            }
            else
            {
                full.Append(c);
            }
        }

        return full.ToString();
    }

    private static char HalfOf(char c) => FullWidth.IndexOf(c, StringComparison.Ordinal) is >= 0 and int index ? (char)(HalfFirst + index) : c;

    private static char Pair(char c, string from, string to) => from.IndexOf(c, StringComparison.Ordinal) is >= 0 and int index ? to[index] : '\0';
}
