using System.Globalization;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>One expression with the values of one line or head. Used again for the next one; not safe for concurrent use.</summary>
internal sealed class Evaluation
{
    private Operand[] _inputs = [];

    /// <summary>Gets why it failed; null: it did not.</summary>
    public Failure? Failed { get; private set; }

    /// <summary>Gets or sets the line of the table that a value was found in; 0: in none.</summary>
    public int TableLine { get; set; }

    /// <summary>Begins with other values.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Where they go.</returns>
    public Span<Operand> Begin(int count)
    {
        (Failed, TableLine) = (null, 0);
        if (_inputs.Length < count)
            _inputs = new Operand[Math.Max(count, 8)];
        return _inputs.AsSpan(0, count);
    }

    /// <summary>Gets a value.</summary>
    public Operand Get(int input) => _inputs[input];

    /// <summary>Notes that it cannot go on.</summary>
    /// <param name="input">The value to blame; -1: none.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="code">The diagnostic's code.</param>
    /// <returns>A missing value, for the way up.</returns>
    public Operand Fail(int input, string found, Expectation? expected, string code = DiagnosticCodes.ExpressionFailed)
    {
        Failed ??= new Failure(input, found, expected, code);
        return Operand.Missing;
    }

    /// <summary>Shows a number.</summary>
    public static string Show(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}

/// <summary>Why an expression cannot be worked out.</summary>
/// <param name="Input">The value to blame, as an index into the inputs; -1: none.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Code">The diagnostic's code.</param>
internal sealed record Failure(int Input, string Found, Expectation? Expected, string Code);
