using WebEdi.Documents;
using WebEdi.Storage.Sql.Internal.Dialects;

namespace WebEdi.Storage.Sql.Internal.Stores;

internal sealed class ReplyStore(SqlDatabase database) : IReplyStore
{
    public Task<ReplyResult> SubmitAsync(
        AccessScope scope, IReadOnlyList<ReplySubmission> submissions, string submitKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(submissions);

        return database.WriteAsync(new SqlScope(scope.Tenant, Lane.Orders), session => Submit(session, scope, submissions, submitKey), cancellationToken);
    }

    public Task<ReplyFeedPage> ReadFeedAsync(string tenant, long? after, string consumer, int max, CancellationToken cancellationToken = default)
    {
        const string Read = "select position, body from order_response where tenant = ?1 and position > ?2 order by position limit ?3";

        return database.ReadAsync(
            tenant,
            session =>
            {
                long acknowledged = Acknowledged(session, tenant, consumer);
                List<ReplyFeedItem> items = ReadItems(session, tenant, Read, tenant, Math.Max(after ?? acknowledged, 0), Math.Clamp(max, 1, 1000));
                string epoch = session.Find("select value from store_fact where name = 'epoch'", static row => row.Text(0))!;
                return new ReplyFeedPage(epoch, items, acknowledged, Last(session, tenant));
            },
            cancellationToken);
    }

    public Task<int> AcknowledgeAsync(
        string tenant, string consumer, long position, TraceStep step, DateTimeOffset at, string actor, CancellationToken cancellationToken = default)
    {
        const string Save = "insert into feed_consumer (tenant, consumer, acknowledged) values (?1, ?2, ?3) on conflict (tenant, consumer) do update set acknowledged = excluded.acknowledged";
        const string Concerned = "select order_number, revision, id from order_response where tenant = ?1 and position > ?2 and position <= ?3 order by position";

        return database.WriteAsync(
            new SqlScope(tenant, Lane.Orders),
            session =>
            {
                long before = Acknowledged(session, tenant, consumer);
                long now = Math.Min(position, Last(session, tenant));
                if (now <= before)
                    return 0;

                session.Run(Save, tenant, consumer, now);
                Effects.Trace(session, session.List(
                    Concerned, row => new TraceEvent(tenant, row.Text(0), row.Int(1), step, at, actor, row.Text(2)), tenant, before, now));
                return (int)(now - before);
            },
            cancellationToken);
    }

    public Task<Page<ReplyFeedItem>> ListAsync(AccessScope scope, int page, int pageSize, CancellationToken cancellationToken = default)
    {
        const string Mine = "tenant = ?1 and (?2 is null or supplier = ?2)";

        return database.ReadAsync(
            scope.Tenant,
            session =>
            {
                Paging paging = Paging.Of(page, pageSize);
                List<ReplyFeedItem> items = ReadItems(
                    session, scope.Tenant, $"select position, body from order_response where {Mine} order by position desc limit ?3 offset ?4", scope.Tenant, scope.Supplier, paging.Size, paging.Offset);
                return new Page<ReplyFeedItem>(items, (int)session.Number($"select count(*) from order_response where {Mine}", scope.Tenant, scope.Supplier));
            },
            cancellationToken);
    }

    private static ReplyResult Submit(SqlSession session, AccessScope scope, IReadOnlyList<ReplySubmission> submissions, string submitKey)
    {
        if (scope.Supplier is null)
            return new ReplyResult(ReplyOutcome.NotFound, []);
        if (session.Number("select count(*) from submit_key where tenant = ?1 and supplier = ?2 and submitted = ?3", scope.Tenant, scope.Supplier, submitKey) > 0)
            return new ReplyResult(ReplyOutcome.Repeated, []);

        HashSet<(string Order, string Line)> answered = [];
        List<ReplyOutcome> outcomes = [];
        foreach (ReplySubmission submission in submissions)
        {
            Effects.MustBelong(scope.Tenant, submission.Trace, submission.Outbox);
            outcomes.Add(Check(session, scope, submission.Response, answered));
        }

        ReplyOutcome[] reasons = [ReplyOutcome.NotFound, ReplyOutcome.StaleRevision, ReplyOutcome.StaleVersion];
        foreach (ReplyOutcome reason in reasons)
        {
            if (outcomes.Contains(reason))
                return new ReplyResult(reason, StaleOrders(session, scope, submissions, outcomes));
        }

        foreach (ReplySubmission submission in submissions)
            Store(session, scope.Tenant, scope.Supplier, submission);
        session.Run("insert into submit_key (tenant, supplier, submitted, submitted_at) values (?1, ?2, ?3, ?4)", scope.Tenant, scope.Supplier, submitKey, session.Now);
        return new ReplyResult(ReplyOutcome.Stored, []);
    }

