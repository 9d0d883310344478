using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>Faults of syntax that a partner is known for and its profile forgives. The one place where an error becomes a warning.</summary>
/// <remarks>A reader judges a fault where it finds it, and goes on when it is no error any more; what the bytes no longer tell is never forgiven.</remarks>
internal sealed class Tolerances
{
    /// <summary>The names that a profile may use, and what they forgive. A workshop adds the codes of its own faults here.</summary>
    private static readonly Dictionary<string, string[]> Vocabulary = new(StringComparer.Ordinal)
    {
        ["wrong-column-count"] = [DiagnosticCodes.ElementCountWrong],
        ["wrong-control-count"] = [DiagnosticCodes.ControlCountWrong, DiagnosticCodes.RecordCountWrong, DiagnosticCodes.RecordTotalWrong],
        ["wrong-record-length"] = [DiagnosticCodes.RecordLengthWrong],
        ["wrong-control-reference"] = [DiagnosticCodes.ControlReferenceWrong],
        ["missing-trailer"] = [DiagnosticCodes.TrailerMissing, DiagnosticCodes.RecordMissing],
        ["unknown-segment"] = [DiagnosticCodes.SegmentUnknown],
        ["misaligned-header"] = [DiagnosticCodes.HeaderMisaligned],
        ["undeclared-terminator"] = [DiagnosticCodes.DelimiterUndeclared],
        ["unknown-character-set"] = [DiagnosticCodes.CharacterSetUnknown],
    };

    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);

    private Tolerances(IEnumerable<string> names)
    {
        Given = Sorted(new HashSet<string>(names, StringComparer.Ordinal));
        foreach (string name in Given)
            _codes.UnionWith(Vocabulary[name]);
    }

    /// <summary>Gets the one that forgives nothing.</summary>
    public static Tolerances None { get; } = new([]);

    /// <summary>Gets every name there is.</summary>
    public static IReadOnlyList<string> Names { get; } = Sorted(Vocabulary.Keys);

    /// <summary>Gets the names in it.</summary>
    public IReadOnlyList<string> Given { get; }

    /// <summary>Makes one of names that are in <see cref="Names"/>.</summary>
    public static Tolerances Of(IReadOnlyCollection<string> names) => names.Count == 0 ? None : new Tolerances(names);

    /// <summary>Tells whether an error with this code is forgiven.</summary>
    public bool Forgive(string code) => _codes.Contains(code);

    /// <summary>Gives a fault its severity here.</summary>
    public Diagnostic Judge(Diagnostic fault) =>
        fault.Severity == Severity.Error && Forgive(fault.Code) ? fault with { Severity = Severity.Warning } : fault;

    private static string[] Sorted(IReadOnlyCollection<string> names)
    {
        string[] sorted = new string[names.Count];
        int at = 0;
        foreach (string name in names)
            sorted[at++] = name;
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }
}
