using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class OutboxStore(SqliteDatabase database) : IOutboxStore
{
    private const int ReasonLimit = 500;
    private const string Columns = "o.id, o.tenant, o.kind, o.key, o.first_due_at, o.payload";
    private const string IsHeld = "tenant = ?1 and id = ?2 and claim_no = ?3 and state < 2";

    public Task<IReadOnlyList<OutboxClaim>> ClaimAsync(string owner, TimeSpan lease, int max, CancellationToken cancellationToken = default)
    {
        // Only the lowest unfinished entry of a key; an expired lease is part of the question, so there is no rescuer to forget.
        const string Due =
            """
            select o.tenant, o.id from outbox o
            where o.state < 2 and o.due_at <= ?1 and (o.lease_until is null or o.lease_until <= ?1)
                and (o.key is null or not exists (select 1 from outbox p where p.tenant = o.tenant and p.key = o.key and p.seq < o.seq and p.state < 2))
            order by o.due_at, o.seq limit ?2
            """;
        const string Claim =
            """
            update outbox set claim_no = claim_no + 1, attempt = attempt + 1, lease_until = ?3, owner = ?4, was_handing = max(was_handing, state), state = 0
            where tenant = ?1 and id = ?2
            """;

        return database.WriteAsync<IReadOnlyList<OutboxClaim>>(
            session =>
            {
                DateTimeOffset now = database.Now;
                List<OutboxClaim> claims = [];
                foreach ((string tenant, string id) in session.List(Due, static row => (row.Text(0), row.Text(1)), now, max))
                {
                    session.Run(Claim, tenant, id, now + lease, owner);
                    claims.Add(ReadClaim(session, tenant, id));
                }

                return claims;
            },
            cancellationToken);
    }

    public Task<bool> SaveContentAsync(OutboxClaim claim, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        const string Save = "insert into outbox_content (tenant, id, content) values (?1, ?2, ?3) on conflict do update set content = excluded.content";

        return database.WriteAsync(
            session =>
            {
                bool isHeld = session.Number($"select count(*) from outbox where {IsHeld}", claim.Entry.Tenant, claim.Entry.Id, claim.ClaimNumber) == 1;
                return isHeld && session.Run(Save, claim.Entry.Tenant, claim.Entry.Id, content.ToArray()) == 1;
            },
            cancellationToken);
    }

    public Task<bool> MarkHandingOverAsync(OutboxClaim claim, CancellationToken cancellationToken = default) => database.WriteAsync(
        session => session.Run($"update outbox set state = 1 where {IsHeld}", claim.Entry.Tenant, claim.Entry.Id, claim.ClaimNumber) == 1, cancellationToken);

    public Task<int> CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completions);
        foreach (OutboxCompletion completion in completions)
            Effects.MustBelong(completion.Claim.Entry.Tenant, completion.Trace, []);

        return database.WriteAsync(session => completions.Count(c => Complete(session, c)), cancellationToken);
    }

    public Task<Page<OutboxRow>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default)
    {
        const string List =
            $"select {Columns}, o.state, o.attempt, o.due_at, o.reason from outbox o where o.tenant = ?1 and o.state <> 2 order by o.seq desc limit ?2 offset ?3";

        return database.ReadAsync(
            session =>
            {
                Paging paging = Paging.Of(page, pageSize);
                List<OutboxRow> rows = session.List(
                    List, static row => new OutboxRow(ToEntry(row), (OutboxState)row.Int(6), row.Int(7), row.Time(8), row.TextOrNull(9)), tenant, paging.Size, paging.Offset);
                return new Page<OutboxRow>(rows, (int)session.Number("select count(*) from outbox where tenant = ?1 and state <> 2", tenant));
            },
            cancellationToken);
    }

    public Task<bool> RedriveAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        const string Redrive = "update outbox set state = 0, attempt = 0, first_due_at = ?3, due_at = ?3 where tenant = ?1 and id = ?2 and state = 3";

        return database.WriteAsync(session => session.Run(Redrive, tenant, id, database.Now) == 1, cancellationToken);
    }

    private bool Complete(SqliteSession session, OutboxCompletion completion)
    {
        const string Finish =
            $"""
            update outbox set state = ?4, claim_no = claim_no + 1, lease_until = null, owner = null, due_at = ?5, was_handing = ?6, reason = ?7
            where {IsHeld}
            """;
        OutboxEntry entry = completion.Claim.Entry;
        string? reason = completion.Reason is { Length: > ReasonLimit } text ? text[..ReasonLimit] : completion.Reason;
        if (session.Run(
            Finish, entry.Tenant, entry.Id, completion.Claim.ClaimNumber, (int)completion.State, database.Now + completion.RetryAfter, completion.Unknown, reason) == 0)
            return false;

        // What has left is not kept: a mail is personal data, and only its identity is needed to know it again.
        if (completion.State == OutboxState.Done)
            session.Run("delete from outbox_content where tenant = ?1 and id = ?2", entry.Tenant, entry.Id);
        Effects.Trace(session, completion.Trace);
        return true;
    }

    private static OutboxClaim ReadClaim(SqliteSession session, string tenant, string id)
    {
        const string Read =
            $"""
            select {Columns}, o.claim_no, o.attempt, o.was_handing, c.content
            from outbox o left join outbox_content c on c.tenant = o.tenant and c.id = o.id
            where o.tenant = ?1 and o.id = ?2
            """;

        return session.Find(
            Read,
            static row =>
            {
                OutboxEntry entry = ToEntry(row);
                ReadOnlyMemory<byte>? content = row.IsNull(9) ? default(ReadOnlyMemory<byte>?) : row.Bytes(9).ToArray();
                return new OutboxClaim(entry, row.Long(6), row.Int(7), entry.DueAt, content, row.Bool(8));
            },
            tenant, id)!;
    }

    private static OutboxEntry ToEntry(SqliteStatement row) => new()
    {
        Id = row.Text(0),
        Tenant = row.Text(1),
        Kind = row.Text(2),
        Key = row.TextOrNull(3),
        DueAt = row.Time(4),
        Payload = row.Text(5),
    };
}
