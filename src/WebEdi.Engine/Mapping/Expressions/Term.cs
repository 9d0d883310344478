using WebEdi.Diagnostics;
using WebEdi.Engine.Text;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>A part of an expression, made ready.</summary>
/// <param name="Type">What it makes.</param>
/// <param name="Run">Works it out.</param>
/// <param name="Input">The first value that it uses, to blame when it fails; -1: none.</param>
/// <param name="At">Where it begins in the expression, from 0.</param>
internal sealed record Term(ExpressionType Type, Evaluator Run, int Input, int At)
{
    /// <summary>Gets the text of a constant; null: it is none.</summary>
    public string? Literal { get; init; }

    /// <summary>Makes the term give another type, where that is possible without a word.</summary>
    /// <returns>Null where it is not.</returns>
    public Term? As(ExpressionType type) => (Type, type) switch
    {
        _ when Type == type => this,
        (ExpressionType.Raw, ExpressionType.Text) or (ExpressionType.Text, ExpressionType.Raw) => this with { Type = ExpressionType.Text },
        (ExpressionType.Raw, ExpressionType.Number) => this with { Type = type, Run = e => ToNumber(e, Run(e), Input) },
        (ExpressionType.Raw, ExpressionType.Date) => this with { Type = type, Run = e => ToDate(e, Run(e), Input) },
        _ => null,
    };

    /// <summary>Makes a text of whatever it is.</summary>
    public Term ToText()
    {
        ValueKind kind = Type switch
        {
            ExpressionType.Number => ValueKind.Number,
            ExpressionType.Date => ValueKind.Date,
            ExpressionType.Flag => ValueKind.Flag,
            _ => ValueKind.Text,
        };
        return kind == ValueKind.Text
            ? this with { Type = ExpressionType.Text }
            : this with
            {
                Type = ExpressionType.Text,
                Run = e => Run(e) is { HasValue: true } made ? Operand.Of(made.Value.ToText(kind)) : Operand.Missing,
            };
    }

    /// <summary>Reads a number as files have it; full-width digits are as good.</summary>
    public static Operand ToNumber(Evaluation e, in Operand text, int input)
    {
        if (!text.HasValue)
            return Operand.Missing;

        char[] chars = text.Text.Trim().ToCharArray();
        WidthFolding.Fold(chars);
        Span<byte> bytes = stackalloc byte[64];
        return chars.Length <= bytes.Length && System.Text.Ascii.IsValid(chars) && System.Text.Encoding.ASCII.GetBytes(chars, bytes) is int length
            && NumberFormat.Default.TryParse(bytes[..length], out decimal number)
            ? Operand.Of(number)
            : e.Fail(input, $"'{text.Text}'", Expect.Number);
    }

    private static Operand ToDate(Evaluation e, in Operand text, int input)
    {
        if (!text.HasValue || FieldConverter.IsPlaceholder(text.Text))
            return Operand.Missing;

        char[] chars = text.Text.Trim().ToCharArray();
        WidthFolding.Fold(chars);
        return DatePicture.TryParse(chars, DatePicture.IsoDefaults, out DateOnly date, out _) ? Operand.Of(date) : e.Fail(input, $"'{text.Text}'", Expect.Date);
    }
}
