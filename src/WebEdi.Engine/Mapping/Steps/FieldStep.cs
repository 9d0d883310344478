using WebEdi.Engine.Mapping.Expressions;
using WebEdi.Engine.Mapping.Kinds;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>A field that is made of other values when those of its level have been read.</summary>
/// <param name="Result">What is made of the value, as of a text that was read.</param>
/// <param name="Make">How it is made.</param>
/// <param name="Condition">What must hold; null: nothing. Otherwise the default is taken.</param>
/// <param name="Set">Where it goes.</param>
internal sealed record FieldStep(FieldPlan Result, Computation Make, Term? Condition, Setter Set);

/// <summary>What is done at a level when its fields have been read.</summary>
/// <param name="Fields">The fields that are made of others, each behind those that it uses.</param>
/// <param name="Slots">For every kept value, the field that is read for it; -1: it is made; below: a field of the head, counted downwards from -2.</param>
/// <param name="FromHead">Values that the head has when a row leaves them out: slot and field of the head.</param>
/// <param name="Units">How quantities are converted; null: they are not.</param>
internal sealed record LevelSteps(IReadOnlyList<FieldStep> Fields, IReadOnlyList<int> Slots, IReadOnlyList<(int Slot, int HeadField)> FromHead, UnitStep? Units);
