using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;
using WebEdi.Templates;

namespace WebEdi;

/// <summary>The door of the engine: files in, replies in, documents and files out. Safe for concurrent use.</summary>
/// <remarks>
/// Faults of content are returned (<see cref="IngestResult.Issues"/>, <see cref="Result{T}"/>); exceptions mean a broken set-up
/// (<see cref="EdiSetupException"/>) or a lost store (<see cref="EdiStoreException"/>).
/// </remarks>
public interface IEdi : IAsyncDisposable
{
    /// <summary>Gets the store, for questions.</summary>
    IEdiStore Store { get; }

    /// <summary>Takes an order file: commits its bytes, then processes it.</summary>
    /// <param name="request">What the sender says about the file.</param>
    /// <param name="content">The bytes; read once, to the end, with a bounded buffer.</param>
    /// <param name="cancellationToken">Stops before the file is accepted; afterwards processing goes on.</param>
    /// <returns>The receipt with counts and faults. A file longer than <see cref="EdiOptions.InlineBytes"/> may still be in work.</returns>
    /// <exception cref="EdiStoreException">The file was not accepted; send it again.</exception>
    Task<IngestResult> IngestAsync(IngestRequest request, Stream content, CancellationToken cancellationToken = default);

    /// <summary>Reads, maps and checks a file without storing anything.</summary>
    /// <param name="request">What the sender says about the file.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="mapJson">A map to try instead of the stored one.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Faults and, per order, the differences to what is stored.</returns>
    Task<DryRunResult> DryRunAsync(IngestRequest request, Stream content, string? mapJson = null, CancellationToken cancellationToken = default);

    /// <summary>Looks a receipt up.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The receipt as it is now, without orders; null when there is none.</returns>
    Task<IngestResult?> FindReceiptAsync(string tenant, string receiptId, CancellationToken cancellationToken = default);

    /// <summary>Lets a file in quarantine go on: a held repeat, or one whose processing died. Recorded in the security log.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="cancellationToken">Stops before it is released.</param>
    /// <returns>The receipt as it is then, without orders; null when the tenant has no such receipt in quarantine.</returns>
    Task<IngestResult?> ReleaseAsync(string tenant, string receiptId, string actor, CancellationToken cancellationToken = default);

    /// <summary>Makes an effect that was given up due again, under the same identity. Recorded in the security log.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="effectId">The effect.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False: the tenant has no such effect that was given up.</returns>
    Task<bool> RedriveEffectAsync(string tenant, string effectId, string actor, CancellationToken cancellationToken = default);

    /// <summary>Changes what an effect that was given up is made of. Recorded in the security log.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="effectId">The effect.</param>
    /// <param name="payload">What it is made of instead, a JSON object; at most 1,048,576 characters.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False: the tenant has no such effect that was given up.</returns>
    /// <exception cref="ArgumentException">The payload is no JSON object, or longer.</exception>
    Task<bool> EditEffectAsync(string tenant, string effectId, string payload, string actor, CancellationToken cancellationToken = default);

    /// <summary>Gives up for good an effect that was given up, or any that waits while the outbox is held. Recorded in the security log.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="effectId">The effect.</param>
    /// <param name="actor">Who decided it.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>False: the tenant has no such effect.</returns>
    Task<bool> DropEffectAsync(string tenant, string effectId, string actor, CancellationToken cancellationToken = default);

    /// <summary>Writes the result file of a receipt: per row of the received file, what became of it and why.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="output">UTF-8 with BOM, CSV: line, order number, verdict, code, column, found, expected, text.</param>
    /// <param name="culture">ja or en.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>False: there is no such receipt.</returns>
    Task<bool> WriteResultAsync(string tenant, string receiptId, Stream output, string culture, CancellationToken cancellationToken = default);

