using System.Text;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The lines of a page, and how many there are on all pages.</summary>
internal sealed record LineKeys(IReadOnlyList<(string OrderNumber, int Position)> Keys, int Total);

/// <summary>Answers questions about current lines. The SQL is put together from constant pieces only; what people enter is bound.</summary>
internal static class LineQuery
{
    private const int FirstWord = 7;
    private const int CountFirst = 100_000;
    private const string OpenStatuses = "(0, 1, 2)";

    private const string IsAnyGate = "select count(*) from receipt where tenant = ?1 and state <> 2 and checkpoint > 0";
    private const string LineIsPublished = " and (l.gate = 0 or l.gate not in (select g.number from receipt g where g.tenant = ?1 and g.state <> 2 and g.checkpoint > 0))";

    public static LineKeys FindKeys(SqliteSession session, AccessScope scope, OrderLineQuery query, Paging paging)
    {
        byte[][] words = [.. SearchText.Words(query.Text).Select(Encoding.UTF8.GetBytes)];
        Question question = Ask(session, scope, query with { Text = null });
        if (question.IsEmpty)
            return new LineKeys([], 0);

        bool isInOrder = question.HasSupplier && query.Sort is not (LineSort.Item or LineSort.Quantity or LineSort.Status or LineSort.Registered);
        if (words.Length == 0 && isInOrder)
            return Walk(session, query, question, paging);
        if (paging.Offset >= CountFirst && paging.Size < int.MaxValue && CountAll(session, Ask(session, scope, query)) is var total && paging.Offset >= total)
            return new LineKeys([], total);

        return Scan(session, query, question, words, paging);
    }

    /// <summary>Reads lines; one that is not there any more, or not in the scope, is left out.</summary>
    public static List<OrderLineRow> ReadRows(SqliteSession session, AccessScope scope, IReadOnlyList<(string OrderNumber, int Position)> keys)
    {
        const string Read =
            $"""
            select l.order_number, l.revision, l.supplier, h.issue_date, h.currency, l.registered_at, b.body, {OrderReader.LineStateColumns}
            from order_head h
            join order_line l on l.tenant = h.tenant and l.supplier = h.supplier and l.order_number = h.order_number
            join order_revision_line b on b.tenant = l.tenant and b.order_number = l.order_number and b.revision = l.revision and b.position = l.position
            {OrderReader.JoinReply}
            where h.tenant = ?1 and h.order_number = ?2 and l.position = ?3 and (?4 is null or h.supplier = ?4)
            """;
        SqliteStatement read = session.Prepare(Read);
        List<OrderLineRow> rows = new(keys.Count);
        foreach ((string orderNumber, int position) in keys)
        {
            if (read.First(ToRow, out OrderLineRow found, scope.Tenant, orderNumber, position, scope.Supplier))
                rows.Add(found);
        }

        return rows;
    }

    public static Page<OrderRow> ListOrders(SqliteSession session, AccessScope scope, OrderLineQuery query)
    {
        Question question = Ask(session, scope, query);
        if (question.IsEmpty)
            return new Page<OrderRow>([], 0);

        // Without a question about lines the heads alone are enough.
        bool asksLines = query.Filter != LineFilter.All || query.Text is not null || query.DueFrom is not null || query.DueTo is not null || query.OrderNumbers.Count > 0;
        string where = asksLines
            ? $"h.tenant = ?1 and h.order_number in (select l.order_number from order_line l where {question.Where})"
            : $"h.tenant = ?1{(question.HasSupplier ? " and h.supplier = ?2" : "")}{(question.HasGates ? OrderReader.HeadIsPublished : "")}";
        int total = (int)session.Number($"select count(*) from order_head h where {where}", question.Values);
        Paging paging = Paging.Of(query.Page, query.PageSize, 500);
        string page = FormattableString.Invariant($"?{question.Values.Length + 1} offset ?{question.Values.Length + 2}");
        List<OrderRow> rows = session.List(
            $"""
            select h.order_number, h.revision, h.supplier, coalesce(json_extract(s.body, '$.party.name'), h.supplier_name), h.issue_date, h.nearest_due, h.lines, h.answered, h.opened_at, h.registered_at
            from order_head h left join supplier s on s.tenant = h.tenant and s.code = h.supplier
            where {where} order by {OrdersBy(query)} limit {page}
            """,
            ToOrderRow,
            [.. question.Values, paging.Size, paging.Offset]);
        return new Page<OrderRow>(rows, total);
    }

