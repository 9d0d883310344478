using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The store in one SQLite file.</summary>
internal sealed class SqliteStore(SqliteDatabase database) : IEdiStore
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

    public Task OpenAsync(CancellationToken cancellationToken = default) => database.OpenAsync(cancellationToken);

    public async Task<StoreHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        const string Touch = "insert into store_fact (name, value) values ('touched', ?1) on conflict (name) do update set value = excluded.value";
        const string Oldest =
            "select min(due_at) from (select min(due_at) as due_at from receipt where state < 2 and due_at <= ?1 union all select min(due_at) from outbox where state < 2 and due_at <= ?1)";
        try
        {
            DateTimeOffset now = database.Now;
            await database.WriteAsync(s => s.Run(Touch, now.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), cancellationToken).ConfigureAwait(false);
            long oldest = await database.ReadAsync(s => s.Number(Oldest, now), cancellationToken).ConfigureAwait(false);
            return new StoreHealth(true, database.SchemaVersion, "reads and writes", oldest == 0 ? null : SqlTime.To(oldest));
        }
        catch (EdiStoreException exception)
        {
            return new StoreHealth(false, database.SchemaVersion, exception.Message, null);
        }
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
