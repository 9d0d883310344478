using System.Text;
using System.Text.Json.Serialization.Metadata;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Registers the orders of one batch.</summary>
internal sealed class OrderWriter(SqlSession session, string tenant, ReceiptRow receipt, Dictionary<string, StoredHead> heads) : IDisposable
{
    private readonly JsonBuffer _json = new();
    private readonly LineCounter _counter = new(session, tenant);
    private readonly HashSet<string> _underway = new(StringComparer.Ordinal);
    private long _change = LineRow.LastChange(session, tenant);
    private readonly SqlBulk _revisions = session.Bulk(
        "order_revision", "tenant, order_number, revision, supplier, receipt, map_name, map_version, registered_at, lines, nearest_due, body");

    private readonly SqlBulk _chunks = session.Bulk("order_revision_lines", "tenant, order_number, revision, chunk, body");

    private readonly SqlBulk _lines = session.Bulk(
        "order_line",
        "tenant, supplier, order_number, revision, gate, registered_at, change, search, pack",
        """
        on conflict (tenant, supplier, order_number) do update set revision = excluded.revision, gate = excluded.gate, registered_at = excluded.registered_at,
            change = excluded.change, search = excluded.search, pack = excluded.pack
        """);

    private readonly SqlBulk _heads = session.Bulk(
        "order_head",
        "tenant, order_number, revision, supplier, meaning_hash, gate, was_seen, supplier_name, issue_date, currency, nearest_due, lines, answered, registered_at",
        """
        on conflict (tenant, order_number) do update set revision = excluded.revision, supplier = excluded.supplier, meaning_hash = excluded.meaning_hash, gate = excluded.gate,
            opened_at = null, was_seen = excluded.was_seen, supplier_name = excluded.supplier_name, issue_date = excluded.issue_date, currency = excluded.currency,
            nearest_due = excluded.nearest_due, lines = excluded.lines, answered = excluded.answered, registered_at = excluded.registered_at
        """);

    /// <summary>Reads what is stored under the numbers of a batch.</summary>
    public static Dictionary<string, StoredHead> ReadHeads(SqlSession session, string tenant, IReadOnlyList<PreparedOrder> orders)
    {
        const string Heads = "select order_number, revision, meaning_hash, supplier, gate, was_seen from order_head where tenant = ?1 and order_number ";
        string[] numbers = [.. orders.Select(o => o.Order.Number).Distinct(StringComparer.Ordinal)];
        Dictionary<string, StoredHead> heads = new(StringComparer.Ordinal);
        session.Prepare(Heads + session.Words.In("?2")).Each(
            row => heads.Add(row.Text(0), new StoredHead(row.Int(1), row.Text(2), row.Text(3), row.Long(4), row.Bool(5))), tenant, SqlValue.Texts(numbers));
        return heads;
    }

    /// <summary>Compares what was looked up with what is there, in the order of the batch, so that one batch may carry two revisions.</summary>
    public static bool AreAsExpected(IReadOnlyDictionary<string, StoredHead> stored, IReadOnlyList<PreparedOrder> orders)
    {
        Dictionary<string, OrderHead?> heads = new(StringComparer.Ordinal);
        foreach (PreparedOrder prepared in orders)
        {
            OrderRegistration registration = prepared.Registration;
            string number = registration.Order.Number;
            if (!heads.TryGetValue(number, out OrderHead? head))
                head = stored.TryGetValue(number, out StoredHead? found) ? new OrderHead(number, found.Revision, found.MeaningHash, found.Supplier) : null;
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
    public void Complete()
    {
        Settle();
        _counter.Save();
    }

    public void Register(PreparedOrder prepared)
    {
        Order order = prepared.Order;
        heads.TryGetValue(order.Number, out StoredHead? before);
        if (before is not null && _underway.Contains(order.Number))
            Settle();
        if (before is not null && HasRevision(order))
            return;

        WriteRevision(prepared);
        if (before is null)
            Write(prepared, receipt.Number, wasSeen: false);
        else if (prepared.Registration.IsCurrent)
            Replace(prepared, before);
        _underway.Add(order.Number);
    }

    /// <summary>Brings what was written so far into the tables, so that it can be read.</summary>
    private void Settle()
    {
        _revisions.Complete();
        _chunks.Complete();
        _lines.Complete();
        _heads.Complete();
        _underway.Clear();
    }

    private bool HasRevision(Order order) =>
        session.Number("select count(*) from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3", tenant, order.Number, order.Revision) > 0;

    private void WriteRevision(PreparedOrder prepared)
    {
        OrderRegistration r = prepared.Registration;
        Order order = r.Order;
        _revisions.Add(
            tenant, order.Number, order.Revision, order.Supplier.Code, receipt.Receipt.Id, r.MapName, r.MapVersion, r.RegisteredAt, order.Lines.Count, prepared.NearestDue,
            SqlValue.Utf8(prepared.Body, prepared.Body.Length));
        for (int i = 0; i < prepared.Chunks.Count; i++)
            _chunks.Add(tenant, order.Number, order.Revision, i + 1, SqlValue.Utf8(prepared.Chunks[i], prepared.Chunks[i].Length));
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
                "update order_line set pack = ?5, change = ?4 where tenant = ?1 and supplier = ?2 and order_number = ?3", tenant, before.Supplier, order.Number, ++_change, Array.Empty<byte>());
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
        _lines.Add(tenant, order.Supplier.Code, order.Number, order.Revision, gate, r.RegisteredAt, ++_change, prepared.Search, prepared.Pack);
        _heads.Add(
            tenant, order.Number, order.Revision, order.Supplier.Code, r.MeaningHash, gate, wasSeen, order.Supplier.Name, SqlTime.FromDate(order.IssueDate), order.Currency,
            prepared.NearestDue, order.Lines.Count, lines.CountAnswered(), r.RegisteredAt);
        heads[order.Number] = new StoredHead(order.Revision, r.MeaningHash, order.Supplier.Code, gate, wasSeen);
    }

    private bool IsPublished(long gate) =>
        gate == 0 || session.Number("select state from receipt where tenant = ?1 and number = ?2", tenant, gate) == (int)ReceiptState.Published;

    private bool IsSame<T>(T left, T right, JsonTypeInfo<T> type) => _json.Bytes(left, type).AsSpan().SequenceEqual(_json.Bytes(right, type));

    /// <summary>The header without what changes with every revision and without the totals, which follow the lines.</summary>
    private static Order Bare(Order order) =>
        order with { Lines = [], Revision = 0, RevisionDate = null, Purpose = DocumentPurpose.Original, NetAmount = null, TaxAmount = null, GrossAmount = null };
}

/// <summary>What is stored of the current revision of an order.</summary>
internal sealed record StoredHead(int Revision, string MeaningHash, string Supplier, long Gate, bool WasSeen);

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
