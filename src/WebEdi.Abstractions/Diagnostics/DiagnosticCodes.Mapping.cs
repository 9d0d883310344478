namespace WebEdi.Diagnostics;

public static partial class DiagnosticCodes
{

    private static DiagnosticText[] Mapping() =>
    [

    ];
}
