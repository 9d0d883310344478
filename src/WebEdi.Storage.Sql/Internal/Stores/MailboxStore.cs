using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class MailboxStore(SqlDatabase database) : IMailboxStore
{
    public Task SaveAsync(CapturedMail mail, CancellationToken cancellationToken = default)
    {
        const string Save =
            """
            insert into mail (tenant, seq, id, at, body) values (?1, ?2, ?3, ?4, ?5)
            on conflict do nothing
            """;

        return database.WriteAsync(new SqlScope(mail.Tenant), session => session.Run(Save, mail.Tenant, session.Ids.NextNumber(), mail.Id, mail.At, StoreJson.Text(mail, StoreJson.Default.CapturedMail)), cancellationToken);
    }

    public Task<Page<CapturedMail>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) => database.ReadAsync(
        tenant,
        session =>
        {
            Paging paging = Paging.Of(page, pageSize);
            List<CapturedMail> mails = session.List("select body from mail where tenant = ?1 order by seq desc limit ?2 offset ?3", ToMail, tenant, paging.Size, paging.Offset);
            return new Page<CapturedMail>(mails, (int)session.Number("select count(*) from mail where tenant = ?1", tenant));
        },
        cancellationToken);

    public Task<CapturedMail?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tenant, session => session.Find("select body from mail where tenant = ?1 and id = ?2", ToMail, tenant, id), cancellationToken);

    private static CapturedMail ToMail(SqlStatement row) => StoreJson.Read(row.Bytes(0), StoreJson.Default.CapturedMail);
}

internal sealed class AuditStore(SqlDatabase database) : IAuditStore
{
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default)
    {
        const string Append =
            """
            insert into audit (tenant, seq, at, actor, source, action, target, succeeded)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """;

        return database.WriteAsync(
            new SqlScope(entry.Tenant),
            session => session.Run(Append, entry.Tenant, session.Ids.NextNumber(), entry.At, entry.Actor, entry.Source, entry.Action, entry.Target, entry.Succeeded), cancellationToken);
    }

    public Task<Page<AuditEntry>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default)
    {
        const string List = "select at, actor, source, action, target, succeeded from audit where tenant = ?1 order by seq desc limit ?2 offset ?3";

        return database.ReadAsync(
            tenant,
            session =>
            {
                Paging paging = Paging.Of(page, pageSize);
                List<AuditEntry> entries = session.List(
                    List,
                    row => new AuditEntry(tenant, row.Time(0), row.Text(1), row.TextOrNull(2), row.Text(3), row.TextOrNull(4), row.Bool(5)),
                    tenant, paging.Size, paging.Offset);
                return new Page<AuditEntry>(entries, (int)session.Number("select count(*) from audit where tenant = ?1", tenant));
            },
            cancellationToken);
    }
}
