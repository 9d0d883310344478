using System.Runtime.CompilerServices;
using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class InboxStore(SqlDatabase database) : IInboxStore
{
    private const int PageRows = 500;

    private readonly TenantTurns _turns = new();

    public async Task<Acceptance> AcceptAsync(InboundFile file, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);

        return await database.WriteAsync(
            new SqlScope(file.Tenant, Lane.Inbox),
            async session =>
            {
                ReceiptRow? sameKey = ReceiptRows.FindByKey(session, file, "T", file.TransportId);
                if (sameKey is not null && sameKey.Receipt.File.ContentHash != file.ContentHash)
                    return new Acceptance(AcceptanceVerdict.KeyConflict, sameKey.Receipt);
                if (sameKey is { Receipt.State: ReceiptState.Published })
                    return new Acceptance(AcceptanceVerdict.Duplicate, sameKey.Receipt);

                ReceiptRow? earlier = ReceiptRows.FindByKey(session, file, "C", file.ContentHash);
                AcceptanceVerdict verdict = Judge(file, earlier?.Receipt);
                bool isHeld = verdict == AcceptanceVerdict.Held;
                ReceiptRow answer = verdict == AcceptanceVerdict.New || isHeld
                    ? await ReceiptRows.InsertAsync(session, file, database.Ids.Next(), earlier?.Receipt.Id, isHeld, session.Now, content, cancellationToken).ConfigureAwait(false)
                    : earlier!;
                ReceiptRows.SaveKey(session, file, "C", file.ContentHash, answer.Number);
                ReceiptRows.SaveKey(session, file, "T", file.TransportId, answer.Number);
                if (verdict == AcceptanceVerdict.New)
                    session.Wake();
                return new Acceptance(verdict, answer.Receipt);
            },
            isRepeatable: false,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ReceiptClaim>> ClaimAsync(string owner, TimeSpan lease, int max, Receipt? only = null, CancellationToken cancellationToken = default)
    {
        if (only is not null)
            return await ClaimAsync(only.File.Tenant, owner, lease, max, only.Id, cancellationToken).ConfigureAwait(false);

        List<ReceiptClaim> claims = [];
        foreach (string? tenant in await _turns.NextAsync(database, cancellationToken).ConfigureAwait(false))
        {
            claims.AddRange(await ClaimAsync(tenant, owner, lease, max - claims.Count, null, cancellationToken).ConfigureAwait(false));
            if (claims.Count == max)
                break;
        }

        return claims;
    }

    public Task<bool> ReopenAsync(string tenant, string receiptId, CancellationToken cancellationToken = default)
    {
        const string Reopen =
            """
            update receipt set state = case when checkpoint > 0 then 1 else 0 end, attempt = 0, finished_at = null, due_at = ?3, lease_until = null, owner = null,
                claim_no = claim_no + 1
            where tenant = ?1 and id = ?2 and state = 4
            """;

        return database.WriteAsync(
            new SqlScope(tenant),
            session =>
            {
                session.Wake();
                return session.Run(Reopen, tenant, receiptId, session.Now) == 1;
            },
            cancellationToken);
    }

    public Task<bool> RenewAsync(ReceiptClaim claim, TimeSpan lease, CancellationToken cancellationToken = default) => database.WriteAsync(
        new SqlScope(claim.Receipt.File.Tenant),
        session => session.Run(
            "update receipt set lease_until = ?4 where tenant = ?1 and id = ?2 and claim_no = ?3 and state < 2",
            claim.Receipt.File.Tenant, claim.Receipt.Id, claim.ClaimNumber, session.Now + lease) == 1,
        cancellationToken);

    public Task ReleaseAsync(ReceiptClaim claim, TimeSpan retryAfter, bool countAttempt, CancellationToken cancellationToken = default)
    {
        // The number goes up, so that whoever gave the claim back cannot write with it any more.
        const string Release =
            "update receipt set claim_no = claim_no + 1, lease_until = null, owner = null, due_at = ?4, attempt = case when attempt > ?5 then attempt - ?5 else 0 end where tenant = ?1 and id = ?2 and claim_no = ?3 and state < 2";

        return database.WriteAsync(
            new SqlScope(claim.Receipt.File.Tenant),
            session => session.Run(Release, claim.Receipt.File.Tenant, claim.Receipt.Id, claim.ClaimNumber, session.Now + retryAfter, !countAttempt), cancellationToken);
    }

    public async Task<Stream?> OpenContentAsync(string tenant, string receiptId, CancellationToken cancellationToken = default)
    {
        ReceiptRow? row = await database.ReadAsync(tenant, session => ReceiptRows.Find(session, tenant, receiptId), cancellationToken).ConfigureAwait(false);
        return row is null ? null : new BlobStream(database, tenant, row.Number, row.Receipt.File.Length);
    }

    public Task<CommitOutcome> CommitAsync(ReceiptClaim claim, ProcessedBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);

        IReadOnlyList<PreparedOrder> orders = PreparedOrder.Prepare(batch.Orders);
        return database.WriteAsync(new SqlScope(claim.Receipt.File.Tenant, Lane.Orders), session => BatchWriter.Write(session, claim, batch, orders), cancellationToken);
    }

    public Task<Receipt?> FindAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tenant, session => ReceiptRows.Find(session, tenant, receiptId)?.Receipt, cancellationToken);

    public Task<Page<Receipt>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tenant, session => ReceiptRows.List(session, tenant, Paging.Of(page, pageSize)), cancellationToken);

    public async IAsyncEnumerable<MessageResult> ReadResultsAsync(
        string tenant, string receiptId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Read =
            """
            select m.seq, m.order_number, m.revision, m.verdict, m.source_lines, m.supplier
            from receipt r join receipt_message m on m.tenant = r.tenant and m.number = r.number
            where r.tenant = ?1 and r.id = ?2 and m.seq > ?3
            order by m.seq limit ?4
            """;
        long last = 0;
        while (true)
        {
            List<MessageResult> results = await database.ReadAsync(tenant, session => session.List(Read, ToResult, tenant, receiptId, last, PageRows), cancellationToken).ConfigureAwait(false);
            foreach (MessageResult result in results)
                yield return result;
            if (results.Count < PageRows)
                yield break;

            last = results[^1].Sequence;
        }
    }

    public Task<IReadOnlyList<Diagnostic>> ReadDiagnosticsAsync(string tenant, string receiptId, int max, CancellationToken cancellationToken = default)
    {
        const string Read =
            """
            select d.body from receipt r join receipt_diagnostic d on d.tenant = r.tenant and d.number = r.number
            where r.tenant = ?1 and r.id = ?2 order by d.seq limit ?3
            """;

        return database.ReadAsync<IReadOnlyList<Diagnostic>>(
            tenant,
            session => session.List(Read, static row => StoreJson.Read(row.Bytes(0), StoreJson.Default.Diagnostic), tenant, receiptId, max), cancellationToken);
    }

    public Task<IReadOnlyList<SupplierSummary>> SummariseAsync(string tenant, string receiptId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(tenant, session => ReceiptRows.Summarise(session, tenant, receiptId), cancellationToken);

    private Task<List<ReceiptClaim>> ClaimAsync(string? tenant, string owner, TimeSpan lease, int max, string? id, CancellationToken cancellationToken)
    {
        const string Due = $"select tenant, number from receipt where state < 2 and {WorkTimes.ReceiptIsDue}";
        const string Claim = "update receipt set claim_no = claim_no + 1, attempt = attempt + 1, lease_until = ?3, owner = ?4 where tenant = ?1 and number = ?2";

        return database.WriteAsync(
            new SqlScope(tenant),
            session =>
            {
                string due = $"{Due}{(tenant is null ? "" : " and tenant = ?2")}{(id is null ? "" : " and id = ?3")} order by due_at, number limit ?4{session.Words.SkipLocked}";
                DateTimeOffset now = session.Now;
                List<ReceiptClaim> claims = [];
                foreach ((string of, long number) in session.List(due, static row => (row.Text(0), row.Long(1)), now, tenant, id, max))
                {
                    session.Run(Claim, of, number, now + lease, owner);
                    ReceiptRow row = ReceiptRows.Find(session, of, number);
                    claims.Add(new ReceiptClaim(row.Receipt, row.ClaimNumber, row.Checkpoint));
                }

                return claims;
            },
            cancellationToken);
    }

    private static AcceptanceVerdict Judge(InboundFile file, Receipt? earlier) => earlier switch
    {
        null => AcceptanceVerdict.New,
        { State: ReceiptState.Published } => file.Duplicates.Judge(file.ReceivedAt - earlier.File.ReceivedAt),
        { State: ReceiptState.Accepted or ReceiptState.Processing } or { IsHeld: true } => AcceptanceVerdict.Joined,
        _ when !earlier.File.IsReadLike(file) => AcceptanceVerdict.New,
        { State: ReceiptState.Quarantined } => AcceptanceVerdict.Joined,
        _ => AcceptanceVerdict.RefusedBefore,
    };

    private static MessageResult ToResult(SqlStatement row) =>
        new(row.Long(0), row.TextOrNull(1), row.Int(2), (MessageVerdict)row.Int(3), row.Text(4), row.TextOrNull(5));
}

/// <summary>A cut of a list.</summary>
internal readonly record struct Paging(long Offset, int Size)
{
    public static Paging Of(int page, int pageSize, int max = 200)
    {
        int size = Math.Clamp(pageSize, 1, max);
        return new Paging((Math.Max(page, 1) - 1L) * size, size);
    }
}
