namespace WebEdi.Benchmarks;

/// <summary>Processor time of pieces of work that take turns, so that a machine with other users slows all of them alike.</summary>
internal static class ProcessorTime
{
    private const int MaxTimes = 500;
    private const double WarmSeconds = 2;

    /// <summary>Runs every piece of work as often as told, in turns, and keeps the best time of each.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="works">The pieces of work.</param>
    public static IReadOnlyList<Cost> Measure(int rounds, params Func<Task>[] works)
    {
        Cost[] best = new Cost[works.Length];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                Cost cost = Once(works[i]);
                if (round == 0 || cost.Seconds < best[i].Seconds)
                    best[i] = cost;
            }
        }

        return best;
    }

    /// <summary>Runs pieces of work in turns and tells the median of each. A short one runs several times in a turn, because the clock is coarse.</summary>
    /// <remarks>Each runs by itself first, until the code that the runtime puts in place of its first one is there.</remarks>
    /// <param name="rounds">How many turns.</param>
    /// <param name="atLeast">How many seconds a turn takes at least.</param>
    /// <param name="works">The pieces of work.</param>
    public static IReadOnlyList<Cost> Medians(int rounds, double atLeast, params Func<Task>[] works)
    {
        if (atLeast > 0)
            Array.ForEach(works, WarmUp);
        int[] times = [.. works.Select(w => (int)Math.Clamp(atLeast / Math.Max(Once(w).Seconds, 0.001), 1, MaxTimes))];
        List<Cost>[] costs = [.. works.Select(_ => new List<Cost>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
                costs[i].Add(Often(works[i], times[i]));
        }

        return [.. costs.Select(c => new Cost(Median(c.Select(x => x.Seconds)), (long)Median(c.Select(x => (double)x.Bytes))))];
    }

    /// <summary>Gets the middle one of some numbers.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }

    private static void WarmUp(Func<Task> work)
    {
        for (double spent = 0; spent < WarmSeconds;)
            spent += Math.Max(Once(work).Seconds, 0.001);
    }

    private static Cost Often(Func<Task> work, int times)
    {
        Cost all = Once(async () =>
        {
            for (int i = 0; i < times; i++)
                await work();
        });
        return new Cost(all.Seconds / times, all.Bytes / times);
    }

    private static Cost Once(Func<Task> work)
    {
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        work().GetAwaiter().GetResult();
        return new Cost((Environment.CpuUsage.TotalTime - before).TotalSeconds, GC.GetTotalAllocatedBytes() - bytes);
    }

    /// <summary>What a piece of work took.</summary>
    /// <param name="Seconds">Processor time of all threads, the garbage collector's among them.</param>
    /// <param name="Bytes">Bytes allocated.</param>
    internal readonly record struct Cost(double Seconds, long Bytes);
}
