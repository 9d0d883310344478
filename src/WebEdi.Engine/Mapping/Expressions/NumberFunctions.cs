using System.Globalization;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>Functions that make numbers.</summary>
internal static class NumberFunctions
{
    private const int MaxDigits = 10;

    public static Term? Single(IReadOnlyList<Term> arguments, Func<decimal, decimal> make) =>
        arguments is [var one] && one.As(ExpressionType.Number) is { } number
            ? number with { Literal = null, Run = e => number.Run(e) is { HasValue: true } made ? Operand.Of(make(made.Number)) : Operand.Missing }
            : null;

    public static Term? Number(IReadOnlyList<Term> arguments) =>
        arguments is [var one] && one.As(ExpressionType.Text) is { } text
            ? text with { Literal = null, Type = ExpressionType.Number, Run = e => Term.ToNumber(e, text.Run(e), text.Input) }
            : null;

    /// <summary>The smallest or largest of those that are there.</summary>
    public static Term? Fold(IReadOnlyList<Term> arguments, Func<decimal, decimal, decimal> choose)
    {
        Term?[] numbers = [.. arguments.Select(a => a.As(ExpressionType.Number))];
        if (numbers.Length < 2 || numbers.Contains(null))
            return null;

        return new Term(
            ExpressionType.Number,
            e =>
            {
                Operand best = Operand.Missing;
                foreach (Term? number in numbers)
                {
                    if (number!.Run(e) is { HasValue: true } next)
                        best = best.HasValue ? Operand.Of(choose(best.Number, next.Number)) : next;
                }

                return best;
            },
            numbers.Select(n => n!.Input).FirstOrDefault(i => i >= 0, -1),
            numbers[0]!.At);
    }

    public static Term? Round(IReadOnlyList<Term> arguments)
    {
        int digits = 0;
        string mode = "halfUp";
        if (arguments.Count is < 1 or > 3 || arguments[0].As(ExpressionType.Number) is not { } number)
            return null;
        if (arguments.Count > 1 && !(int.TryParse(arguments[1].Literal, NumberStyles.None, CultureInfo.InvariantCulture, out digits) && digits is >= 0 and <= MaxDigits))
            return null;
        if (arguments.Count > 2)
            mode = arguments[2].Literal ?? "";

        MidpointRounding? rounding = mode switch
        {
            "halfUp" or "四捨五入" => MidpointRounding.AwayFromZero,
            "down" or "切捨て" or "切り捨て" => MidpointRounding.ToZero,
            "up" or "切上げ" or "切り上げ" => null,
            "halfEven" => MidpointRounding.ToEven,
            _ => (MidpointRounding)(-1),
        };
        return rounding == (MidpointRounding)(-1) ? null : number with { Literal = null, Run = e => number.Run(e) is { HasValue: true } made ? Round(e, made.Number, digits, rounding, number.Input) : Operand.Missing };
    }

    private static Operand Round(Evaluation e, decimal number, int digits, MidpointRounding? rounding, int input)
    {
        try
        {
            return Operand.Of(rounding is { } mode ? decimal.Round(number, digits, mode) : AwayFromZero(number, digits));
        }
        catch (OverflowException)
        {
            return e.Fail(input, Evaluation.Show(number), Expect.SmallerNumber);
        }
    }

    private static decimal AwayFromZero(decimal number, int digits) =>
        decimal.Round(number, digits, number < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);
}