    /// <summary>Writes the acknowledgements of a received EDIFACT or X12 file: CONTRL, or TA1 with 997 or 999, as the partner's profile wants. The same at every call.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="receiptId">The receipt.</param>
    /// <param name="output">One interchange for every one of the file.</param>
    /// <param name="onlyWhenAsked">Whether the partner's profile must ask for acknowledgements.</param>
    /// <param name="cancellationToken">Stops reading the file.</param>
    /// <returns>What was acknowledged; null: there is no such receipt, it is not done or in quarantine, the profile does not ask, or its file is of another format.</returns>
    Task<EdiAcknowledged?> WriteAcknowledgementAsync(string tenant, string receiptId, Stream output, bool onlyWhenAsked = false, CancellationToken cancellationToken = default);

    /// <summary>Checks a map and stores it as its next version.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">1-60 letters, digits, hyphens and underscores.</param>
    /// <param name="json">The map.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The stored version, or what is wrong with the map and where.</returns>
    Task<Result<StoredMap>> SaveMapAsync(string tenant, string name, string json, string actor, CancellationToken cancellationToken = default);

    /// <summary>Checks a partner's profile, by itself and with the map that it names, and stores it as its next version.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="partner">The sending system: 1-40 letters, digits, hyphens and underscores.</param>
    /// <param name="json">The profile.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The stored version, or what is wrong with the profile and where.</returns>
    Task<Result<StoredPartner>> SavePartnerAsync(string tenant, string partner, string json, string actor, CancellationToken cancellationToken = default);

    /// <summary>Checks a table that maps look values up in, by itself and with the maps that use it, and stores it as its next version.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">1-60 letters, digits, hyphens and underscores.</param>
    /// <param name="content">CSV with a header line or a JSON array of objects, UTF-8 or CP932; at most 16 MiB, 200,000 rows, 60 columns, 2,000 characters in a cell.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The stored version; or what is wrong with the table, or would be wrong with a map, and where.</returns>
    Task<Result<StoredTable>> SaveTableAsync(string tenant, string name, ReadOnlyMemory<byte> content, string actor, CancellationToken cancellationToken = default);

    /// <summary>Deletes a table, unless a map uses it. Files that were accepted before are still read with it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The version that says so, or every place of a map that uses the table; null: there is no such table.</returns>
    Task<Result<StoredTable>?> DeleteTableAsync(string tenant, string name, string actor, CancellationToken cancellationToken = default);

    /// <summary>Stores a supplier's answers to lines of one or more orders, all or none.</summary>
    /// <param name="scope">The supplier.</param>
    /// <param name="request">The answers.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>What became of them.</returns>
    Task<ReplyAnswer> ReplyAsync(AccessScope scope, ReplyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Writes order lines as CSV for people or for the supplier's system, and records the download.</summary>
    /// <param name="scope">Who downloads.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="options">How.</param>
    /// <param name="output">Where.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>How many lines.</returns>
    Task<int> WriteOrderLinesAsync(AccessScope scope, OrderLineQuery query, CsvExportOptions options, Stream output, CancellationToken cancellationToken = default);

    /// <summary>Writes replies for the buyer's system: in the layout of a map for writing, or as messages (ORDRSP, 855, OrderResponse) with a map that reads such messages.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="items">The replies.</param>
    /// <param name="map">The name of a map that writes replies, or of one for documents of the kind orderResponse, ready-made ones among them; null: the built-in layout.</param>
    /// <param name="output">Where.</param>
    /// <param name="partner">The partner that the file is for: its profile says what an interchange says about itself. Null: core.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>What the file is, and what it could not carry.</returns>
    /// <exception cref="EdiSetupException">There is no such map, or the partner's profile cannot be used.</exception>
    Task<WrittenReplies> WriteRepliesAsync(
        string tenant, IReadOnlyList<ReplyFeedItem> items, string? map, Stream output, string? partner = null, CancellationToken cancellationToken = default);

    /// <summary>Makes delivery notes of orders and renders them into one document.</summary>
    /// <param name="scope">The supplier.</param>
    /// <param name="request">Which orders or existing notes, and how.</param>
    /// <param name="cancellationToken">Stops before the notes are stored.</param>
    /// <returns>The document, or what is wrong.</returns>
    Task<Result<RenderedDocument>> PrintDeliveryNotesAsync(AccessScope scope, DeliveryNoteRequest request, CancellationToken cancellationToken = default);

    /// <summary>Renders a document of an order that need not be stored.</summary>
    /// <param name="template">The name: delivery-note.</param>
    /// <param name="order">The order.</param>
    /// <param name="mediaType">application/pdf or text/html.</param>
    /// <param name="cancellationToken">Stops rendering.</param>
    /// <returns>The document.</returns>
    /// <exception cref="EdiSetupException">Nothing registered makes that media type.</exception>
    Task<RenderedDocument> RenderAsync(string template, Order order, string mediaType = "application/pdf", CancellationToken cancellationToken = default);

    /// <summary>Works until nothing is due: receipts and outbox. For programs without a host, and for tests.</summary>
    /// <param name="cancellationToken">Stops working.</param>
    /// <returns>A task.</returns>
    Task RunUntilIdleAsync(CancellationToken cancellationToken = default);
}

/// <summary>What the sender says about a file.</summary>
public sealed record IngestRequest
{
    /// <summary>Gets the tenant. The default tenant is created on first use by a program without a host.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>Gets the map's name; null or empty: the one that the partner's profile names.</summary>
    public string? Map { get; init; }