    public static LineCounts Count(SqliteSession session, AccessScope scope, DateOnly today)
    {
        Question question = Ask(session, scope, new OrderLineQuery { Today = today });
        string lines = question.IsCounted ? "l.lines" : "1";
        session.Prepare(
            $"""
            select total({lines}), total({lines} * (l.status = 0)), total({lines} * (l.status in {OpenStatuses})), total({lines} * (l.status = 2)),
                total({lines} * (l.status in {OpenStatuses} and l.due < ?5))
            from {(question.IsCounted ? "line_count" : "order_line")} l where {question.Where}
            """)
            .First(static row => new LineCounts(row.Int(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4)), out LineCounts counts, question.Values);
        return counts;
    }

    private static Question Ask(SqliteSession session, AccessScope scope, OrderLineQuery query)
    {
        // A supplier that asks for another supplier's lines asks for nothing.
        bool isOutside = scope.Supplier is not null && query.Supplier is not null && query.Supplier != scope.Supplier;
        string? supplier = scope.Supplier ?? query.Supplier;
        string[] words = SearchText.Words(query.Text);
        List<SqlValue> values =
        [
            scope.Tenant,
            supplier,
            SqlTime.FromDate(query.DueFrom ?? DateOnly.MinValue),
            SqlTime.FromDate(query.DueTo ?? DateOnly.MaxValue),
            SqlTime.FromDate(query.Today),
            query.OrderNumbers.Count == 0 ? null : StoreJson.Text([.. query.OrderNumbers.Take(500)], StoreJson.Default.StringArray),
        ];

        StringBuilder where = new("l.tenant = ?1");
        if (supplier is not null)
            where.Append(" and l.supplier = ?2");
        bool hasGates = session.Number(IsAnyGate, scope.Tenant) > 0;
        if (hasGates)
            where.Append(LineIsPublished);
        if (query.DueFrom is not null || query.DueTo is not null)
            where.Append(" and l.due between ?3 and ?4");
        if (query.OrderNumbers.Count > 0)
            where.Append(" and l.order_number in (select value from json_each(?6))");
        where.Append(FilterOf(query.Filter));
        for (int i = 0; i < words.Length; i++)
        {
            where.Append(System.Globalization.CultureInfo.InvariantCulture, $" and instr(l.search, ?{FirstWord + i}) > 0");
            values.Add(words[i]);
        }

        bool isCounted = !hasGates && query.OrderNumbers.Count == 0 && words.Length == 0;
        return new Question(where.ToString(), [.. values], isOutside, supplier is not null, hasGates, isCounted);
    }

    private static string FilterOf(LineFilter filter) => filter switch
    {
        LineFilter.Unread => " and l.status = 0",
        LineFilter.Unanswered => $" and l.status in {OpenStatuses}",
        LineFilter.Changed => " and l.status = 2",
        LineFilter.Answered => $" and l.status in {OrderWriter.AnsweredStatuses}",
        LineFilter.Overdue => $" and l.status in {OpenStatuses} and l.due < ?5",
        _ => "",
    };

    /// <summary>Walks an index or the table itself, which lie in the wanted order already, up to the page.</summary>
    private static LineKeys Walk(SqliteSession session, OrderLineQuery query, Question question, Paging paging)
    {
        int total = CountAll(session, question);
        if (paging.Offset >= total)
            return new LineKeys([], total);

        string direction = query.Descending ? " desc" : "";
        string order = $"l.order_number{direction}, l.position{direction}";
        string from = query.Sort == LineSort.DueDate ? "order_line l indexed by order_line_due" : "order_line l";
        string by = query.Sort == LineSort.DueDate ? $"l.due{direction}, {order}" : order;
        string page = FormattableString.Invariant($"?{question.Values.Length + 1} offset ?{question.Values.Length + 2}");
        List<(string OrderNumber, int Position)> keys = session.List(
            $"select l.order_number, l.position from {from} where {question.Where} order by {by} limit {page}",
            static row => (row.Text(0), row.Int(1)),
            [.. question.Values, paging.Size, paging.Offset]);
        return new LineKeys(keys, total);
    }

