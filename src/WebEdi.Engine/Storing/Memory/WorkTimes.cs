namespace WebEdi.Engine.Storing.Memory;

/// <summary>When work is due, even where the clock was set back after its times were written: what lies further ahead than it can, is due at once.</summary>
internal static class WorkTimes
{
    private static readonly TimeSpan Untried = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(11);

    public static bool IsDue(MemoryReceipt receipt, DateTimeOffset now) =>
        (receipt.DueAt <= now || receipt.LeaseUntil is not null || receipt.DueAt > now + Untried) && IsFree(receipt.LeaseUntil, now);

    public static bool IsDue(MemoryEffect effect, DateTimeOffset now) =>
        (effect.DueAt <= now || effect.LeaseUntil is not null || (effect.PutOffAt is null && effect.DueAt > now + Untried) || effect.PutOffAt > now) && IsFree(effect.LeaseUntil, now);

    private static bool IsFree(DateTimeOffset? leaseUntil, DateTimeOffset now) => leaseUntil is not { } held || held <= now || held > now + LongestLease;
}
