using WebEdi.Diagnostics;

namespace WebEdi.Engine.Formats;

/// <summary>Faults of syntax that a partner is known for and its profile forgives. The one place where an error becomes a warning.</summary>
/// <remarks>A reader judges a fault where it finds it, and goes on when it is no error any more; what the bytes no longer tell is never forgiven.</remarks>
internal sealed class Tolerances
{
    private readonly string[] _codes;

    private Tolerances(string[] given, string[] codes) => (Given, _codes) = (given, codes);

    /// <summary>Gets the one that forgives nothing.</summary>
    public static Tolerances None { get; } = new([], []);

    /// <summary>Gets every name that a profile may use, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "misaligned-header", "missing-trailer", "undeclared-terminator", "unknown-character-set", "unknown-segment", "wrong-column-count", "wrong-control-count", "wrong-control-reference",
        "wrong-record-length",
    ];

    /// <summary>Gets the names in it.</summary>
    public IReadOnlyList<string> Given { get; }

    /// <summary>Makes one of names that are in <see cref="Names"/>.</summary>
    public static Tolerances Of(IReadOnlyCollection<string> names) => names.Count == 0 ? None : Sorted(names);

    /// <summary>Tells whether an error with this code is forgiven.</summary>
    public bool Forgive(string code)
    {
        foreach (string forgiven in _codes)
        {
            if (forgiven == code)
                return true;
        }

        return false;
    }

    /// <summary>Gives a fault its severity here.</summary>
    public Diagnostic Judge(Diagnostic fault) =>
        fault.Severity == Severity.Error && Forgive(fault.Code) ? fault with { Severity = Severity.Warning } : fault;

    private static Tolerances Sorted(IReadOnlyCollection<string> names)
    {
        string[] given = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new Tolerances(given, [.. given.SelectMany(CodesOf)]);
    }

    /// <summary>Tells what a name forgives. A workshop adds the codes of its own faults here.</summary>
    private static string[] CodesOf(string name) => name switch
    {
        "misaligned-header" => [DiagnosticCodes.HeaderMisaligned],
        "missing-trailer" => [DiagnosticCodes.TrailerMissing, DiagnosticCodes.RecordMissing],
        "undeclared-terminator" => [DiagnosticCodes.DelimiterUndeclared],
        "unknown-character-set" => [DiagnosticCodes.CharacterSetUnknown],
        "unknown-segment" => [DiagnosticCodes.SegmentUnknown],
        "wrong-column-count" => [DiagnosticCodes.ElementCountWrong],
        "wrong-control-count" => [DiagnosticCodes.ControlCountWrong, DiagnosticCodes.RecordCountWrong, DiagnosticCodes.RecordTotalWrong],
        "wrong-control-reference" => [DiagnosticCodes.ControlReferenceWrong],
        "wrong-record-length" => [DiagnosticCodes.RecordLengthWrong],
        _ => throw new ArgumentException($"There is no tolerance {name}.", nameof(name)),
    };
}
