using System.Text;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>The lines of a page, and how many there are on all pages.</summary>
internal sealed record LineKeys(IReadOnlyList<(string OrderNumber, int Position)> Keys, int Total);

/// <summary>Answers questions about current lines. The SQL is put together from constant pieces only; what people enter is bound.</summary>
internal static class LineQuery
{
    /// <summary>Finds the lines of a page: from memory, or by reading all lines of the scope when they are too many to keep.</summary>
    /// <remarks>The first statement of a transaction, see <see cref="LineBook.Read"/>.</remarks>
    public static LineKeys FindKeys(SqlSession session, LineBooks books, AccessScope scope, OrderLineQuery query, Paging paging)
    {
        if (Narrow(scope, query) is not { } asked)
            return new LineKeys([], 0);

        LineKeys? found = FromBook(session, books, asked, query, (book, match) => book.Page(match, query.Sort, query.Descending, paging));
        return found ?? Scan(session, asked, query, paging);
    }

    /// <summary>Reads lines; one that is not there any more, or not in the scope, is left out.</summary>
    public static List<OrderLineRow> ReadRows(SqlSession session, AccessScope scope, IReadOnlyList<(string OrderNumber, int Position)> keys)
    {
        const string Read = "select h.revision, h.supplier, h.issue_date, h.currency from order_head h where h.tenant = ?1 and h.order_number = ?2 and (?3 is null or h.supplier = ?3)";
        SqlStatement read = session.Prepare(Read);
        Dictionary<string, (OrderLineRow Head, LineRow Lines)?> orders = new(StringComparer.Ordinal);
        List<OrderLineRow> rows = new(keys.Count);
        foreach ((string orderNumber, int position) in keys)
        {
            if (!orders.TryGetValue(orderNumber, out (OrderLineRow Head, LineRow Lines)? order))
            {
                if (read.First(row => ToRow(row, orderNumber), out OrderLineRow head, scope.Tenant, orderNumber, scope.Supplier))
                    order = (head, LineRow.Find(session, scope.Tenant, head.Supplier, orderNumber)!);
                orders.Add(orderNumber, order);
            }

            if (order is { } known && ReadRow(session, scope.Tenant, known.Head, known.Lines, position) is { } line)
                rows.Add(line);
        }

        return rows;
    }

    public static Page<OrderRow> ListOrders(SqlSession session, LineBooks books, AccessScope scope, OrderLineQuery query)
    {
        if (Narrow(scope, query) is not { } asked)
            return new Page<OrderRow>([], 0);

        // Without a question about lines the heads alone are enough.
        bool asksLines = query.Filter != LineFilter.All || query.Text is not null || query.DueFrom is not null || query.DueTo is not null || query.OrderNumbers.Count > 0;
        SqlValue numbers = asksLines ? SqlValue.Texts(OrdersWithLines(session, books, asked, query)) : default;
        string where = asksLines
            ? $"h.tenant = ?1 and h.order_number {session.Words.In("?3")}"
            : $"{(asked.Supplier is null ? "h.tenant = ?1" : "h.tenant = ?1 and h.supplier = ?2")}{OrderReader.HeadIsPublished}";
        int total = (int)session.Number($"select count(*) from order_head h where {where}", asked.Tenant, asked.Supplier, numbers);
        Paging paging = Paging.Of(query.Page, query.PageSize, 500);
        List<OrderRow> rows = session.List(
            $"""
            select h.order_number, h.revision, h.supplier, coalesce({session.Words.JsonText("s.body", "party", "name")}, h.supplier_name), h.issue_date, h.nearest_due, h.lines, h.answered, h.opened_at, h.registered_at
            from order_head h left join supplier s on s.tenant = h.tenant and s.code = h.supplier
            where {where} order by {OrdersBy(query)} limit ?4 offset ?5
            """,
            ToOrderRow,
            asked.Tenant, asked.Supplier, numbers, paging.Size, paging.Offset);
        return new Page<OrderRow>(rows, total);
    }

