using System.IO.Compression;
using System.Xml.Linq;

/// <summary>Opens every packed package and looks for what a package owes its user.</summary>
internal static class PackageCheck
{
    public static IEnumerable<string> FindFaults(string folder)
    {
        string[] packages = Directory.GetFiles(folder, "WebEdi.*.nupkg");
        if (packages.Length < 7)
            yield return $"{folder} holds {packages.Length} packages; expected at least 7";

        foreach (string package in packages)
        {
            foreach (string fault in FindFaultsOf(package))
                yield return $"{Path.GetFileName(package)}: {fault}";
        }
    }

    private static IEnumerable<string> FindFaultsOf(string package)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        string[] entries = [.. zip.Entries.Select(e => e.FullName)];
        XElement metadata = ReadMetadata(zip);
        string? Value(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

        foreach ((string name, string? value) in new[]
        {
            ("README", Value("readme")), ("icon", Value("icon")), ("licence expression", Value("license")), ("description", Value("description")), ("tags", Value("tags")),
        })
        {
            if (string.IsNullOrWhiteSpace(value))
                yield return $"no {name} in the metadata";
        }

        foreach (string? file in new[] { Value("readme"), Value("icon") })
        {
            if (file is not null && !entries.Contains(file))
                yield return $"{file} is named but not packed";
        }

        string id = Value("id")!;
        foreach (string file in new[] { $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" })
        {
            if (!entries.Contains(file))
                yield return $"{file} is missing";
        }

        if (!File.Exists(Path.ChangeExtension(package, ".snupkg")))
            yield return "no symbol package beside it";
    }

    private static XElement ReadMetadata(ZipArchive zip)
    {
        using Stream stream = zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }
}
