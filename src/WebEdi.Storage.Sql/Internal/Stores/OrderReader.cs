using System.Text;
using System.Text.Json;
using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>Reads whole orders inside a transaction that runs already.</summary>
internal static class OrderReader
{
    /// <summary>What a scope sees of the current orders (alias h). ?1 is the tenant, ?2 the supplier or null.</summary>
    public const string HeadIsVisible = "h.tenant = ?1 and (?2 is null or h.supplier = ?2)" + HeadIsPublished;

    /// <summary>New orders stay hidden until their receipt is published.</summary>
    public const string HeadIsPublished =
        " and (h.gate = 0 or h.gate not in (select g.number from receipt g where g.tenant = ?1 and g.state <> 2 and g.checkpoint > 0))";

    public static VisibleHead? FindHead(SqlSession session, AccessScope scope, string orderNumber)
    {
        const string Find = $"select h.revision, h.supplier, h.opened_at from order_head h where h.order_number = ?3 and {HeadIsVisible}";

        return session.Find(Find, static row => new VisibleHead(row.Int(0), row.Text(1), row.TimeOrNull(2)), scope.Tenant, scope.Supplier, orderNumber);
    }

    public static Order? ReadRevision(SqlSession session, string tenant, string orderNumber, int revision)
    {
        const string Body = "select body from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3";

        return session.Find(Body, static row => StoreJson.Read(row.Bytes(0), DocumentJson.Order), tenant, orderNumber, revision) is { } order
            ? WithAllLines(session, tenant, order)
            : null;
    }

    /// <summary>Reads several revisions with one question.</summary>
    public static Dictionary<(string Number, int Revision), Order> ReadRevisions(SqlSession session, string tenant, IReadOnlyCollection<(string Number, int Revision)> wanted)
    {
        string bodies = $"select body from order_revision where tenant = ?1 and (order_number, revision) in {session.Words.Pairs("?2", "?3")}";
        List<Order> orders = session.List(
            bodies, static row => StoreJson.Read(row.Bytes(0), DocumentJson.Order), tenant, SqlValue.Texts([.. wanted.Select(w => w.Number)]), SqlValue.Numbers([.. wanted.Select(w => (long)w.Revision)]));
        return orders.ToDictionary(o => (o.Number, o.Revision), o => WithAllLines(session, tenant, o));
    }

    /// <summary>Adds the lines that do not lie with the order.</summary>
    private static Order WithAllLines(SqlSession session, string tenant, Order order)
    {
        const string Rest = "select body from order_revision_lines where tenant = ?1 and order_number = ?2 and revision = ?3 order by chunk";

        if (order.Lines.Count < PreparedOrder.ChunkLines)
            return order;

        List<OrderLine> lines = [.. order.Lines];
        foreach (IReadOnlyList<OrderLine> more in session.List(Rest, static row => StoreJson.Read(row.Bytes(0), StoreJson.OrderLines), tenant, order.Number, order.Revision))
            lines.AddRange(more);
        return order with { Lines = lines };
    }

    /// <summary>Reads one line without reading the others.</summary>
    public static OrderLine ReadLine(SqlSession session, string tenant, string orderNumber, int revision, int position)
    {
        const string First = "select body from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3";
        const string Later = "select body from order_revision_lines where tenant = ?1 and order_number = ?2 and revision = ?3 and chunk = ?4";
        (int chunk, int index) = Math.DivRem(position, PreparedOrder.ChunkLines);
        return session.Find(chunk == 0 ? First : Later, row => ReadLine(row.Bytes(0), index), tenant, orderNumber, revision, chunk)!;
    }

    public static StoredOrder? Find(SqlSession session, AccessScope scope, string orderNumber)
    {
        const string Registration = "select receipt, map_name, map_version, registered_at from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3";
        const string Revisions = "select revision from order_revision where tenant = ?1 and order_number = ?2 and (?3 is null or supplier = ?3) order by revision";
        const string Responses = "select body from order_response where tenant = ?1 and order_number = ?2 and (?3 is null or supplier = ?3) order by position";

        if (FindHead(session, scope, orderNumber) is not { } head)
            return null;

        StoredOrder bare = session.Find(
            Registration,
            row => new StoredOrder
            {
                Order = null!,
                ReceiptId = row.Text(0),
                MapName = row.Text(1),
                MapVersion = row.Int(2),
                RegisteredAt = row.Time(3),
                OpenedAt = head.OpenedAt,
                Revisions = [],
                Lines = [],
            },
            scope.Tenant, orderNumber, head.Revision)!;
        return bare with
        {
            Order = ReadRevision(session, scope.Tenant, orderNumber, head.Revision)!,
            Revisions = session.List(Revisions, static row => row.Int(0), scope.Tenant, orderNumber, scope.Supplier),
            Lines = ReadStates(session, scope.Tenant, head.Supplier, orderNumber),
            Responses = session.List(Responses, static row => StoreJson.Read(row.Bytes(0), DocumentJson.OrderResponse), scope.Tenant, orderNumber, scope.Supplier),
        };
    }

    /// <summary>Reads the state of a line with its latest reply.</summary>
    public static OrderLineState ReadState(SqlSession session, string tenant, string supplier, string orderNumber, LinePack line)
    {
        const string Reply =
            "select body, revision, responded_at from response_line where tenant = ?1 and supplier = ?2 and order_number = ?3 and line_number = ?4 and version = ?5";
        string number = Encoding.UTF8.GetString(line.LineNumber);
        OrderLineState state = new(number, line.Status, line.ReplyVersion, null, 0, null);
        if (line.ReplyVersion == 0)
            return state;

        return session.Find(
            Reply,
            row => state with { Reply = StoreJson.Read(row.Bytes(0), DocumentJson.ResponseLine), ReplyRevision = row.Int(1), RepliedAt = row.Time(2) },
            tenant, supplier, orderNumber, number, line.ReplyVersion) ?? state;
    }

    private static List<OrderLineState> ReadStates(SqlSession session, string tenant, string supplier, string orderNumber)
    {
        List<OrderLineState> states = [];
        LinePack lines = LineRow.Find(session, tenant, supplier, orderNumber)!.Lines;
        while (lines.Read())
            states.Add(ReadState(session, tenant, supplier, orderNumber, lines));
        return states;
    }

    /// <summary>Takes one line out of an order or of an array of lines.</summary>
    private static OrderLine ReadLine(ReadOnlySpan<byte> json, int index)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && !reader.ValueTextEquals("lines"u8))
                reader.Skip();
            reader.Read();
        }

        reader.Read();
        for (int i = 0; i < index; i++)
        {
            reader.Skip();
            reader.Read();
        }

        return JsonSerializer.Deserialize(ref reader, DocumentJson.OrderLine)!;
    }
}

/// <summary>The current revision of an order in a scope.</summary>
internal sealed record VisibleHead(int Revision, string Supplier, DateTimeOffset? OpenedAt);
