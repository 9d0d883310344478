namespace WebEdi.Storage;

/// <summary>The store: one database with a room per subject. Batch-first; every method that writes is one transaction.</summary>
/// <remarks>
/// What a method reported as done survives a power cut. Methods throw <see cref="Diagnostics.EdiStoreException"/> when the store is lost, full or
/// unreachable; nothing is written then, or it is found by its key when asked again. The tenant leads every key.
/// </remarks>
public interface IEdiStore : IAsyncDisposable
{
    /// <summary>Gets received files and their processing.</summary>
    IInboxStore Inbox { get; }

    /// <summary>Gets orders, their history and the questions asked about them.</summary>
    IDocumentStore Documents { get; }

    /// <summary>Gets the replies of suppliers and the feed by which the buyer pulls them.</summary>
    IReplyStore Replies { get; }

    /// <summary>Gets delivery notes.</summary>
    IDespatchStore Despatches { get; }

    /// <summary>Gets effects that wait to leave.</summary>
    IOutboxStore Outbox { get; }

    /// <summary>Gets tenants, suppliers, partners, maps and templates.</summary>
    ITenantStore Tenants { get; }

    /// <summary>Gets people, sessions, API keys and one-time links.</summary>
    IAccountStore Accounts { get; }

    /// <summary>Gets the mails that demo mode kept instead of sending.</summary>
    IMailboxStore Mailbox { get; }

    /// <summary>Gets the security log.</summary>
    IAuditStore Audit { get; }

    /// <summary>Gets what time and contracts end: retention and the erasure of a tenant.</summary>
    IUpkeepStore Upkeep { get; }

    /// <summary>Gets backup and restore; null: the store is gone with the process, there is nothing to keep.</summary>
    IArchiveStore? Archive { get; }

    /// <summary>Creates or upgrades the schema and checks that the store keeps its promises. Safe to call again.</summary>
    /// <remarks>A server that does not answer yet is waited for: hosts and their database may start in any order.</remarks>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until a process of the same store has put work into it. A hint: what it misses is found by looking again after a while.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task; where the store tells nothing, it ends only by the token.</returns>
    Task WaitForWorkAsync(CancellationToken cancellationToken = default);

    /// <summary>Touches the store the way work does.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found.</returns>
    Task<StoreHealth> CheckAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks at everything that can be wrong with the database. It takes its time; work goes on meanwhile.</summary>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>What was looked at, good and bad.</returns>
    Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken = default);
}

/// <summary>Something that was looked at.</summary>
/// <param name="What">In a word or two.</param>
/// <param name="Level">How it is.</param>
/// <param name="Detail">What was found, and how to mend it; no secrets.</param>
public sealed record StoreFinding(string What, FindingLevel Level, string Detail);

/// <summary>How something is that was looked at.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, but somebody should know.</summary>
    Warning,

    /// <summary>It does not work, or data is in danger.</summary>
    Fault,
}

/// <summary>The state of the store.</summary>
/// <param name="IsHealthy">Whether it reads and writes.</param>
/// <param name="SchemaVersion">The number of the last migration.</param>
/// <param name="Description">In words, no secrets.</param>
/// <param name="OldestDueWork">When the oldest unfinished work item became due, if any.</param>
public sealed record StoreHealth(bool IsHealthy, int SchemaVersion, string Description, DateTimeOffset? OldestDueWork);