    /// <summary>Gets the file's name; data, never a path.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the sending system, whose profile counts for the file.</summary>
    public string Partner { get; init; } = "core";

    /// <summary>Gets the door: library, api, folder, portal.</summary>
    public string Channel { get; init; } = "library";

    /// <summary>Gets the key by which a repeat is recognised, beside the content.</summary>
    public string? TransportId { get; init; }

    /// <summary>Gets the encoding, utf-8 or cp932; null: the partner's, else the map's, else detected.</summary>
    public string? Encoding { get; init; }

    /// <summary>Gets who sends it.</summary>
    public string Actor { get; init; } = "library";

    /// <summary>Gets a value indicating whether <see cref="IngestResult.Orders"/> is filled (at most 10,000 orders).</summary>
    public bool ReturnOrders { get; init; }
}

/// <summary>What became of a file.</summary>
/// <param name="Verdict">New, or why nothing was done.</param>
/// <param name="Receipt">The receipt; null when the file was refused at the door without being stored.</param>
/// <param name="Issues">Faults: those of the file first, at most 1,000 (the counts tell the rest).</param>
/// <param name="Orders">The orders taken, when asked for.</param>
public sealed record IngestResult(AcceptanceVerdict Verdict, Receipt? Receipt, IReadOnlyList<Diagnostic> Issues, IReadOnlyList<Order> Orders);

/// <summary>What would become of a file.</summary>
/// <param name="DetectedFormat">For instance "csv, cp932".</param>
/// <param name="Counts">What would be counted.</param>
/// <param name="Issues">Faults, at most 1,000.</param>
/// <param name="Orders">The first 200 orders with their differences to what is stored.</param>
public sealed record DryRunResult(string? DetectedFormat, ReceiptCounts Counts, IReadOnlyList<Diagnostic> Issues, IReadOnlyList<DryRunOrder> Orders);

/// <summary>An order of a dry run.</summary>
/// <param name="Order">The order.</param>
/// <param name="Verdict">What would become of it.</param>
/// <param name="Differences">Field by field, for a known order.</param>
public sealed record DryRunOrder(Order Order, MessageVerdict Verdict, IReadOnlyList<FieldDifference> Differences);

/// <summary>A field that differs.</summary>
/// <param name="Path">For instance lines[0010].quantity.</param>
/// <param name="Stored">As stored; null: not there.</param>
/// <param name="Received">As received; null: not there.</param>
public sealed record FieldDifference(string Path, string? Stored, string? Received);

/// <summary>Answers to order lines.</summary>
public sealed record ReplyRequest
{
    /// <summary>Gets the key of the form or call; the same key again repeats the first answer.</summary>
    public required string SubmitKey { get; init; }

