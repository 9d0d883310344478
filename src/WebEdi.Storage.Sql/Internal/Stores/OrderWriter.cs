using System.Text;
using System.Text.Json.Serialization.Metadata;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Registers the orders of one batch with statements that are prepared once.</summary>
internal sealed class OrderWriter(SqliteSession session, string tenant, ReceiptRow receipt) : IDisposable
{
    private const string HeadSql = "select revision, meaning_hash, supplier, gate, was_seen from order_head where tenant = ?1 and order_number = ?2";

    private readonly JsonBuffer _json = new();
    private readonly LineCounter _counter = new(session, tenant);
    private long _change = LineRow.LastChange(session, tenant);
    private readonly SqliteStatement _findHead = session.Prepare(HeadSql);
    private readonly SqliteStatement _insertRevision = session.Prepare(
        """
        insert into order_revision (tenant, order_number, revision, supplier, receipt, map_name, map_version, registered_at, lines, nearest_due, body)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict do nothing
        """);

    private readonly SqliteStatement _insertChunk = session.Prepare(
        "insert into order_revision_lines (tenant, order_number, revision, chunk, body) values (?1, ?2, ?3, ?4, ?5)");

    private readonly SqliteStatement _writeLines = session.Prepare(
        """
        insert into order_line (tenant, supplier, order_number, revision, gate, registered_at, change, search, pack)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        on conflict do update set revision = ?4, gate = ?5, registered_at = ?6, change = ?7, search = ?8, pack = ?9
        """);

    private readonly SqliteStatement _writeHead = session.Prepare(
        """
        insert into order_head (tenant, order_number, revision, supplier, meaning_hash, gate, opened_at, was_seen, supplier_name, issue_date, currency, nearest_due, lines, answered, registered_at)
        values (?1, ?2, ?3, ?4, ?5, ?6, null, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        on conflict do update set revision = ?3, supplier = ?4, meaning_hash = ?5, gate = ?6, opened_at = null, was_seen = ?7, supplier_name = ?8, issue_date = ?9, currency = ?10,
            nearest_due = ?11, lines = ?12, answered = ?13, registered_at = ?14
        """);

    /// <summary>Compares what was looked up with what is there, in the order of the batch, so that one batch may carry two revisions.</summary>
    public static bool AreAsExpected(SqliteSession session, string tenant, IReadOnlyList<PreparedOrder> orders)
    {
        Dictionary<string, OrderHead?> heads = new(StringComparer.Ordinal);
        SqliteStatement find = session.Prepare(HeadSql);
        foreach (PreparedOrder prepared in orders)
        {
            OrderRegistration registration = prepared.Registration;
            string number = registration.Order.Number;
            if (!heads.TryGetValue(number, out OrderHead? head))
                head = find.First(ToHead, out OrderHead found, tenant, number) ? found with { OrderNumber = number } : null;
            if (head != registration.Expected)
                return false;
            if (registration.IsCurrent && head is not null && registration.Order.Revision <= head.Revision)
                throw new InvalidOperationException($"Revision {registration.Order.Revision} of order {number} is not higher than the stored {head.Revision}.");

            heads[number] = registration.IsCurrent
                ? new OrderHead(number, registration.Order.Revision, registration.MeaningHash, registration.Order.Supplier.Code)
                : head;
        }

        return true;
    }

    public void Dispose() => _json.Dispose();

    /// <summary>Writes what is written once per batch.</summary>
    public void Complete() => _counter.Save();

    public void Register(PreparedOrder prepared)
    {
        Order order = prepared.Order;
        bool isKnown = prepared.Registration.Expected is not null || !prepared.Registration.IsCurrent;
        StoredHead? before = isKnown && _findHead.First(ToStoredHead, out StoredHead found, tenant, order.Number) ? found : null;
        bool isNewRevision = WriteRevision(prepared);
        if (before is not null && !prepared.Registration.IsCurrent)
            return;

        if (before is null)
            Write(prepared, receipt.Number, wasSeen: false);
        else if (isNewRevision)
            Replace(prepared, before);
    }

    private static OrderHead ToHead(SqliteStatement row) => new("", row.Int(0), row.Text(1), row.Text(2));

    private static StoredHead ToStoredHead(SqliteStatement row) => new(row.Int(0), row.Text(2), row.Long(3), row.Bool(4));

    private bool WriteRevision(PreparedOrder prepared)
    {
        OrderRegistration r = prepared.Registration;
        Order order = r.Order;
        int written = _insertRevision.Run(
            tenant, order.Number, order.Revision, order.Supplier.Code, receipt.Receipt.Id, r.MapName, r.MapVersion, r.RegisteredAt, order.Lines.Count, prepared.NearestDue,
            SqlValue.Utf8(prepared.Body, prepared.Body.Length));
        for (int i = 0; written == 1 && i < prepared.Chunks.Count; i++)
            _insertChunk.Run(tenant, order.Number, order.Revision, i + 1, SqlValue.Utf8(prepared.Chunks[i], prepared.Chunks[i].Length));
        return written == 1;
    }

