using System.Reflection;

namespace WebEdi.Engine.Formats.Schema;

/// <summary>The directories that come with the engine; parsed when first asked for.</summary>
internal static class EdiDirectories
{
    private const string Segments = "segments";

    private static readonly Lazy<EdiDirectory> LazyEdifact = new(() => Load("Edifact", null));
    private static readonly Lazy<EdiDirectory> LazyX12 = new(() => Load("X12", "003040"));

    /// <summary>Gets UN/EDIFACT: a superset of the directories D.93A to D.23A.</summary>
    public static EdiDirectory Edifact => LazyEdifact.Value;

    /// <summary>Gets ASC X12: a superset of the versions 003040 to 008010.</summary>
    public static EdiDirectory X12 => LazyX12.Value;

    private static EdiDirectory Load(string syntax, string? since)
    {
        Assembly assembly = typeof(EdiDirectories).Assembly;
        string prefix = $"WebEdi.Schemas.{syntax}.";
        string[] names =
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => name[prefix.Length..^".txt".Length])
                .Where(name => name != Segments),
        ];
        return new EdiDirectory(DirectoryText.Parse($"{syntax}/{Segments}.txt", Text(Segments)!), Text, names, since);

        string? Text(string name)
        {
            using Stream? stream = assembly.GetManifestResourceStream($"{prefix}{name}.txt");
            if (stream is null)
                return null;

            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
    }
}
