using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Tables;

namespace WebEdi.Engine;

/// <summary>A folder of tables, CSV and JSON. Read at every use: a changed file counts at once.</summary>
internal sealed class TableFolder(string folder) : ITableSource
{
    private static readonly string[] Endings = [".csv", ".json"];

    public string? Folder => folder;

    public IReadOnlyList<string> Names =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder)
                .Where(p => Endings.Contains(Path.GetExtension(p), StringComparer.Ordinal))
                .Select(p => Path.GetFileNameWithoutExtension(p)!).Where(TableName.IsValid).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public string? Find(string name)
    {
        // The rule for names admits no separator and no dot, so the path stays inside the folder.
        if (!TableName.IsValid(name))
            return null;

        FileInfo? file = Endings.Select(e => new FileInfo(Path.Combine(folder, name + e))).FirstOrDefault(f => f.Exists && f.LinkTarget is null);
        if (file is null)
            return null;
        if (file.Length > LookupTable.MaxLength)
            throw new EdiSetupException($"The file {file.Name} has {file.Length} bytes; expected at most {LookupTable.MaxLength}.");

        Result<string> text = TableText.Decode(file.Name, File.ReadAllBytes(file.FullName));
        return text.Value ?? throw new EdiSetupException($"The table {name} cannot be used: {text.Diagnostics[0]}");
    }
}
