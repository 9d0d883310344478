using FsCheck;
using FsCheck.Fluent;

namespace WebEdi.Engine.Tests.Hardening;

/// <summary>Generators for properties, and how they are checked: the same cases in every run.</summary>
internal static class Properties
{
    /// <summary>Checks a property.</summary>
    /// <param name="of">What it is about.</param>
    /// <param name="holds">Throws where it does not hold.</param>
    /// <param name="cases">How many cases are tried.</param>
    public static void Hold<T>(Gen<T> of, Action<T> holds, int cases = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithStartSize(1).WithEndSize(60).WithQuietOnSuccess(true).WithReplay(20261124, 1), Prop.ForAll(of.ToArbitrary(), value => holds(value)));

    /// <summary>Gets texts as people and other programs write them: Japanese, signs of every syntax, spaces at any place, no control characters.</summary>
    public static Gen<string> Text(int longest) => Characters
        .Select(characters => string.Concat(characters))
        .Select(text => (text.Length > longest ? text[..longest] : text).Trim().TrimEnd('\uD840', '\uD83D'));

    private static Gen<string[]> Characters => Gen.Frequency(
        (6, Gen.Elements("a", "Z", "0", "9", "x", "ｱ", "ﾞ", "六", "角", "ボ", "ル", "ト", "髙", "﨑", "①", "㈱", "－", "～", "é", "ß")),
        (3, Gen.Elements("'", "+", ":", "?", "*", "~", ">", "^", "|", "\"", ",", ";", "\\", "/", "<", "&", "{", "]", "-", ".", "#", "=", "@")),
        (1, Gen.Elements(" ", "  ", "\u3000", "??", "?'", "\u00A0", "𠮷", "😀"))).ArrayOf();

    /// <summary>Gets numbers with up to four decimals.</summary>
    public static Gen<decimal> Number => Gen.Choose(-999_999_999, 999_999_999).Zip(Gen.Choose(0, 4), (digits, scale) => new decimal(Math.Abs(digits), 0, 0, digits < 0, (byte)scale));

    /// <summary>Gets days from 1873 to 2117.</summary>
    public static Gen<DateOnly> Day => Gen.Choose(0, 89_000).Select(days => new DateOnly(1873, 1, 1).AddDays(days));

    /// <summary>Gets any bytes: those of a syntax more often than others.</summary>
    public static Gen<byte[]> Bytes => Gen.Frequency(
        (3, Gen.Elements("UNB+", "UNH+1+ORDERS:D:96A:UN'", "LIN+1'", "UNT+1+1'", "ISA*00*", "ST*850*1~", "SE*1*1~", "<a>", "</a>", "<b c=\"d\"/>", "{\"a\":", "[", "]", "}", "\"", ",", "\r\n", "\u001B$B", "\u001B(B", "PIC X(3).", "OCCURS 2")
            .Select(System.Text.Encoding.Latin1.GetBytes)),
        (2, Gen.Choose(0, 255).Select(b => new[] { (byte)b })),
        (1, Gen.Choose(0, 255).Zip(Gen.Choose(1, 90), (b, n) => Enumerable.Repeat((byte)b, n).ToArray()))).ArrayOf().Select(parts => parts.SelectMany(p => p).ToArray());
}