    /// <summary>Gets who answers. Personal data.</summary>
    public required string Actor { get; init; }

    /// <summary>Gets the orders.</summary>
    public required IReadOnlyList<OrderReply> Orders { get; init; }
}

/// <summary>Answers to lines of one order.</summary>
/// <param name="OrderNumber">The order.</param>
/// <param name="Revision">The revision that the supplier saw.</param>
/// <param name="Lines">The lines.</param>
/// <param name="SalesOrderNumber">The supplier's own order number.</param>
/// <param name="Note">A note.</param>
public sealed record OrderReply(string OrderNumber, int Revision, IReadOnlyList<LineReply> Lines, string? SalesOrderNumber = null, string? Note = null);

/// <summary>The answer to one line.</summary>
public sealed record LineReply
{
    /// <summary>Gets the line.</summary>
    public required string LineNumber { get; init; }

    /// <summary>Gets the reply version that the supplier saw; 0: none.</summary>
    public int ExpectedVersion { get; init; }

    /// <summary>Gets the answer. <see cref="ResponseKind.Accepted"/> needs no schedule: it is the ordered date and quantity.</summary>
    public required ResponseKind Kind { get; init; }

    /// <summary>Gets the promised deliveries, for <see cref="ResponseKind.Changed"/>. At most 50.</summary>
    public IReadOnlyList<PromisedDelivery> Schedule { get; init; } = [];

    /// <summary>Gets a value indicating whether a promised total below the ordered quantity means that the rest will not come.</summary>
    public bool RestWillNotCome { get; init; }

    /// <summary>Gets the reason code.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Gets the reason in words; required when refused without a code.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the unit price asked for instead.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Gets the item offered instead.</summary>
    public string? SubstituteItemCode { get; init; }
}

/// <summary>What became of answers.</summary>
/// <param name="Outcome">Null: the answers themselves are wrong, nothing was asked of the store.</param>
/// <param name="Issues">What is wrong, by order number and line in <see cref="Diagnostic.Path"/>.</param>
/// <param name="Current">For stale ones: the orders as they are now.</param>
public sealed record ReplyAnswer(ReplyOutcome? Outcome, IReadOnlyList<Diagnostic> Issues, IReadOnlyList<StoredOrder> Current)
{
    /// <summary>Gets a value indicating whether the answers are stored.</summary>
    public bool Succeeded => Outcome is ReplyOutcome.Stored or ReplyOutcome.Repeated;
}

/// <summary>How a CSV is written.</summary>
/// <param name="Encoding">utf-8 (with BOM) or cp932.</param>
/// <param name="ForPeople">Whether it is opened in a spreadsheet: cells that a spreadsheet would calculate or change are neutralised.</param>
/// <param name="Culture">ja or en, for the header line.</param>
/// <param name="Actor">Who downloads.</param>
public sealed record CsvExportOptions(string Encoding = "utf-8", bool ForPeople = true, string Culture = "ja", string Actor = "library");

/// <summary>Which delivery notes are made.</summary>
public sealed record DeliveryNoteRequest
{
    /// <summary>Gets the orders; one note each, with the open quantity of all lines that are not refused or cancelled.</summary>
    public IReadOnlyList<string> OrderNumbers { get; init; } = [];

    /// <summary>Gets existing notes to print again.</summary>
    public IReadOnlyList<string> NoteNumbers { get; init; } = [];

    /// <summary>Gets the media type: application/pdf or text/html.</summary>
    public string MediaType { get; init; } = "application/pdf";

    /// <summary>Gets the language: ja or en.</summary>
    public string Culture { get; init; } = "ja";

    /// <summary>Gets a value indicating whether prices are left off the copy for the carrier.</summary>
    public bool HidePrices { get; init; }

    /// <summary>Gets who prints.</summary>
    public required string Actor { get; init; }
}
