namespace WebEdi.Diagnostics;

/// <summary>Content is wrong: fix the message. Carries every diagnostic.</summary>
public sealed class EdiFormatException : Exception
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="diagnostics">The faults.</param>
    public EdiFormatException(IReadOnlyList<Diagnostic> diagnostics)
        : base(Text(diagnostics)) => Diagnostics = diagnostics;

    /// <summary>Gets the faults.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    private static string Text(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return string.Join(Environment.NewLine, diagnostics.Take(20));
    }
}

/// <summary>The set-up is broken: a map, a template or an option cannot be used.</summary>
public sealed class EdiSetupException : Exception
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="message">What is wrong and how to mend it; never a secret.</param>
    /// <param name="innerException">The cause.</param>
    public EdiSetupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The store is lost, full or unreachable. Nothing that was not acknowledged has been taken.</summary>
public sealed class EdiStoreException : Exception
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="isTransient">Whether trying again later may help (full disk, busy, unreachable).</param>
    /// <param name="innerException">The cause.</param>
    public EdiStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Gets a value indicating whether trying again later may help.</summary>
    public bool IsTransient { get; }
}
