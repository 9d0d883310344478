using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>A receipt with its work item.</summary>
internal sealed record ReceiptRow(long Number, Receipt Receipt, long ClaimNumber, long Checkpoint);

/// <summary>The rows of receipts, their keys and their bytes.</summary>
internal static class ReceiptRows
{
    public const int ChunkBytes = 1024 * 1024;

    private const string Columns =
        """
        r.number, r.id, r.tenant, r.partner, r.channel, r.file_name, r.map_name, r.map_version, r.transport_id, r.content_hash, r.length, r.encoding,
        r.received_at, r.actor, r.state, r.counts, r.detected_format, r.attempt, r.finished_at, r.claim_no, r.checkpoint,
        r.profile_version, r.duplicate_policy, r.duplicate_days, r.repeat_of, r.table_versions
        """;

    public static ReceiptRow Find(SqlSession session, string tenant, long number) =>
        session.Find($"select {Columns} from receipt r where r.tenant = ?1 and r.number = ?2", Map, tenant, number)!;

    public static ReceiptRow? Find(SqlSession session, string tenant, string id) =>
        session.Find($"select {Columns} from receipt r where r.tenant = ?1 and r.id = ?2", Map, tenant, id);

    public static ReceiptRow? FindByKey(SqlSession session, InboundFile file, string kind, string? value)
    {
        const string Find = $"select {Columns} from receipt_key k join receipt r on r.tenant = k.tenant and r.number = k.number where k.tenant = ?1 and k.partner = ?2 and k.kind = ?3 and k.value = ?4";

        return value is null ? null : session.Find(Find, Map, file.Tenant, file.Partner, kind, value);
    }

    public static void SaveKey(SqlSession session, InboundFile file, string kind, string? value, long number)
    {
        if (value is not null)
        {
            session.Run(
                "insert into receipt_key (tenant, partner, kind, value, number) values (?1, ?2, ?3, ?4, ?5) on conflict (tenant, partner, kind, value) do update set number = excluded.number",
                file.Tenant, file.Partner, kind, value, number);
        }
    }

    /// <summary>Writes the receipt and its bytes, chunk by chunk; a held one is at its end until a person releases it.</summary>
    public static async ValueTask<ReceiptRow> InsertAsync(
        SqlSession session, InboundFile file, string id, string? repeatOf, bool isHeld, DateTimeOffset now, Stream content, CancellationToken cancellationToken)
    {
        const string Insert =
            """
            insert into receipt (tenant, number, id, partner, channel, file_name, map_name, map_version, transport_id, content_hash, length, encoding, received_at, actor, due_at,
                profile_version, duplicate_policy, duplicate_days, repeat_of, state, finished_at, table_versions)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
            """;
        long number = session.Number("select coalesce(max(number), 0) + 1 from receipt where tenant = ?1", file.Tenant);
        session.Run(
            Insert, file.Tenant, number, id, file.Partner, file.Channel, file.FileName, file.MapName, file.MapVersion, file.TransportId, file.ContentHash, file.Length, file.Encoding,
            file.ReceivedAt, file.Actor, now, file.ProfileVersion, (int)file.Duplicates.Policy, file.Duplicates.Days, repeatOf,
            (int)(isHeld ? ReceiptState.Quarantined : ReceiptState.Accepted), isHeld ? now : (DateTimeOffset?)null, file.TableVersions);

        byte[] buffer = new byte[(int)Math.Min(ChunkBytes, Math.Max(file.Length, 1))];
        long total = 0;
        for (int chunk = 0; ; chunk++)
        {
            int read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;

            total += read;
            if (total > file.Length)
                break;

            session.Run("insert into receipt_blob (tenant, number, chunk, data) values (?1, ?2, ?3, ?4)", file.Tenant, number, chunk, SqlValue.Bytes(buffer, read));
        }

        if (total != file.Length)
            throw new ArgumentException($"The content has not the {file.Length} bytes that were announced.", nameof(content));

        return Find(session, file.Tenant, number);
    }

    public static Page<Receipt> List(SqlSession session, string tenant, Paging paging)
    {
        List<Receipt> items = session.List(
            $"select {Columns} from receipt r where r.tenant = ?1 order by r.number desc limit ?2 offset ?3", static row => Map(row).Receipt, tenant, paging.Size, paging.Offset);
        return new Page<Receipt>(items, (int)session.Number("select count(*) from receipt where tenant = ?1", tenant));
    }

    public static IReadOnlyList<SupplierSummary> Summarise(SqlSession session, string tenant, string receiptId)
    {
        const string Read =
            """
            select m.supplier, m.verdict, m.order_number, v.lines, v.nearest_due
            from receipt r
            join receipt_message m on m.tenant = r.tenant and m.number = r.number
            join order_revision v on v.tenant = m.tenant and v.order_number = m.order_number and v.revision = m.revision
            where r.tenant = ?1 and r.id = ?2 and m.verdict in (0, 1) and m.supplier is not null
            order by m.seq
            """;
        SortedDictionary<string, SupplierSummary> summaries = new(StringComparer.Ordinal);
        session.List(Read, row => Add(summaries, row), tenant, receiptId);
        return [.. summaries.Values];
    }

    private static bool Add(SortedDictionary<string, SupplierSummary> summaries, SqlStatement row)
    {
        string supplier = row.Text(0);
        bool isNew = row.Int(1) == (int)MessageVerdict.Created;
        DateOnly? due = row.Date(4);
        SupplierSummary sum = summaries.GetValueOrDefault(supplier) ?? new SupplierSummary(supplier, 0, 0, 0, null, new List<string>());
        if (sum.OrderNumbers.Count < 20)
            ((List<string>)sum.OrderNumbers).Add(row.Text(2));
        summaries[supplier] = sum with
        {
            NewOrders = sum.NewOrders + (isNew ? 1 : 0),
            ChangedOrders = sum.ChangedOrders + (isNew ? 0 : 1),
            Lines = sum.Lines + row.Int(3),
            NearestDueDate = due is null || sum.NearestDueDate < due ? sum.NearestDueDate : due,
        };
        return true;
    }

    private static ReceiptRow Map(SqlStatement row) => new(
        row.Long(0),
        new Receipt
        {
            Id = row.Text(1),
            Number = row.Long(0),
            File = new InboundFile
            {
                Tenant = row.Text(2),
                Partner = row.Text(3),
                Channel = row.Text(4),
                FileName = row.Text(5),
                MapName = row.Text(6),
                MapVersion = row.Int(7),
                TransportId = row.TextOrNull(8),
                ContentHash = row.Text(9),
                Length = row.Long(10),
                Encoding = row.TextOrNull(11),
                ReceivedAt = row.Time(12),
                Actor = row.Text(13),
                ProfileVersion = row.Int(21),
                TableVersions = row.Text(25),
                Duplicates = new DuplicateRule((DuplicatePolicy)row.Int(22), row.Int(23)),
            },
            State = (ReceiptState)row.Int(14),
            Counts = StoreJson.Read(row.Bytes(15), StoreJson.Default.ReceiptCounts),
            DetectedFormat = row.TextOrNull(16),
            Attempt = row.Int(17),
            FinishedAt = row.TimeOrNull(18),
            RepeatOf = row.TextOrNull(24),
        },
        row.Long(19),
        row.Long(20));
}
