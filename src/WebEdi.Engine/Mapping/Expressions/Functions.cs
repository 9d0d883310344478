using System.Collections.Frozen;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>A function of expressions.</summary>
/// <param name="Form">How it is called, for messages.</param>
/// <param name="Make">Makes it ready; null: the arguments do not fit.</param>
internal sealed record Function(string Form, Func<IReadOnlyList<Term>, Term?> Make);

/// <summary>All functions of expressions.</summary>
internal static class Functions
{
    public static FrozenDictionary<string, Function> All { get; } =
        new Dictionary<string, Function>(StringComparer.Ordinal)
        {
            ["round"] = new("round(number, digits, 'halfUp' | 'down' | 'up' | 'halfEven' | '四捨五入' | '切捨て' | '切上げ')", NumberFunctions.Round),
            ["min"] = new("min(number, number, ...)", a => NumberFunctions.Fold(a, Math.Min)),
            ["max"] = new("max(number, number, ...)", a => NumberFunctions.Fold(a, Math.Max)),
            ["abs"] = new("abs(number)", a => NumberFunctions.Single(a, Math.Abs)),
            ["number"] = new("number(text)", NumberFunctions.Number),
            ["date"] = new("date(text)", a => a is [{ Type: ExpressionType.Raw or ExpressionType.Text } text] ? (text with { Type = ExpressionType.Raw, Literal = null }).As(ExpressionType.Date) : null),
            ["missing"] = new("missing(value)", ChoiceFunctions.Missing),
            ["ifMissing"] = new("ifMissing(value, other, ...)", ChoiceFunctions.IfMissing),
            ["if"] = new("if(condition, value, other)", ChoiceFunctions.If),
            ["not"] = new("not(condition)", ChoiceFunctions.Not),
            ["contains"] = new("contains(text, part)", a => ChoiceFunctions.Test(a, (text, part) => text.Contains(part, StringComparison.Ordinal))),
            ["startsWith"] = new("startsWith(text, part)", a => ChoiceFunctions.Test(a, (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
            ["endsWith"] = new("endsWith(text, part)", a => ChoiceFunctions.Test(a, (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
            ["concat"] = new("concat(value, value, ...)", TextFunctions.Concat),
            ["substring"] = new("substring(text, first, length): the first character is 1", TextFunctions.Substring),
            ["left"] = new("left(text, length)", a => TextFunctions.Side(a, (text, length) => text[..length])),
            ["right"] = new("right(text, length)", a => TextFunctions.Side(a, (text, length) => text[^length..])),
            ["before"] = new("before(text, mark)", a => TextFunctions.Cut(a, (text, at, _) => text[..at])),
            ["after"] = new("after(text, mark)", a => TextFunctions.Cut(a, (text, at, length) => text[(at + length)..])),
            ["padLeft"] = new("padLeft(text, length, 'character')", a => TextFunctions.Pad(a, (text, length, with) => text.PadLeft(length, with))),
            ["padRight"] = new("padRight(text, length, 'character')", a => TextFunctions.Pad(a, (text, length, with) => text.PadRight(length, with))),
            ["trim"] = new("trim(text)", a => TextFunctions.Change(a, text => text.Trim(' ', '\u3000'))),
            ["upper"] = new("upper(text)", a => TextFunctions.Change(a, text => text.ToUpperInvariant())),
            ["lower"] = new("lower(text)", a => TextFunctions.Change(a, text => text.ToLowerInvariant())),
            ["halfWidth"] = new("halfWidth(text)", a => TextFunctions.Change(a, Text.KanaWidth.ToHalf)),
            ["fullWidth"] = new("fullWidth(text)", a => TextFunctions.Change(a, Text.KanaWidth.ToFull)),
            ["replace"] = new("replace(text, part, other)", TextFunctions.Replace),
            ["length"] = new("length(text)", TextFunctions.Length),
            ["text"] = new("text(number, decimals) or text(date, 'yyyyMMdd')", TextFunctions.Text),
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
