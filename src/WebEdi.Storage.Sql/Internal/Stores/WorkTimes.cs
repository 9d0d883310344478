namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>When work is due, as conditions in which ?1 is now, in microseconds.</summary>
/// <remarks>
/// The clock may have been set back after times were written, or those times come from the clock of another machine. What lies further ahead than it can,
/// is due at once, else it would wait for as long as the clock was wrong. What is leased was due when it was claimed.
/// </remarks>
internal static class WorkTimes
{
    /// <summary>Of receipts: a failure of the store puts them off for a minute at most.</summary>
    public const string ReceiptIsDue = $"(due_at <= ?1 or lease_until is not null or due_at > ?1 + {TwoMinutes}) and {IsFree}";

    /// <summary>Of effects: those never put off are due when they are written; the others wait since a moment that is past.</summary>
    public const string EffectIsDue =
        $"(due_at <= ?1 or lease_until is not null or (put_off_at is null and attempt = 0 and due_at > ?1 + {TwoMinutes}) or put_off_at > ?1 + {OneSecond}) and {IsFree}";

    /// <summary>No lease is longer than 10 minutes.</summary>
    private const string IsFree = "(lease_until is null or lease_until <= ?1 or lease_until > ?1 + 660000000)";

    private const string OneSecond = "1000000";

    private const string TwoMinutes = "120000000";
}
