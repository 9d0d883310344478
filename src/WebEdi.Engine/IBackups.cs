using WebEdi.Storage;

namespace WebEdi;

/// <summary>Backups of the store as files. Registered by <see cref="EngineBuilderExtensions.AddBackups"/>.</summary>
public interface IBackups
{
    /// <summary>Gets the folder of the backups that the program makes by itself.</summary>
    string Folder { get; }

    /// <summary>Writes a backup while the store stays in use, reads it back from the disk and compares.</summary>
    /// <param name="path">The file; null: a new one in <see cref="Folder"/>, named by the moment. It must not be there yet.</param>
    /// <param name="tenant">The tenant whose rows alone are written; null: all.</param>
    /// <param name="cancellationToken">Stops the writing; nothing stays behind.</param>
    /// <returns>The file.</returns>
    /// <exception cref="Diagnostics.EdiSetupException">The store keeps nothing.</exception>
    /// <exception cref="IOException">The disk is full, or the file is there.</exception>
    Task<BackupFile> WriteAsync(string? path = null, string? tenant = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the backups in <see cref="Folder"/>, newest first.</summary>
    /// <returns>The files, without their content.</returns>
    IReadOnlyList<BackupFile> List();

    /// <summary>Removes the backups that are neither among the newest nor the last of one of the last days (<see cref="BackupOptions"/>).</summary>
    /// <returns>What was removed.</returns>
    IReadOnlyList<BackupFile> RemoveOld();
}

/// <summary>A backup.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="At">Of which moment, UTC.</param>
/// <param name="Content">What is in it, where it was looked at.</param>
public sealed record BackupFile(string Path, long Length, DateTimeOffset At, ArchiveSummary? Content);
