namespace WebEdi.Faults;

/// <summary>
/// All hosts die while they are loaded, and while they begin again they die again, five times: whatever one life has taken up of what the life before left behind, the
/// next one finds in the middle. Nobody else is there to take it up.
/// </summary>
internal sealed class Recovery(Fleet fleet, Ledger ledger, FaultOptions options) : IFaults
{
    private const int Depth = 5;

    private readonly Random _random = new(options.Seed * 49_979_687);
    private readonly StartKiller _starts = new(fleet, new Random(options.Seed * 67_867_967));

    public int Kills { get; private set; }

    public async Task RunAsync()
    {
        for (int chain = 1; chain <= options.Recovery; chain++)
        {
            if (!await ledger.GoesOnAsync(5))
                ledger.Failures.Enqueue($"recovery: after {chain - 1} chains the work does not go on");
            await Task.Delay(_random.Next(1000));
            await Task.WhenAll(fleet.Hosts.Select(h => h.KillAsync()));
            Kills += fleet.Hosts.Count;
            for (int depth = 1; depth <= Depth; depth++)
            {
                string[] how = await Task.WhenAll(fleet.Hosts.Select(_starts.KillAsync));
                Kills += how.Length;
                Console.WriteLine($"chain {chain}, {depth} deep: {string.Join("; ", how)}");
            }

            foreach (HostUnderTest host in fleet.Hosts)
                await host.StartAsync();
        }
    }
}
