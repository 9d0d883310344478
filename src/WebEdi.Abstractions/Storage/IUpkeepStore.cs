namespace WebEdi.Storage;

/// <summary>Removes what need not be kept any longer.</summary>
public interface IUpkeepStore
{
    /// <summary>Removes what is older than its class is kept, in small transactions. Safe to call on several hosts at once, and again after an interruption.</summary>
    /// <remarks>Orders with everything that belongs to them go together, and only once nothing of them has happened since. A tenant on legal hold is left alone.</remarks>
    /// <param name="limits">The oldest moments that are kept.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <returns>How many rows were removed, by class.</returns>
    Task<IReadOnlyDictionary<RetentionClass, long>> CleanAsync(RetentionLimits limits, CancellationToken cancellationToken = default);

    /// <summary>Takes the turn to clean, when a whole interval has passed since the last turn. Of all processes that ask, one gets it.</summary>
    /// <remarks>
    /// A clock that is far off must not remove what is young. So the first question of a store, one that comes more than three intervals after the
    /// last turn and one that lies before it are only noted: whoever asks an interval later, by the same clock, gets the turn.
    /// </remarks>
    /// <param name="every">The interval between two turns.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>True: the caller has the turn.</returns>
    Task<bool> TryTakeTurnAsync(TimeSpan every, CancellationToken cancellationToken = default);

    /// <summary>Removes everything of a tenant, people included who have no other place, from tables and files of the database. Take it out first (<see cref="IArchiveStore.SaveAsync"/>).</summary>
    /// <remarks>It may be called again after an interruption. The tenant itself goes last.</remarks>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>How many rows of each table were removed; afterwards nothing was found any more.</returns>
    /// <exception cref="Diagnostics.EdiSetupException">The tenant is on legal hold.</exception>
    Task<IReadOnlyDictionary<string, long>> EraseAsync(string tenant, CancellationToken cancellationToken = default);
}

/// <summary>What is kept for the same time.</summary>
public enum RetentionClass
{
    /// <summary>Orders with their revisions, lines, replies and delivery notes, and the files they came in.</summary>
    Documents,

    /// <summary>Files that brought no order that is still there: refused, quarantined, or their orders are gone.</summary>
    Files,

    /// <summary>What happened to orders.</summary>
    Trace,

    /// <summary>The security log.</summary>
    Audit,

    /// <summary>The identities of effects that have left and the keys of replies, by which either is known again, and captured mails.</summary>
    Outbox,
}

/// <summary>The oldest moments that are kept.</summary>
/// <param name="Before">For each class: what happened before is removed. A class that is left out is kept.</param>
public sealed record RetentionLimits(IReadOnlyDictionary<RetentionClass, DateTimeOffset> Before);
