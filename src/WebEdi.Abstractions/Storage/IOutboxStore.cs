namespace WebEdi.Storage;

/// <summary>Effects that wait to leave: written with the state that causes them, sent afterwards, at least once, with a stable identity.</summary>
public interface IOutboxStore
{
    /// <summary>
    /// Claims due entries; only the oldest unfinished entry of a key. A claim is no attempt: that is counted when it ends. Where the claim of another owner ended without
    /// a word, its process died; that is counted and committed before any work, so that what ends processes is found.
    /// </summary>
    /// <param name="owner">A random id of the process.</param>
    /// <param name="lease">How long the claims hold, by the store's clock.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The claims.</returns>
    Task<IReadOnlyList<OutboxClaim>> ClaimAsync(string owner, TimeSpan lease, int max, CancellationToken cancellationToken = default);

    /// <summary>Keeps the rendered bytes of an effect, so that every attempt sends the same.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: the claim was lost.</returns>
    Task<bool> SaveContentAsync(OutboxClaim claim, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Commits that the effect is being handed over: a cut from here on leaves it unknown. The claim holds anew from now on.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="lease">How long it holds, by the store's clock: what went by before must not be missing when the other side is slow.</param>
    /// <param name="content">Its bytes, kept with the mark in one transaction, so that every later attempt sends the same; null: what was kept before stays.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: the claim was lost; do not hand over.</returns>
    Task<bool> MarkHandingOverAsync(OutboxClaim claim, TimeSpan lease, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken = default);

    /// <summary>Finishes claims, each with its outcome and trace, in one transaction. Lost claims are left alone.</summary>
    /// <param name="completions">The outcomes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many were written.</returns>
    Task<int> CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken = default);

    /// <summary>Lists entries of a tenant that are not finished or dead, newest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1-200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<OutboxRow>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default);

    /// <summary>Makes a dead entry due again with the same identity.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The entry.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: there is no such dead entry.</returns>
    Task<bool> RedriveAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>Finds an entry that is not finished, or dead.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The entry.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The entry, or null.</returns>
    Task<OutboxRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>Replaces what a dead entry is made of. Bytes that an earlier attempt kept are thrown away with it, the identity stays.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The entry.</param>
    /// <param name="payload">What is needed to make it, JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: there is no such dead entry.</returns>
    Task<bool> EditAsync(string tenant, string id, string payload, CancellationToken cancellationToken = default);

    /// <summary>Gives up a dead entry, or any that waits while the outbox is held, for good. Its identity stays known, so that it does not come again.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The entry.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: there is no such entry.</returns>
    Task<bool> DropAsync(string tenant, string id, CancellationToken cancellationToken = default);

    /// <summary>Lets nothing leave any more: no entry of any tenant is claimed by any host until <see cref="ReleaseAsync"/>. What is under way ends.</summary>
    /// <param name="reason">Why, for people; at most 500 characters are kept.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task HoldAsync(string reason, CancellationToken cancellationToken = default);

    /// <summary>Lets effects leave again.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: they were not held.</returns>
    Task<bool> ReleaseAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks whether effects are held.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Why; null: they are not.</returns>
    Task<string?> FindHoldAsync(CancellationToken cancellationToken = default);
}

/// <summary>An effect to let out.</summary>
public sealed record OutboxEntry
{
    /// <summary>Gets the effect's identity, the same for the same cause; a known one is not written again.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets what it is, one of <see cref="OutboxKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the key whose entries leave in order. Null: no order.</summary>
    public string? Key { get; init; }

    /// <summary>Gets when it may leave, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Gets what is needed to make it, JSON.</summary>
    public required string Payload { get; init; }
}

/// <summary>The kinds of effects.</summary>
public static class OutboxKinds
{
    /// <summary>A mail to a supplier about a file's orders.</summary>
    public const string SupplierNotice = "supplier-notice";

    /// <summary>Replies as a file in the out-folder.</summary>
    public const string ReplyFile = "reply-file";

    /// <summary>A call of a handler that was registered for replies.</summary>
    public const string ReplyHook = "reply-hook";
}

/// <summary>How far an effect is.</summary>
public enum OutboxState
{
    /// <summary>Waiting.</summary>
    Queued = 0,

    /// <summary>Being handed over; when its claim ends like this, nobody knows whether it arrived.</summary>
    HandingOver = 1,

    /// <summary>Delivered.</summary>
    Done = 2,

    /// <summary>Given up; a person may re-drive it.</summary>
    Dead = 3,
}

/// <summary>The right to let an effect out.</summary>
/// <param name="Entry">The effect.</param>
/// <param name="ClaimNumber">The fencing number.</param>
/// <param name="Attempt">From 1: one more than attempts have ended with a word.</param>
/// <param name="FirstDueAt">When it was first due, UTC; for giving up.</param>
/// <param name="Content">The bytes kept by an earlier attempt, if any.</param>
/// <param name="WasHandingOver">Whether an earlier attempt ended while handing over.</param>
/// <param name="Deaths">How many processes died while they held it, since the last attempt that ended with a word.</param>
public sealed record OutboxClaim(OutboxEntry Entry, long ClaimNumber, int Attempt, DateTimeOffset FirstDueAt, ReadOnlyMemory<byte>? Content, bool WasHandingOver, int Deaths);

/// <summary>The outcome of an attempt.</summary>
public sealed record OutboxCompletion
{
    /// <summary>Gets the claim.</summary>
    public required OutboxClaim Claim { get; init; }

    /// <summary>Gets the state: queued again, done or dead.</summary>
    public required OutboxState State { get; init; }

    /// <summary>Gets how long to wait until the next attempt, when queued again.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Gets a value indicating whether the attempt ended without knowing if it arrived.</summary>
    public bool Unknown { get; init; }

    /// <summary>Gets a value indicating whether this was an attempt. False: nobody was asked (shutdown, nothing to ask by); attempts and deaths stay as they were.</summary>
    public bool CountAttempt { get; init; } = true;

    /// <summary>Gets why, in words without secrets; at most 500 characters are kept.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the steps to record.</summary>
    public IReadOnlyList<TraceEvent> Trace { get; init; } = [];
}

/// <summary>An effect in a list.</summary>
/// <param name="Entry">The effect.</param>
/// <param name="State">How far.</param>
/// <param name="Attempt">Attempts that have ended.</param>
/// <param name="DueAt">When it is due next, UTC.</param>
/// <param name="Reason">Why the last attempt failed.</param>
public sealed record OutboxRow(OutboxEntry Entry, OutboxState State, int Attempt, DateTimeOffset DueAt, string? Reason);
