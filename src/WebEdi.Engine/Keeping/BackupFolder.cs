using System.Globalization;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Keeping;

/// <summary>The folder with the backups of the store.</summary>
internal sealed class BackupFolder(IEdiStore store, IOptions<BackupOptions> options, TimeProvider time) : IBackups
{
    private const string Prefix = "webedi-";
    private const string Suffix = ".zip";
    private const string Part = ".part";
    private const string Pattern = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan PartAge = TimeSpan.FromDays(1);

    /// <summary>Gets or sets how the free bytes of the disk below a folder are asked for. A share that is named by its server has no drive to ask, and holds no database.</summary>
    internal Func<string, long> FreeBytes { get; set; } = static folder =>
        folder.StartsWith(@"\\", StringComparison.Ordinal) ? long.MaxValue : new DriveInfo(folder).AvailableFreeSpace;

    public string Folder => Path.GetFullPath(options.Value.Folder);

    public async Task<BackupFile> WriteAsync(string? path = null, string? tenant = null, CancellationToken cancellationToken = default)
    {
        IArchiveStore archive = store.Archive ?? throw new EdiSetupException("This store is gone with the process: there is nothing to keep.");
        string final = Path.GetFullPath(path ?? Path.Combine(Folder, Prefix + time.GetUtcNow().UtcDateTime.ToString(Pattern, CultureInfo.InvariantCulture) + Suffix));
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        string part = $"{final}.{Guid.CreateVersion7(time.GetUtcNow()):N}{Part}";
        try
        {
            ArchiveSummary written = await WritePartAsync(archive, part, tenant, cancellationToken).ConfigureAwait(false);
            File.Move(part, final, overwrite: false);
            DiskNames.Keep(final);
            return new BackupFile(final, new FileInfo(final).Length, written.At, written);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    public IReadOnlyList<BackupFile> List() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateFiles(Folder, $"{Prefix}*{Suffix}").Select(Known).OfType<BackupFile>().OrderByDescending(f => f.At)];

    public IReadOnlyList<BackupFile> RemoveOld()
    {
        DateTimeOffset oldestDay = time.GetUtcNow().UtcDateTime.Date.AddDays(-options.Value.KeepDays);
        IReadOnlyList<BackupFile> all = List();
        HashSet<string> kept = [.. all.Take(options.Value.Keep).Select(f => f.Path)];
        kept.UnionWith(all.Where(f => f.At >= oldestDay).GroupBy(f => f.At.UtcDateTime.Date).Select(d => d.First().Path));
        List<BackupFile> removed = [.. all.Where(f => !kept.Contains(f.Path))];
        foreach (BackupFile file in removed)
            File.Delete(file.Path);
        foreach (string part in Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, $"{Prefix}*{Part}") : [])
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(part) > PartAge)
                File.Delete(part);
        }

        return removed;
    }

    /// <summary>Writes, and reads back from the disk what was written, before it is called a backup.</summary>
    private async Task<ArchiveSummary> WritePartAsync(IArchiveStore archive, string part, string? tenant, CancellationToken cancellationToken)
    {
        FileStreamOptions creation = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 256 * 1024 };
        if (!OperatingSystem.IsWindows())
            creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string folder = Path.GetDirectoryName(part)!;
        RoomLeavingFile file = new(part, creation, options.Value.LeaveFreeMiB, () => FreeBytes(folder));
        await using (file.ConfigureAwait(false))
        {
            ArchiveSummary written = await archive.SaveAsync(file, tenant, cancellationToken).ConfigureAwait(false);
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            file.Position = 0;
            ArchiveSummary read = await archive.CheckAsync(file, cancellationToken).ConfigureAwait(false);
            bool isSame = written.Tables.Select(t => (t.Name, t.Rows, t.Hash)).SequenceEqual(read.Tables.Select(t => (t.Name, t.Rows, t.Hash)));
            return isSame ? written : throw new InvalidDataException("The backup on the disk is not what was written; the disk is not to be trusted.");
        }
    }

    private static BackupFile? Known(string path)
    {
        string name = Path.GetFileName(path)[Prefix.Length..^Suffix.Length];
        return DateTimeOffset.TryParseExact(name, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? new BackupFile(path, new FileInfo(path).Length, at, null)
            : null;
    }
}
