using WebEdi.Documents;

namespace WebEdi.Storage;

/// <summary>Replies of suppliers, and the feed by which the buyer's system pulls them.</summary>
public interface IReplyStore
{
    /// <summary>Stores replies, all in one transaction or none: documents, line states, trace, outbox entries and feed positions.</summary>
    /// <remarks>
    /// Compare-and-swap: the order's current revision and the expected reply version of every line are checked inside the transaction. The
    /// same submit key again answers what it answered the first time. Positions are gap-free and in commit order per tenant.
    /// </remarks>
    /// <param name="scope">The supplier; orders outside it are reported as <see cref="ReplyOutcome.NotFound"/>.</param>
    /// <param name="submissions">One per order.</param>
    /// <param name="submitKey">The key of the form or request.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome of all, with the orders that stood in the way.</returns>
    Task<ReplyResult> SubmitAsync(AccessScope scope, IReadOnlyList<ReplySubmission> submissions, string submitKey, CancellationToken cancellationToken = default);

    /// <summary>Reads replies behind a position, in order.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The position behind which to read; null: behind the last acknowledged one of the consumer.</param>
    /// <param name="consumer">The consumer's name; each has its own acknowledged position.</param>
    /// <param name="max">1-1000.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The replies.</returns>
    Task<ReplyFeedPage> ReadFeedAsync(string tenant, long? after, string consumer, int max, CancellationToken cancellationToken = default);

    /// <summary>Moves the acknowledged position of a consumer forward and records the step for the orders concerned. Never moves back.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="consumer">The consumer.</param>
    /// <param name="position">Everything up to and with this position was taken over.</param>
    /// <param name="step">What to record: exported or acknowledged.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many replies were newly acknowledged.</returns>
    Task<int> AcknowledgeAsync(string tenant, string consumer, long position, TraceStep step, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);

    /// <summary>Lists replies, newest first.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1-200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<ReplyFeedItem>> ListAsync(AccessScope scope, int page, int pageSize, CancellationToken cancellationToken = default);
}

/// <summary>A reply to store.</summary>
public sealed record ReplySubmission
{
    /// <summary>Gets the reply. Versions of its lines are the expected ones plus one.</summary>
    public required OrderResponse Response { get; init; }

    /// <summary>Gets the status that each answered line gets, by line number.</summary>
    public required IReadOnlyDictionary<string, LineStatus> Statuses { get; init; }

    /// <summary>Gets the effects to let out.</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Gets the steps to record.</summary>
    public IReadOnlyList<TraceEvent> Trace { get; init; } = [];
}

/// <summary>What became of a submission.</summary>
public enum ReplyOutcome
{
    /// <summary>Stored.</summary>
    Stored = 0,

    /// <summary>The same submit key was answered before; nothing was done again.</summary>
    Repeated = 1,

    /// <summary>An order is not there for this supplier.</summary>
    NotFound = 2,

    /// <summary>The buyer changed an order in the meantime. Nothing was stored.</summary>
    StaleRevision = 3,

    /// <summary>Somebody else answered a line in the meantime. Nothing was stored.</summary>
    StaleVersion = 4,
}

/// <summary>The answer to a submission.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Current">For stale ones: the orders as they are now.</param>
public sealed record ReplyResult(ReplyOutcome Outcome, IReadOnlyList<StoredOrder> Current);

/// <summary>A reply in the feed.</summary>
/// <param name="Position">Its place in the tenant's feed, from 1.</param>
/// <param name="Response">The reply.</param>
/// <param name="Order">The order revision that it answers.</param>
public sealed record ReplyFeedItem(long Position, OrderResponse Response, Order Order);

/// <summary>A part of the feed.</summary>
/// <param name="Epoch">Changes when the feed was restored from a backup; a cursor of another epoch is refused.</param>
/// <param name="Items">The replies.</param>
/// <param name="Acknowledged">The consumer's acknowledged position.</param>
/// <param name="Last">The last position of the feed.</param>
public sealed record ReplyFeedPage(string Epoch, IReadOnlyList<ReplyFeedItem> Items, long Acknowledged, long Last);

/// <summary>Delivery notes.</summary>
public interface IDespatchStore
{
    /// <summary>Stores delivery notes with the trace of their orders, in one transaction. A known number of the supplier is not stored again.</summary>
    /// <param name="scope">The supplier.</param>
    /// <param name="advices">The notes.</param>
    /// <param name="trace">The steps to record.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>A task.</returns>
    Task SaveAsync(AccessScope scope, IReadOnlyList<DespatchAdvice> advices, IReadOnlyList<TraceEvent> trace, CancellationToken cancellationToken = default);

    /// <summary>Finds a delivery note.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="number">Its number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The note with its earlier prints counted, or null.</returns>
    Task<DespatchAdvice?> FindAsync(AccessScope scope, string number, CancellationToken cancellationToken = default);

    /// <summary>Lists the notes of an order.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="orderNumber">The order.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The notes.</returns>
    Task<IReadOnlyList<DespatchAdvice>> ListAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default);

    /// <summary>Hands out the next number of a supplier's series, never twice.</summary>
    /// <param name="scope">The supplier.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>From 1.</returns>
    Task<long> NextNumberAsync(AccessScope scope, CancellationToken cancellationToken = default);

    /// <summary>Counts a print of a note.</summary>
    /// <param name="scope">Who prints.</param>
    /// <param name="number">The note.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How often it was printed before.</returns>
    Task<int> CountPrintAsync(AccessScope scope, string number, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);
}
