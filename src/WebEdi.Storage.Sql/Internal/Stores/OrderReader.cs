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

    public const string LineStateColumns = "l.line_number, l.status, l.reply_version, a.body, a.revision, a.responded_at";

    /// <summary>The latest reply (alias a) of a line (alias l).</summary>
    public const string JoinReply =
        """
        left join response_line a on a.tenant = l.tenant and a.supplier = l.supplier and a.order_number = l.order_number
            and a.line_number = l.line_number and a.version = l.reply_version
        """;

    public static VisibleHead? FindHead(SqliteSession session, AccessScope scope, string orderNumber)
    {
        const string Find = $"select h.revision, h.supplier, h.opened_at from order_head h where h.order_number = ?3 and {HeadIsVisible}";

        return session.Find(Find, static row => new VisibleHead(row.Int(0), row.Text(1), row.TimeOrNull(2)), scope.Tenant, scope.Supplier, orderNumber);
    }

    public static Order? ReadRevision(SqliteSession session, string tenant, string orderNumber, int revision)
    {
        const string Header = "select header from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3";
        const string Lines = "select body from order_revision_line where tenant = ?1 and order_number = ?2 and revision = ?3 order by position";

        Order? header = session.Find(Header, static row => StoreJson.Read(row.Bytes(0), DocumentJson.Order), tenant, orderNumber, revision);
        return header is null
            ? null
            : header with { Lines = session.List(Lines, static row => StoreJson.Read(row.Bytes(0), DocumentJson.OrderLine), tenant, orderNumber, revision) };
    }

    public static StoredOrder? Find(SqliteSession session, AccessScope scope, string orderNumber)
    {
        const string Registration = "select receipt, map_name, map_version, registered_at from order_revision where tenant = ?1 and order_number = ?2 and revision = ?3";
        const string Revisions = "select revision from order_revision where tenant = ?1 and order_number = ?2 and (?3 is null or supplier = ?3) order by revision";
        const string States =
            $"select {LineStateColumns} from order_line l {JoinReply} where l.tenant = ?1 and l.supplier = ?2 and l.order_number = ?3 order by l.position";
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
            Lines = session.List(States, static row => ToState(row, 0), scope.Tenant, head.Supplier, orderNumber),
            Responses = session.List(Responses, static row => StoreJson.Read(row.Bytes(0), DocumentJson.OrderResponse), scope.Tenant, orderNumber, scope.Supplier),
        };
    }

    /// <summary>Reads <see cref="LineStateColumns"/>, which begin at a column.</summary>
    public static OrderLineState ToState(SqliteStatement row, int column)
    {
        bool isAnswered = !row.IsNull(column + 3);
        return new OrderLineState(
            row.Text(column),
            (LineStatus)row.Int(column + 1),
            row.Int(column + 2),
            isAnswered ? StoreJson.Read(row.Bytes(column + 3), DocumentJson.ResponseLine) : null,
            isAnswered ? row.Int(column + 4) : 0,
            isAnswered ? row.Time(column + 5) : null);
    }
}

/// <summary>The current revision of an order in a scope.</summary>
internal sealed record VisibleHead(int Revision, string Supplier, DateTimeOffset? OpenedAt);
