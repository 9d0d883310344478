using WebEdi.Engine.Mapping.Expressions;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>How a field is made of other values. Made once per map; immutable, safe for concurrent use.</summary>
/// <param name="text">What people know it by: the expression, or the table.</param>
/// <param name="inputs">The values that it uses, each once.</param>
internal abstract class Computation(string text, IReadOnlyList<ExpressionInput> inputs)
{
    /// <summary>Gets what people know it by.</summary>
    public string Text => text;

    /// <summary>Gets the values that it uses.</summary>
    public IReadOnlyList<ExpressionInput> Inputs => inputs;

    /// <summary>Gets what it makes.</summary>
    public abstract ExpressionType Type { get; }

    /// <summary>Makes the value.</summary>
    public abstract Operand Run(Evaluation evaluation);
}

/// <summary>A field made by an expression.</summary>
internal sealed class ExpressionComputation(string text, Term term, IReadOnlyList<ExpressionInput> inputs) : Computation(text, inputs)
{
    public override ExpressionType Type => term.Type;

    public override Operand Run(Evaluation evaluation) => term.Run(evaluation);
}
