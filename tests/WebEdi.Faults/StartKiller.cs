namespace WebEdi.Faults;

/// <summary>Lets a host begin and die while it does, at a named point or after a random time.</summary>
internal sealed class StartKiller(Fleet fleet, Random random)
{
    /// <summary>A host that begins takes up what is left behind until the leases of the dead have ended.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Where a host on a file dies, and how far away that may be.</summary>
    private static readonly (string Call, int Most)[] Calls = [("pwrite64", 60), ("fsync", 10)];

    /// <summary>Lets it begin and die anywhere.</summary>
    /// <returns>How it died.</returns>
    public Task<string> KillAsync(HostUnderTest host)
    {
        if (random.Next(2) == 0)
            return KillAfterAsync(host, Longest * Math.Pow(random.NextDouble(), 2));
        if (fleet.Server is not null)
            return KillAtAsync(host, random.Next(2) == 0 ? KillPoint.BeforeCommit : KillPoint.AfterCommit, 1 + random.Next(8));
        (string call, int most) = Calls[random.Next(Calls.Length)];
        return KillAtAsync(host, call, 1 + random.Next(most));
    }

    /// <summary>Lets it begin and die before its first commit is there: at a write to the disk, or while the commit is on its way.</summary>
    /// <param name="host">The host.</param>
    /// <param name="number">Which of the writes, from 1.</param>
    /// <returns>How it died.</returns>
    public Task<string> KillBeforeCommitAsync(HostUnderTest host, int number) =>
        fleet.Server is not null ? KillAtAsync(host, KillPoint.BeforeCommit, 1) : KillAtAsync(host, "pwrite64", number);

    /// <summary>Lets it begin and die when its first commit was made and it does not know.</summary>
    /// <returns>How it died.</returns>
    public Task<string> KillAtCommitAsync(HostUnderTest host) => fleet.Server is not null ? KillAtAsync(host, KillPoint.AfterCommit, 1) : KillAtAsync(host, "fsync", 1);

    /// <summary>Lets it begin and die when it has hardly begun.</summary>
    /// <returns>How it died.</returns>
    public Task<string> KillEarlyAsync(HostUnderTest host) => KillAfterAsync(host, TimeSpan.FromMilliseconds(150 + random.Next(450)));

    private static async Task<string> KillAfterAsync(HostUnderTest host, TimeSpan time)
    {
        await host.StartAsync();
        await Task.Delay(time);
        await host.KillAsync();
        return $"killed {time.TotalMilliseconds:0} ms after it began";
    }

    private static async Task<string> KillAtAsync(HostUnderTest host, string call, int number)
    {
        if (!CallKiller.IsThere)
            return await KillAfterAsync(host, Longest / 10);
        host.Tracing = CallKiller.Dying(call, number);
        await host.StartAsync();
        bool isReached = await host.EndedAsync(Patience) is not null;
        await host.KillAsync();
        host.Tracing = [];
        return isReached ? $"killed at {call} {number} since it began" : $"killed as it did not come to {call} {number}";
    }

    private async Task<string> KillAtAsync(HostUnderTest host, KillPoint point, int number)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        fleet.Relays[host.Number].Arm(
            point,
            async () =>
            {
                await host.KillAsync();
                reached.TrySetResult();
            },
            number);
        await host.StartAsync();
        await Task.WhenAny(reached.Task, Task.Delay(Patience));
        if (!fleet.Relays[host.Number].Disarm())
            await Task.WhenAny(reached.Task, Task.Delay(Patience));
        await host.KillAsync();
        return reached.Task.IsCompleted ? $"killed at {point} {number} since it began" : $"killed as it did not come to {point} {number}";
    }
}
