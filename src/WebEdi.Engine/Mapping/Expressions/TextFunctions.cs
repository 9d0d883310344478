using System.Globalization;
using System.Text;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>Functions of texts.</summary>
internal static class TextFunctions
{
    /// <summary>The longest text on the way, in characters.</summary>
    public const int MaxText = 4_000;

    public static Term? Change(IReadOnlyList<Term> arguments, Func<string, string> make) =>
        arguments is [var one] && one.As(ExpressionType.Text) is { } text
            ? text with { Literal = null, Run = e => text.Run(e) is { HasValue: true } made ? Checked(e, make(made.Text), text.Input) : Operand.Missing }
            : null;

    public static Term? Length(IReadOnlyList<Term> arguments) =>
        arguments is [var one] && one.As(ExpressionType.Text) is { } text
            ? new Term(ExpressionType.Number, e => text.Run(e) is { HasValue: true } made ? Operand.Of((decimal)made.Text.Length) : Operand.Missing, text.Input, text.At)
            : null;

    /// <summary>What is missing is passed over; all of it missing is missing.</summary>
    public static Term? Concat(IReadOnlyList<Term> arguments)
    {
        if (arguments.Count < 1)
            return null;

        Term[] texts = [.. arguments.Select(a => a.ToText())];
        int input = texts.Select(t => t.Input).FirstOrDefault(i => i >= 0, -1);
        return new Term(
            ExpressionType.Text,
            e =>
            {
                StringBuilder joined = new();
                bool any = input < 0;
                foreach (Term text in texts)
                {
                    Operand made = text.Run(e);
                    any |= made.HasValue && text.Input >= 0;
                    joined.Append(made.HasValue ? made.Text : "");
                    if (joined.Length > MaxText)
                        break;
                }

                return any ? Checked(e, joined.ToString(), input) : Operand.Missing;
            },
            input,
            texts[0].At);
    }

    public static Term? Substring(IReadOnlyList<Term> arguments)
    {
        if (arguments.Count is not (2 or 3) || arguments[0].As(ExpressionType.Text) is not { } text || arguments[1].As(ExpressionType.Number) is not { } first)
            return null;

        Term? length = arguments.Count == 3 ? arguments[2].As(ExpressionType.Number) : null;
        if (arguments.Count == 3 && length is null)
            return null;

        return text with
        {
            Literal = null,
            Run = e =>
            {
                if (text.Run(e) is not { HasValue: true } whole || first.Run(e) is not { HasValue: true } from)
                    return Operand.Missing;

                Operand count = length is null ? Operand.Of((decimal)whole.Text.Length) : length.Run(e);
                if (!count.HasValue)
                    return Operand.Missing;

                int start = Bound(from.Number - 1, whole.Text.Length);
                return NotEmpty(whole.Text.Substring(start, Bound(count.Number, whole.Text.Length - start)));
            },
        };
    }

    public static Term? Side(IReadOnlyList<Term> arguments, Func<string, int, string> make) =>
        arguments is [var one, var other] && one.As(ExpressionType.Text) is { } text && other.As(ExpressionType.Number) is { } length
            ? text with
            {
                Literal = null,
                Run = e => text.Run(e) is { HasValue: true } whole && length.Run(e) is { HasValue: true } count
                    ? NotEmpty(make(whole.Text, Bound(count.Number, whole.Text.Length)))
                    : Operand.Missing,
            }
            : null;

    /// <summary>A text without the mark is taken whole by "before" and gives nothing for "after".</summary>
    public static Term? Cut(IReadOnlyList<Term> arguments, Func<string, int, int, string> make)
    {
        if (arguments is not [var one, { Literal.Length: > 0 } mark] || one.As(ExpressionType.Text) is not { } text)
            return null;

        string sign = mark.Literal;
        return text with
        {
            Literal = null,
            Run = e =>
            {
                if (text.Run(e) is not { HasValue: true } whole)
                    return Operand.Missing;

                int at = whole.Text.IndexOf(sign, StringComparison.Ordinal);
                return NotEmpty(make(whole.Text, at < 0 ? whole.Text.Length : at, at < 0 ? 0 : sign.Length));
            },
        };
    }

    public static Term? Pad(IReadOnlyList<Term> arguments, Func<string, int, char, string> make)
    {
        if (arguments.Count is not (2 or 3) || !int.TryParse(arguments[1].Literal, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > MaxText)
            return null;
        if (arguments.Count == 3 && arguments[2].Literal is not { Length: 1 })
            return null;

        char with = arguments.Count == 3 ? arguments[2].Literal![0] : ' ';
        Term text = arguments[0].ToText();
        return text with { Literal = null, Run = e => text.Run(e) is { HasValue: true } whole ? Operand.Of(make(whole.Text, length, with)) : Operand.Missing };
    }

    public static Term? Replace(IReadOnlyList<Term> arguments) =>
        arguments is [var one, { Literal.Length: > 0 } part, var other] && one.As(ExpressionType.Text) is { } text && other.As(ExpressionType.Text) is { } by
            ? text with
            {
                Literal = null,
                Run = e =>
                {
                    if (text.Run(e) is not { HasValue: true } whole)
                        return Operand.Missing;

                    string with = by.Run(e) is { HasValue: true } made ? made.Text : "";
                    int most = whole.Text.Length / part.Literal.Length;
                    return most * (long)with.Length > MaxText ? e.Fail(text.Input, whole.Text, Expect.AtMostCharacters(MaxText)) : NotEmpty(whole.Text.Replace(part.Literal, with, StringComparison.Ordinal));
                },
            }
            : null;

    public static Term? Text(IReadOnlyList<Term> arguments)
    {
        if (arguments is [var only])
            return only.ToText() with { Literal = null };
        if (arguments is not [var one, { Literal: { } form }])
            return null;

        if (one.Type == ExpressionType.Date)
            return IsDateForm(form) ? one with { Type = ExpressionType.Text, Run = e => one.Run(e) is { HasValue: true } made ? Operand.Of(made.Date.ToString(form, CultureInfo.InvariantCulture)) : Operand.Missing } : null;

        return one.As(ExpressionType.Number) is { } number && int.TryParse(form, NumberStyles.None, CultureInfo.InvariantCulture, out int decimals) && decimals <= 10
            ? number with { Literal = null, Type = ExpressionType.Text, Run = e => number.Run(e) is { HasValue: true } made ? Operand.Of(made.Number.ToString("F" + form, CultureInfo.InvariantCulture)) : Operand.Missing }
            : null;
    }

    private static bool IsDateForm(string form) => form.Length is > 0 and <= 40 && form.All(c => c is 'y' or 'M' or 'd' or '/' or '-' or '.' or '年' or '月' or '日') && form.Length > 1;

    private static int Bound(decimal count, int most) => (int)Math.Clamp(decimal.Truncate(count), 0, most);

    /// <summary>An empty text says nothing, as an empty column does.</summary>
    private static Operand NotEmpty(string text) => text.Length == 0 ? Operand.Missing : Operand.Of(text);

    private static Operand Checked(Evaluation e, string text, int input) =>
        text.Length > MaxText ? e.Fail(input, text, Expect.AtMostCharacters(MaxText)) : NotEmpty(text);
}
