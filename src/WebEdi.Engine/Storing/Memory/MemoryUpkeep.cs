using WebEdi.Diagnostics;
using WebEdi.Documents;
using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryUpkeep(MemoryState state) : IUpkeepStore
{
    public Task<IReadOnlyDictionary<RetentionClass, long>> CleanAsync(RetentionLimits limits, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyDictionary<RetentionClass, long>>(() =>
        {
            bool Goes(string tenant) => state.Tenants.GetValueOrDefault(tenant) is not { IsOnLegalHold: true };
            Dictionary<RetentionClass, long> removed = [];
            foreach ((RetentionClass kind, DateTimeOffset before) in limits.Before.OrderBy(b => b.Key))
            {
                removed[kind] = kind switch
                {
                    RetentionClass.Documents => Orders(before, Goes),
                    RetentionClass.Files => Files(before, Goes),
                    RetentionClass.Trace => state.Trace.RemoveAll(t => Goes(t.Tenant) && t.At < before),
                    RetentionClass.Audit => state.Audit.RemoveAll(a => Goes(a.Tenant) && a.At < before),
                    _ => state.Mails.RemoveAll(m => Goes(m.Tenant) && m.At < before)
                        + RemoveKeys(state.SubmitKeys, k => Goes(k.Tenant) && state.SubmitKeys[k] < before)
                        + state.OutboxEntries.RemoveAll(e => Goes(e.Entry.Tenant) && e.State == OutboxState.Done && e.DueAt < before && state.OutboxIds.Remove((e.Entry.Tenant, e.Entry.Id))),
                };
            }

            return removed;
        });

    public Task<bool> TryTakeTurnAsync(TimeSpan every, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        TimeSpan? past = state.Now - state.CleanedAt;
        if (past >= TimeSpan.Zero && past < every)
            return false;

        state.CleanedAt = state.Now;
        return past >= every && past <= 3 * every;
    });

    public Task<IReadOnlyDictionary<string, long>> EraseAsync(string tenant, CancellationToken cancellationToken = default) => state.Locked<IReadOnlyDictionary<string, long>>(() =>
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        if (state.Tenants.GetValueOrDefault(tenant) is { IsOnLegalHold: true })
            throw new EdiSetupException($"Tenant '{tenant}' is on legal hold: nothing of it may be erased.");

        Dictionary<string, long> removed = new(StringComparer.Ordinal)
        {
            ["receipt"] = state.Receipts.RemoveAll(r => r.Tenant == tenant),
            ["receipt_key"] = RemoveKeys(state.TransportKeys, k => k.Tenant == tenant) + RemoveKeys(state.ContentKeys, k => k.Tenant == tenant),
            ["order_head"] = RemoveKeys(state.Orders, k => k.Tenant == tenant),
            ["order_response"] = state.Feeds.Remove(tenant, out List<ReplyFeedItem>? feed) ? feed.Count : 0,
            ["feed_consumer"] = RemoveKeys(state.Consumers, k => k.Tenant == tenant),
            ["submit_key"] = RemoveKeys(state.SubmitKeys, k => k.Tenant == tenant),
            ["despatch"] = state.Notes.RemoveAll(n => n.Tenant == tenant),
            ["despatch_series"] = RemoveKeys(state.NoteNumbers, k => k.Tenant == tenant),
            ["outbox"] = state.OutboxEntries.RemoveAll(e => e.Entry.Tenant == tenant),
            ["outbox_done"] = state.OutboxIds.RemoveWhere(i => i.Tenant == tenant),
            ["supplier"] = RemoveKeys(state.Suppliers, k => k.Tenant == tenant),
            ["map"] = state.Maps.RemoveAll(m => m.Tenant == tenant),
            ["partner"] = state.Partners.RemoveAll(p => p.Tenant == tenant),
            ["lookup_table"] = state.Tables.RemoveAll(t => t.Table.Tenant == tenant),
            ["template"] = RemoveKeys(state.Templates, k => k.Tenant == tenant),
            ["trace"] = state.Trace.RemoveAll(t => t.Tenant == tenant),
            ["mail"] = state.Mails.RemoveAll(m => m.Tenant == tenant),
            ["audit"] = state.Audit.RemoveAll(a => a.Tenant == tenant),
            ["api_key"] = RemoveKeys(state.ApiKeys, k => k.Tenant == tenant),
            ["account"] = People(tenant),
        };
        removed["tenant"] = state.Tenants.Remove(tenant) ? 1 : 0;
        return removed;
    });

    private int Orders(DateTimeOffset before, Func<string, bool> goes)
    {
        DateOnly day = DateOnly.FromDateTime(before.UtcDateTime);
        List<(string Tenant, string Number)> old =
        [
            .. state.Orders.Where(o => goes(o.Key.Tenant)
                && o.Value.Current.Registration.RegisteredAt < before
                && !(o.Value.OpenedAt >= before)
                && !(o.Value.Current.Order.Lines.Min(l => l.DueDate) >= day)
                && !state.Trace.Exists(t => t.Tenant == o.Key.Tenant && t.OrderNumber == o.Key.Number && t.At >= before)).Select(o => o.Key),
        ];
        foreach ((string tenant, string number) in old)
        {
            state.Orders.Remove((tenant, number));
            state.Notes.RemoveAll(n => n.Tenant == tenant && n.Advice.OrderNumber == number);
            state.Trace.RemoveAll(t => t.Tenant == tenant && t.OrderNumber == number);
            if (state.Feeds.TryGetValue(tenant, out List<ReplyFeedItem>? feed))
                feed.RemoveAll(i => i.Response.OrderNumber == number);
        }

        return old.Count;
    }

    private int Files(DateTimeOffset before, Func<string, bool> goes)
    {
        List<MemoryReceipt> old =
        [
            .. state.Receipts.Where(r => goes(r.Tenant) && !r.IsWork && r.Receipt.File.ReceivedAt < before
                && state.Receipts.FindLast(later => later.Tenant == r.Tenant) != r
                && !r.Results.Exists(m => m.OrderNumber is { } number && state.Orders.ContainsKey((r.Tenant, number)))),
        ];
        foreach (MemoryReceipt receipt in old)
        {
            state.Receipts.Remove(receipt);
            RemoveValues(state.TransportKeys, receipt);
            RemoveValues(state.ContentKeys, receipt);
        }

        return old.Count;
    }

    private int People(string tenant)
    {
        int removed = 0;
        foreach (Account member in state.Accounts.Values.Where(a => a.Memberships.Any(m => m.Tenant == tenant)).ToList())
        {
            foreach (string session in state.Sessions.Where(s => s.Value.AccountId == member.Id).Select(s => s.Key).ToList())
                state.Sessions.Remove(session);
            Account rest = member with { Version = member.Version + 1, Memberships = [.. member.Memberships.Where(m => m.Tenant != tenant)] };
            if (rest.Memberships.Count > 0)
            {
                state.Accounts[member.Id] = rest;
                continue;
            }

            foreach (string token in state.Tokens.Where(t => t.Value.AccountId == member.Id).Select(t => t.Key).ToList())
                state.Tokens.Remove(token);
            state.Accounts.Remove(member.Id);
            removed++;
        }

        return removed;
    }

    private static int RemoveKeys<TKey, TValue>(Dictionary<TKey, TValue> from, Func<TKey, bool> goes)
        where TKey : notnull
    {
        List<TKey> old = [.. from.Keys.Where(goes)];
        foreach (TKey key in old)
            from.Remove(key);
        return old.Count;
    }

    private static void RemoveValues<TKey>(Dictionary<TKey, MemoryReceipt> from, MemoryReceipt receipt)
        where TKey : notnull
    {
        foreach (TKey key in from.Where(f => f.Value == receipt).Select(f => f.Key).ToList())
            from.Remove(key);
    }
}
