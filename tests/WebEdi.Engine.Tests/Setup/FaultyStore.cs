using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Tests.Setup;

/// <summary>A store that fails where the test says, before or after it did what it was asked.</summary>
internal sealed class FaultyStore(IEdiStore inner) : IEdiStore
{
    private readonly FaultyInbox _inbox = new(inner.Inbox);

    public FaultyInbox Faults => _inbox;

    public IInboxStore Inbox => _inbox;

    public IDocumentStore Documents => inner.Documents;

    public IReplyStore Replies => inner.Replies;

    public IDespatchStore Despatches => inner.Despatches;

    public IOutboxStore Outbox => Completions is null ? inner.Outbox : new FaultyOutbox(inner.Outbox, Completions);

    /// <summary>Gets or sets what fails when an outcome is written down; null: nothing.</summary>
    public Action? Completions { get; set; }

    public ITenantStore Tenants => inner.Tenants;

    public IAccountStore Accounts => inner.Accounts;

    public IMailboxStore Mailbox => inner.Mailbox;

    public IAuditStore Audit => inner.Audit;

    public IUpkeepStore Upkeep => inner.Upkeep;

    public IArchiveStore? Archive { get; init; } = inner.Archive;

    public Task OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    public Task WaitForWorkAsync(CancellationToken cancellationToken = default) => inner.WaitForWorkAsync(cancellationToken);

    public Task<StoreHealth> CheckAsync(CancellationToken cancellationToken = default) => inner.CheckAsync(cancellationToken);

    public Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken = default) => inner.ExamineAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

internal enum Fault
{
    None,
    BeforeCommit,
    AfterCommit,
}

internal sealed class FaultyInbox(IInboxStore inner) : IInboxStore
{
    /// <summary>Gets or sets what happens to the n-th commit, from 1.</summary>
    public Func<int, Fault> OnCommit { get; set; } = _ => Fault.None;

    /// <summary>Gets or sets what is done right before a commit reaches the store.</summary>
    public Func<int, Task>? BeforeCommit { get; set; }

    /// <summary>Gets or sets a value indicating whether claims cannot be given back, as after a crash.</summary>
    public bool ReleaseFails { get; set; }

    /// <summary>Gets or sets a value indicating whether claims that are given back are due at once.</summary>
    public bool ReleaseNow { get; set; }

    public bool AcceptFails { get; set; }

    public int Commits { get; private set; }

    public Task<Acceptance> AcceptAsync(InboundFile file, Stream content, CancellationToken cancellationToken = default) =>
        AcceptFails ? throw new EdiStoreException("the disk is full", isTransient: true) : inner.AcceptAsync(file, content, cancellationToken);

    public Task<IReadOnlyList<ReceiptClaim>> ClaimAsync(string owner, TimeSpan lease, int max, Receipt? only = null, CancellationToken cancellationToken = default) =>
        inner.ClaimAsync(owner, lease, max, only, cancellationToken);

    public Task<bool> ReopenAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => inner.ReopenAsync(tenant, receiptId, cancellationToken);

    public Task<bool> RenewAsync(ReceiptClaim claim, TimeSpan lease, CancellationToken cancellationToken = default) => inner.RenewAsync(claim, lease, cancellationToken);

    public Task ReleaseAsync(ReceiptClaim claim, TimeSpan retryAfter, bool countAttempt, CancellationToken cancellationToken = default) =>
        ReleaseFails ? throw new EdiStoreException("the process is gone", isTransient: true) : inner.ReleaseAsync(claim, ReleaseNow ? TimeSpan.Zero : retryAfter, countAttempt, cancellationToken);

    public Task<Stream?> OpenContentAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => inner.OpenContentAsync(tenant, receiptId, cancellationToken);

    public async Task<CommitOutcome> CommitAsync(ReceiptClaim claim, ProcessedBatch batch, CancellationToken cancellationToken = default)
    {
        int number = ++Commits;
        if (BeforeCommit is not null)
            await BeforeCommit(number);
        Fault fault = OnCommit(number);
        if (fault == Fault.BeforeCommit)
            throw new EdiStoreException("gone before the commit", isTransient: true);

        CommitOutcome outcome = await inner.CommitAsync(claim, batch, cancellationToken);
        return fault == Fault.AfterCommit ? throw new EdiStoreException("gone after the commit", isTransient: true) : outcome;
    }

    public Task<Receipt?> FindAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => inner.FindAsync(tenant, receiptId, cancellationToken);

    public Task<Page<Receipt>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) => inner.ListAsync(tenant, page, pageSize, cancellationToken);

    public IAsyncEnumerable<MessageResult> ReadResultsAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => inner.ReadResultsAsync(tenant, receiptId, cancellationToken);

    public Task<IReadOnlyList<Diagnostic>> ReadDiagnosticsAsync(string tenant, string receiptId, int max, CancellationToken cancellationToken = default) =>
        inner.ReadDiagnosticsAsync(tenant, receiptId, max, cancellationToken);

    public Task<IReadOnlyList<SupplierSummary>> SummariseAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) => inner.SummariseAsync(tenant, receiptId, cancellationToken);
}

/// <summary>Fails where outcomes are written down.</summary>
internal sealed class FaultyOutbox(IOutboxStore inner, Action completing) : IOutboxStore
{
    public Task<IReadOnlyList<OutboxClaim>> ClaimAsync(string owner, TimeSpan lease, int max, CancellationToken cancellationToken = default) =>
        inner.ClaimAsync(owner, lease, max, cancellationToken);

    public Task<bool> SaveContentAsync(OutboxClaim claim, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        inner.SaveContentAsync(claim, content, cancellationToken);

    public Task<bool> MarkHandingOverAsync(OutboxClaim claim, TimeSpan lease, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken = default) =>
        inner.MarkHandingOverAsync(claim, lease, content, cancellationToken);

    public Task<int> CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken = default)
    {
        completing();
        return inner.CompleteAsync(completions, cancellationToken);
    }

    public Task<Page<OutboxRow>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) => inner.ListAsync(tenant, page, pageSize, cancellationToken);

    public Task<bool> RedriveAsync(string tenant, string id, CancellationToken cancellationToken = default) => inner.RedriveAsync(tenant, id, cancellationToken);

    public Task<OutboxRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default) => inner.FindAsync(tenant, id, cancellationToken);

    public Task<bool> EditAsync(string tenant, string id, string payload, CancellationToken cancellationToken = default) => inner.EditAsync(tenant, id, payload, cancellationToken);

    public Task<bool> DropAsync(string tenant, string id, CancellationToken cancellationToken = default) => inner.DropAsync(tenant, id, cancellationToken);

    public Task HoldAsync(string reason, CancellationToken cancellationToken = default) => inner.HoldAsync(reason, cancellationToken);

    public Task<bool> ReleaseAsync(CancellationToken cancellationToken = default) => inner.ReleaseAsync(cancellationToken);

    public Task<string?> FindHoldAsync(CancellationToken cancellationToken = default) => inner.FindHoldAsync(cancellationToken);
}
