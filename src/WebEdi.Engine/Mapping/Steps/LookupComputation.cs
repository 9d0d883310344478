using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Tables;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>What happens to a value that a table does not have.</summary>
/// <param name="IsFault">It is a fault.</param>
/// <param name="Text">The value that is taken; null: the field's own text.</param>
internal sealed record LookupElse(bool IsFault, string? Text);

/// <summary>A field whose value stands in a table.</summary>
/// <param name="table">The table.</param>
/// <param name="index">Where its rows are found.</param>
/// <param name="keys">What is looked for, in the order of the key columns.</param>
/// <param name="own">The field's own text; null: it has none.</param>
/// <param name="otherwise">What happens when there is no row.</param>
/// <param name="inputs">The values that the keys use.</param>
internal sealed class LookupComputation(LookupTable table, TableIndex index, Term[] keys, Term? own, LookupElse otherwise, IReadOnlyList<ExpressionInput> inputs)
    : Computation($"{table.Name}/{table.Columns[index.ValueColumn]}", inputs)
{
    public override ExpressionType Type => ExpressionType.Raw;

    public override Operand Run(Evaluation evaluation)
    {
        string[] wanted = new string[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i].Run(evaluation) is not { HasValue: true } key)
                return Operand.Missing;

            wanted[i] = key.Text;
        }

        int row = index.Find(wanted);
        if (row >= 0 && index.ValueOf(row) is { Length: > 0 } found)
        {
            evaluation.TableLine = table.LineOf(row);
            return Operand.Of(found);
        }

        if (otherwise.IsFault)
            return evaluation.Fail(keys[0].Input, string.Join(" / ", wanted), Expect.Value(table.Name), DiagnosticCodes.LookupUnknown);

        return otherwise.Text is { } text ? Operand.Of(text) : own!.Run(evaluation);
    }

    /// <summary>Finds the text of a file that stands for a value.</summary>
    /// <returns>Null when there is none, or more than one.</returns>
    public string? KeyOf(string value) =>
        own is not null && keys.Length == 1 && ReferenceEquals(keys[0].Run, own.Run) && index.FindKeyOf(value) is >= 0 and int row ? table[row, index.KeyColumns[0]].ToString() : null;
}
