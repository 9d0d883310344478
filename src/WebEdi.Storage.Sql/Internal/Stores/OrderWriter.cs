using System.Text;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Registers the orders of one batch with statements that are prepared once.</summary>
internal sealed class OrderWriter(SqliteSession session, string tenant, ReceiptRow receipt) : IDisposable
{
    public const string AnsweredStatuses = "(3, 4, 5)";

    private const string InsertLineSql =
        """
        insert into order_line (tenant, supplier, order_number, position, line_number, revision, gate, status, due, quantity, item, registered_at, reply_version, search)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    private readonly JsonBuffer _json = new();

    /// <summary>Item names repeat within a batch, and folding a Japanese one costs more than finding it again.</summary>
    private readonly Dictionary<string, string> _folded = new(StringComparer.Ordinal);
    private readonly LineCounter _counter = new(session, tenant);
    private readonly SqliteStatement _findHead = session.Prepare(HeadSql);
    private readonly SqliteStatement _insertRevision = session.Prepare(
        """
        insert into order_revision (tenant, order_number, revision, supplier, receipt, map_name, map_version, registered_at, lines, nearest_due, header)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) on conflict do nothing
        """);

    private readonly SqliteStatement _insertBody = session.Prepare(
        "insert into order_revision_line (tenant, order_number, revision, position, body) values (?1, ?2, ?3, ?4, ?5)");

    private readonly SqliteStatement _insertLine = session.Prepare(InsertLineSql);

    private const string HeadSql = "select revision, meaning_hash, supplier, gate, was_seen from order_head where tenant = ?1 and order_number = ?2";

    /// <summary>Compares what was looked up with what is there, in the order of the batch, so that one batch may carry two revisions.</summary>
    public static bool AreAsExpected(SqliteSession session, string tenant, IReadOnlyList<OrderRegistration> registrations)
    {
        Dictionary<string, OrderHead?> heads = new(StringComparer.Ordinal);
        SqliteStatement find = session.Prepare(HeadSql);
        foreach (OrderRegistration registration in registrations)
        {
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

    public void Register(OrderRegistration registration)
    {
        Order order = registration.Order;
        StoredHead? before = _findHead.First(ToStoredHead, out StoredHead found, tenant, order.Number) ? found : null;
        bool isNewRevision = WriteRevision(registration);
        if (before is not null && !registration.IsCurrent)
            return;

        if (before is null)
            WriteFirst(registration);
        else if (isNewRevision)
            Replace(registration, before);
    }

    private static OrderHead ToHead(SqliteStatement row) => new("", row.Int(0), row.Text(1), row.Text(2));

    private static StoredHead ToStoredHead(SqliteStatement row) => new(row.Int(0), row.Text(2), row.Long(3), row.Bool(4));

    private bool WriteRevision(OrderRegistration r)
    {
        Order order = r.Order;
        int written = _insertRevision.Run(
            tenant, order.Number, order.Revision, order.Supplier.Code, receipt.Receipt.Id, r.MapName, r.MapVersion, r.RegisteredAt, order.Lines.Count, NearestDue(order),
            _json.Write(order with { Lines = [] }, DocumentJson.Order));
        for (int i = 0; written == 1 && i < order.Lines.Count; i++)
            _insertBody.Run(tenant, order.Number, order.Revision, i, _json.Write(order.Lines[i], DocumentJson.OrderLine));
        return written == 1;
    }

    private void WriteFirst(OrderRegistration registration)
    {
        LineStatus status = registration.Order.Purpose == DocumentPurpose.Cancellation ? LineStatus.Cancelled : LineStatus.Unread;
        string search = OrderSearch(registration.Order);
        for (int i = 0; i < registration.Order.Lines.Count; i++)
            WriteLine(registration, i, receipt.Number, new LineStart(status, 0), search);
        WriteHead(registration, receipt.Number, wasSeen: false, openedAt: null);
    }

    /// <summary>Makes a higher revision the current one.</summary>
    /// <remarks>
    /// A line that says the same under a header that says the same keeps its state; any other line is changed by the buyer if the supplier
    /// has seen an earlier revision, else unread. Replies stay with their lines and their supplier, so that versions go on. Another supplier begins anew.
    /// </remarks>
    private void Replace(OrderRegistration registration, StoredHead before)
    {
        Order order = registration.Order;
        bool sameSupplier = before.Supplier == order.Supplier.Code;
        bool wasSeen = before.WasSeen && sameSupplier;
        bool isCancelled = order.Purpose == DocumentPurpose.Cancellation;
        LineStatus changed = isCancelled ? LineStatus.Cancelled : wasSeen ? LineStatus.ChangedByBuyer : LineStatus.Unread;
        Dictionary<string, EarlierLine> earlier = sameSupplier ? EarlierLines(order.Number, before) : [];
        bool mayKeep = sameSupplier && !isCancelled && SaysTheSame(order, before.Revision);

        _counter.TakeOff(before.Supplier, order.Number);
        session.Run("delete from order_line where tenant = ?1 and supplier = ?2 and order_number = ?3", tenant, before.Supplier, order.Number);
        long gate = IsPublished(before.Gate) ? 0 : receipt.Number;
        string search = OrderSearch(order);
        for (int i = 0; i < order.Lines.Count; i++)
        {
            string line = order.Lines[i].Number;
            int version = LastVersion(order, line);
            bool keeps = mayKeep && earlier.TryGetValue(line, out EarlierLine? was) && was.Status != LineStatus.Cancelled && IsSame(order.Lines[i], was.Body);
            WriteLine(registration, i, gate, new LineStart(keeps ? earlier[line].Status : changed, version), search);
        }

        WriteHead(registration, gate, wasSeen, openedAt: null);
    }

    private void WriteLine(OrderRegistration r, int position, long gate, LineStart start, string orderSearch)
    {
        Order order = r.Order;
        OrderLine line = order.Lines[position];
        int due = SqlTime.FromDate(line.DueDate);
        _counter.Add(order.Supplier.Code, (int)start.Status, due, 1);
        _insertLine.Run(
            tenant, order.Supplier.Code, order.Number, position, line.Number, order.Revision, gate, (int)start.Status, due, (double)line.Quantity,
            line.ItemCode ?? "", r.RegisteredAt, start.ReplyVersion, $"{orderSearch}\n{Fold(line.ItemCode)}\n{Fold(line.SupplierItemCode)}\n{Fold(line.ItemName)}");
    }

    private void WriteHead(OrderRegistration r, long gate, bool wasSeen, DateTimeOffset? openedAt)
    {
        const string Write =
            $"""
            insert into order_head (tenant, order_number, revision, supplier, meaning_hash, gate, opened_at, was_seen, supplier_name, issue_date, currency, nearest_due, lines, answered, registered_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            on conflict do update set revision = ?3, supplier = ?4, meaning_hash = ?5, gate = ?6, opened_at = ?7, was_seen = ?8, supplier_name = ?9, issue_date = ?10, currency = ?11,
                nearest_due = ?12, lines = ?13, registered_at = ?15,
                answered = (select count(*) from order_line where tenant = ?1 and supplier = ?4 and order_number = ?2 and status in {AnsweredStatuses})
            """;
        Order order = r.Order;
        session.Run(
            Write, tenant, order.Number, order.Revision, order.Supplier.Code, r.MeaningHash, gate, openedAt, wasSeen, order.Supplier.Name, SqlTime.FromDate(order.IssueDate), order.Currency,
            NearestDue(order), order.Lines.Count, 0, r.RegisteredAt);
    }

    private bool IsPublished(long gate) =>
        gate == 0 || session.Number("select state from receipt where tenant = ?1 and number = ?2", tenant, gate) == (int)ReceiptState.Published;

    private int LastVersion(Order order, string lineNumber) => (int)session.Number(
        "select max(version) from response_line where tenant = ?1 and supplier = ?2 and order_number = ?3 and line_number = ?4", tenant, order.Supplier.Code, order.Number, lineNumber);

    private Dictionary<string, EarlierLine> EarlierLines(string orderNumber, StoredHead before)
    {
        const string Read =
            """
            select l.line_number, l.status, b.body from order_line l
            join order_revision_line b on b.tenant = l.tenant and b.order_number = l.order_number and b.revision = l.revision and b.position = l.position
            where l.tenant = ?1 and l.supplier = ?2 and l.order_number = ?3
            """;
        return session
            .List(Read, static row => (Number: row.Text(0), Line: new EarlierLine((LineStatus)row.Int(1), row.Bytes(2).ToArray())), tenant, before.Supplier, orderNumber)
            .ToDictionary(l => l.Number, l => l.Line, StringComparer.Ordinal);
    }

    /// <summary>Compares the headers without what changes with every revision and without the totals, which follow the lines.</summary>
    private bool SaysTheSame(Order order, int earlierRevision)
    {
        const string Read = "select header from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3";
        Order earlier = session.Find(Read, static row => StoreJson.Read(row.Bytes(0), DocumentJson.Order), tenant, order.Number, earlierRevision)!;
        _json.Write(Bare(earlier), DocumentJson.Order);
        byte[] before = _json.Written.ToArray();
        _json.Write(Bare(order), DocumentJson.Order);
        return _json.Written.SequenceEqual(before);
    }

    private bool IsSame(OrderLine line, byte[] body)
    {
        _json.Write(line, DocumentJson.OrderLine);
        return _json.Written.SequenceEqual(body);
    }

    private static Order Bare(Order order) =>
        order with { Lines = [], Revision = 0, RevisionDate = null, Purpose = DocumentPurpose.Original, NetAmount = null, TaxAmount = null, GrossAmount = null };

    private static string OrderSearch(Order order) => SearchText.Fold($"{order.Number}\n{order.Supplier.Code}\n{order.Supplier.Name}");

    private string Fold(string? text)
    {
        if (text is null)
            return "";
        if (!_folded.TryGetValue(text, out string? folded))
            _folded.Add(text, folded = SearchText.Fold(text));
        return folded;
    }

    private static int NearestDue(Order order)
    {
        int nearest = SqlTime.Undecided;
        foreach (OrderLine line in order.Lines)
            nearest = Math.Min(nearest, SqlTime.FromDate(line.DueDate));
        return nearest;
    }

    private sealed record StoredHead(int Revision, string Supplier, long Gate, bool WasSeen);

    private sealed record EarlierLine(LineStatus Status, byte[] Body);

    private readonly record struct LineStart(LineStatus Status, int ReplyVersion);
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

        // Half a surrogate pair cannot be normalized; the round trip makes it the replacement character.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    /// <summary>The words of a question; each must be found.</summary>
    public static string[] Words(string? text)
    {
        string folded = Fold(text is { Length: > MaxLength } ? text[..MaxLength] : text);
        return folded.Split((char[]?)null, MaxWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
