using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>Converts the quantity of a line into another unit, and its price with it: the amount stays what it was.</summary>
/// <remarks>
/// A price that the factor divides without a rest, with at most six decimals, is divided; any other stays and is for a larger basis quantity instead. So
/// quantity * price / basis is exactly what it was.
/// </remarks>
internal sealed class UnitStep
{
    private const int MaxDecimals = 6;

    /// <summary>Gets the slot of the unit.</summary>
    public required int Unit { get; init; }

    /// <summary>Gets the setter of the unit.</summary>
    public required Setter SetUnit { get; init; }

    /// <summary>Gets the quantities that are multiplied.</summary>
    public required IReadOnlyList<(int Slot, string Name, Setter Set)> Quantities { get; init; }

    /// <summary>Gets the price and its basis quantity; null: the map has no price.</summary>
    public (int Price, Setter SetPrice, int Basis, Setter SetBasis)? Price { get; init; }

    /// <summary>Gets the conversions by unit.</summary>
    public required IReadOnlyDictionary<string, UnitConversion> Conversions { get; init; }

    /// <summary>Gets the values that factors use.</summary>
    public required IReadOnlyList<ExpressionInput> Inputs { get; init; }

    /// <summary>Converts a line.</summary>
    /// <param name="draft">The line.</param>
    /// <param name="places">Where its values stand.</param>
    /// <param name="steps">The steps of its level.</param>
    /// <param name="found">Faults are added here.</param>
    /// <param name="part">The line in the account of origins.</param>
    /// <param name="origins">Told what became of values that came from the file; null: nobody asks.</param>
    public void Run(Draft draft, IFieldPlaces places, LevelSteps steps, List<Diagnostic> found, string part, List<FieldOrigin>? origins)
    {
        if (draft.Kept(Unit) is not { HasValue: true } unit || !Conversions.TryGetValue(unit.Text, out UnitConversion? conversion))
            return;

        Evaluation evaluation = new();
        Span<Operand> values = evaluation.Begin(Inputs.Count);
        for (int i = 0; i < Inputs.Count; i++)
            values[i] = draft.Kept(Inputs[i].Slot);
        Operand factor = conversion.Factor.Run(evaluation);
        try
        {
            if (!factor.HasValue || factor.Number <= 0)
                throw new OverflowException();

            ConversionAccount? account = origins is null ? null : new(origins, part, $"{unit.Text} -> {conversion.To} ({Evaluation.Show(factor.Number)})");
            Convert(draft, factor.Number, account);
            SetUnit(draft, Value.Of(conversion.To));
            account?.Tell("unit", conversion.To);
        }
        catch (OverflowException)
        {
            SourcePosition at = steps.Slots[Unit] is >= 0 and int field ? places.Of(field).Position : places.Position;
            found.Add(Diagnostic.Create(DiagnosticCodes.UnitNotConverted, at, "line.unit", $"{unit.Text} * {(factor.HasValue ? Evaluation.Show(factor.Number) : "-")}", Expect.Factor));
        }
    }

    private void Convert(Draft draft, decimal factor, ConversionAccount? account)
    {
        foreach ((int slot, string name, Setter set) in Quantities)
        {
            if (draft.Kept(slot) is not { HasValue: true } quantity)
                continue;

            set(draft, new Value { Number = quantity.Number * factor });
            account?.Tell(name, Evaluation.Show(quantity.Number * factor));
        }

        if (Price is not { } price || draft.Kept(price.Price) is not { HasValue: true } stated)
            return;

        decimal each = stated.Number / factor;
        if (each == decimal.Round(each, MaxDecimals) && each * factor == stated.Number)
        {
            price.SetPrice(draft, new Value { Number = each });
            account?.Tell("price", Evaluation.Show(each));
            return;
        }

        decimal basis = (draft.Kept(price.Basis) is { HasValue: true } said ? said.Number : 1) * factor;
        price.SetBasis(draft, new Value { Number = basis });
        account?.Tell("priceBasis", Evaluation.Show(basis));
    }
}

/// <summary>A conversion.</summary>
/// <param name="To">The unit that it becomes.</param>
/// <param name="Factor">How many of the new unit one of the old is.</param>
internal sealed record UnitConversion(string To, Term Factor);
