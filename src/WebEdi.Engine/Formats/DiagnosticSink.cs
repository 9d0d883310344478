using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>Collects what is found in one message, up to a limit; what comes after is counted only.</summary>
/// <param name="limit">The most diagnostics that are kept.</param>
/// <param name="tolerances">What is tolerated; null: nothing.</param>
internal sealed class DiagnosticSink(int limit, Tolerances? tolerances = null)
{
    private readonly Tolerances _tolerances = tolerances ?? Tolerances.None;
    private List<Diagnostic> _found = [];

    /// <summary>Gets a value indicating whether the limit is reached, so that nobody need make a diagnostic.</summary>
    public bool IsFull => _found.Count >= limit;

    /// <summary>Gets how many were found, those left out among them.</summary>
    public int Found => _found.Count + LeftOut;

    /// <summary>Gets how many were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Adds what was found.</summary>
    public void Add(Diagnostic diagnostic)
    {
        if (IsFull)
            LeftOut++;
        else
            _found.Add(_tolerances.Judge(diagnostic));
    }

    /// <summary>Adds what is about the envelope: a few at most, and what a person must know first, so the limit does not count.</summary>
    public void AddOfEnvelope(Diagnostic diagnostic) => _found.Add(_tolerances.Judge(diagnostic));

    /// <summary>Counts what was found and need not be made.</summary>
    public void LeaveOut() => LeftOut++;

    /// <summary>Hands over everything and begins anew; the last one tells how many were left out.</summary>
    public IReadOnlyList<Diagnostic> Take()
    {
        if (_found.Count == 0)
        {
            LeftOut = 0;
            return [];
        }

        IReadOnlyList<Diagnostic> found = _found;
        if (LeftOut > 0)
        {
            string number = LeftOut.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _found.Add(Diagnostic.Create(DiagnosticCodes.DiagnosticsLeftOut, found[^1].Position, null, number));
        }

        (_found, LeftOut) = ([], 0);
        return found;
    }
}
