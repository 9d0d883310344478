using System.Reflection;
using System.Text;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>The directories that come with the engine; parsed when first asked for.</summary>
internal static class EdiDirectories
{
    private const string Segments = "segments";
    private const string Extension = ".txt";

    // Two threads may load the same at first, which does no harm.

    /// <summary>Gets UN/EDIFACT: a superset of the directories D.93A to D.24A.</summary>
    public static EdiDirectory Edifact => field ??= Load("Edifact", null);

    /// <summary>Gets ASC X12: a superset of the versions 003040 to 008010.</summary>
    public static EdiDirectory X12 => field ??= Load("X12", "003040");

    private static EdiDirectory Load(string syntax, string? since)
    {
        // This runs before the first message of a process: plain loops instead of queries and readers, which would have to be loaded first.
        Assembly assembly = typeof(EdiDirectories).Assembly;
        string prefix = string.Concat("WebEdi.Schemas.", syntax, ".");
        List<string> names = [];
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(prefix, StringComparison.Ordinal))
                names.Add(resource[prefix.Length..^Extension.Length]);
        }

        names.Remove(Segments);
        return new EdiDirectory(DirectoryText.Parse(string.Concat(syntax, "/", Segments, Extension), Text(Segments)!), Text, names, since);

        string? Text(string name)
        {
            using Stream? stream = assembly.GetManifestResourceStream(string.Concat(prefix, name, Extension));
            if (stream is null)
                return null;

            // The texts are ASCII.
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
