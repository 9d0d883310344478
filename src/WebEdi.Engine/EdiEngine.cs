using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Mapping;
using WebEdi.Engine.Partners;
using WebEdi.Engine.Responding;
using WebEdi.Engine.Writing;
using WebEdi.Engine.Sending;
using WebEdi.Storage;
using WebEdi.Templates;

namespace WebEdi.Engine;

/// <summary>The door: every call ends in a pipeline, a step or the store.</summary>
internal sealed class EdiEngine(
    IEdiStore store,
    StoreGate gate,
    MapLibrary maps,
    PartnerLibrary partners,
    TableLibrary tables,
    TableKeeper tableKeeper,
    InboundPipeline inbound,
    OutboxWorker worker,
    ReplyHooks hooks,
    ReplyFiles replyFiles,
    DeadLetters deadLetters,
    DeliveryNotes notes,
    ReceiptAcknowledgements acknowledgements,
    WorkSignal signal,
    IOptions<EdiOptions> options,
    TimeProvider time,
    ILogger<EdiEngine> logger) : IEdi
{
    internal const int MaxReturnedOrders = 10_000;

    /// <summary>Gets or sets what goes with this engine: the container that was made for it.</summary>
    internal IAsyncDisposable? Owner { get; set; }

    public IEdiStore Store => store;

    public async Task<IngestResult> IngestAsync(IngestRequest request, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(content);

        await gate.EnsureTenantAsync(request.Tenant, cancellationToken).ConfigureAwait(false);
        Result<Acceptance> accepted = await inbound.AcceptAsync(request, content, cancellationToken).ConfigureAwait(false);
        if (!accepted.Succeeded)
            return new IngestResult(AcceptanceVerdict.New, null, accepted.Diagnostics, []);

        (AcceptanceVerdict verdict, Receipt receipt) = accepted.Value;
        bool waits = request.Channel is "library" or "folder" || receipt.File.Length <= options.Value.InlineBytes;
        if (verdict is AcceptanceVerdict.New or AcceptanceVerdict.Joined && !receipt.IsFinished)
        {
            if (waits)
                await ProcessNowAsync(receipt, throwFaults: request.Channel == "library").ConfigureAwait(false);
            else
                signal.ReceiptsAreDue();
        }

        return await AnswerAsync(verdict, receipt, request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<DryRunResult> DryRunAsync(IngestRequest request, Stream content, string? mapJson = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(content);

        await gate.EnsureTenantAsync(request.Tenant, cancellationToken).ConfigureAwait(false);
        return await inbound.TryAsync(request, content, mapJson, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IngestResult?> FindReceiptAsync(string tenant, string receiptId, CancellationToken cancellationToken = default)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        Receipt? receipt = await store.Inbox.FindAsync(tenant, receiptId, cancellationToken).ConfigureAwait(false);
        if (receipt is null)
            return null;

        IReadOnlyList<Diagnostic> issues = await store.Inbox.ReadDiagnosticsAsync(tenant, receiptId, MaxIssues, cancellationToken).ConfigureAwait(false);
        return new IngestResult(AcceptanceVerdict.New, receipt, receipt.IsHeld ? [AboutHeld(receipt), .. issues] : issues, []);
    }

    public async Task<IngestResult?> ReleaseAsync(string tenant, string receiptId, string actor, CancellationToken cancellationToken = default)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (!await store.Inbox.ReopenAsync(tenant, receiptId, cancellationToken).ConfigureAwait(false)
            || await store.Inbox.FindAsync(tenant, receiptId, CancellationToken.None).ConfigureAwait(false) is not { } receipt)
            return null;

        await store.Audit.AppendAsync(new AuditEntry(tenant, time.GetUtcNow(), actor, null, "file-released", receiptId, true), CancellationToken.None).ConfigureAwait(false);
        if (receipt.File.Length <= options.Value.InlineBytes)
            await ProcessNowAsync(receipt, throwFaults: false).ConfigureAwait(false);
        else
            signal.ReceiptsAreDue();

        return await FindReceiptAsync(tenant, receiptId, CancellationToken.None).ConfigureAwait(false);
    }

    public Task<bool> RedriveEffectAsync(string tenant, string effectId, string actor, CancellationToken cancellationToken = default) =>
        deadLetters.RedriveAsync(tenant, effectId, actor, cancellationToken);

    public Task<bool> EditEffectAsync(string tenant, string effectId, string payload, string actor, CancellationToken cancellationToken = default) =>
        deadLetters.EditAsync(tenant, effectId, payload, actor, cancellationToken);

    public Task<bool> DropEffectAsync(string tenant, string effectId, string actor, CancellationToken cancellationToken = default) =>
        deadLetters.DropAsync(tenant, effectId, actor, cancellationToken);

    public async Task<bool> WriteResultAsync(string tenant, string receiptId, Stream output, string culture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (await store.Inbox.FindAsync(tenant, receiptId, cancellationToken).ConfigureAwait(false) is null)
            return false;

        IReadOnlyList<Diagnostic> issues = await store.Inbox.ReadDiagnosticsAsync(tenant, receiptId, MaxIssues, cancellationToken).ConfigureAwait(false);
        await ResultCsvWriter.WriteAsync(store.Inbox.ReadResultsAsync(tenant, receiptId, cancellationToken), issues, culture, output, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<EdiAcknowledged?> WriteAcknowledgementAsync(string tenant, string receiptId, Stream output, bool onlyWhenAsked = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        return await acknowledgements.WriteAsync(tenant, receiptId, onlyWhenAsked, output, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<StoredMap>> SaveMapAsync(string tenant, string name, string json, string actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(json);

        if (!MapName.IsValid(name))
            return new Result<StoredMap>([Diagnostic.Create(DiagnosticCodes.MapNameInvalid, default, "name", name, Expect.MapName)]);

        await gate.EnsureTenantAsync(tenant, cancellationToken).ConfigureAwait(false);
        Result<CompiledMap> compiled = await maps.TryAsync(tenant, name, json, null, cancellationToken).ConfigureAwait(false);
        if (!compiled.Succeeded)
            return new Result<StoredMap>(compiled.Diagnostics);

        StoredMap stored = await store.Tenants.SaveMapAsync(tenant, name, json, time.GetUtcNow(), actor, cancellationToken).ConfigureAwait(false);
        return new Result<StoredMap>(stored, compiled.Diagnostics);
    }

    public async Task<Result<StoredPartner>> SavePartnerAsync(string tenant, string partner, string json, string actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentNullException.ThrowIfNull(json);

        if (!PartnerName.IsValid(partner))
            return new Result<StoredPartner>([Diagnostic.Create(DiagnosticCodes.PartnerNameInvalid, default, "partner", partner, Expect.PartnerName)]);

        await gate.EnsureTenantAsync(tenant, cancellationToken).ConfigureAwait(false);
        Result<PartnerProfile> profile = await partners.CheckAsync(tenant, partner, json, cancellationToken).ConfigureAwait(false);
        if (!profile.Succeeded)
            return new Result<StoredPartner>(profile.Diagnostics);

        return new Result<StoredPartner>(await store.Tenants.SavePartnerAsync(tenant, partner, json, time.GetUtcNow(), actor, cancellationToken).ConfigureAwait(false));
    }

    public async Task<Result<StoredTable>> SaveTableAsync(string tenant, string name, ReadOnlyMemory<byte> content, string actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);

        if (!TableName.IsValid(name))
            return new Result<StoredTable>([Diagnostic.Create(DiagnosticCodes.TableNameInvalid, default, "name", name, Expect.TableName)]);

        await gate.EnsureTenantAsync(tenant, cancellationToken).ConfigureAwait(false);
        return await tableKeeper.SaveAsync(tenant, name, content, actor, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Result<StoredTable>?> DeleteTableAsync(string tenant, string name, string actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        return await tableKeeper.DeleteAsync(tenant, name, actor, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ReplyAnswer> ReplyAsync(AccessScope scope, ReplyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Diagnostic> faults = ReplyChecker.CheckRequest(request);
        if (faults.Count > 0)
            return new ReplyAnswer(null, faults, []);
        if (scope.Supplier is null || await store.Tenants.FindAsync(scope.Tenant, cancellationToken).ConfigureAwait(false) is not { } tenant)
            return new ReplyAnswer(ReplyOutcome.NotFound, [], []);

        DateTimeOffset now = time.GetUtcNow();
        List<ReplySubmission> submissions = [];
        List<Diagnostic> issues = [];
        foreach (OrderReply reply in request.Orders)
        {
            StoredOrder? stored = await store.Documents.FindAsync(scope, reply.OrderNumber, cancellationToken).ConfigureAwait(false);
            if (stored is null)
                return new ReplyAnswer(ReplyOutcome.NotFound, [], []);
            if (reply.Revision > stored.Order.Revision)
                return new ReplyAnswer(ReplyOutcome.StaleRevision, [], [stored]);

            // An answer to an older revision is for the store to judge: it may be the repetition of one that was taken.
            IReadOnlyList<Diagnostic> found = reply.Revision == stored.Order.Revision ? ReplyChecker.Check(reply, stored, tenant.ReplyReasons) : [];
            issues.AddRange(found);
            if (found.Count == 0)
                submissions.Add(Submission(scope, request, reply, stored, now));
        }

        if (issues.Count > 0)
            return new ReplyAnswer(null, issues, []);

        ReplyResult result = await store.Replies.SubmitAsync(scope, submissions, request.SubmitKey, cancellationToken).ConfigureAwait(false);
        logger.RepliesSubmitted(submissions.Count, scope.Supplier, scope.Tenant, result.Outcome);
        if (result.Outcome == ReplyOutcome.Stored)
            signal.EffectsAreDue();
        return new ReplyAnswer(result.Outcome, [], result.Current);
    }

    public async Task<int> WriteOrderLinesAsync(AccessScope scope, OrderLineQuery query, CsvExportOptions options, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        HashSet<(string Number, int Revision)> orders = [];
        CsvWritten written = await OrderLineCsvWriter.WriteAsync(ReadAsync(), options, output, cancellationToken).ConfigureAwait(false);

        // Evidence that the supplier had the data; the buyer looking at its own is none.
        if (scope.Supplier is not null)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach ((string Number, int Revision)[] part in orders.Chunk(1_000))
            {
                await store.Documents.AppendTraceAsync(
                    [.. part.Select(o => new TraceEvent(scope.Tenant, o.Number, o.Revision, TraceStep.Downloaded, now, options.Actor))], cancellationToken).ConfigureAwait(false);
            }
        }

        return written.Lines;

        async IAsyncEnumerable<OrderLineRow> ReadAsync()
        {
            await foreach (OrderLineRow row in store.Documents.ReadLinesAsync(scope, query, cancellationToken).ConfigureAwait(false))
            {
                orders.Add((row.OrderNumber, row.Revision));
                yield return row;
            }
        }
    }

    public async Task<WrittenReplies> WriteRepliesAsync(
        string tenant, IReadOnlyList<ReplyFeedItem> items, string? map, Stream output, string? partner = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(output);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        ReplyForm form = await replyFiles.FindFormAsync(tenant, map, partner, cancellationToken).ConfigureAwait(false);
        return new WrittenReplies(form.ContentType, form.Extension, await form.WriteAsync(items, output, cancellationToken).ConfigureAwait(false));
    }

    public async Task<Result<RenderedDocument>> PrintDeliveryNotesAsync(AccessScope scope, DeliveryNoteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        return await notes.PrintAsync(scope, request, cancellationToken).ConfigureAwait(false);
    }

    public Task<RenderedDocument> RenderAsync(string template, Order order, string mediaType = "application/pdf", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);

        return template == "delivery-note"
            ? notes.RenderAsync(order, mediaType, cancellationToken)
            : throw new EdiSetupException($"There is no document '{template}'; expected delivery-note.");
    }

    public async Task RunUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        await worker.RunUntilIdleAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        IAsyncDisposable? owner = Owner;
        Owner = null;
        return owner is null ? ValueTask.CompletedTask : owner.DisposeAsync();
    }

    /// <summary>Checks what a start checks, for an engine without a host.</summary>
    internal void CheckSetUp()
    {
        tables.CheckSetUp();
        maps.CheckSetUp();
        partners.CheckSetUp();
    }

    private int MaxIssues => Math.Min(options.Value.MaxDiagnostics + 1, 1_001);

    /// <summary>The file is committed: from here the sender's patience no longer matters, and a failure leaves the rest to the worker.</summary>
    private async Task ProcessNowAsync(Receipt receipt, bool throwFaults)
    {
        IReadOnlyList<ReceiptClaim> claims;
        try
        {
            claims = await store.Inbox.ClaimAsync(inbound.Owner, options.Value.Lease, 1, receipt, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EdiStoreException e)
        {
            logger.StoreFailed(receipt.Id, e.Message);
            claims = [];
        }

        try
        {
            foreach (ReceiptClaim claim in claims)
                await inbound.ProcessAsync(claim, throwFaults, gate.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gate.Stopping.IsCancellationRequested)
        {
            // The sender is told that the file is taken; the next start processes it.
        }

        if (claims.Count == 0)
            signal.ReceiptsAreDue();
    }

    private async Task<IngestResult> AnswerAsync(AcceptanceVerdict verdict, Receipt receipt, IngestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            Receipt now = await store.Inbox.FindAsync(request.Tenant, receipt.Id, cancellationToken).ConfigureAwait(false) ?? receipt;
            List<Diagnostic> issues = [];
            if (AboutVerdict(verdict, now, request) is { } first)
                issues.Add(first);
            if (verdict != AcceptanceVerdict.KeyConflict)
                issues.AddRange(await store.Inbox.ReadDiagnosticsAsync(request.Tenant, now.Id, MaxIssues, cancellationToken).ConfigureAwait(false));

            bool hasOrders = request.ReturnOrders && now.State == ReceiptState.Published && verdict != AcceptanceVerdict.KeyConflict;
            return new IngestResult(verdict, now, issues, hasOrders ? await ReadOrdersAsync(now, cancellationToken).ConfigureAwait(false) : []);
        }
        catch (EdiStoreException e)
        {
            // The file is taken; saying otherwise would make the sender repeat it for nothing.
            logger.StoreFailed(receipt.Id, e.Message);
            return new IngestResult(verdict, receipt, [], []);
        }
    }

    private static Diagnostic? AboutVerdict(AcceptanceVerdict verdict, Receipt receipt, IngestRequest request)
    {
        SourcePosition file = new(receipt.File.FileName, 0, 0);
        return verdict switch
        {
            AcceptanceVerdict.Duplicate => Diagnostic.Create(DiagnosticCodes.FileDuplicate, file, found: receipt.Id),
            AcceptanceVerdict.KeyConflict => Diagnostic.Create(DiagnosticCodes.KeyReused, file, found: request.TransportId),
            _ => receipt.IsHeld ? AboutHeld(receipt) : null,
        };
    }

    private static Diagnostic AboutHeld(Receipt receipt) => Diagnostic.Create(DiagnosticCodes.FileHeld, new SourcePosition(receipt.File.FileName, 0, 0), found: receipt.RepeatOf);

    private async Task<IReadOnlyList<Order>> ReadOrdersAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        string tenant = receipt.File.Tenant;
        List<Order> orders = [];
        await foreach (MessageResult result in store.Inbox.ReadResultsAsync(tenant, receipt.Id, cancellationToken).ConfigureAwait(false))
        {
            if (orders.Count == MaxReturnedOrders)
                break;
            if (result.Verdict is not MessageVerdict.Refused && result.OrderNumber is { } number
                && await store.Documents.FindRevisionAsync(new AccessScope(tenant), number, result.Revision, cancellationToken).ConfigureAwait(false) is { } order)
                orders.Add(order);
        }

        return orders;
    }

    private ReplySubmission Submission(AccessScope scope, ReplyRequest request, OrderReply reply, StoredOrder stored, DateTimeOffset now)
    {
        string id = Guid.CreateVersion7(now).ToString("N");
        if (reply.Revision != stored.Order.Revision)
        {
            // The store refuses it or repeats its first answer; nothing of it is ever written.
            OrderResponse old = new() { Id = id, OrderNumber = reply.OrderNumber, OrderRevision = reply.Revision, SupplierCode = scope.Supplier!, RespondedAt = now, Lines = [] };
            return new ReplySubmission { Response = old, Statuses = new Dictionary<string, LineStatus>() };
        }

        (OrderResponse response, IReadOnlyDictionary<string, LineStatus> statuses) = ReplyChecker.Make(reply, stored, id, request.Actor, now);
        return new ReplySubmission
        {
            Response = response,
            Statuses = statuses,
            Outbox = hooks.Plan(scope.Tenant, response),
            Trace = [new TraceEvent(scope.Tenant, reply.OrderNumber, reply.Revision, TraceStep.Answered, now, request.Actor, response.Id, $"{response.Lines.Count} lines")],
        };
    }
}
