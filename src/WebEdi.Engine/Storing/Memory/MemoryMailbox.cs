using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryMailbox(MemoryState state) : IMailboxStore
{
    public Task SaveAsync(CapturedMail mail, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Find(mail.Tenant, mail.Id) is null)
            state.Mails.Add(mail);
    });

    public Task<Page<CapturedMail>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) =>
        state.Locked(() => MemoryState.Cut(state.Mails.Where(m => m.Tenant == tenant).Reverse(), page, pageSize));

    public Task<CapturedMail?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default) => state.Locked(() => Find(tenant, id));

    private CapturedMail? Find(string tenant, string id) => state.Mails.Find(m => m.Tenant == tenant && m.Id == id);
}

internal sealed class MemoryAudit(MemoryState state) : IAuditStore
{
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default) => state.Locked(() => state.Audit.Add(entry));

    public Task<Page<AuditEntry>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) =>
        state.Locked(() => MemoryState.Cut(state.Audit.Where(a => a.Tenant == tenant).Reverse(), page, pageSize));
}
