namespace WebEdi.Storage;

/// <summary>Takes everything out of the store into one file, and back into an empty one, also of another kind of database.</summary>
/// <remarks>
/// The file is a zip archive: a text file per table with a JSON array per row in the order of its key, and a list of the tables with their counts and
/// the SHA-256 of their text. The same content has the same hashes in every database. Sessions and one-time links are left out: after a restore
/// people sign in again.
/// </remarks>
public interface IArchiveStore
{
    /// <summary>Writes a snapshot of one moment. The store stays in use meanwhile.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="tenant">The tenant whose rows alone are written; null: all.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>What was written.</returns>
    Task<ArchiveSummary> SaveAsync(Stream target, string? tenant = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a file without storing anything: every row is there, and as it was written.</summary>
    /// <param name="source">A stream that can seek.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What the file holds.</returns>
    /// <exception cref="InvalidDataException">The file is no archive, is damaged or was made by a newer program.</exception>
    Task<ArchiveSummary> CheckAsync(Stream source, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads a file into this store, which must be empty, in one transaction; before it ends, everything is read back and compared. The reply feed gets
    /// another epoch, so that consumers see that its positions may have been given out anew, and nothing leaves
    /// (<see cref="IOutboxStore.FindHoldAsync"/>) until a person says so: what was sent after the backup would be sent again.
    /// </summary>
    /// <param name="source">A stream that can seek.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>What was stored.</returns>
    /// <exception cref="InvalidDataException">The file is no archive, is damaged or was made by a newer program. Nothing was stored.</exception>
    /// <exception cref="Diagnostics.EdiSetupException">The store is not empty.</exception>
    Task<ArchiveSummary> LoadAsync(Stream source, CancellationToken cancellationToken = default);

    /// <summary>Asks whether a backup is due, and if so takes the turn: of all hosts that ask, one is told yes.</summary>
    /// <param name="every">How long after the last turn the next one begins.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>True: this caller makes the backup.</returns>
    Task<bool> TryTakeTurnAsync(TimeSpan every, CancellationToken cancellationToken = default);
}

/// <summary>What an archive holds.</summary>
/// <param name="At">Of which moment, UTC.</param>
/// <param name="Tenant">The tenant whose rows alone are in it; null: all.</param>
/// <param name="Epoch">The epoch of the reply feed at that moment.</param>
/// <param name="Tables">Its tables.</param>
public sealed record ArchiveSummary(DateTimeOffset At, string? Tenant, string Epoch, IReadOnlyList<ArchiveTable> Tables)
{
    /// <summary>Gets the number of rows of all tables.</summary>
    public long Rows => Tables.Sum(t => t.Rows);
}

/// <summary>A table of an archive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">The columns of its rows, in their order.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Hash">SHA-256 of their text, lower-case hexadecimal.</param>
public sealed record ArchiveTable(string Name, IReadOnlyList<string> Columns, long Rows, string Hash);