    public static LineCounts Count(SqlSession session, LineBooks books, AccessScope scope, DateOnly today)
    {
        int[] counts = new int[5];
        int before = SqlTime.FromDate(today);
        void Add(LineStatus status, int due, int lines)
        {
            bool isOpen = status is LineStatus.Unread or LineStatus.Opened or LineStatus.ChangedByBuyer;
            counts[0] += lines;
            counts[1] += status == LineStatus.Unread ? lines : 0;
            counts[2] += isOpen ? lines : 0;
            counts[3] += status == LineStatus.ChangedByBuyer ? lines : 0;
            counts[4] += isOpen && due < before ? lines : 0;
        }

        // While a file is being published its lines are counted but not shown yet; only then are the lines looked at.
        if (ClosedGates(session, scope.Tenant).Count > 0)
        {
            EachLine(session, books, scope, new OrderLineQuery(), (_, status, due) => Add(status, due, 1));
        }
        else
        {
            const string Kept = "select status, due, lines from line_count where tenant = ?1";
            session.Prepare(scope.Supplier is null ? Kept : Kept + " and supplier = ?2")
                .Each(row => Add((LineStatus)row.Int(0), row.Int(1), row.Int(2)), scope.Tenant, scope.Supplier);
        }

        return new LineCounts(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    /// <summary>Whose lines are asked for; null: another supplier's.</summary>
    private static AccessScope? Narrow(AccessScope scope, OrderLineQuery query)
    {
        if (scope.Supplier is not null && query.Supplier is not null && query.Supplier != scope.Supplier)
            return null;
        return scope with { Supplier = scope.Supplier ?? query.Supplier };
    }

    private static HashSet<long> ClosedGates(SqlSession session, string tenant) =>
        [.. session.List("select number from receipt where tenant = ?1 and state <> 2 and checkpoint > 0", static row => row.Long(0), tenant)];

    private static T? FromBook<T>(SqlSession session, LineBooks books, AccessScope scope, OrderLineQuery query, Func<LineBook, LineMatch, T> answer)
        where T : class
    {
        const string Lines = "select coalesce(sum(lines), 0) from line_count where tenant = ?1";
        LineBook book = books.Of(scope);
        lock (book)
        {
            if (session.Number(scope.Supplier is null ? Lines : Lines + " and supplier = ?2", scope.Tenant, scope.Supplier) > books.MaxLines)
            {
                book.Clear();
                return null;
            }

            book.Read(session);
            books.Trim();
            return answer(book, new LineMatch(query, ClosedGates(session, scope.Tenant)));
        }
    }

    private static void EachLine(SqlSession session, LineBooks books, AccessScope scope, OrderLineQuery query, LineVisitor visit)
    {
        object? done = FromBook<object>(session, books, scope, query, (book, match) =>
        {
            book.Each(match, visit);
            return book;
        });
        if (done is null)
            EachStored(session, scope, new LineMatch(query, ClosedGates(session, scope.Tenant)), (order, line, _) => visit(order, line.Status, line.Due));
    }

    private static string[] OrdersWithLines(SqlSession session, LineBooks books, AccessScope scope, OrderLineQuery query)
    {
        List<string> numbers = [];
        byte[] last = [];
        EachLine(session, books, scope, query, (order, _, _) =>
        {
            if (order.SequenceEqual(last))
                return;
            last = order.ToArray();
            numbers.Add(Encoding.UTF8.GetString(order));
        });
        return [.. numbers];
    }

    /// <summary>Reads all lines of a scope from the store and keeps those of the page.</summary>
    private static LineKeys Scan(SqlSession session, AccessScope scope, OrderLineQuery query, Paging paging)
    {
        TopRows rows = new(paging.Offset + paging.Size, query.Descending);
        EachStored(session, scope, new LineMatch(query, ClosedGates(session, scope.Tenant)), (order, line, row) => Add(rows, order, line, row, query.Sort));
        return new LineKeys(paging.Offset >= rows.Total ? [] : rows.Cut(paging.Offset, paging.Size), rows.Total);
    }

    private static void EachStored(SqlSession session, AccessScope scope, LineMatch match, StoredLineVisitor visit)
    {
        const string Read = "select order_number, gate, search, pack, registered_at, supplier from order_line where tenant = ?1";
        byte[] pack = [];
        session.Prepare(scope.Supplier is null ? Read : Read + " and supplier = ?2").Each(
            row =>
            {
                if (match.AsksOrders && !match.HasOrder(row.Bytes(0), row.Long(1)))
                    return;

                byte marks = match.MarkWords(row.Bytes(2));
                ReadOnlySpan<byte> bytes = row.Bytes(3);
                if (pack.Length < bytes.Length)
                    pack = new byte[bytes.Length * 2];
                bytes.CopyTo(pack);
                LinePack line = new(pack.AsSpan(0, bytes.Length));
                while (line.Read())
                {
                    if (match.HasStatus(line.Status) && match.HasDue(line.Due) && (marks == match.AllWords || (marks | match.MarkWords(line.Search)) == match.AllWords))
                        visit(row.Bytes(0), line, row);
                }
            },
            scope.Tenant, scope.Supplier);
    }

    private static void Add(TopRows rows, ReadOnlySpan<byte> order, LinePack line, SqlStatement row, LineSort sort)
    {
        switch (sort)
        {
            case LineSort.DueDate:
                rows.Add(line.Due, order, line.Position);
                break;
            case LineSort.Status:
                rows.Add((long)line.Status, order, line.Position);
                break;
            case LineSort.Registered:
                rows.Add(row.Long(4), order, line.Position);
                break;
            case LineSort.Quantity:
                rows.Add(LineBook.Sortable(line.Quantity), order, line.Position);
                break;
            case LineSort.Item:
                rows.Add(line.Item, order, line.Position);
                break;
            case LineSort.Supplier:
                rows.Add(row.Bytes(5), order, line.Position);
                break;
            default:
                rows.Add(order, order, line.Position);
                break;
        }
    }

    private static OrderLineRow? ReadRow(SqlSession session, string tenant, OrderLineRow head, LineRow order, int position)
    {
        LinePack line = order.Lines;
        while (line.Read())
        {
            if (line.Position != position)
                continue;
            return head with
            {
                RegisteredAt = order.RegisteredAt,
                Line = OrderReader.ReadLine(session, tenant, head.OrderNumber, order.Revision, position),
                State = OrderReader.ReadState(session, tenant, head.Supplier, head.OrderNumber, line),
            };
        }

        return null;
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

    private static OrderLineRow ToRow(SqlStatement row, string orderNumber) => new(
        orderNumber, row.Int(0), row.Text(1), row.Date(2), row.Text(3), default, null!, null!);

    private static OrderRow ToOrderRow(SqlStatement row) => new(
        row.Text(0), row.Int(1), row.Text(2), row.TextOrNull(3), row.Date(4), row.Date(5), row.Int(6), row.Int(7), row.TimeOrNull(8), row.Time(9));
}

/// <summary>Is told of a line in the store and of the row of its order.</summary>
internal delegate void StoredLineVisitor(ReadOnlySpan<byte> orderNumber, LinePack line, SqlStatement row);
