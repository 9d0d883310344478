using System.Text;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The key of a line in the list.</summary>
internal readonly record struct LineKey(string Supplier, string OrderNumber, int Position);

/// <summary>The keys of a page, and how many there are on all pages.</summary>
internal sealed record LineKeys(IReadOnlyList<LineKey> Keys, int Total);

/// <summary>Answers questions about current lines. The SQL is put together from constant pieces only; what people enter is bound.</summary>
internal static class LineQuery
{
    private const int FirstWord = 7;
    private const string OpenStatuses = "(0, 1, 2)";

    private const string IsAnyGate = "select count(*) from receipt where tenant = ?1 and state <> 2 and checkpoint > 0";
    private const string LineIsPublished = " and (l.gate = 0 or l.gate not in (select g.number from receipt g where g.tenant = ?1 and g.state <> 2 and g.checkpoint > 0))";

    public static LineKeys FindKeys(SqliteSession session, AccessScope scope, OrderLineQuery query, Paging paging)
    {
        Question question = Ask(session, scope, query);
        if (question.IsEmpty)
            return new LineKeys([], 0);

        int total = (int)session.Number($"select count(*) from order_line l where {question.Where}", question.Values);
        if (paging.Offset >= total)
            return new LineKeys([], total);

        string page = FormattableString.Invariant($"?{question.Values.Length + 1} offset ?{question.Values.Length + 2}");
        List<LineKey> keys = session.List(
            $"select l.supplier, l.order_number, l.position from order_line l where {question.Where} order by {OrderBy(query)} limit {page}",
            static row => new LineKey(row.Text(0), row.Text(1), row.Int(2)),
            [.. question.Values, paging.Size, paging.Offset]);
        return new LineKeys(keys, total);
    }

    /// <summary>Reads the rows of keys; a line that is not there any more is left out.</summary>
    public static List<OrderLineRow> ReadRows(SqliteSession session, AccessScope scope, IReadOnlyList<LineKey> keys)
    {
        const string Read =
            $"""
            select l.revision, h.issue_date, h.currency, l.registered_at, b.body, {OrderReader.LineStateColumns}
            from order_line l
            join order_head h on h.tenant = l.tenant and h.order_number = l.order_number
            join order_revision_line b on b.tenant = l.tenant and b.order_number = l.order_number and b.revision = l.revision and b.position = l.position
            {OrderReader.JoinReply}
            where l.tenant = ?1 and l.supplier = ?2 and l.order_number = ?3 and l.position = ?4
            """;
        SqliteStatement read = session.Prepare(Read);
        List<OrderLineRow> rows = new(keys.Count);
        foreach (LineKey key in keys)
        {
            if (read.First(row => ToRow(row, key), out OrderLineRow found, scope.Tenant, key.Supplier, key.OrderNumber, key.Position))
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
        session.Prepare(
            $"""
            select count(*), total(l.status = 0), total(l.status in {OpenStatuses}), total(l.status = 2), total(l.status in {OpenStatuses} and l.due < ?5)
            from order_line l where {question.Where}
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

        return new Question(where.ToString(), [.. values], isOutside, supplier is not null, hasGates);
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

    private static string OrderBy(OrderLineQuery query)
    {
        string direction = query.Descending ? " desc" : "";
        string first = query.Sort switch
        {
            LineSort.DueDate => $"l.due{direction}, ",
            LineSort.Item => $"l.item{direction}, ",
            LineSort.Quantity => $"l.quantity{direction}, ",
            LineSort.Status => $"l.status{direction}, ",
            LineSort.Registered => $"l.registered_at{direction}, ",
            LineSort.Supplier => $"l.supplier{direction}, ",
            _ => "",
        };
        return $"{first}l.order_number{direction}, l.position{direction}";
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

    private static OrderLineRow ToRow(SqliteStatement row, LineKey key) => new(
        key.OrderNumber,
        row.Int(0),
        key.Supplier,
        row.Date(1),
        row.Text(2),
        row.Time(3),
        StoreJson.Read(row.Bytes(4), DocumentJson.OrderLine),
        OrderReader.ToState(row, 5));

    private static OrderRow ToOrderRow(SqliteStatement row) => new(
        row.Text(0), row.Int(1), row.Text(2), row.TextOrNull(3), row.Date(4), row.Date(5), row.Int(6), row.Int(7), row.TimeOrNull(8), row.Time(9));

    /// <summary>A condition on lines (alias l) with its values: ?1 tenant, ?2 supplier, ?3 and ?4 dates, ?5 today, ?6 order numbers, ?7... words.</summary>
    private sealed record Question(string Where, SqlValue[] Values, bool IsEmpty, bool HasSupplier, bool HasGates);
}
