using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Effects that wait are rows of a narrow table; what has left moves to another one, which only knows the identities.</summary>
internal sealed class OutboxStore(SqlDatabase database) : IOutboxStore
{
    private const int ReasonLimit = 500;
    private const string Columns = "o.id, o.tenant, o.kind, o.key, o.first_due_at, o.payload";
    private const string Row = $"select {Columns}, o.state, o.attempt, o.due_at, o.reason from outbox o";
    private const string HoldFact = "outbox_hold";
    private const string NotHeld = $"not exists (select 1 from store_fact where name = '{HoldFact}')";
    private const string IsHeld = "tenant = ?1 and id = ?2 and claim_no = ?3 and state < 2";

    private readonly TenantTurns _turns = new();

    public async Task<IReadOnlyList<OutboxClaim>> ClaimAsync(string owner, TimeSpan lease, int max, CancellationToken cancellationToken = default)
    {
        List<OutboxClaim> claims = [];
        foreach (string? tenant in await _turns.NextAsync(database, cancellationToken).ConfigureAwait(false))
        {
            claims.AddRange(await ClaimAsync(tenant, owner, lease, max - claims.Count, cancellationToken).ConfigureAwait(false));
            if (claims.Count == max)
                break;
        }

        return claims;
    }

    public Task<bool> SaveContentAsync(OutboxClaim claim, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        return database.WriteAsync(
            new SqlScope(claim.Entry.Tenant),
            session =>
            {
                // Changing the row holds it: whoever claims it anew waits, and finds the content.
                bool isHeld = session.Run($"update outbox set owner = owner where {IsHeld}", claim.Entry.Tenant, claim.Entry.Id, claim.ClaimNumber) == 1;
                return isHeld && Save(session, claim, content);
            },
            cancellationToken);
    }

    public Task<bool> MarkHandingOverAsync(OutboxClaim claim, TimeSpan lease, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken = default)
    {
        const string Mark = $"update outbox set state = 1, lease_until = ?4 where {IsHeld}";

        return database.WriteAsync(
            new SqlScope(claim.Entry.Tenant),
            session =>
            {
                bool isHeld = session.Run(Mark, claim.Entry.Tenant, claim.Entry.Id, claim.ClaimNumber, session.Now + lease) == 1;
                return isHeld && (content is not { } bytes || Save(session, claim, bytes));
            },
            cancellationToken);
    }

