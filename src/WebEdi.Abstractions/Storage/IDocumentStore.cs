using WebEdi.Documents;

namespace WebEdi.Storage;

/// <summary>Orders: registered in batches by <see cref="IInboxStore.CommitAsync"/>, asked for here.</summary>
public interface IDocumentStore
{
    /// <summary>Looks up what is stored for order numbers, to decide what a message means.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="orderNumbers">The numbers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Known numbers only.</returns>
    Task<IReadOnlyDictionary<string, OrderHead>> FindHeadsAsync(string tenant, IReadOnlyCollection<string> orderNumbers, CancellationToken cancellationToken = default);

    /// <summary>Finds an order with the state of its lines and its replies.</summary>
    /// <param name="scope">Who asks; an order of another supplier is not found.</param>
    /// <param name="orderNumber">The number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The order, or null.</returns>
    Task<StoredOrder?> FindAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default);

    /// <summary>Finds an older revision.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="orderNumber">The number.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The document, or null.</returns>
    Task<Order?> FindRevisionAsync(AccessScope scope, string orderNumber, int revision, CancellationToken cancellationToken = default);

    /// <summary>Lists order lines: filtered, sorted and cut into pages by the store.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<OrderLineRow>> ListLinesAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default);

    /// <summary>Streams all order lines of a question, for exports; page numbers are ignored.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rows.</returns>
    IAsyncEnumerable<OrderLineRow> ReadLinesAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists orders.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="query">What is asked; <see cref="OrderLineQuery.Sort"/> by item or quantity falls back to the order number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The page.</returns>
    Task<Page<OrderRow>> ListOrdersAsync(AccessScope scope, OrderLineQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts what waits.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="today">Today in the tenant's time zone, for overdue lines.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The counts.</returns>
    Task<LineCounts> CountAsync(AccessScope scope, DateOnly today, CancellationToken cancellationToken = default);

    /// <summary>Records that the supplier opened an order's current revision. The first time is evidence and writes a trace event.</summary>
    /// <param name="scope">The supplier.</param>
    /// <param name="orderNumber">The number.</param>
    /// <param name="revision">The revision that was shown.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>True the first time for this revision.</returns>
    Task<bool> MarkOpenedAsync(AccessScope scope, string orderNumber, int revision, DateTimeOffset at, string actor, CancellationToken cancellationToken = default);

    /// <summary>Reads every recorded step of an order, oldest first.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="orderNumber">The number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The steps; empty when there is no such order in the scope.</returns>
    Task<IReadOnlyList<TraceEvent>> ReadTraceAsync(AccessScope scope, string orderNumber, CancellationToken cancellationToken = default);

    /// <summary>Records steps that no other write carries.</summary>
    /// <param name="events">The steps.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    Task AppendTraceAsync(IReadOnlyList<TraceEvent> events, CancellationToken cancellationToken = default);
}

/// <summary>What is stored under an order number.</summary>
/// <param name="OrderNumber">The number.</param>
/// <param name="Revision">The current (highest) revision.</param>
/// <param name="MeaningHash">SHA-256 of the current revision's meaning, lower-case hexadecimal.</param>
/// <param name="Supplier">The supplier's code.</param>
public sealed record OrderHead(string OrderNumber, int Revision, string MeaningHash, string Supplier);

/// <summary>An order to register.</summary>
public sealed record OrderRegistration
{
    /// <summary>Gets the document.</summary>
    public required Order Order { get; init; }

    /// <summary>Gets SHA-256 of its meaning, lower-case hexadecimal: equal for documents that say the same.</summary>
    public required string MeaningHash { get; init; }

    /// <summary>Gets what was stored when it was decided; null: nothing. Checked inside the transaction.</summary>
    public OrderHead? Expected { get; init; }

    /// <summary>Gets a value indicating whether it becomes the current revision; false: history only.</summary>
    public bool IsCurrent { get; init; } = true;

    /// <summary>Gets the map that made it.</summary>
    public required string MapName { get; init; }

