namespace WebEdi.Faults;

/// <summary>
/// Hosts of an older build work and are loaded; one of them after the other becomes this build. The one that migrates dies again and again while it does; older and
/// newer ones then work beside each other; an older one that is begun again must refuse in one line.
/// </summary>
internal sealed class Upgrade(Fleet fleet, Ledger ledger, FaultOptions options, HostBuild older, HostBuild newer) : IFaults
{
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(options.Seed * 15_485_863);
    private readonly StartKiller _starts = new(fleet, new Random(options.Seed * 32_452_843));

    public int Kills { get; private set; }

    public async Task RunAsync()
    {
        Console.WriteLine($"schema {older.Schema} of the older build, {newer.Schema} of this one");
        await WorkGoesOnAsync(20);

        // As an operator does: one host leaves, and comes back as the newer program.
        HostUnderTest first = fleet.Hosts[^1];
        await first.StopAsync();
        first.Build = newer;
        await MigrateAsync(first);
        fleet.Build = newer;
        await WorkGoesOnAsync(10);
        foreach (HostUnderTest host in fleet.Hosts.SkipLast(1))
        {
            await DisturbAsync(first, host);
            await ReplaceAsync(host);
        }

        while (Kills < options.Kills)
            await KilledAsync(fleet.Hosts[_random.Next(fleet.Hosts.Count)]);
    }

    /// <summary>Half of all deaths lie before the migration is committed, unless a host is quicker: at named points, then after random times.</summary>
    private async Task MigrateAsync(HostUnderTest first)
    {
        int before = 0;
        for (int point = 1; point <= options.Kills / 2 && await fleet.ReadSchemaAsync() == older.Schema; point++)
        {
            string what = point <= options.Kills / 3 ? await _starts.KillBeforeCommitAsync(first, point) : await _starts.KillEarlyAsync(first);
            before += await fleet.ReadSchemaAsync() == older.Schema ? 1 : 0;
            Tell(first, what);
        }

        Console.WriteLine($"{before} deaths before the migration was there");
        if (before == 0)
            ledger.Failures.Enqueue("upgrade: no host died while it migrated");
        Tell(first, await _starts.KillAtCommitAsync(first));
        Tell(first, await _starts.KillAsync(first));
        await first.StartAsync();
        await Until.FoundAsync("the newer schema", async () => await fleet.ReadSchemaAsync() == newer.Schema ? first : null, () => string.Join('\n', first.Output));
    }

    /// <summary>What one of them left half done the other takes up, in both directions. Without the newer ones the older ones do all work, on the newer schema.</summary>
    private async Task DisturbAsync(HostUnderTest one, HostUnderTest other)
    {
        HostUnderTest[] away = [.. fleet.Hosts.Where(h => h.Build == newer)];
        foreach (HostUnderTest host in away)
        {
            await host.KillAsync();
            Tell(host, "killed, and stays away");
        }

        await WorkGoesOnAsync(10);
        foreach (HostUnderTest host in away)
            await host.StartAsync();
        DateTime from = DateTime.UtcNow;
        HostUnderTest frozen = _random.Next(2) == 0 ? one : other;
        frozen.Freeze();
        await Task.Delay(LongerThanALease);
        frozen.Thaw();
        ledger.Troubles.Enqueue(Trouble.Since(from));
        Console.WriteLine($"host {frozen.Number}, frozen beyond its lease and woken");
        await WorkGoesOnAsync(10);
    }

    /// <summary>An older host that ends does not come back as what it was.</summary>
    private async Task ReplaceAsync(HostUnderTest host)
    {
        await host.KillAsync();
        await host.StartAsync();
        int? code = await host.EndedAsync(LongestStart);
        string[] said = [.. host.Errors];
        Tell(host, "killed; begun again as the older build");
        Console.WriteLine($"host {host.Number} ended with {code}: {string.Join(" | ", said)}");
        if (code is null or 0 || said is not [var line] || !line.Contains($"schema {newer.Schema}", StringComparison.Ordinal))
            ledger.Failures.Enqueue($"upgrade: an older host met a newer schema and ended with {(code is { } number ? $"{number}" : "nothing, it ran on")}: {string.Join(" | ", said)}");
        await host.KillAsync();
        host.Build = newer;
        await host.StartAsync();
    }

    private async Task KilledAsync(HostUnderTest host)
    {
        await Task.Delay(_random.Next(1500));
        await host.KillAsync();
        await host.StartAsync();
        Tell(host, "killed");
    }

    private async Task WorkGoesOnAsync(int files)
    {
        if (!await ledger.GoesOnAsync(files))
            ledger.Failures.Enqueue($"upgrade: after {Kills} kills the work does not go on");
    }

    private void Tell(HostUnderTest host, string what)
    {
        Kills++;
        Console.WriteLine($"{Kills}: host {host.Number}, {what}");
    }
}
