using System.Globalization;
using System.Text;
using System.Text.Json;

using WebEdi.Diagnostics;
using WebEdi.Documents;

namespace WebEdi.Fuzz.Targets;

/// <summary>Puts findings into words that can be compared.</summary>
internal static class Words
{
    public static string Describe(Diagnostic d) => string.Create(
        CultureInfo.InvariantCulture,
        $"{d.Code} {d.Severity} {d.Position.Line},{d.Position.Column} {d.Position.Segment}/{d.Position.Element}/{d.Position.Component} @{d.Position.Offset} {d.Path} {d.Found} {d.Expected}");

    public static string Describe(IEdiDocument? document) => document is null ? "nothing" : JsonSerializer.Serialize(document, DocumentJson.TypeOf(document));

    public static string Show(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