    private static ReplyOutcome Check(SqlSession session, AccessScope scope, OrderResponse response, HashSet<(string Order, string Line)> answered)
    {
        if (OrderReader.FindHead(session, scope, response.OrderNumber) is not { } head)
            return ReplyOutcome.NotFound;
        if (head.Revision != response.OrderRevision)
            return ReplyOutcome.StaleRevision;

        LineRow row = LineRow.Find(session, scope.Tenant, scope.Supplier!, response.OrderNumber)!;
        foreach (ResponseLine line in response.Lines)
        {
            LinePack lines = row.Lines;
            if (!lines.Find(line.LineNumber))
                return ReplyOutcome.NotFound;
            if (lines.ReplyVersion != line.Version - 1 || !answered.Add((response.OrderNumber, line.LineNumber)))
                return ReplyOutcome.StaleVersion;
        }

        return ReplyOutcome.Stored;
    }

    private static List<StoredOrder> StaleOrders(SqlSession session, AccessScope scope, IReadOnlyList<ReplySubmission> submissions, List<ReplyOutcome> outcomes)
    {
        IEnumerable<string> stale = submissions.Zip(outcomes)
            .Where(p => p.Second is ReplyOutcome.StaleRevision or ReplyOutcome.StaleVersion)
            .Select(p => p.First.Response.OrderNumber)
            .Distinct(StringComparer.Ordinal);
        return [.. stale.Select(number => OrderReader.Find(session, scope, number)!)];
    }

    private static void Store(SqlSession session, string tenant, string supplier, ReplySubmission submission)
    {
        const string Insert = "insert into order_response (tenant, position, id, order_number, revision, supplier, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        const string InsertLine =
            "insert into response_line (tenant, supplier, order_number, line_number, version, revision, responded_at, body) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        const string Seen = "update order_head set was_seen = 1, answered = ?3 where tenant = ?1 and order_number = ?2";

        OrderResponse response = submission.Response with { SupplierCode = supplier };
        using JsonBuffer json = new();
        LineCounter counter = new(session, tenant);
        LineRow row = LineRow.Find(session, tenant, supplier, response.OrderNumber)!;
        counter.TakeOff(supplier, row.Lines);
        foreach (ResponseLine line in response.Lines)
        {
            session.Run(
                InsertLine, tenant, supplier, response.OrderNumber, line.LineNumber, line.Version, response.OrderRevision, response.RespondedAt, json.Write(line, DocumentJson.ResponseLine));
            LinePack lines = row.Lines;
            lines.Find(line.LineNumber);
            lines.Status = submission.Statuses.GetValueOrDefault(line.LineNumber, lines.Status);
            lines.ReplyVersion = line.Version;
        }

        session.Run(
            Insert, tenant, Last(session, tenant) + 1, response.Id, response.OrderNumber, response.OrderRevision, supplier, json.Write(response, DocumentJson.OrderResponse));
        counter.PutOn(supplier, row.Lines);
        counter.Save();
        row.Save(session, tenant, supplier, response.OrderNumber);
        session.Run(Seen, tenant, response.OrderNumber, row.CountAnswered());
        Effects.Trace(session, submission.Trace);
        Effects.Enqueue(session, tenant, submission.Outbox);
    }

    private static List<ReplyFeedItem> ReadItems(SqlSession session, string tenant, string sql, params ReadOnlySpan<SqlValue> values)
    {
        List<(long Position, OrderResponse Response)> replies = session.List(
            sql, static row => (row.Long(0), StoreJson.Read(row.Bytes(1), DocumentJson.OrderResponse)), values);
        if (replies.Count == 0)
            return [];

        HashSet<(string, int)> answered = [.. replies.Select(r => (r.Response.OrderNumber, r.Response.OrderRevision))];
        Dictionary<(string Number, int Revision), Order> orders = OrderReader.ReadRevisions(session, tenant, answered);
        return [.. replies.Select(r => new ReplyFeedItem(r.Position, r.Response, orders[(r.Response.OrderNumber, r.Response.OrderRevision)]))];
    }

    private static long Last(SqlSession session, string tenant) => session.Number("select max(position) from order_response where tenant = ?1", tenant);

    private static long Acknowledged(SqlSession session, string tenant, string consumer) =>
        session.Number("select acknowledged from feed_consumer where tenant = ?1 and consumer = ?2", tenant, consumer);
}
