namespace WebEdi.Host.Tests;

/// <summary>Waits for a condition instead of a time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is not null; fails with <paramref name="what"/> when patience ends.</summary>
    public static async Task<T> FindAsync<T>(string what, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        long start = TimeProvider.System.GetTimestamp();
        using PeriodicTimer timer = new(Interval, TimeProvider.System);
        do
        {
            if (await ask() is { } found)
                return found;
        }
        while (TimeProvider.System.GetElapsedTime(start) < Patience && await timer.WaitForNextTickAsync(cancellationToken));

        throw new TimeoutException($"After {Patience}: {what}");
    }

    public static Task TrueAsync(string what, Func<Task<bool>> ask, CancellationToken cancellationToken) =>
        FindAsync(what, async () => await ask() ? "yes" : null, cancellationToken);
}
