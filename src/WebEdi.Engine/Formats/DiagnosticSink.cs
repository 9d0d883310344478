using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>Collects what is found in one message, up to a limit; what comes after is counted only.</summary>
/// <param name="limit">The most diagnostics that are kept.</param>
internal sealed class DiagnosticSink(int limit)
{
    private List<Diagnostic> _found = [];

    /// <summary>Gets a value indicating whether the limit is reached, so that nobody need make a diagnostic.</summary>
    public bool IsFull => _found.Count >= limit;

    /// <summary>Gets how many were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Adds what was found.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (IsFull)
            LeftOut++;
        else
            _found.Add(diagnostic);
    }

    /// <summary>Counts what was found and need not be made.</summary>
    public void LeaveOut() => LeftOut++;

    /// <summary>Hands over everything and begins anew.</summary>
    public IReadOnlyList<Diagnostic> Take()
    {
        IReadOnlyList<Diagnostic> found = _found;
        if (_found.Count > 0)
            _found = [];
        LeftOut = 0;
        return found;
    }
}
