using System.Buffers;
using System.Text;
using WebEdi.Diagnostics;

namespace WebEdi.Engine;

/// <summary>Maps that the set-up brings, the same for every tenant.</summary>
internal interface IMapSource
{
    /// <summary>Gets the names that it has now.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Finds the current text of a map, or null.</summary>
    string? Find(string name);
}

/// <summary>The rule for names of maps; they are used as file names and in addresses.</summary>
internal static class MapName
{
    public static string Rule => Expect.MapName.English;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsValid(string? name) =>
        name is { Length: >= 1 and <= 60 } && !name.AsSpan().ContainsAnyExcept(Allowed);
}

/// <summary>One map given in code.</summary>
internal sealed class FixedMapSource(string name, string json) : IMapSource
{
    public IReadOnlyList<string> Names { get; } = [name];

    public string? Find(string wanted) => wanted == name ? json : null;
}

/// <summary>A folder of maps. Read at every use: the folder is small, and a changed file counts at once.</summary>
internal sealed class FolderMapSource(string folder) : IMapSource
{
    private const long MaxMapBytes = 1024 * 1024;

    public string Folder => folder;

    public IReadOnlyList<string> Names =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)!).Where(MapName.IsValid).Order(StringComparer.Ordinal)];

    public string? Find(string wanted)
    {
        // The rule for names admits no separator and no dot, so the path stays inside the folder.
        if (!MapName.IsValid(wanted))
            return null;

        FileInfo file = new(Path.Combine(folder, wanted + ".json"));
        if (!file.Exists || file.LinkTarget is not null)
            return null;
        if (file.Length > MaxMapBytes)
            throw new EdiSetupException($"The map file {file.Name} has {file.Length} bytes; expected at most {MaxMapBytes}.");

        return File.ReadAllText(file.FullName, Encoding.UTF8);
    }
}
