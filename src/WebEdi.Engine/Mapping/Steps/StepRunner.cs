using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>Where the values of one line or head stand.</summary>
internal interface IFieldPlaces
{
    /// <summary>Finds where the value of a field came from.</summary>
    /// <param name="field">The field, as an index into those of the level.</param>
    (string Source, SourcePosition Position, int Length) Of(int field);

    /// <summary>Gets where the line or head begins.</summary>
    SourcePosition Position { get; }
}

/// <summary>Makes the fields of a level that are made of others. Not safe for concurrent use.</summary>
internal sealed class StepRunner(LevelSteps steps)
{
    private readonly Evaluation _evaluation = new();

    /// <summary>Fills what is made of what has been read.</summary>
    /// <param name="draft">The draft, with the values that it keeps.</param>
    /// <param name="places">Where they stand.</param>
    /// <param name="part">The part of the document, in the account of origins.</param>
    /// <param name="found">Faults are added here.</param>
    /// <param name="isFaulty">Whether something of the part was wrong already: what is missing for that reason is not told again.</param>
    /// <param name="origins">Told where every value came from; null: nobody asks.</param>
    public void Run(Draft draft, IFieldPlaces places, string part, List<Diagnostic> found, bool isFaulty, List<FieldOrigin>? origins)
    {
        foreach (FieldStep step in steps.Fields)
        {
            Operand made = Evaluate(step, draft);
            if (_evaluation.Failed is { } failed)
            {
                SourcePosition at = failed.Input < 0 ? places.Position : PlaceOf(step.Make.Inputs[failed.Input], places).Position;
                found.Add(Diagnostic.Create(failed.Code, at, step.Result.Path, failed.Found, failed.Expected));
                isFaulty = true;
            }
            else if (made.HasValue)
            {
                Take(step, made, draft, places, part, found, origins);
            }
            else if (step.Result.Default is { } standIn)
            {
                step.Set(draft, standIn);
            }
            else if (step.Result.Required && !isFaulty)
            {
                found.Add(Diagnostic.Create(DiagnosticCodes.ValueMissing, places.Position, step.Result.Path, expected: Expect.Value(step.Make.Text)));
            }
        }

        steps.Units?.Run(draft, places, steps, found, part, origins);
    }

    private Operand Evaluate(FieldStep step, Draft draft)
    {
        IReadOnlyList<ExpressionInput> inputs = step.Make.Inputs;
        Span<Operand> values = _evaluation.Begin(inputs.Count);
        for (int i = 0; i < inputs.Count; i++)
            values[i] = draft.Kept(inputs[i].Slot);
        return step.Condition is null || step.Condition.Run(_evaluation).Flag ? step.Make.Run(_evaluation) : Operand.Missing;
    }

    private void Take(FieldStep step, Operand made, Draft draft, IFieldPlaces places, string part, List<Diagnostic> found, List<FieldOrigin>? origins)
    {
        Fault fault = Convert(step, made, out Value value);
        if (fault.Code is not null)
        {
            SourcePosition at = step.Make.Inputs.Count == 0 ? places.Position : PlaceOf(step.Make.Inputs[0], places).Position;
            found.Add(Diagnostic.Create(fault.Code, at, step.Result.Path, fault.Found ?? TextOf(step.Make.Type, made), fault.Expected));
            return;
        }

        step.Set(draft, value);
        if (origins is null)
            return;

        FieldOrigin[] inputs = [.. step.Make.Inputs.Select(i => OriginOf(i, draft, places))];
        FieldOrigin? first = inputs.FirstOrDefault(i => i.Length > 0);
        origins.Add(new FieldOrigin(
            Origins.PathOf(step.Result, part), value.ToText(step.Result.Kind), step.Make.Text, first?.Position ?? places.Position with { Offset = places.Position.Offset }, first?.Length ?? 0)
        {
            Inputs = inputs,
            TableLine = _evaluation.TableLine,
        });
    }

    /// <summary>A number for a number and a date for a date is taken as it is; everything else is read as a text that the file had.</summary>
    private static Fault Convert(FieldStep step, in Operand made, out Value value)
    {
        FieldPlan plan = step.Result;
        if (plan is { Codes: null, Pattern: null })
        {
            switch (step.Make.Type, plan.Kind)
            {
                case (ExpressionType.Number, ValueKind.Number or ValueKind.Integer):
                    Fault fault = FieldConverter.Check(plan, made.Number);
                    value = fault.Code is null ? new Value { Number = made.Number } : default;
                    return fault;
                case (ExpressionType.Date, ValueKind.Date or ValueKind.DueDate):
                case (ExpressionType.Flag, ValueKind.Flag):
                    value = made.Value;
                    return default;
            }
        }

        return FieldConverter.Convert(plan, TextOf(step.Make.Type, made), out value, out _);
    }

    private static string TextOf(ExpressionType type, in Operand made) => made.Value.ToText(type switch
    {
        ExpressionType.Number => ValueKind.Number,
        ExpressionType.Date => ValueKind.Date,
        ExpressionType.Flag => ValueKind.Flag,
        _ => ValueKind.Text,
    });

    private (string Source, SourcePosition Position, int Length) PlaceOf(ExpressionInput input, IFieldPlaces places) =>
        steps.Slots[input.Slot] is not -1 and int field ? places.Of(field) : (input.Name, places.Position, 0);

    private FieldOrigin OriginOf(ExpressionInput input, Draft draft, IFieldPlaces places)
    {
        (string source, SourcePosition position, int length) = PlaceOf(input, places);
        Operand value = draft.Kept(input.Slot);
        return new FieldOrigin(input.Name, value.HasValue ? TextOf(input.Type, value) : "", source, position, length);
    }
}
