namespace WebEdi.Storage.Sql.Internal.Stores;

/// <summary>When work is due, as conditions in which ?1 is now, in microseconds.</summary>
/// <remarks>
/// The clock may have been set back after times were written. What lies further ahead than anything is ever put off is due at once, else it would wait
/// for as long as the clock was wrong; a step that is shorter is waited out. What is leased was due when it was claimed.
/// </remarks>
internal static class WorkTimes
{
    /// <summary>Of receipts: a failure of the store puts them off for a minute at most.</summary>
    public const string ReceiptIsDue = $"(due_at <= ?1 or lease_until is not null or due_at > ?1 + {TwoMinutes}) and (lease_until is null or lease_until <= ?1 or lease_until > ?1 + {LongestLease})";

    /// <summary>Of effects in the table o: those never tried are due when they are written, those tried within an hour, those left open within a day.</summary>
    public const string EffectIsDue =
        $"""
        (o.due_at <= ?1 or o.lease_until is not null or o.due_at > ?1 + case when o.attempt = 0 then {TwoMinutes} when o.was_handing = 0 then {LongestRetry} else {LongestOpen} end)
            and (o.lease_until is null or o.lease_until <= ?1 or o.lease_until > ?1 + {LongestLease})
        """;

    private const string TwoMinutes = "120000000";

    /// <summary>11 minutes; a lease has 10 at most.</summary>
    private const string LongestLease = "660000000";

    /// <summary>61 minutes.</summary>
    private const string LongestRetry = "3660000000";

    /// <summary>25 hours.</summary>
    private const string LongestOpen = "90000000000";
}
