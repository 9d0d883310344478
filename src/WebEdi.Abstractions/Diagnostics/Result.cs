using System.Diagnostics.CodeAnalysis;

namespace WebEdi.Diagnostics;

/// <summary>A value, or the reasons there is none. Warnings may accompany a value.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class Result<T>
    where T : class
{
    /// <summary>Initializes a result that has a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="diagnostics">Warnings.</param>
    public Result(T value, IReadOnlyList<Diagnostic>? diagnostics = null)
    {
        Value = value ?? throw new ArgumentNullException(nameof(value));
        Diagnostics = diagnostics ?? [];
    }

    /// <summary>Initializes a result that has no value.</summary>
    /// <param name="diagnostics">The reasons; at least one is an error.</param>
    public Result(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (!diagnostics.Any(d => d.Severity == Severity.Error))
            throw new ArgumentException("A result without a value needs an error.", nameof(diagnostics));

        Diagnostics = diagnostics;
    }

    /// <summary>Gets the value, or null.</summary>
    public T? Value { get; }

    /// <summary>Gets the reasons or warnings.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Gets a value indicating whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Succeeded => Value is not null;

    /// <summary>Returns the value.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="EdiFormatException">There is no value; the exception carries every diagnostic.</exception>
    public T GetValueOrThrow() => Succeeded ? Value : throw new EdiFormatException(Diagnostics);
}
