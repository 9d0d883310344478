namespace WebEdi.Engine.Storing.Memory;

/// <summary>When work is due, even where the clock was set back after its times were written: what lies further ahead than anything is ever put off is due at once.</summary>
internal static class WorkTimes
{
    /// <summary>Longer than what was never tried waits.</summary>
    public static readonly TimeSpan Untried = TimeSpan.FromMinutes(2);

    /// <summary>Longer than the wait between two attempts.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(61);

    /// <summary>Longer than what was left open waits.</summary>
    public static readonly TimeSpan LeftOpen = TimeSpan.FromHours(25);

    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(11);

    public static bool IsDue(DateTimeOffset due, DateTimeOffset? leaseUntil, DateTimeOffset now, TimeSpan longest) =>
        (due <= now || leaseUntil is not null || due > now + longest) && (leaseUntil is not { } held || held <= now || held > now + LongestLease);
}
