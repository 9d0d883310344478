using WebEdi.Storage;

namespace WebEdi.Engine.Storing.Memory;

internal sealed class MemoryOutbox(MemoryState state) : IOutboxStore
{
    private const int ReasonLimit = 500;

    public Task<IReadOnlyList<OutboxClaim>> ClaimAsync(string owner, TimeSpan lease, int max, CancellationToken cancellationToken = default) =>
        state.Locked<IReadOnlyList<OutboxClaim>>(() =>
        {
            DateTimeOffset now = state.Now;
            List<OutboxClaim> claims = [];
            if (state.Hold is not null)
                return claims;

            HashSet<(string Tenant, string Key)> busy = [];
            foreach (MemoryEffect effect in state.OutboxEntries.Where(e => e.IsWork))
            {
                bool isFirstOfKey = effect.Entry.Key is null || busy.Add((effect.Entry.Tenant, effect.Entry.Key));
                if (!isFirstOfKey || !WorkTimes.IsDue(effect, now) || claims.Count >= max)
                    continue;

                effect.ClaimNumber++;
                effect.Deaths += effect.Owner is not null && effect.Owner != owner ? 1 : 0;
                effect.Owner = owner;
                effect.LeaseUntil = now + lease;
                effect.WasHandingOver |= effect.State == OutboxState.HandingOver;
                effect.State = OutboxState.Queued;
                ReadOnlyMemory<byte>? content = effect.Content is null ? default(ReadOnlyMemory<byte>?) : effect.Content;
                claims.Add(new OutboxClaim(effect.Entry, effect.ClaimNumber, effect.Attempt + 1, effect.FirstDueAt, content, effect.WasHandingOver, effect.Deaths));
            }

            return claims;
        });

    public Task<bool> SaveContentAsync(OutboxClaim claim, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Held(claim) is not { } effect)
            return false;

        effect.Content = content.ToArray();
        return true;
    });

    public Task<bool> MarkHandingOverAsync(OutboxClaim claim, TimeSpan lease, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Held(claim) is not { } effect)
            return false;

        effect.Content = content?.ToArray() ?? effect.Content;
        (effect.State, effect.LeaseUntil) = (OutboxState.HandingOver, state.Now + lease);
        return true;
    });

    public Task<int> CompleteAsync(IReadOnlyList<OutboxCompletion> completions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(completions);
        foreach (OutboxCompletion completion in completions)
            MemoryState.MustBelong(completion.Claim.Entry.Tenant, completion.Trace, []);

        return state.Locked(() => completions.Count(Complete));
    }

    public Task<Page<OutboxRow>> ListAsync(string tenant, int page, int pageSize, CancellationToken cancellationToken = default) =>
        state.Locked(() => MemoryState.Cut(
            state.OutboxEntries
                .Where(e => e.Entry.Tenant == tenant && e.State != OutboxState.Done)
                .Select(ToRow)
                .Reverse(),
            page,
            pageSize));

    public Task<bool> RedriveAsync(string tenant, string id, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Open(tenant, id) is not { State: OutboxState.Dead } effect)
            return false;

        (effect.State, effect.Attempt, effect.Deaths, effect.DueAt, effect.FirstDueAt) = (OutboxState.Queued, 0, 0, state.Now, state.Now);
        return true;
    });

    public Task<OutboxRow?> FindAsync(string tenant, string id, CancellationToken cancellationToken = default) =>
        state.Locked(() => Open(tenant, id) is { } effect ? ToRow(effect) : null);

    public Task<bool> EditAsync(string tenant, string id, string payload, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Open(tenant, id) is not { State: OutboxState.Dead } effect)
            return false;

        (effect.Entry, effect.Content) = (effect.Entry with { Payload = payload }, null);
        return true;
    });

    public Task<bool> DropAsync(string tenant, string id, CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        if (Open(tenant, id) is not { } effect || (effect.State != OutboxState.Dead && (state.Hold is null || effect.LeaseUntil > state.Now)))
            return false;

        (effect.State, effect.Content) = (OutboxState.Done, null);
        effect.ClaimNumber++;
        return true;
    });

    public Task HoldAsync(string reason, CancellationToken cancellationToken = default) =>
        state.Locked(() => { state.Hold = reason.Length > ReasonLimit ? reason[..ReasonLimit] : reason; });

    public Task<bool> ReleaseAsync(CancellationToken cancellationToken = default) => state.Locked(() =>
    {
        bool isHeld = state.Hold is not null;
        state.Hold = null;
        return isHeld;
    });

    public Task<string?> FindHoldAsync(CancellationToken cancellationToken = default) => state.Locked(() => state.Hold);

    private static OutboxRow ToRow(MemoryEffect effect) => new(effect.Entry, effect.State, effect.Attempt, effect.DueAt, effect.Reason);

    private MemoryEffect? Open(string tenant, string id) =>
        state.OutboxEntries.Find(e => e.Entry.Tenant == tenant && e.Entry.Id == id && e.State != OutboxState.Done);

    private bool Complete(OutboxCompletion completion)
    {
        if (Held(completion.Claim) is not { } effect)
            return false;

        effect.State = completion.State;
        effect.ClaimNumber++;
        effect.Owner = null;
        effect.LeaseUntil = null;
        if (completion.CountAttempt)
            (effect.Attempt, effect.Deaths) = (effect.Attempt + 1, 0);
        effect.DueAt = state.Now + completion.RetryAfter;
        effect.PutOffAt = state.Now;
        effect.WasHandingOver = completion.Unknown;
        effect.Reason = completion.Reason is { Length: > ReasonLimit } reason ? reason[..ReasonLimit] : completion.Reason;
        if (completion.State == OutboxState.Done)
            effect.Content = null;
        state.Trace.AddRange(completion.Trace);
        return true;
    }

    private MemoryEffect? Held(OutboxClaim claim) => state.OutboxEntries.Find(
        e => e.IsWork && e.Entry.Tenant == claim.Entry.Tenant && e.Entry.Id == claim.Entry.Id && e.ClaimNumber == claim.ClaimNumber);
}