    /// <summary>Makes a higher revision the current one.</summary>
    /// <remarks>
    /// A line that says the same under a header that says the same keeps its state; any other line is changed by the buyer if the supplier
    /// has seen an earlier revision, else unread. Replies stay with their lines and their supplier, so that versions go on. Another supplier begins anew.
    /// </remarks>
    private void Replace(PreparedOrder prepared, StoredHead before)
    {
        Order order = prepared.Order;
        LineRow earlier = LineRow.Find(session, tenant, before.Supplier, order.Number)!;
        _counter.TakeOff(before.Supplier, earlier.Lines);
        bool sameSupplier = before.Supplier == order.Supplier.Code;
        bool wasSeen = before.WasSeen && sameSupplier;
        if (!sameSupplier)
        {
            session.Run(
                "update order_line set pack = x'', change = ?4 where tenant = ?1 and supplier = ?2 and order_number = ?3", tenant, before.Supplier, order.Number, ++_change);
        }

        if (order.Purpose != DocumentPurpose.Cancellation)
            CarryOver(prepared, sameSupplier ? KeptStates(order, before.Revision, earlier) : [], wasSeen ? LineStatus.ChangedByBuyer : LineStatus.Unread);
        SetReplyVersions(prepared);
        Write(prepared, IsPublished(before.Gate) ? 0 : receipt.Number, wasSeen);
    }

    /// <summary>The states of the lines that say the same as before, by their numbers.</summary>
    private Dictionary<string, LineStatus> KeptStates(Order order, int earlierRevision, LineRow earlier)
    {
        Dictionary<string, LineStatus> kept = new(StringComparer.Ordinal);
        Order before = OrderReader.ReadRevision(session, tenant, order.Number, earlierRevision)!;
        if (!IsSame(Bare(before), Bare(order), DocumentJson.Order))
            return kept;

        Dictionary<string, OrderLine> now = new(StringComparer.Ordinal);
        foreach (OrderLine line in order.Lines)
            now.TryAdd(line.Number, line);
        LinePack lines = earlier.Lines;
        while (lines.Read())
        {
            OrderLine was = before.Lines[lines.Position];
            if (lines.Status != LineStatus.Cancelled && now.TryGetValue(was.Number, out OrderLine? line) && IsSame(was, line, DocumentJson.OrderLine))
                kept[was.Number] = lines.Status;
        }

        return kept;
    }

    private static void CarryOver(PreparedOrder prepared, Dictionary<string, LineStatus> kept, LineStatus otherwise)
    {
        LinePack lines = new(prepared.Pack);
        while (lines.Read())
            lines.Status = kept.TryGetValue(prepared.Order.Lines[lines.Position].Number, out LineStatus status) ? status : otherwise;
    }

    private void SetReplyVersions(PreparedOrder prepared)
    {
        const string Last = "select max(version) from response_line where tenant = ?1 and supplier = ?2 and order_number = ?3 and line_number = ?4";
        Order order = prepared.Order;
        LinePack lines = new(prepared.Pack);
        while (lines.Read())
            lines.ReplyVersion = (int)session.Number(Last, tenant, order.Supplier.Code, order.Number, order.Lines[lines.Position].Number);
    }

    private void Write(PreparedOrder prepared, long gate, bool wasSeen)
    {
        OrderRegistration r = prepared.Registration;
        Order order = r.Order;
        LineRow lines = new(order.Revision, gate, r.RegisteredAt, prepared.Pack);
        _counter.PutOn(order.Supplier.Code, lines.Lines);
        _writeLines.Run(tenant, order.Supplier.Code, order.Number, order.Revision, gate, r.RegisteredAt, ++_change, prepared.Search, prepared.Pack);
        _writeHead.Run(
            tenant, order.Number, order.Revision, order.Supplier.Code, r.MeaningHash, gate, wasSeen, order.Supplier.Name, SqlTime.FromDate(order.IssueDate), order.Currency,
            prepared.NearestDue, order.Lines.Count, lines.CountAnswered(), r.RegisteredAt);
    }

    private bool IsPublished(long gate) =>
        gate == 0 || session.Number("select state from receipt where tenant = ?1 and number = ?2", tenant, gate) == (int)ReceiptState.Published;

    private bool IsSame<T>(T left, T right, JsonTypeInfo<T> type) => _json.Bytes(left, type).AsSpan().SequenceEqual(_json.Bytes(right, type));

    /// <summary>The header without what changes with every revision and without the totals, which follow the lines.</summary>
    private static Order Bare(Order order) =>
        order with { Lines = [], Revision = 0, RevisionDate = null, Purpose = DocumentPurpose.Original, NetAmount = null, TaxAmount = null, GrossAmount = null };

    private sealed record StoredHead(int Revision, string Supplier, long Gate, bool WasSeen);
}

/// <summary>The form in which texts are searched: width and case folded; what is stored stays as received.</summary>
internal static class SearchText
{
    private const int MaxWords = 8;
    private const int MaxLength = 200;

    public static string Fold(string? text)
    {
        if (text is null)
            return "";
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        // Half a surrogate pair cannot be normalized, nor can U+FFFE; the round trip makes the former the replacement character.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\uFFFE', '\uFFFD').Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    /// <summary>The words of a question; each must be found.</summary>
    public static string[] Words(string? text)
    {
        string folded = Fold(text is { Length: > MaxLength } ? text[..MaxLength] : text);
        return folded.Split((char[]?)null, MaxWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
