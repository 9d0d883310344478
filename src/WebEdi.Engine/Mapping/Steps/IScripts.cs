using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Expressions;

namespace WebEdi.Engine.Mapping.Steps;

/// <summary>The language that goes on where the words of maps end. Implemented outside of mapping, which knows no template engine.</summary>
internal interface IScripts
{
    /// <summary>Finds the names that a script mentions, in any place; more than it uses do no harm.</summary>
    IEnumerable<string> NamesIn(string text);

    /// <summary>Parses a script.</summary>
    /// <param name="text">The script.</param>
    /// <param name="inputs">The values that it gets, by name.</param>
    /// <param name="wrong">Told what is wrong: found and expected.</param>
    /// <returns>Null when it is wrong, which has been told.</returns>
    IScript? Compile(string text, IReadOnlyList<ExpressionInput> inputs, Action<string, Expectation> wrong);
}

/// <summary>A parsed script. Safe for concurrent use.</summary>
internal interface IScript
{
    /// <summary>Runs it within its limits.</summary>
    /// <param name="values">The values of its inputs.</param>
    /// <param name="text">What it writes, without spaces around.</param>
    /// <param name="fault">Why it failed; null: it did not.</param>
    void Run(ReadOnlySpan<Operand> values, out string text, out string? fault);
}

/// <summary>A field made by a script.</summary>
internal sealed class ScriptComputation(string text, IScript script, IReadOnlyList<ExpressionInput> inputs) : Computation(text, inputs)
{
    public override ExpressionType Type => ExpressionType.Raw;

    public override Operand Run(Evaluation evaluation)
    {
        Operand[] values = new Operand[Inputs.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = evaluation.Get(i);
        script.Run(values, out string made, out string? fault);
        if (fault is not null)
            return evaluation.Fail(Inputs.Count > 0 ? 0 : -1, fault, Expect.ScriptWithinLimits);

        return made.Length == 0 ? Operand.Missing : Operand.Of(made);
    }
}
