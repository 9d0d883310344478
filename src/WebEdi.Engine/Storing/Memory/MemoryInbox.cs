using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryInbox(MemoryState state, MemoryOrders orders) : IInboxStore
{
    public async Task<Acceptance> AcceptAsync(InboundFile file, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);

        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (bytes.Length != file.Length)
            throw new ArgumentException($"The content has {bytes.Length} bytes, {file.Length} were announced.", nameof(content));

        return await state.Locked(() => Accept(file, bytes.ToArray())).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<ReceiptClaim>> ClaimAsync(string owner, TimeSpan lease, int max, Receipt? only = null, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<ReceiptClaim>>(() =>
        {
            DateTimeOffset now = state.Now;
            List<MemoryReceipt> due =
            [
                .. state.Receipts
                    .Where(r => r.IsWork && WorkTimes.IsDue(r, now) && (only is null || r.Receipt.Id == only.Id))
                    .OrderBy(r => r.DueAt)
                    .Take(max),
            ];
            foreach (MemoryReceipt receipt in due)
            {
                receipt.ClaimNumber++;
                receipt.LeaseUntil = now + lease;
                receipt.Receipt = receipt.Receipt with { Attempt = receipt.Receipt.Attempt + 1 };
            }

            return [.. due.Select(r => new ReceiptClaim(r.Receipt, r.ClaimNumber, r.Checkpoint))];
        });

    public Task<bool> ReopenAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Find(tenant, receiptId) is not { Receipt.State: ReceiptState.Quarantined } receipt)
            return false;

        receipt.ClaimNumber++;
        receipt.DueAt = state.Now;
        receipt.Receipt = receipt.Receipt with
        {
            State = receipt.Checkpoint > 0 ? ReceiptState.Processing : ReceiptState.Accepted,
            Attempt = 0,
            FinishedAt = null,
        };
        return true;
    });

    public Task<bool> RenewAsync(ReceiptClaim claim, TimeSpan lease, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Held(claim) is not { } receipt)
            return false;

        receipt.LeaseUntil = state.Now + lease;
        return true;
    });

    public Task ReleaseAsync(ReceiptClaim claim, TimeSpan retryAfter, bool countAttempt, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Held(claim) is not { } receipt)
            return;

        receipt.ClaimNumber++;
        receipt.LeaseUntil = null;
        receipt.DueAt = state.Now + retryAfter;
        if (!countAttempt)
            receipt.Receipt = receipt.Receipt with { Attempt = Math.Max(receipt.Receipt.Attempt - 1, 0) };
    });

    public Task<Stream?> OpenContentAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) =>
        state.Locked<Stream?>(() => Find(tenant, receiptId) is { } receipt ? new MemoryStream(receipt.Content, writable: false) : null);

    public Task<CommitOutcome> CommitAsync(ReceiptClaim claim, ProcessedBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);

        return state.Locked(() => Commit(claim, batch));
    }

    public Task<Receipt?> FindAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) =>
        state.Locked(() => Find(tenant, receiptId)?.Receipt);

    public Task<Page<Receipt>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) =>
        state.Locked(() => MemoryState.Cut(state.Receipts.Where(r => r.Tenant == tenant).Select(r => r.Receipt).Reverse(), page, pageSize));

    public async IAsyncEnumerable<MessageResult> ReadResultsAsync(
        string tenant, string receiptId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        MessageResult[] results = await state.Locked<MessageResult[]>(() => [.. Find(tenant, receiptId)?.Results ?? []]).ConfigureAwait(false);
        foreach (MessageResult result in results)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return result;
        }
    }

    public Task<IReadOnlyList<Diagnostic>> ReadDiagnosticsAsync(string tenant, string receiptId, int max, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<Diagnostic>>(() => [.. (Find(tenant, receiptId)?.Diagnostics ?? []).Take(max)]);

    public Task<IReadOnlyList<SupplierSummary>> SummariseAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<SupplierSummary>>(() =>
            [.. (Find(tenant, receiptId)?.Results ?? [])
                .Where(r => r.Verdict is MessageVerdict.Created or MessageVerdict.Changed && r is { Supplier: not null, OrderNumber: not null })
                .GroupBy(r => r.Supplier!, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Summarise(tenant, g.Key, [.. g]))]);

    private Acceptance Accept(InboundFile file, byte[] bytes)
    {
        MemoryReceipt? byKey = file.TransportId is null ? null : state.TransportKeys.GetValueOrDefault((file.Tenant, file.Partner, file.TransportId));
        if (byKey is not null && byKey.Receipt.File.ContentHash != file.ContentHash)
            return new Acceptance(AcceptanceVerdict.KeyConflict, byKey.Receipt);
        if (byKey is { Receipt.State: ReceiptState.Published })
            return new Acceptance(AcceptanceVerdict.Duplicate, byKey.Receipt);

        MemoryReceipt? earlier = state.ContentKeys.GetValueOrDefault((file.Tenant, file.Partner, file.ContentHash));
        AcceptanceVerdict verdict = earlier?.Receipt switch
        {
            null => AcceptanceVerdict.New,
            { State: ReceiptState.Published } r => file.Duplicates.Judge(file.ReceivedAt - r.File.ReceivedAt),
            { State: ReceiptState.Accepted or ReceiptState.Processing } or { IsHeld: true } => AcceptanceVerdict.Joined,
            var r when !r.File.IsReadLike(file) => AcceptanceVerdict.New,
            { State: ReceiptState.Quarantined } => AcceptanceVerdict.Joined,
            _ => AcceptanceVerdict.RefusedBefore,
        };
        MemoryReceipt receipt = earlier!;
        if (verdict is AcceptanceVerdict.New or AcceptanceVerdict.Held)
        {
            receipt = new MemoryReceipt(Begin(file, earlier?.Receipt.Id, verdict == AcceptanceVerdict.Held), bytes) { DueAt = state.Now };
            state.Receipts.Add(receipt);
            state.ContentKeys[(file.Tenant, file.Partner, file.ContentHash)] = receipt;
        }

        if (file.TransportId is not null)
            state.TransportKeys[(file.Tenant, file.Partner, file.TransportId)] = receipt;
        return new Acceptance(verdict, receipt.Receipt);
    }

    private Receipt Begin(InboundFile file, string? repeatOf, bool isHeld) => new()
    {
        Id = Guid.CreateVersion7(state.Now).ToString("N"),
        Number = (state.Receipts.FindLast(r => r.Tenant == file.Tenant)?.Receipt.Number ?? 0) + 1,
        File = file,
        State = isHeld ? ReceiptState.Quarantined : ReceiptState.Accepted,
        RepeatOf = repeatOf,
        FinishedAt = isHeld ? state.Now : null,
    };

    private CommitOutcome Commit(ReceiptClaim claim, ProcessedBatch batch)
    {
        if (Held(claim) is not { } receipt || batch.Checkpoint < receipt.Checkpoint || batch.Results.Any(r => r.Sequence <= receipt.Checkpoint))
            return CommitOutcome.ClaimLost;

        MemoryState.MustBelong(receipt.Tenant, batch.Trace, batch.Outbox);
        if (batch.NewSuppliers.Any(s => s.Tenant != receipt.Tenant))
            throw new ArgumentException("A supplier belongs to another tenant.", nameof(batch));
        if (!orders.AreAsExpected(receipt.Tenant, batch.Orders))
            return CommitOutcome.OrdersChanged;

        foreach (OrderRegistration registration in batch.Orders)
            orders.Register(receipt, registration);
        foreach (SupplierProfile supplier in batch.NewSuppliers)
            state.Suppliers.TryAdd((supplier.Tenant, supplier.Party.Code), supplier);
        receipt.Results.AddRange(batch.Results);
        receipt.Diagnostics.AddRange(batch.Diagnostics);
        state.Trace.AddRange(batch.Trace);
        state.Enqueue(receipt.Tenant, batch.Outbox);

        bool isFurther = batch.Checkpoint > receipt.Checkpoint;
        receipt.Checkpoint = batch.Checkpoint;
        receipt.Receipt = receipt.Receipt with { State = batch.State, Counts = batch.Counts, DetectedFormat = batch.DetectedFormat ?? receipt.Receipt.DetectedFormat };
        if (receipt.Receipt.IsFinished)
        {
            receipt.Receipt = receipt.Receipt with { FinishedAt = state.Now };
            receipt.LeaseUntil = null;
        }
        else if (isFurther)
        {
            receipt.Receipt = receipt.Receipt with { Attempt = 0 };
        }

        return CommitOutcome.Committed;
    }

    private SupplierSummary Summarise(string tenant, string supplier, List<MessageResult> results)
    {
        List<MemoryRevision> revisions = [.. results.Select(r => state.Orders[(tenant, r.OrderNumber!)].Revisions[r.Revision])];
        return new SupplierSummary(
            supplier,
            results.Count(r => r.Verdict == MessageVerdict.Created),
            results.Count(r => r.Verdict == MessageVerdict.Changed),
            revisions.Sum(r => r.Order.Lines.Count),
            revisions.SelectMany(r => r.Order.Lines).Min(l => l.DueDate),
            [.. results.Take(20).Select(r => r.OrderNumber!)]);
    }

    private MemoryReceipt? Find(string tenant, string receiptId) => state.Receipts.Find(r => r.Tenant == tenant && r.Receipt.Id == receiptId);

    private MemoryReceipt? Held(ReceiptClaim claim) =>
        Find(claim.Receipt.File.Tenant, claim.Receipt.Id) is { IsWork: true } receipt && receipt.ClaimNumber == claim.ClaimNumber ? receipt : null;
}
