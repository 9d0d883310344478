using System.Globalization;
using System.Text;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Mapping.Kinds;
using WebEdi.Engine.Text;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing;

/// <summary>Makes the text of a field that stands in an element or a column.</summary>
internal static class FieldWords
{
    private const string Iso = "yyyy-MM-dd";

    /// <summary>Texts longer than this are words for people: a part of them is better than nothing, of a code it is worse.</summary>
    private const int LongestCode = 80;

    /// <summary>Tells whether a field holds words, not a code.</summary>
    public static bool IsWording(FieldPlan plan) => plan.Kind == ValueKind.Text && (plan.MaxLength > LongestCode || plan.MaxLength == 0);

    /// <summary>Makes the text.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Null: the form of the field cannot express the value.</returns>
    public static string? Of(FieldPlan plan, in Value value)
    {
        if (!ValueText.TryCode(plan, value, out string? code))
            return null;
        if (code is not null)
            return code;

        switch (plan.Kind)
        {
            case ValueKind.Text when plan.Standard is { } standard:
                return standard.Equal(value.Text!) ?? standard.Nearest(value.Text!);
            case ValueKind.Text:
                return plan.Trim ? value.Text!.Trim(' ', '\u3000') : value.Text;
            case ValueKind.Flag:
                return value.Integer == 0 ? "false" : "true";
            case ValueKind.Name:
                return ValueText.Word(plan, value.Integer);
            case ValueKind.Time:
                return value.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
            case ValueKind.DueDate when value.Date is null:
                return plan.Undecided?.Order(StringComparer.Ordinal).FirstOrDefault();
            case ValueKind.Date or ValueKind.DueDate when plan.Pictures[0].Text == DatePicture.Iso:
                return value.Date!.Value.ToString(Iso, CultureInfo.InvariantCulture);
            default:
                Span<byte> digits = stackalloc byte[ValueText.MaxLength];
                int length = plan.Kind is ValueKind.Number or ValueKind.Integer ? ValueText.Number(plan.Number, value.Number, digits) : ValueText.Date(plan, value.Date!.Value, digits);
                return length == 0 ? null : Encoding.ASCII.GetString(digits[..length]);
        }
    }

    /// <summary>Tells whether the standard has no code that means the same, so that what is written is another one.</summary>
    public static bool IsNear(FieldPlan plan, in Value value) =>
        plan.Standard is { } standard && value.Text is { } meant && standard.Equal(meant) is null && (plan.Codes is null || (ValueText.TryCode(plan, value, out string? code) && code is null));

    /// <summary>Tells whether a reader with the same map finds a value without being told.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="presence">Whether the document says it.</param>
    /// <param name="value">The value.</param>
    /// <param name="hasPlace">Whether it can be written.</param>
    public static bool IsSilent(FieldPlan plan, Presence presence, in Value value, bool hasPlace) =>
        hasPlace
            ? presence == Presence.Usual && ValueText.IsUnderstood(plan, value)
            : (presence == Presence.Usual && ValueText.IsUnderstood(plan, value)) || (plan.Constant is { } constant && ValueText.Same(plan.Kind, constant, value));

    /// <summary>Makes blanks of what XML cannot hold: control characters, and halves of characters.</summary>
    public static string Printable(string text)
    {
        StringBuilder? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (text[i] is (< ' ' and not ('\n' or '\t')) or '\uFFFE' or '\uFFFF' || char.IsSurrogate(text[i]))
                (clean ??= new StringBuilder(text))[i] = ' ';
        }

        return clean?.ToString() ?? text;
    }
}
