using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

/// <summary>A store for the library's first minute and for tests: the whole contract, one lock, gone with the process.</summary>
internal sealed class MemoryStore : IEdiStore
{
    private readonly MemoryState _state;

    public MemoryStore(TimeProvider clock)
    {
        _state = new MemoryState(clock);
        MemoryOrders orders = new(_state);
        Inbox = new MemoryInbox(_state, orders);
        Documents = new MemoryDocuments(_state, orders);
        Replies = new MemoryReplies(_state, orders);
        Despatches = new MemoryDespatches(_state);
        Outbox = new MemoryOutbox(_state);
        Tenants = new MemoryTenants(_state);
        Accounts = new MemoryAccounts(_state);
        Mailbox = new MemoryMailbox(_state);
        Audit = new MemoryAudit(_state);
        Upkeep = new MemoryUpkeep(_state);
    }

    public IInboxStore Inbox { get; }

    public IDocumentStore Documents { get; }

    public IReplyStore Replies { get; }

    public IDespatchStore Despatches { get; }

    public IOutboxStore Outbox { get; }

    public ITenantStore Tenants { get; }

    public IAccountStore Accounts { get; }

    public IMailboxStore Mailbox { get; }

    public IAuditStore Audit { get; }

    public IUpkeepStore Upkeep { get; }

    public IArchiveStore? Archive => null;

    public Task OpenAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task WaitForWorkAsync(CancellationToken cancellationToken = default) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    public Task<StoreHealth> CheckAsync(CancellationToken cancellationToken = default) => _state.Locked(() =>
    {
        IEnumerable<DateTimeOffset> due = _state.Receipts.Where(r => r.IsWork).Select(r => r.DueAt)
            .Concat(_state.OutboxEntries.Where(e => e.IsWork).Select(e => e.DueAt))
            .Where(d => d <= _state.Now);
        DateTimeOffset oldest = due.DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return new StoreHealth(true, 0, "in memory", oldest == DateTimeOffset.MaxValue ? null : oldest);
    });

    public Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<StoreFinding>>(
        [new StoreFinding("database", FindingLevel.Warning, "in memory: everything is gone with the process")]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
