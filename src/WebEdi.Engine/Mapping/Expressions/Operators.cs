using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>What the signs between two parts of an expression do.</summary>
internal static class Operators
{
    /// <summary>Joins two parts.</summary>
    /// <param name="sign">The sign.</param>
    /// <param name="left">Left of it.</param>
    /// <param name="right">Right of it.</param>
    /// <returns>Null when they cannot be joined by it.</returns>
    public static Term? Join(string sign, Term left, Term right) => sign switch
    {
        "+" or "-" when left.Type == ExpressionType.Date => Days(sign, left, right),
        "+" or "-" or "*" or "/" => Arithmetic(sign[0], left, right),
        "and" or "or" => Logic(sign == "and", left, right),
        _ => Comparison(sign, left, right),
    };

    /// <summary>Turns a number's sign.</summary>
    public static Term? Negate(Term term) => term.As(ExpressionType.Number) is { } number
        ? number with { Literal = null, Run = e => number.Run(e) is { HasValue: true } made ? Operand.Of(-made.Number) : Operand.Missing }
        : null;

    private static int FirstInput(Term left, Term right) => left.Input >= 0 ? left.Input : right.Input;

    private static Term? Arithmetic(char sign, Term left, Term right)
    {
        if (left.As(ExpressionType.Number) is not { } a || right.As(ExpressionType.Number) is not { } b)
            return null;

        int blamed = FirstInput(left, right);
        int divisor = right.Input >= 0 ? right.Input : blamed;
        return new Term(ExpressionType.Number, e => a.Run(e) is { HasValue: true } x && b.Run(e) is { HasValue: true } y ? Calculate(e, sign, x.Number, y.Number, blamed, divisor) : Operand.Missing, blamed, left.At);
    }

    private static Operand Calculate(Evaluation e, char sign, decimal x, decimal y, int blamed, int divisor)
    {
        if (sign == '/' && y == 0)
            return e.Fail(divisor, $"{Evaluation.Show(x)} / 0", Expect.OtherDivisor);

        try
        {
            return Operand.Of(sign switch { '+' => x + y, '-' => x - y, '*' => x * y, _ => x / y });
        }
        catch (OverflowException)
        {
            return e.Fail(blamed, $"{Evaluation.Show(x)} {sign} {Evaluation.Show(y)}", Expect.SmallerNumber);
        }
    }

    private static Term? Days(string sign, Term left, Term right)
    {
        if (right.As(ExpressionType.Number) is not { } days)
            return null;

        int blamed = FirstInput(left, right);
        return new Term(ExpressionType.Date, e => left.Run(e) is { HasValue: true } date && days.Run(e) is { HasValue: true } number ? Add(e, date.Date, sign == "-" ? -number.Number : number.Number, blamed) : Operand.Missing, blamed, left.At);
    }

    private static Operand Add(Evaluation e, DateOnly date, decimal days, int blamed)
    {
        decimal day = date.DayNumber + days;
        return days == decimal.Truncate(days) && day >= DateOnly.MinValue.DayNumber && day <= DateOnly.MaxValue.DayNumber
            ? Operand.Of(DateOnly.FromDayNumber((int)day))
            : e.Fail(blamed, $"{date:yyyy-MM-dd} + {Evaluation.Show(days)}", Expect.WholeDays);
    }

    private static Term? Logic(bool isAnd, Term left, Term right)
    {
        if (left.Type != ExpressionType.Flag || right.Type != ExpressionType.Flag)
            return null;

        // What is missing does not hold.
        return new Term(ExpressionType.Flag, e => Operand.Of(isAnd ? left.Run(e).Flag && right.Run(e).Flag : left.Run(e).Flag || right.Run(e).Flag), FirstInput(left, right), left.At);
    }

    private static Term? Comparison(string sign, Term left, Term right)
    {
        ExpressionType type = left.Type == ExpressionType.Raw ? right.Type : left.Type;
        type = type == ExpressionType.Raw ? ExpressionType.Text : type;
        if ((type == ExpressionType.Flag && sign is not ("=" or "<>")) || left.As(type) is not { } a || right.As(type) is not { } b)
            return null;

        return new Term(ExpressionType.Flag, e => a.Run(e) is { HasValue: true } x && b.Run(e) is { HasValue: true } y ? Operand.Of(Holds(sign, Compare(type, x, y))) : Operand.Missing, FirstInput(left, right), left.At);
    }

    private static int Compare(ExpressionType type, in Operand x, in Operand y) => type switch
    {
        ExpressionType.Number => x.Number.CompareTo(y.Number),
        ExpressionType.Date => x.Date.CompareTo(y.Date),
        ExpressionType.Flag => x.Flag.CompareTo(y.Flag),
        _ => string.CompareOrdinal(x.Text, y.Text),
    };

    private static bool Holds(string sign, int order) => sign switch
    {
        "=" => order == 0,
        "<>" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };
}
