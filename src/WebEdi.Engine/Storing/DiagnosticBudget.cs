using WebEdi.Diagnostics;

namespace WebEdi.Engine.Storing;

/// <summary>
/// Chooses which diagnostics of a file are kept. Errors may fill the whole budget, warnings half of it and informations a tenth, so that a
/// thousand harmless remarks never hide the one fault.
/// </summary>
internal sealed class DiagnosticBudget
{
    private readonly int _max;
    private int _kept;
    private int _keptWarnings;
    private int _keptInformations;

    public DiagnosticBudget(int max, IEnumerable<Diagnostic> keptBefore)
    {
        _max = max;
        foreach (Diagnostic diagnostic in keptBefore)
            Count(diagnostic.Severity);
    }

    private DiagnosticBudget(DiagnosticBudget other) =>
        (_max, _kept, _keptWarnings, _keptInformations) = (other._max, other._kept, other._keptWarnings, other._keptInformations);

    /// <summary>Gets how many errors and warnings are kept.</summary>
    public int KeptFaults => _kept - _keptInformations;

    /// <summary>Returns a copy, for a commit that may have to be repeated.</summary>
    public DiagnosticBudget Copy() => new(this);

    /// <summary>Says whether a diagnostic is kept, and counts it.</summary>
    public bool Keep(Diagnostic diagnostic)
    {
        bool fits = _kept < _max && diagnostic.Severity switch
        {
            Severity.Error => true,
            Severity.Warning => _keptWarnings < Math.Max(1, _max / 2),
            _ => _keptInformations < Math.Max(1, _max / 10),
        };
        if (fits)
            Count(diagnostic.Severity);
        return fits;
    }

    private void Count(Severity severity)
    {
        _kept++;
        _keptWarnings += severity == Severity.Warning ? 1 : 0;
        _keptInformations += severity == Severity.Information ? 1 : 0;
    }
}
