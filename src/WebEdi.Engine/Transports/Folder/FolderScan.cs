using System.IO.Enumeration;

namespace WebEdi.Engine.Transports.Folder;

/// <summary>Finds the files of an in-folder that are complete: marked as done, or the same for several looks.</summary>
internal sealed class FolderScan
{
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    /// <summary>Looks once.</summary>
    /// <param name="folder">The in-folder, or a map's folder in it.</param>
    /// <param name="options">The settings.</param>
    /// <param name="refused">Told once of every link and special file.</param>
    /// <returns>The files to take now, oldest first.</returns>
    public IReadOnlyList<FolderFile> Look(string folder, FolderOptions options, Action<string> refused)
    {
        List<FolderFile> ready = [];
        HashSet<string> present = new(StringComparer.Ordinal);
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (!IsOrderFile(file.Name, options))
                continue;

            present.Add(file.FullName);
            if (!IsPlain(file))
            {
                if (_reported.Add(file.FullName))
                    refused(file.Name);
                continue;
            }

            FolderFile now = new(file.FullName, file.Name, file.Length, file.LastWriteTimeUtc);
            if (options.DoneSuffix is null ? IsStable(now, options.StablePolls) : File.Exists(file.FullName + options.DoneSuffix))
                ready.Add(now);
        }

        foreach (string gone in _seen.Keys.Where(p => Path.GetDirectoryName(p) == folder && !present.Contains(p)).ToArray())
            _seen.Remove(gone);
        _reported.RemoveWhere(p => Path.GetDirectoryName(p) == folder && !present.Contains(p));

        return [.. ready.OrderBy(f => f.ChangedUtc).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    private bool IsStable(FolderFile now, int polls)
    {
        if (!_seen.TryGetValue(now.Path, out Seen? before) || before.File != now)
        {
            _seen[now.Path] = new Seen(now);
            return false;
        }

        before.Looks = Math.Min(before.Looks + 1, polls);
        return before.Looks >= polls;
    }

    private static bool IsOrderFile(string name, FolderOptions options) =>
        name[0] != '.'
        && !name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith(".part", StringComparison.OrdinalIgnoreCase)
        && (options.DoneSuffix is null || !name.EndsWith(options.DoneSuffix, StringComparison.OrdinalIgnoreCase))
        && FileSystemName.MatchesSimpleExpression(options.Pattern, name, ignoreCase: true);

    /// <summary>A link could point at any file of the machine (S03, S46). Pipes and devices have no length, and what has none is never opened.</summary>
    private static bool IsPlain(FileInfo file) =>
        file.LinkTarget is null && (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device | FileAttributes.Directory)) == 0;

    private sealed class Seen(FolderFile file)
    {
        public FolderFile File { get; } = file;

        public int Looks { get; set; }
    }
}

/// <summary>A file as it was seen.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">Its name.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ChangedUtc">When it was last written.</param>
internal sealed record FolderFile(string Path, string Name, long Length, DateTime ChangedUtc);
