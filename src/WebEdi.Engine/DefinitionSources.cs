using System.Buffers;
using System.Text;
using WebEdi.Diagnostics;

namespace WebEdi.Engine;

/// <summary>Texts that the set-up brings, the same for every tenant.</summary>
internal interface IDefinitionSource
{
    /// <summary>Gets the names that it has now.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Gets the folder that it reads, if any.</summary>
    string? Folder { get; }

    /// <summary>Finds the current text of a name, or null.</summary>
    string? Find(string name);
}

/// <summary>A source of maps.</summary>
internal interface IMapSource : IDefinitionSource;

/// <summary>A source of partner profiles.</summary>
internal interface IPartnerSource : IDefinitionSource;

/// <summary>A source of tables.</summary>
internal interface ITableSource : IDefinitionSource;

/// <summary>The rule for names of tables, the same as for maps.</summary>
internal static class TableName
{
    public static string Rule => Expect.TableName.English;

    public static bool IsValid(string? name) => PlainName.IsValid(name, 60);
}

/// <summary>The rule for names of maps; they are used as file names and in addresses.</summary>
internal static class MapName
{
    public static string Rule => Expect.MapName.English;

    public static bool IsValid(string? name) => PlainName.IsValid(name, 60);
}

/// <summary>The rule for names of partners, the same as for the partner of an API key.</summary>
internal static class PartnerName
{
    /// <summary>The partner where nobody says another.</summary>
    public const string Core = "core";

    public static string Rule => Expect.PartnerName.English;

    public static bool IsValid(string? name) => PlainName.IsValid(name, 40);
}

/// <summary>What is neither a path nor in need of escaping anywhere.</summary>
internal static class PlainName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsValid(string? name, int maxLength) =>
        name is { Length: >= 1 } && name.Length <= maxLength && !name.AsSpan().ContainsAnyExcept(Allowed);
}

/// <summary>One text given in code.</summary>
internal sealed class FixedSource(string name, string json) : IMapSource, IPartnerSource, ITableSource
{
    public IReadOnlyList<string> Names { get; } = [name];

    public string? Folder => null;

    public string? Find(string wanted) => wanted == name ? json : null;
}

/// <summary>A folder of texts. Read at every use: the folder is small, and a changed file counts at once.</summary>
internal sealed class FolderSource(string folder, Func<string?, bool> isName) : IMapSource, IPartnerSource
{
    private const long MaxBytes = 1024 * 1024;

    public string? Folder => folder;

    public IReadOnlyList<string> Names =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.json").Select(p => Path.GetFileNameWithoutExtension(p)!).Where(isName).Order(StringComparer.Ordinal)];

    public string? Find(string wanted)
    {
        // The rule for names admits no separator and no dot, so the path stays inside the folder.
        if (!isName(wanted))
            return null;

        FileInfo file = new(Path.Combine(folder, wanted + ".json"));
        if (!file.Exists || file.LinkTarget is not null)
            return null;
        if (file.Length > MaxBytes)
            throw new EdiSetupException($"The file {file.Name} has {file.Length} bytes; expected at most {MaxBytes}.");

        return File.ReadAllText(file.FullName, Encoding.UTF8);
    }
}
