using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryReplies(MemoryState state, MemoryOrders orders) : IReplyStore
{
    public Task<ReplyResult> SubmitAsync(
        AccessScope scope, IReadOnlyList<ReplySubmission> submissions, string submitKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(submissions);

        return state.Locked(() => Submit(scope, submissions, submitKey));
    }

    public Task<ReplyFeedPage> ReadFeedAsync(string tenant, long? after, string consumer, int max, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        long acknowledged = state.Consumers.GetValueOrDefault((tenant, consumer));
        List<ReplyFeedItem> feed = Feed(tenant);
        long start = Math.Max(after ?? acknowledged, 0);
        return new ReplyFeedPage(state.Epoch, [.. feed.Where(i => i.Position > start).Take(Math.Clamp(max, 1, 1000))], acknowledged, feed.Count);
    });

    public Task<int> AcknowledgeAsync(
        string tenant, string consumer, long position, TraceStep step, DateTimeOffset at, string actor, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        List<ReplyFeedItem> feed = Feed(tenant);
        long before = state.Consumers.GetValueOrDefault((tenant, consumer));
        long now = Math.Min(position, feed.Count);
        if (now <= before)
            return 0;

        state.Consumers[(tenant, consumer)] = now;
        foreach (ReplyFeedItem item in feed.Where(i => i.Position > before && i.Position <= now))
            state.Trace.Add(new TraceEvent(tenant, item.Response.OrderNumber, item.Response.OrderRevision, step, at, actor, item.Response.Id));
        return (int)(now - before);
    });

    public Task<Page<ReplyFeedItem>> ListAsync(AccessScope scope, int page, int pageSize, CancellationToken cancellationToken = default) =>
        state.Locked(() => MemoryState.Cut(
            Feed(scope.Tenant).Where(i => scope.Supplier is null || i.Response.SupplierCode == scope.Supplier).Reverse(), page, pageSize));

    private List<ReplyFeedItem> Feed(string tenant)
    {
        if (!state.Feeds.TryGetValue(tenant, out List<ReplyFeedItem>? feed))
            state.Feeds[tenant] = feed = [];
        return feed;
    }

    private ReplyResult Submit(AccessScope scope, IReadOnlyList<ReplySubmission> submissions, string submitKey)
    {
        if (scope.Supplier is null)
            return new ReplyResult(ReplyOutcome.NotFound, []);
        if (state.SubmitKeys.ContainsKey((scope.Tenant, scope.Supplier, submitKey)))
            return new ReplyResult(ReplyOutcome.Repeated, []);

        List<(MemoryOrder? Order, ReplyOutcome Outcome)> found = [];
        HashSet<(string Order, string Line)> answered = [];
        foreach (ReplySubmission submission in submissions)
        {
            MemoryState.MustBelong(scope.Tenant, submission.Trace, submission.Outbox);
            MemoryOrder? order = orders.Find(scope, submission.Response.OrderNumber);
            found.Add((order, Check(order, submission.Response, answered)));
        }

        ReplyOutcome[] reasons = [ReplyOutcome.NotFound, ReplyOutcome.StaleRevision, ReplyOutcome.StaleVersion];
        foreach (ReplyOutcome reason in reasons.Where(r => found.Any(f => f.Outcome == r)))
        {
            IEnumerable<MemoryOrder> stale = found.Where(f => f.Outcome is ReplyOutcome.StaleRevision or ReplyOutcome.StaleVersion).Select(f => f.Order!).Distinct();
            return new ReplyResult(reason, [.. stale.Select(o => MemoryOrders.ToStored(scope, o))]);
        }

        for (int i = 0; i < submissions.Count; i++)
            Store(scope, found[i].Order!, submissions[i]);
        state.SubmitKeys.Add((scope.Tenant, scope.Supplier, submitKey), state.Now);
        return new ReplyResult(ReplyOutcome.Stored, []);
    }

    private static ReplyOutcome Check(MemoryOrder? order, OrderResponse response, HashSet<(string Order, string Line)> answered)
    {
        if (order is null)
            return ReplyOutcome.NotFound;
        if (order.Head.Revision != response.OrderRevision)
            return ReplyOutcome.StaleRevision;

        foreach (ResponseLine reply in response.Lines)
        {
            if (order.Lines.FirstOrDefault(l => l.Line.Number == reply.LineNumber) is not { } line)
                return ReplyOutcome.NotFound;
            if (line.State.ReplyVersion != reply.Version - 1 || !answered.Add((response.OrderNumber, reply.LineNumber)))
                return ReplyOutcome.StaleVersion;
        }

        return ReplyOutcome.Stored;
    }

    private void Store(AccessScope scope, MemoryOrder order, ReplySubmission submission)
    {
        OrderResponse response = submission.Response with { SupplierCode = scope.Supplier! };
        foreach (ResponseLine reply in response.Lines)
        {
            MemoryLine line = order.Lines.First(l => l.Line.Number == reply.LineNumber);
            LineStatus status = submission.Statuses.GetValueOrDefault(reply.LineNumber, line.State.Status);
            line.State = new OrderLineState(reply.LineNumber, status, reply.Version, reply, response.OrderRevision, response.RespondedAt);
        }

        order.WasSeen = true;
        order.Responses.Add(response);
        List<ReplyFeedItem> feed = Feed(scope.Tenant);
        feed.Add(new ReplyFeedItem(feed.Count + 1, response, order.Current.Order));
        state.Trace.AddRange(submission.Trace);
        state.Enqueue(scope.Tenant, submission.Outbox);
    }
}
