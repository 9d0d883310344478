namespace WebEdi.Engine.Sending;

/// <summary>How long to wait before trying again.</summary>
internal static class Backoff
{
    /// <summary>The first delay x 2^(attempt-1), up to a limit, with full jitter, so that what failed together does not come back together.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="jitter">0 (now) to 1 (the whole time).</param>
    /// <param name="first">The longest wait after the first attempt.</param>
    /// <param name="longest">The longest wait after any attempt.</param>
    /// <returns>At least a second.</returns>
    public static TimeSpan OfEffect(int attempt, double jitter, TimeSpan first, TimeSpan longest)
    {
        double most = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30)));
        return TimeSpan.FromSeconds(Math.Max(1, most * Math.Clamp(jitter, 0, 1)));
    }

    /// <summary>For work of our own that the store or a fault of ours stopped: 2, 4, 8 ... s, at most a minute.</summary>
    public static TimeSpan OfStore(int attempt) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Clamp(attempt, 1, 10))));
}
