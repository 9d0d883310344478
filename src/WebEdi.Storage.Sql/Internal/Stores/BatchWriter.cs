using WebEdi.Diagnostics;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Writes a batch of processing in the running transaction: everything or, by the caller's rollback, nothing.</summary>
internal static class BatchWriter
{
    public static CommitOutcome Write(SqlSession session, ReceiptClaim claim, ProcessedBatch batch, IReadOnlyList<PreparedOrder> prepared)
    {
        string tenant = claim.Receipt.File.Tenant;
        ReceiptRow? row = ReceiptRows.Find(session, tenant, claim.Receipt.Id);
        bool isHeld = row is { Receipt.IsFinished: false } && row.ClaimNumber == claim.ClaimNumber;
        if (!isHeld || batch.Checkpoint < row!.Checkpoint || batch.Results.Any(r => r.Sequence <= row.Checkpoint))
            return CommitOutcome.ClaimLost;

        Effects.MustBelong(tenant, batch.Trace, batch.Outbox);
        if (batch.NewSuppliers.Any(s => s.Tenant != tenant))
            throw new ArgumentException("A supplier belongs to another tenant.", nameof(batch));
        Dictionary<string, StoredHead> heads = OrderWriter.ReadHeads(session, tenant, prepared);
        if (!OrderWriter.AreAsExpected(heads, prepared))
            return CommitOutcome.OrdersChanged;

        using (OrderWriter orders = new(session, tenant, row, heads))
        {
            foreach (PreparedOrder order in prepared)
                orders.Register(order);
            orders.Complete();
        }

        foreach (SupplierProfile supplier in batch.NewSuppliers)
        {
            session.Run(
                "insert into supplier (tenant, code, body) values (?1, ?2, ?3) on conflict do nothing",
                tenant, supplier.Party.Code, StoreJson.Text(supplier, StoreJson.Default.SupplierProfile));
        }

        WriteResults(session, tenant, row.Number, batch.Results);
        WriteDiagnostics(session, tenant, row.Number, batch.Diagnostics);
        Effects.Trace(session, batch.Trace);
        Effects.Enqueue(session, tenant, batch.Outbox);
        Advance(session, tenant, row.Number, batch, session.Now);
        return CommitOutcome.Committed;
    }

    private static void WriteResults(SqlSession session, string tenant, long number, IReadOnlyList<MessageResult> results)
    {
        SqlBulk rows = session.Bulk("receipt_message", "tenant, number, seq, order_number, revision, verdict, source_lines, supplier");
        foreach (MessageResult result in results)
            rows.Add(tenant, number, result.Sequence, result.OrderNumber, result.Revision, (int)result.Verdict, result.SourceLines, result.Supplier);
        rows.Complete();
    }

    private static void WriteDiagnostics(SqlSession session, string tenant, long number, IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0)
            return;

        long seq = session.Number("select coalesce(max(seq), 0) from receipt_diagnostic where tenant = ?1 and number = ?2", tenant, number);
        SqlBulk rows = session.Bulk("receipt_diagnostic", "tenant, number, seq, body");
        using JsonBuffer json = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            byte[] body = json.Bytes(diagnostic, StoreJson.Default.Diagnostic);
            rows.Add(tenant, number, ++seq, SqlValue.Utf8(body, body.Length));
        }

        rows.Complete();
    }

    private static void Advance(SqlSession session, string tenant, long number, ProcessedBatch batch, DateTimeOffset now)
    {
        const string Update =
            """
            update receipt set state = ?3, checkpoint = ?4, counts = ?5, detected_format = coalesce(?6, detected_format),
                attempt = case when ?7 is null and ?4 > checkpoint then 0 else attempt end,
                finished_at = ?7, lease_until = case when ?7 is null then lease_until end
            where tenant = ?1 and number = ?2
            """;
        bool isFinished = batch.State is ReceiptState.Published or ReceiptState.Refused or ReceiptState.Quarantined;
        session.Run(
            Update, tenant, number, (int)batch.State, batch.Checkpoint, StoreJson.Text(batch.Counts, StoreJson.Default.ReceiptCounts), batch.DetectedFormat, isFinished ? now : default(DateTimeOffset?));
    }
}

/// <summary>What other writes carry with them: steps and effects.</summary>
internal static class Effects
{
    /// <summary>What a write carries must belong to the tenant that it is made for.</summary>
    public static void MustBelong(string tenant, IReadOnlyList<TraceEvent> trace, IReadOnlyList<OutboxEntry> outbox)
    {
        if (trace.Any(t => t.Tenant != tenant) || outbox.Any(e => e.Tenant != tenant))
            throw new ArgumentException($"A step or an effect belongs to another tenant than '{tenant}'.");
    }

    public static void Trace(SqlSession session, IReadOnlyList<TraceEvent> events)
    {
        if (events.Count == 0)
            return;

        SqlBulk rows = session.Bulk("trace", "tenant, order_number, seq, revision, step, at, actor, reference, detail");
        foreach (TraceEvent e in events)
            rows.Add(e.Tenant, e.OrderNumber, session.Ids.NextNumber(), e.Revision, (int)e.Step, e.At, e.Actor, e.Reference, e.Detail);
        rows.Complete();
    }

    /// <summary>Writes effects; one with a known identity is there already, or has left.</summary>
    public static void Enqueue(SqlSession session, string tenant, IReadOnlyList<OutboxEntry> entries)
    {
        const string Insert =
            """
            insert into outbox (tenant, seq, id, kind, key, payload, first_due_at, due_at)
            select ?1, coalesce((select max(seq) from outbox where tenant = ?1), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?6
            where not exists (select 1 from outbox_done d where d.tenant = ?1 and d.id = ?2)
            on conflict do nothing
            """;
        foreach (OutboxEntry entry in entries)
            session.Run(Insert, tenant, entry.Id, entry.Kind, entry.Key, entry.Payload, entry.DueAt);
        if (entries.Count > 0)
            session.Wake();
    }
}