    /// <summary>Gets the version of that map.</summary>
    public required int MapVersion { get; init; }

    /// <summary>Gets when it was registered, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }
}

/// <summary>An order as stored, with what happened to it.</summary>
public sealed record StoredOrder
{
    /// <summary>Gets the current revision.</summary>
    public required Order Order { get; init; }

    /// <summary>Gets the receipt that brought it.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>Gets the map that made it.</summary>
    public required string MapName { get; init; }

    /// <summary>Gets the version of that map.</summary>
    public required int MapVersion { get; init; }

    /// <summary>Gets when the current revision was registered, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Gets when the supplier first opened the current revision, UTC.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Gets the numbers of all stored revisions, ascending.</summary>
    public required IReadOnlyList<int> Revisions { get; init; }

    /// <summary>Gets the state of every line, in the order of the lines.</summary>
    public required IReadOnlyList<OrderLineState> Lines { get; init; }

    /// <summary>Gets all replies, oldest first.</summary>
    public IReadOnlyList<OrderResponse> Responses { get; init; } = [];
}

/// <summary>How far a line is (明細状態).</summary>
public enum LineStatus
{
    /// <summary>Published, not opened by the supplier (未読).</summary>
    Unread = 0,

    /// <summary>Opened, not answered (未回答).</summary>
    Opened = 1,

    /// <summary>Changed by the buyer after the supplier opened or answered an earlier revision (変更).</summary>
    ChangedByBuyer = 2,

    /// <summary>Answered, not all promised as ordered (回答済・条件付).</summary>
    AnsweredWithChange = 3,

    /// <summary>Accepted as ordered (承諾).</summary>
    Accepted = 4,

    /// <summary>Refused by the supplier (拒否).</summary>
    Refused = 5,

    /// <summary>Cancelled by the buyer (取消).</summary>
    Cancelled = 6,
}

/// <summary>The state of one line.</summary>
/// <param name="LineNumber">The line.</param>
/// <param name="Status">How far it is.</param>
/// <param name="ReplyVersion">The version of the latest reply; 0: none.</param>
/// <param name="Reply">The latest reply, if any.</param>
/// <param name="ReplyRevision">The order revision that the latest reply answered.</param>
/// <param name="RepliedAt">When, UTC.</param>
public sealed record OrderLineState(string LineNumber, LineStatus Status, int ReplyVersion, ResponseLine? Reply, int ReplyRevision, DateTimeOffset? RepliedAt);

/// <summary>A question for order lines.</summary>
public sealed record OrderLineQuery
{
    /// <summary>Gets words to find in order number, item code, item name and supplier, case and width folded. Null: all.</summary>
    public string? Text { get; init; }

    /// <summary>Gets which lines.</summary>
    public LineFilter Filter { get; init; }

    /// <summary>Gets the supplier, for a buyer's question.</summary>
    public string? Supplier { get; init; }

    /// <summary>Gets the earliest requested date.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>Gets the latest requested date.</summary>
    public DateOnly? DueTo { get; init; }

    /// <summary>Gets only lines of these orders, at most 500; empty: all.</summary>
    public IReadOnlyList<string> OrderNumbers { get; init; } = [];

    /// <summary>Gets today in the tenant's time zone; needed by <see cref="LineFilter.Overdue"/>.</summary>
    public DateOnly Today { get; init; }

    /// <summary>Gets the order of the rows.</summary>
    public LineSort Sort { get; init; }

    /// <summary>Gets a value indicating whether the order is reversed.</summary>
    public bool Descending { get; init; }

    /// <summary>Gets the page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Gets the rows per page, 1-500.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>Which lines.</summary>
public enum LineFilter
{
    /// <summary>All.</summary>
    All = 0,

    /// <summary>Not opened yet.</summary>
    Unread = 1,

    /// <summary>Not answered yet, opened or not, changed ones included.</summary>
    Unanswered = 2,

    /// <summary>Changed by the buyer and not answered since.</summary>
    Changed = 3,

    /// <summary>Answered.</summary>
    Answered = 4,

