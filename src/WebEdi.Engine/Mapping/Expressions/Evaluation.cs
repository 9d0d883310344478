using System.Globalization;

using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping.Expressions;

/// <summary>One expression with the values of one line or head. Used again for the next one; not safe for concurrent use.</summary>
internal sealed class Evaluation
{
    private Operand[] _inputs = [];

    /// <summary>Gets why it failed; null: it did not.</summary>
    public Failure? Failed { get; private set; }

    /// <summary>Begins with other values.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Where they go.</returns>
    public Span<Operand> Begin(int count)
    {
        Failed = null;
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
    /// <returns>A missing value, for the way up.</returns>
    public Operand Fail(int input, string found, Expectation expected)
    {
        Failed ??= new Failure(input, found, expected);
        return Operand.Missing;
    }

    /// <summary>Shows a number.</summary>
    public static string Show(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}

/// <summary>Why an expression cannot be worked out.</summary>
/// <param name="Input">The value to blame, as an index into the inputs; -1: none.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
internal sealed record Failure(int Input, string Found, Expectation Expected);