    /// <summary>One scan over the neighbouring rows of the scope gives both the page and the total.</summary>
    private static LineKeys Scan(SqliteSession session, OrderLineQuery query, Question question, byte[][] words, Paging paging)
    {
        TopRows rows = new(paging.Offset + paging.Size, query.Descending);
        SqliteStatement scan = session.Prepare($"select l.order_number, l.position, {SortColumn(query.Sort)}{(words.Length > 0 ? ", l.search" : "")} from order_line l where {question.Where}");
        scan.Each(
            row =>
            {
                if (words.Length == 0 || HasAll(row.Bytes(3), words))
                    Add(rows, row, query.Sort);
            },
            question.Values);
        return new LineKeys(paging.Offset >= rows.Total ? [] : rows.Cut(paging.Offset, paging.Size), rows.Total);
    }

    private static int CountAll(SqliteSession session, Question question) => (int)session.Number(
        question.IsCounted ? $"select total(l.lines) from line_count l where {question.Where}" : $"select count(*) from order_line l where {question.Where}", question.Values);

    private static string SortColumn(LineSort sort) => sort switch
    {
        LineSort.DueDate => "l.due",
        LineSort.Item => "l.item",
        LineSort.Quantity => "l.quantity",
        LineSort.Status => "l.status",
        LineSort.Registered => "l.registered_at",
        LineSort.Supplier => "l.supplier",
        _ => "l.order_number",
    };

    private static void Add(TopRows rows, SqliteStatement row, LineSort sort)
    {
        ReadOnlySpan<byte> order = row.Bytes(0);
        if (sort is LineSort.DueDate or LineSort.Status or LineSort.Registered)
            rows.Add(row.Long(2), order, row.Int(1));
        else if (sort == LineSort.Quantity)
            rows.Add(Sortable(row.Double(2)), order, row.Int(1));
        else
            rows.Add(row.Bytes(2), order, row.Int(1));
    }

    /// <summary>Bits of a number in the order of the numbers.</summary>
    private static long Sortable(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? bits ^ long.MaxValue : bits;
    }

    private static bool HasAll(ReadOnlySpan<byte> text, byte[][] words)
    {
        foreach (byte[] word in words)
        {
            if (text.IndexOf(word) < 0)
                return false;
        }

        return true;
    }

    private static string OrdersBy(OrderLineQuery query)
    {
        string direction = query.Descending ? " desc" : "";
        string first = query.Sort switch
        {
            LineSort.DueDate => $"h.nearest_due{direction}, ",
            LineSort.Status => $"(h.answered = h.lines){direction}, ",
            LineSort.Registered => $"h.registered_at{direction}, ",
            LineSort.Supplier => $"h.supplier{direction}, ",
            _ => "",
        };
        return $"{first}h.order_number{direction}";
    }

    private static OrderLineRow ToRow(SqliteStatement row) => new(
        row.Text(0),
        row.Int(1),
        row.Text(2),
        row.Date(3),
        row.Text(4),
        row.Time(5),
        StoreJson.Read(row.Bytes(6), DocumentJson.OrderLine),
        OrderReader.ToState(row, 7));

    private static OrderRow ToOrderRow(SqliteStatement row) => new(
        row.Text(0), row.Int(1), row.Text(2), row.TextOrNull(3), row.Date(4), row.Date(5), row.Int(6), row.Int(7), row.TimeOrNull(8), row.Time(9));

    /// <summary>A condition on lines (alias l) with its values; a counted one asks nothing that line_count does not know: ?1 tenant, ?2 supplier, ?3 and ?4 dates, ?5 today, ?6 order numbers, ?7... words.</summary>
    private sealed record Question(string Where, SqlValue[] Values, bool IsEmpty, bool HasSupplier, bool HasGates, bool IsCounted);
}
