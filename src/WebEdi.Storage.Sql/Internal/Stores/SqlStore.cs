using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Archive;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The store in a SQL database.</summary>
internal sealed class SqlStore(SqlDatabase database) : IEdiStore
{
    public IInboxStore Inbox { get; } = new InboxStore(database);

    public IDocumentStore Documents { get; } = new DocumentStore(database, database.LinesInMemory);

    public IReplyStore Replies { get; } = new ReplyStore(database);

    public IDespatchStore Despatches { get; } = new DespatchStore(database);

    public IOutboxStore Outbox { get; } = new OutboxStore(database);

    public ITenantStore Tenants { get; } = new TenantStore(database);

    public IAccountStore Accounts { get; } = new AccountStore(database);

    public IMailboxStore Mailbox { get; } = new MailboxStore(database);

    public IAuditStore Audit { get; } = new AuditStore(database);

    public IUpkeepStore Upkeep { get; } = new UpkeepStore(database);

    public IArchiveStore Archive { get; } = new ArchiveStore(database);

    public Task OpenAsync(CancellationToken cancellationToken = default) => database.OpenAsync(cancellationToken);

    public Task WaitForWorkAsync(CancellationToken cancellationToken = default) => database.WaitForWorkAsync(cancellationToken);

    public async Task<StoreHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        const string Touch = "insert into store_fact (name, value) values ('touched', ?1) on conflict (name) do update set value = excluded.value";
        try
        {
            DateTimeOffset now = await database.WriteAsync(
                default,
                session =>
                {
                    session.Run(Touch, session.Now.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
                    return session.Now;
                },
                cancellationToken).ConfigureAwait(false);
            DateTimeOffset? oldest = null;
            foreach (string? tenant in await database.ListTenantsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (await OldestAsync(tenant, now, cancellationToken).ConfigureAwait(false) is { } due && !(due > oldest))
                    oldest = due;
            }

            return new StoreHealth(true, database.SchemaVersion, "reads and writes", oldest);
        }
        catch (EdiStoreException exception)
        {
            return new StoreHealth(false, database.SchemaVersion, exception.Message, null);
        }
    }

    public async Task<IReadOnlyList<StoreFinding>> ExamineAsync(CancellationToken cancellationToken = default)
    {
        StoreHealth health = await CheckAsync(cancellationToken).ConfigureAwait(false);
        StoreFinding state = new("database", health.IsHealthy ? FindingLevel.Good : FindingLevel.Fault, health.IsHealthy ? $"reads and writes; schema {health.SchemaVersion}" : health.Description);
        return health.IsHealthy ? [state, .. await database.ExamineAsync(cancellationToken).ConfigureAwait(false)] : [state];
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<DateTimeOffset?> OldestAsync(string? tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string where = tenant is null ? "" : " and tenant = ?2";
        string oldest =
            $"""
            select min(w.due_at) from (
                select min(due_at) as due_at from receipt where state < 2 and due_at <= ?1{where}
                union all select min(due_at) from outbox where state < 2 and due_at <= ?1{where}) w
            """;
        long due = await database.ReadAsync(tenant, session => session.Number(oldest, now, tenant), cancellationToken).ConfigureAwait(false);
        return due == 0 ? null : SqlTime.To(due);
    }
}
