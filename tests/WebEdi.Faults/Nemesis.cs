namespace WebEdi.Faults;

/// <summary>Kills hosts and the database server at random times and at named points, freezes, cuts the network, spoils the mail; all by the seed.</summary>
internal sealed class Nemesis(Fleet fleet, Ledger ledger, FaultOptions options)
{
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Random _random = new(options.Seed * 7919);

    public int Kills { get; private set; }

    public async Task RunAsync()
    {
        while (Kills < options.Kills)
        {
            if (_random.Next(4) == 0)
                fleet.Mail.Fault = (MailFault)Math.Max(0, _random.Next(13) - 6);
            HostUnderTest host = fleet.Hosts[_random.Next(fleet.Hosts.Count)];
            string what = await ActAsync(host);
            Kills++;
            Console.WriteLine($"{Kills}: host {host.Number}, {what}");
        }

        fleet.Mail.Fault = MailFault.None;
        fleet.Mail.BeforeReply = null;
    }

    private async Task<string> ActAsync(HostUnderTest host)
    {
        switch (_random.Next(options.Postgres ? 13 : 7))
        {
            case 0:
                return await KillAtMailAsync(host) ? "killed between a mail and its answer" : "killed while no mail came";
            case 1:
                // While it begins again, what it left behind is taken up.
                await KillAsync(host, 0);
                await KillAsync(host, 200 + _random.Next(1500));
                return "killed while it began again";
            case 2:
                host.Freeze();
                await Task.Delay(LongerThanALease);
                host.Thaw();
                await KillAsync(host, _random.Next(300));
                return "frozen beyond its lease, woken and killed";
            case 6:
                return await fleet.KillBackupAsync() ? "goes on; a backup was killed while it was written" : "goes on; a backup had ended before it was killed";
            case 7:
                ledger.Deaths.Enqueue(DateTime.UtcNow);
                await fleet.Server!.StopAsync("immediate");
                await Task.Delay(_random.Next(1500));
                await fleet.Server.StartAgainAsync();
                return "its database server died";
            case 8:
                return await KillAtAsync(host, KillPoint.BeforeCommit);
            case 9:
                return await KillAtAsync(host, KillPoint.AfterCommit);
            case 10:
                return await KillAtAsync(host, KillPoint.AfterCopy);
            case 11:
                ledger.Deaths.Enqueue(DateTime.UtcNow);
                fleet.Relays[host.Number].FallSilent();
                await Task.Delay(LongerThanALease);
                await KillAsync(host, 0);
                fleet.Relays[host.Number].Speak();
                return "cut off from its database and killed";
            default:
                await KillAsync(host, _random.Next(1500));
                return "killed";
        }
    }

    private static async Task KillAsync(HostUnderTest host, int after)
    {
        await Task.Delay(after);
        await host.KillAsync();
        await host.StartAsync();
    }

    /// <summary>The mail has arrived and its sender dies before it hears of that.</summary>
    private async Task<bool> KillAtMailAsync(HostUnderTest host)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        fleet.Mail.BeforeReply = async () =>
        {
            // Whose mail it is, is not known: all hosts that may have sent it die.
            foreach (HostUnderTest any in fleet.Hosts)
                await any.KillAsync();
            reached.TrySetResult();
        };
        await Task.WhenAny(reached.Task, Task.Delay(LongestWait));
        fleet.Mail.BeforeReply = null;
        if (!reached.Task.IsCompleted)
            await host.KillAsync();
        foreach (HostUnderTest any in fleet.Hosts)
            await any.StartAsync();
        return reached.Task.IsCompleted;
    }

    private async Task<string> KillAtAsync(HostUnderTest host, KillPoint point)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        fleet.Relays[host.Number].Arm(point, async () =>
        {
            await host.KillAsync();
            reached.TrySetResult();
        });
        await Task.WhenAny(reached.Task, Task.Delay(LongestWait));
        bool isMissed = fleet.Relays[host.Number].Disarm();
        if (!isMissed)
            await Task.WhenAny(reached.Task, Task.Delay(LongestWait));

        // The connection may have gone between the word and its answer: then nothing is there to die at.
        bool isReached = reached.Task.IsCompleted;
        await host.KillAsync();
        await host.StartAsync();
        return isReached ? $"killed at {point}" : $"killed ({point} was not reached)";
    }
}
