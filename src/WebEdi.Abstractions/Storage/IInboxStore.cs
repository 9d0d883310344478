using WebEdi.Diagnostics;

namespace WebEdi.Storage;

/// <summary>Received files: accepted with their bytes first, processed afterwards.</summary>
public interface IInboxStore
{
    /// <summary>Commits the bytes, a receipt and its work item in one transaction, or repeats an earlier answer.</summary>
    /// <remarks>
    /// Keys, unique per tenant and partner: <see cref="InboundFile.TransportId"/> and <see cref="InboundFile.ContentHash"/>. Verdicts:
    /// same key, other bytes = <see cref="AcceptanceVerdict.KeyConflict"/> (nothing stored); same bytes, receipt published = Duplicate; still
    /// running = Joined; refused for content by the same map and profile versions = RefusedBefore; refused by others = New. What a published
    /// file's bytes are worth when they come again under another key or without one, <see cref="InboundFile.Duplicates"/> says; a held repeat is
    /// stored in quarantine and joined by the next one. A repeat under the same key is always a Duplicate.
    /// </remarks>
    /// <param name="file">What is known of the file.</param>
    /// <param name="content">The bytes, <see cref="InboundFile.Length"/> of them.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The verdict and the receipt (of this file or of the earlier one).</returns>
    Task<Acceptance> AcceptAsync(InboundFile file, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Claims unfinished receipts that are due: the attempt is counted and committed before any work.</summary>
    /// <param name="owner">A random id of the process.</param>
    /// <param name="lease">How long the claim holds, by the store's clock.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="only">Only this one, if not null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The claims; empty when nothing is due or another process holds it.</returns>
    Task<IReadOnlyList<ReceiptClaim>> ClaimAsync(string owner, TimeSpan lease, int max, Receipt? only = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a receipt in quarantine due again: a held repeat for the first time, another one from its last checkpoint.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>False: the tenant has no such receipt in quarantine.</returns>
    Task<bool> ReopenAsync(string tenant, string receiptId, CancellationToken cancellationToken = default);

    /// <summary>Prolongs a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="lease">From now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: the claim was lost; drop the work.</returns>
    Task<bool> RenewAsync(ReceiptClaim claim, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim back without an outcome, to be tried again.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="retryAfter">When it is due again.</param>
    /// <param name="countAttempt">False: the attempt is not counted (shutdown).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task ReleaseAsync(ReceiptClaim claim, TimeSpan retryAfter, bool countAttempt, CancellationToken cancellationToken = default);

    /// <summary>Opens the bytes of a receipt, seekable, without loading them whole.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The bytes, or null when there is no such receipt.</returns>
    Task<Stream?> OpenContentAsync(string tenant, string receiptId, CancellationToken cancellationToken = default);

    /// <summary>Writes documents, results, trace, outbox entries, new suppliers and the advanced checkpoint together.</summary>
    /// <param name="claim">The claim; a lost one writes nothing.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>Whether it was written, and if not, why.</returns>
    Task<CommitOutcome> CommitAsync(ReceiptClaim claim, ProcessedBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Finds a receipt.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The receipt, or null.</returns>
    Task<Receipt?> FindAsync(string tenant, string receiptId, CancellationToken cancellationToken = default);

    /// <summary>Lists receipts, newest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1-200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<Receipt>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default);

    /// <summary>Reads the result of every message (order) of a file, in the order of the file.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The results.</returns>
    IAsyncEnumerable<MessageResult> ReadResultsAsync(string tenant, string receiptId, CancellationToken cancellationToken = default);

    /// <summary>Reads the kept diagnostics of a file, in the order of the file.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The diagnostics.</returns>
    Task<IReadOnlyList<Diagnostic>> ReadDiagnosticsAsync(string tenant, string receiptId, int max, CancellationToken cancellationToken = default);

    /// <summary>Sums up what a receipt brought, per supplier, over all its committed batches: the content of the notices.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One entry per supplier with at least one new or changed order.</returns>
    Task<IReadOnlyList<SupplierSummary>> SummariseAsync(string tenant, string receiptId, CancellationToken cancellationToken = default);
}

/// <summary>A file at the door.</summary>
public sealed record InboundFile
{
    /// <summary>Gets the tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>Gets the sending system, part of every key. The default is the buyer's core system.</summary>
    public string Partner { get; init; } = "core";

    /// <summary>Gets the door: api, folder, library, portal.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the file's name as the sender gave it; data, never a path.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the map's name.</summary>
    public required string MapName { get; init; }

    /// <summary>Gets the version of the map that will read it; pinned at acceptance.</summary>
    public required int MapVersion { get; init; }

    /// <summary>Gets the version of the partner's profile that is applied; pinned at acceptance. 0: the partner has none.</summary>
    public int ProfileVersion { get; init; }

    /// <summary>Gets the versions of the tables that the map looks values up in, by name: "items=3,units=1"; pinned at acceptance. Empty: it uses none.</summary>
    public string TableVersions { get; init; } = "";

    /// <summary>Gets what becomes of the bytes when they were taken before.</summary>
    public DuplicateRule Duplicates { get; init; }

    /// <summary>Gets the transport's key: the Idempotency-Key, or path, size and time of a file. Null: none.</summary>
    public string? TransportId { get; init; }

    /// <summary>Gets SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Gets the number of bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets the encoding fixed by the sender (utf-8, cp932), or null to detect it.</summary>
    public string? Encoding { get; init; }

    /// <summary>Gets when it arrived, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets who sent it: an API key's name, a user, a folder.</summary>
    public required string Actor { get; init; }

    /// <summary>Says whether another file is read by the same versions of the same map, profile and tables: the same bytes then end in the same way.</summary>
    /// <param name="other">The other file.</param>
    /// <returns>True: by the same.</returns>
    public bool IsReadLike(InboundFile other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (MapName, MapVersion, ProfileVersion, TableVersions) == (other.MapName, other.MapVersion, other.ProfileVersion, other.TableVersions);
    }
}

/// <summary>What the door does with bytes that the same partner sent before and that were taken.</summary>
/// <param name="Policy">What is done.</param>
/// <param name="Days">So many days after the earlier file a repeat is still answered as a duplicate, 0-3650; for <see cref="DuplicatePolicy.Refuse"/> without meaning.</param>
public readonly record struct DuplicateRule(DuplicatePolicy Policy, int Days = 0)
{
    /// <summary>Judges a repeat of a published file.</summary>
    /// <param name="since">The time since the earlier file was received.</param>
    /// <returns>Duplicate, Held or New.</returns>
    public AcceptanceVerdict Judge(TimeSpan since) =>
        Policy == DuplicatePolicy.Refuse || since < TimeSpan.FromDays(Days) ? AcceptanceVerdict.Duplicate
        : Policy == DuplicatePolicy.Hold ? AcceptanceVerdict.Held
        : AcceptanceVerdict.New;
}

/// <summary>What is done with a repeated file.</summary>
public enum DuplicatePolicy
{
    /// <summary>The first receipt answers again.</summary>
    Refuse = 0,

    /// <summary>It is stored in quarantine until a person releases it.</summary>
    Hold = 1,

    /// <summary>It is taken like any other file.</summary>
    Accept = 2,
}

/// <summary>What the door says.</summary>
public enum AcceptanceVerdict
{
    /// <summary>Taken.</summary>
    New = 0,

    /// <summary>The same bytes were taken and processed before.</summary>
    Duplicate = 1,

    /// <summary>The same bytes are being processed; this is their receipt.</summary>
    Joined = 2,

    /// <summary>The same bytes were refused for their content by the same map version.</summary>
    RefusedBefore = 3,

    /// <summary>The transport's key came before with other bytes. Nothing was stored.</summary>
    KeyConflict = 4,

    /// <summary>The same bytes were taken before; they are stored once more and wait for a person.</summary>
    Held = 5,
}

/// <summary>The answer to a file at the door.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Receipt">The receipt of this file or of the earlier one; for <see cref="AcceptanceVerdict.KeyConflict"/> the earlier one's.</param>
public sealed record Acceptance(AcceptanceVerdict Verdict, Receipt Receipt);

/// <summary>How far a received file is.</summary>
public enum ReceiptState
{
    /// <summary>The bytes are committed; work is due.</summary>
    Accepted = 0,

    /// <summary>At least one batch is committed; suppliers do not see its new orders yet.</summary>
    Processing = 1,

    /// <summary>Done: its good orders are visible, notices are in the outbox.</summary>
    Published = 2,

    /// <summary>Done: nothing of it was taken, for its content.</summary>
    Refused = 3,

    /// <summary>Processing died three times, or the file is a held repeat: a person must look.</summary>
    Quarantined = 4,
}

/// <summary>What became of the orders and rows of a file.</summary>
/// <param name="Rows">Data rows read.</param>
/// <param name="Orders">Orders found: the sum of the next four.</param>
/// <param name="Created">New orders.</param>
/// <param name="Changed">New revisions of known orders.</param>
/// <param name="Unchanged">Orders known already with the same meaning, or outdated.</param>
/// <param name="Refused">Orders with an error.</param>
/// <param name="Errors">Diagnostics that are errors, kept or not.</param>
/// <param name="Warnings">Diagnostics that are warnings, kept or not.</param>
public sealed record ReceiptCounts(int Rows = 0, int Orders = 0, int Created = 0, int Changed = 0, int Unchanged = 0, int Refused = 0, int Errors = 0, int Warnings = 0);

/// <summary>A received file and what became of it.</summary>
public sealed record Receipt
{
    /// <summary>Gets the identity: sortable by time, safe in URLs.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the place in the order of acceptance in the tenant, from 1. No number comes twice, also not after old files were removed; erasing the tenant begins anew.</summary>
    public long Number { get; init; }

    /// <summary>Gets what was known at the door.</summary>
    public required InboundFile File { get; init; }

    /// <summary>Gets how far it is.</summary>
    public required ReceiptState State { get; init; }

    /// <summary>Gets the counts so far.</summary>
    public ReceiptCounts Counts { get; init; } = new();

    /// <summary>Gets the format and encoding found, for instance "csv, cp932", once read.</summary>
    public string? DetectedFormat { get; init; }

    /// <summary>Gets how often processing was begun since the file last got further: a batch that moves the checkpoint starts the count anew.</summary>
    public int Attempt { get; init; }

    /// <summary>Gets when it reached a final state, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Gets the receipt that brought the same bytes before, if any.</summary>
    public string? RepeatOf { get; init; }

    /// <summary>Gets a value indicating whether it is a repeat that nobody has released yet.</summary>
    public bool IsHeld => State == ReceiptState.Quarantined && RepeatOf is not null && Attempt == 0;

    /// <summary>Gets a value indicating whether the state is final.</summary>
    public bool IsFinished => State is ReceiptState.Published or ReceiptState.Refused or ReceiptState.Quarantined;
}

/// <summary>The right to process a receipt for a while.</summary>
/// <param name="Receipt">The receipt as claimed.</param>
/// <param name="ClaimNumber">The fencing number; every write with it checks it.</param>
/// <param name="Checkpoint">Messages of the file that earlier batches have committed; skip so many.</param>
public sealed record ReceiptClaim(Receipt Receipt, long ClaimNumber, long Checkpoint);

/// <summary>What one transaction of processing writes.</summary>
public sealed record ProcessedBatch
{
    /// <summary>Gets the orders to register.</summary>
    public IReadOnlyList<OrderRegistration> Orders { get; init; } = [];

    /// <summary>Gets the result of every message of the batch, taken or not.</summary>
    public IReadOnlyList<MessageResult> Results { get; init; } = [];

    /// <summary>Gets the diagnostics to keep.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Gets the steps to record.</summary>
    public IReadOnlyList<TraceEvent> Trace { get; init; } = [];

    /// <summary>Gets the effects to let out.</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Gets suppliers to create where their code is not known yet.</summary>
    public IReadOnlyList<SupplierProfile> NewSuppliers { get; init; } = [];

    /// <summary>Gets the number of messages done after this batch.</summary>
    public required long Checkpoint { get; init; }

    /// <summary>Gets the state after this batch.</summary>
    public required ReceiptState State { get; init; }

    /// <summary>Gets the counts after this batch, totals of the file so far.</summary>
    public required ReceiptCounts Counts { get; init; }

    /// <summary>Gets the format and encoding found.</summary>
    public string? DetectedFormat { get; init; }
}

/// <summary>What became of a batch.</summary>
public enum CommitOutcome
{
    /// <summary>Written.</summary>
    Committed = 0,

    /// <summary>Not written: the claim was lost to another process.</summary>
    ClaimLost = 1,

    /// <summary>Not written: an order changed since it was looked up. Look up again and repeat.</summary>
    OrdersChanged = 2,
}

/// <summary>What became of one message (order) of a file.</summary>
/// <param name="Sequence">From 1, in the order in which messages complete in the file.</param>
/// <param name="OrderNumber">The order number as far as known.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="SourceLines">The physical lines of the file that it came from: "2-4,9".</param>
/// <param name="Supplier">The supplier's code, if known.</param>
public sealed record MessageResult(long Sequence, string? OrderNumber, int Revision, MessageVerdict Verdict, string SourceLines, string? Supplier);

/// <summary>What became of a message.</summary>
public enum MessageVerdict
{
    /// <summary>A new order.</summary>
    Created = 0,

    /// <summary>A new revision of a known order.</summary>
    Changed = 1,

    /// <summary>Known already, nothing done.</summary>
    Unchanged = 2,

    /// <summary>Older than what is stored; kept as history.</summary>
    Outdated = 3,

    /// <summary>Refused; the diagnostics of its lines say why.</summary>
    Refused = 4,
}

/// <summary>What a file brought for one supplier.</summary>
/// <param name="Supplier">The supplier's code.</param>
/// <param name="NewOrders">New orders.</param>
/// <param name="ChangedOrders">Changed orders.</param>
/// <param name="Lines">Order lines in them.</param>
/// <param name="NearestDueDate">The earliest requested date, if any.</param>
/// <param name="OrderNumbers">The first 20 order numbers, in order.</param>
public sealed record SupplierSummary(string Supplier, int NewOrders, int ChangedOrders, int Lines, DateOnly? NearestDueDate, IReadOnlyList<string> OrderNumbers);