    /// <summary>Requested date in the past and not answered.</summary>
    Overdue = 5,
}

/// <summary>The order of rows. Ties are broken by order number and line.</summary>
public enum LineSort
{
    /// <summary>By requested date; undecided last.</summary>
    DueDate = 0,

    /// <summary>By order number and position of the line.</summary>
    OrderNumber = 1,

    /// <summary>By item code.</summary>
    Item = 2,

    /// <summary>By quantity.</summary>
    Quantity = 3,

    /// <summary>By status.</summary>
    Status = 4,

    /// <summary>By time of registration.</summary>
    Registered = 5,

    /// <summary>By supplier.</summary>
    Supplier = 6,
}

/// <summary>A line in a list.</summary>
/// <param name="OrderNumber">The order.</param>
/// <param name="Revision">Its current revision.</param>
/// <param name="Supplier">The supplier's code.</param>
/// <param name="IssueDate">The order date.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="RegisteredAt">When the revision was registered, UTC.</param>
/// <param name="Line">The line.</param>
/// <param name="State">Its state.</param>
public sealed record OrderLineRow(
    string OrderNumber, int Revision, string Supplier, DateOnly? IssueDate, string Currency, DateTimeOffset RegisteredAt, OrderLine Line, OrderLineState State);

/// <summary>An order in a list.</summary>
/// <param name="OrderNumber">The number.</param>
/// <param name="Revision">The current revision.</param>
/// <param name="Supplier">The supplier's code.</param>
/// <param name="SupplierName">The supplier's name as registered.</param>
/// <param name="IssueDate">The order date.</param>
/// <param name="NearestDueDate">The earliest requested date of its lines.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="AnsweredLines">How many of them are answered.</param>
/// <param name="OpenedAt">When the supplier first opened the current revision, UTC.</param>
/// <param name="RegisteredAt">When the revision was registered, UTC.</param>
public sealed record OrderRow(
    string OrderNumber, int Revision, string Supplier, string? SupplierName, DateOnly? IssueDate, DateOnly? NearestDueDate, int Lines, int AnsweredLines, DateTimeOffset? OpenedAt, DateTimeOffset RegisteredAt);

/// <summary>What waits.</summary>
/// <param name="All">All lines.</param>
/// <param name="Unread">Not opened.</param>
/// <param name="Unanswered">Not answered, changed ones included.</param>
/// <param name="Changed">Changed by the buyer.</param>
/// <param name="Overdue">Requested date in the past and not answered.</param>
public sealed record LineCounts(int All, int Unread, int Unanswered, int Changed, int Overdue);

/// <summary>The steps of an order's way.</summary>
public enum TraceStep
{
    /// <summary>Its file was received.</summary>
    Received = 0,

    /// <summary>It was read and mapped.</summary>
    Mapped = 1,

    /// <summary>It was stored.</summary>
    Stored = 2,

    /// <summary>The supplier's notice was handed to the mail server.</summary>
    Notified = 3,

    /// <summary>The supplier opened it.</summary>
    Opened = 4,

    /// <summary>The supplier answered.</summary>
    Answered = 5,

    /// <summary>The answer was handed to the buyer's system.</summary>
    Exported = 6,

    /// <summary>The buyer's system acknowledged the answer.</summary>
    Acknowledged = 7,

    /// <summary>The supplier downloaded it as CSV.</summary>
    Downloaded = 8,

    /// <summary>A delivery note was made or printed.</summary>
    Printed = 9,

    /// <summary>A notice could not be delivered, or there is no address.</summary>
    NotNotified = 10,
}

/// <summary>A step of an order's way.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="OrderNumber">The order.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Step">What happened.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who or what did it.</param>
/// <param name="Reference">The receipt, effect or document that it is about.</param>
/// <param name="Detail">In words, no personal data.</param>
public sealed record TraceEvent(string Tenant, string OrderNumber, int Revision, TraceStep Step, DateTimeOffset At, string Actor, string? Reference = null, string? Detail = null);
