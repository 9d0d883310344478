namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>Functions that ask or choose.</summary>
internal static class ChoiceFunctions
{
    public static Term? Missing(IReadOnlyList<Term> arguments) =>
        arguments is [var one] ? new Term(ExpressionType.Flag, e => Operand.Of(!one.Run(e).HasValue), one.Input, one.At) : null;

    public static Term? Not(IReadOnlyList<Term> arguments) =>
        arguments is [{ Type: ExpressionType.Flag } one] ? one with { Run = e => Operand.Of(!one.Run(e).Flag) } : null;

    public static Term? Test(IReadOnlyList<Term> arguments, Func<string, string, bool> test) =>
        arguments is [var one, var other] && one.As(ExpressionType.Text) is { } text && other.As(ExpressionType.Text) is { } part
            ? new Term(ExpressionType.Flag, e => text.Run(e) is { HasValue: true } t && part.Run(e) is { HasValue: true } p ? Operand.Of(test(t.Text, p.Text)) : Operand.Missing, text.Input, text.At)
            : null;

    public static Term? If(IReadOnlyList<Term> arguments)
    {
        if (arguments is not [{ Type: ExpressionType.Flag } condition, _, _] || Alike([arguments[1], arguments[2]]) is not [var yes, var no])
            return null;

        return new Term(yes.Type, e => condition.Run(e).Flag ? yes.Run(e) : no.Run(e), yes.Input >= 0 ? yes.Input : no.Input, condition.At);
    }

    public static Term? IfMissing(IReadOnlyList<Term> arguments)
    {
        if (arguments.Count < 2 || Alike(arguments) is not { } choices)
            return null;

        return new Term(
            choices[0].Type,
            e =>
            {
                foreach (Term choice in choices)
                {
                    if (choice.Run(e) is { HasValue: true } made)
                        return made;
                }

                return Operand.Missing;
            },
            choices.Select(c => c.Input).FirstOrDefault(i => i >= 0, -1),
            choices[0].At);
    }

    /// <summary>Makes all of them the same type: that of the first one that is more than a text of the file.</summary>
    private static List<Term>? Alike(IReadOnlyList<Term> terms)
    {
        ExpressionType type = terms.Select(t => t.Type).FirstOrDefault(t => t != ExpressionType.Raw, ExpressionType.Raw);
        List<Term> alike = [.. terms.Select(t => t.As(type)).OfType<Term>()];
        return alike.Count == terms.Count ? alike : null;
    }
}
