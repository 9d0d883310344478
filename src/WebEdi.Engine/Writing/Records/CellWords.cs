using System.Globalization;
using System.Text;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Writing.Tree;

namespace WebEdi.Engine.Writing.Records;

/// <summary>Makes the text of a field that stands in a column or at fixed bytes, where short forms are often all that there is room for.</summary>
internal static class CellWords
{
    /// <summary>Makes the text.</summary>
    /// <param name="plan">The field.</param>
    /// <param name="value">Its value.</param>
    /// <param name="room">How many characters there is room for.</param>
    /// <returns>Null: the form of the field cannot express the value.</returns>
    public static string? Of(FieldPlan plan, in Value value, int room)
    {
        if (plan is { Kind: ValueKind.DueDate, Codes: null, Inverse: null, Undecided: null } && value.Date is null)
            return Nines(plan);

        string? words = FieldWords.Of(plan, value);
        if (words is null || words.Length <= room || plan.Codes is not null || plan.Inverse is not null)
            return words;

        return plan.Kind switch
        {
            ValueKind.Time => value.Time.ToString(room >= 6 || value.Time.Second != 0 ? "HHmmss" : "HHmm", CultureInfo.InvariantCulture),
            ValueKind.Flag or ValueKind.Name => Shortest(plan, value.Integer) ?? words,
            ValueKind.Number when plan.Number is { Implied: 0 } => Plain(plan, value) ?? words,
            _ => words,
        };
    }

    /// <summary>Every reader takes nines in place of a date for "not decided".</summary>
    private static string Nines(FieldPlan plan) => plan.Pictures[0].Text == "yyMMdd" ? "999999" : "99999999";

    private static string? Shortest(FieldPlan plan, int number) =>
        plan.Names?.Where(n => n.Value == number && Ascii.IsValid(n.Key)).Select(n => n.Key).OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Writes a number without the zeros that say nothing.</summary>
    private static string? Plain(FieldPlan plan, in Value value)
    {
        Span<byte> digits = stackalloc byte[ValueText.MaxLength];
        decimal number = value.Number / 1.000000000000000000000000000000m;
        int length = ValueText.Number(plan.Number, number, digits);
        return length == 0 ? null : Encoding.ASCII.GetString(digits[..length]);
    }
}
