using WebEdi.Diagnostics;

namespace WebEdi.Engine.Mapping;

/// <summary>What a versioned text of a tenant is, in the codes of its faults.</summary>
/// <param name="Invalid">The code of a text that is no JSON.</param>
/// <param name="Property">The code of a property that does not exist.</param>
/// <param name="Value">The code of a wrong value.</param>
/// <param name="Missing">The code of something that is not there.</param>
internal sealed record DefinitionKind(string Invalid, string Property, string Value, string Missing)
{
    public static DefinitionKind Map { get; } =
        new(DiagnosticCodes.MapInvalid, DiagnosticCodes.MapProperty, DiagnosticCodes.MapValue, DiagnosticCodes.MapTarget);

    public static DefinitionKind Profile { get; } =
        new(DiagnosticCodes.ProfileInvalid, DiagnosticCodes.ProfileProperty, DiagnosticCodes.ProfileValue, DiagnosticCodes.ProfileMissing);
}
