using System.Diagnostics;

namespace WebEdi.Benchmarks;

/// <summary>Processor time of pieces of work that take turns, so that a machine with other users slows all of them alike.</summary>
internal static class ProcessorTime
{
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

    private static Cost Once(Func<Task> work)
    {
        using Process process = Process.GetCurrentProcess();
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan before = process.TotalProcessorTime;
        work().GetAwaiter().GetResult();
        process.Refresh();
        return new Cost((process.TotalProcessorTime - before).TotalSeconds, GC.GetTotalAllocatedBytes() - bytes);
    }

    /// <summary>What a piece of work took.</summary>
    /// <param name="Seconds">Processor time of all threads, the garbage collector's among them.</param>
    /// <param name="Bytes">Bytes allocated.</param>
    internal readonly record struct Cost(double Seconds, long Bytes);
}
