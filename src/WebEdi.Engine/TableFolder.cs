using System.Collections.Concurrent;

using WebEdi.Diagnostics;
using WebEdi.Engine.Mapping.Tables;

namespace WebEdi.Engine;

/// <summary>A folder of tables, CSV and JSON. A changed file counts at once; one that has not changed is not read again.</summary>
/// <remarks>Changed means another time of change or another length. Tables of more than a million characters are read at every use rather than kept.</remarks>
internal sealed class TableFolder(string folder) : ITableSource
{
    private const int MaxKept = 1_000_000;

    private readonly ConcurrentDictionary<string, (DateTime Changed, long Length, string Text)> _kept = new(StringComparer.Ordinal);

    private static readonly string[] Endings = [".csv", ".json"];

    public string? Folder => folder;

    /// <summary>Gets how many times a file was read.</summary>
    public int Reads { get; private set; }

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

        (DateTime changed, long length) = (file.LastWriteTimeUtc, file.Length);
        if (_kept.TryGetValue(file.FullName, out (DateTime Changed, long Length, string Text) kept) && kept.Changed == changed && kept.Length == length)
            return kept.Text;

        Reads++;
        Result<string> text = TableText.Decode(file.Name, File.ReadAllBytes(file.FullName));
        string read = text.Value ?? throw new EdiSetupException($"The table {name} cannot be used: {text.Diagnostics[0]}");
        if (read.Length <= MaxKept)
            _kept[file.FullName] = (changed, length, read);
        return read;
    }
}