    public async Task<int> CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completions);
        foreach (OutboxCompletion completion in completions)
            Effects.MustBelong(completion.Claim.Entry.Tenant, completion.Trace, []);

        int written = 0;
        foreach (IGrouping<string, OutboxCompletion> own in completions.GroupBy(c => c.Claim.Entry.Tenant, StringComparer.Ordinal))
            written += await database.WriteAsync(new SqlScope(own.Key, ByIndexes: true), session => Complete(session, own.Key, [.. own]), cancellationToken).ConfigureAwait(false);
        return written;
    }

    public Task<Page<OutboxRow>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default)
    {
        const string List = $"{Row} where o.tenant = ?1 order by o.seq desc limit ?2 offset ?3";

        return database.ReadAsync(
            tenant,
            session =>
            {
                Paging paging = Paging.Of(page, pageSize);
                List<OutboxRow> rows = session.List(List, ToRow, tenant, paging.Size, paging.Offset);
                return new Page<OutboxRow>(rows, (int)session.Number("select count(*) from outbox where tenant = ?1", tenant));
            },
            cancellationToken);
    }

    public Task<bool> RedriveAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        const string Redrive = "update outbox set state = 0, attempt = 0, deaths = 0, first_due_at = ?3, due_at = ?3 where tenant = ?1 and id = ?2 and state = 3";

        return database.WriteAsync(
            new SqlScope(tenant),
            session =>
            {
                session.Wake();
                return session.Run(Redrive, tenant, id, session.Now) == 1;
            },
            cancellationToken);
    }

    public Task<OutboxRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tenant, session => session.Find($"{Row} where o.tenant = ?1 and o.id = ?2", ToRow, tenant, id), cancellationToken);

    public Task<bool> EditAsync(string tenant, string id, string payload, CancellationToken cancellationToken = default)
    {
        const string Edit = "update outbox set payload = ?3 where tenant = ?1 and id = ?2 and state = 3";

        return database.WriteAsync(
            new SqlScope(tenant),
            session =>
            {
                bool isDead = session.Run(Edit, tenant, id, payload) == 1;
                if (isDead)
                    session.Run("delete from outbox_content where tenant = ?1 and id = ?2", tenant, id);
                return isDead;
            },
            cancellationToken);
    }

    public Task<bool> DropAsync(string tenant, string id, CancellationToken cancellationToken = default)
    {
        const string CanBeDropped = $"tenant = ?1 and id = ?2 and (state = 3 or (not ({NotHeld}) and (lease_until is null or lease_until <= ?3)))";

        return database.WriteAsync(new SqlScope(tenant), session => Leave(session, tenant, CanBeDropped, tenant, id, session.Now).Count == 1, cancellationToken);
    }

    public Task HoldAsync(string reason, CancellationToken cancellationToken = default) => database.WriteAsync(
        default, session => Hold(session, reason), cancellationToken);

    public Task<bool> ReleaseAsync(CancellationToken cancellationToken = default) => database.WriteAsync(
        default, session => session.Run($"delete from store_fact where name = '{HoldFact}'") == 1, cancellationToken);

    public Task<string?> FindHoldAsync(CancellationToken cancellationToken = default) => database.ReadAsync(
        null, session => session.Find($"select value from store_fact where name = '{HoldFact}'", static row => row.Text(0)), cancellationToken);

    /// <summary>Holds what waits, in the transaction that runs.</summary>
    public static void Hold(SqlSession session, string reason) => session.Run(
        $"insert into store_fact (name, value) values ('{HoldFact}', ?1) on conflict (name) do update set value = excluded.value",
        reason.Length > ReasonLimit ? reason[..ReasonLimit] : reason);

    private Task<List<OutboxClaim>> ClaimAsync(string? tenant, string owner, TimeSpan lease, int max, CancellationToken cancellationToken)
    {
        // Only the lowest unfinished entry of a key; an expired lease is part of the question, so there is no rescuer to forget.
        const string Due =
            $"""
            select o.tenant, o.seq from outbox o
            where o.state < 2 and {WorkTimes.EffectIsDue} and {NotHeld}
                and (o.key is null or not exists (select 1 from outbox p where p.tenant = o.tenant and p.key = o.key and p.seq < o.seq and p.state < 2))
            """;
        const string Claim =
            """
            update outbox set claim_no = claim_no + 1, lease_until = ?4, owner = ?5, state = 0,
                deaths = case when owner is not null and owner <> ?5 then deaths + 1 else deaths end,
                was_handing = case when state > was_handing then state else was_handing end
            where
            """;
        const string Returned = "returning id, tenant, kind, key, first_due_at, payload, claim_no, attempt, was_handing, due_at, seq, deaths";

        return database.WriteAsync(
            new SqlScope(tenant, ByIndexes: true),
            session =>
            {
                DateTimeOffset now = session.Now;
                string due = $"{Due}{(tenant is null ? "" : " and o.tenant = ?3")} order by o.due_at, o.seq limit ?2{session.Words.SkipLocked}";
                string these = tenant is null ? "(tenant, seq) in (select tenant, seq from due)" : $"tenant = ?3 and seq {session.Words.OneOf("select seq from due")}";
                List<(long Due, long Seq, OutboxClaim Claim)> found = session.List(
                    $"with due as ({due}) {Claim} {these} {Returned}", static row => (row.Long(9), row.Long(10), ToClaim(row)), now, max, tenant, now + lease, owner);
                Dictionary<(string, string), byte[]> contents = ReadContents(session, found.ConvertAll(f => f.Claim));
                return found.OrderBy(f => f.Due).ThenBy(f => f.Seq)
                    .Select(f => contents.TryGetValue((f.Claim.Entry.Tenant, f.Claim.Entry.Id), out byte[]? content) ? f.Claim with { Content = content } : f.Claim)
                    .ToList();
            },
            cancellationToken);
    }

    /// <summary>Only what was tried before can have left bytes.</summary>
    private static Dictionary<(string Tenant, string Id), byte[]> ReadContents(SqlSession session, List<OutboxClaim> claims)
    {
        const string Read = "select tenant, id, content from outbox_content where tenant = ?1 and id ";
        Dictionary<(string, string), byte[]> contents = [];
        foreach (IGrouping<string, OutboxClaim> own in claims.Where(c => c.ClaimNumber > 1).GroupBy(c => c.Entry.Tenant, StringComparer.Ordinal))
        {
            session.Prepare(Read + session.Words.In("?2")).Each(
                row => contents[(row.Text(0), row.Text(1))] = row.Bytes(2).ToArray(), own.Key, SqlValue.Texts([.. own.Select(c => c.Entry.Id)]));
        }

        return contents;
    }

    private static bool Save(SqlSession session, OutboxClaim claim, ReadOnlyMemory<byte> content)
    {
        const string Keep = "insert into outbox_content (tenant, id, content) values (?1, ?2, ?3) on conflict (tenant, id) do update set content = excluded.content";

        return session.Run(Keep, claim.Entry.Tenant, claim.Entry.Id, content.ToArray()) == 1;
    }

    private static int Complete(SqlSession session, string tenant, List<OutboxCompletion> completions)
    {
        const string Finish =
            $"""
            update outbox set state = ?4, claim_no = claim_no + 1, lease_until = null, owner = null, due_at = ?5, was_handing = ?6, reason = ?7, put_off_at = ?8,
                attempt = attempt + ?9, deaths = case when ?9 = 1 then 0 else deaths end
            where {IsHeld}
            """;
        List<OutboxCompletion> written = [];
        foreach (IGrouping<long, OutboxCompletion> done in completions.Where(c => c.State == OutboxState.Done).GroupBy(c => c.Claim.ClaimNumber))
        {
            List<string> gone = Leave(
                session, tenant, $"tenant = ?1 and state < 2 and claim_no = ?4 and id {session.Words.In("?2")}",
                tenant, SqlValue.Texts([.. done.Select(c => c.Claim.Entry.Id)]), session.Now, done.Key);
            written.AddRange(done.IntersectBy(gone, c => c.Claim.Entry.Id));
        }

        // In one sequence everywhere, so that two hosts never wait for each other.
        foreach (OutboxCompletion c in completions.Where(c => c.State != OutboxState.Done).OrderBy(c => c.Claim.Entry.Id, StringComparer.Ordinal))
        {
            string? reason = c.Reason is { Length: > ReasonLimit } text ? text[..ReasonLimit] : c.Reason;
            if (session.Run(Finish, tenant, c.Claim.Entry.Id, c.Claim.ClaimNumber, (int)c.State, session.Now + c.RetryAfter, c.Unknown, reason, session.Now, c.CountAttempt ? 1 : 0) == 1)
                written.Add(c);
        }

        Effects.Trace(session, [.. written.SelectMany(c => c.Trace)]);
        return written.Count;
    }

    /// <summary>Moves effects out of the way. What has left is not kept: a mail is personal data, and only its identity is needed to know it again.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="where">Which effects.</param>
    /// <param name="values">Of the condition; the third is now.</param>
    /// <returns>The identities of those that were still there.</returns>
    private static List<string> Leave(SqlSession session, string tenant, string where, params ReadOnlySpan<SqlValue> values)
    {
        List<string> gone = session.Move("outbox", where, "outbox_done", "tenant, id, kind, done_at", "tenant, id, kind, ?3", static row => row.Text(1), values);
        if (gone.Count > 0)
            session.Run($"delete from outbox_content where tenant = ?1 and id {session.Words.In("?2")}", tenant, SqlValue.Texts(gone));
        return gone;
    }

    private static OutboxClaim ToClaim(SqlStatement row)
    {
        OutboxEntry entry = ToEntry(row);
        return new OutboxClaim(entry, row.Long(6), row.Int(7) + 1, entry.DueAt, null, row.Bool(8), row.Int(11));
    }

    private static OutboxRow ToRow(SqlStatement row) => new(ToEntry(row), (OutboxState)row.Int(6), row.Int(7), row.Time(8), row.TextOrNull(9));

    private static OutboxEntry ToEntry(SqlStatement row) => new()
    {
        Id = row.Text(0),
        Tenant = row.Text(1),
        Kind = row.Text(2),
        Key = row.TextOrNull(3),
        DueAt = row.Time(4),
        Payload = row.Text(5),
    };
}
