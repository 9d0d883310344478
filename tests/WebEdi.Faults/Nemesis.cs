namespace WebEdi.Faults;

/// <summary>Kills hosts and the database server at random times and at named points, freezes, cuts the network, spoils the mail; all by the seed.</summary>
internal sealed class Nemesis(Fleet fleet, Ledger ledger, FaultOptions options) : IFaults
{
    private static readonly TimeSpan LongerThanALease = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>How far a clock goes wrong: a step of the time service, a wrong zone, a wrong day.</summary>
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(-90), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1), TimeSpan.FromDays(-1),
    ];

    /// <summary>Where a host on a file dies, and how far away that may be.</summary>
    private static readonly (string Call, int Most)[] Calls = [("fsync", 12), ("pwrite64", 120), ("sendto", 40), ("sendmsg", 40)];

    /// <summary>How a disk fails.</summary>
    private static readonly (string Call, string Error)[] Failures = [("fsync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"), ("ftruncate", "EIO")];

    private readonly Random _random = new(options.Seed * 7919);

    public int Kills { get; private set; }

    public async Task RunAsync()
    {
        Func<HostUnderTest, Task<string>>[] acts = Acts();
        while (Kills < options.Kills)
        {
            if (_random.Next(4) == 0)
                fleet.Mail.Fault = (MailFault)Math.Max(0, _random.Next(13) - 6);
            HostUnderTest host = fleet.Hosts[_random.Next(fleet.Hosts.Count)];
            string what = await acts[_random.Next(acts.Length)](host);
            Kills++;
            Console.WriteLine($"{Kills}: host {host.Number}, {what}");
        }

        fleet.Mail.Fault = MailFault.None;
        fleet.Mail.BeforeReply = null;
        ledger.Steps.Enqueue(DateTime.UtcNow);
        foreach (HostUnderTest host in fleet.Hosts)
            fleet.ClockOf(host.Number).Set(TimeSpan.Zero);
    }

    private Func<HostUnderTest, Task<string>>[] Acts() =>
    [
        async host => await KillAtMailAsync(host) ? "killed between a mail and its answer" : "killed while no mail came",
        KillTwiceAsync, FreezeAsync, KillBackupAsync, KillUpgradeAsync, KillAnywhereAsync, KillAnywhereAsync, KillAnywhereAsync,
        .. MachineClock.IsThere ? (Func<HostUnderTest, Task<string>>[])[SetClockAsync] : [],
        .. fleet.Disk is null ? (Func<HostUnderTest, Task<string>>[])[] : [FillDiskAsync],
        .. options.Postgres
            ? (Func<HostUnderTest, Task<string>>[])
            [
                StopServerAsync, CutOffAsync, EndConnectionAsync, KillConnectionAsync,
                host => KillAtAsync(host, KillPoint.BeforeCommit), host => KillAtAsync(host, KillPoint.AfterCommit), host => KillAtAsync(host, KillPoint.AfterCopy),
            ]
            : CallKiller.IsThere ? [KillAtCallAsync, KillAtCallAsync, FailCallAsync] : [],
    ];

    private async Task<string> KillAnywhereAsync(HostUnderTest host)
    {
        await KillAsync(host, _random.Next(1500));
        return "killed";
    }

    /// <summary>While it begins again, what it left behind is taken up.</summary>
    private async Task<string> KillTwiceAsync(HostUnderTest host)
    {
        await KillAsync(host, 0);
        await KillAsync(host, 200 + _random.Next(1500));
        return "killed while it began again";
    }

    private async Task<string> FreezeAsync(HostUnderTest host)
    {
        DateTime from = DateTime.UtcNow;
        host.Freeze();
        await Task.Delay(LongerThanALease);
        host.Thaw();
        ledger.Troubles.Enqueue(Trouble.Since(from));
        await KillAsync(host, _random.Next(300));
        return "frozen beyond its lease, woken and killed";
    }

    private async Task<string> KillBackupAsync(HostUnderTest host) =>
        await fleet.KillBackupAsync() ? "goes on; a backup was killed while it was written" : "goes on; a backup had ended before it was killed";

    private async Task<string> KillUpgradeAsync(HostUnderTest host)
    {
        TimeSpan after = TimeSpan.FromMilliseconds(300 + _random.Next(1500));
        if (await fleet.KillUpgradeAsync(after) is { } failure)
            ledger.Failures.Enqueue(failure);
        return $"goes on; an upgrade of another database was killed after {after.TotalMilliseconds:0} ms and begun again";
    }

    private async Task<string> SetClockAsync(HostUnderTest host)
    {
        TimeSpan off = Steps[_random.Next(Steps.Length)];
        fleet.ClockOf(host.Number).Set(off);
        ledger.Steps.Enqueue(DateTime.UtcNow);
        if (_random.Next(2) == 0)
            await KillAsync(host, _random.Next(1500));
        return $"has a clock that is off by {off}";
    }

    private async Task<string> StopServerAsync(HostUnderTest host)
    {
        DateTime from = DateTime.UtcNow;
        await fleet.Server!.StopAsync("immediate");
        await Task.Delay(_random.Next(1500));
        await fleet.Server.StartAgainAsync();
        ledger.Troubles.Enqueue(Trouble.Since(from));
        return "its database server died";
    }

    private async Task<string> CutOffAsync(HostUnderTest host)
    {
        DateTime from = DateTime.UtcNow;
        fleet.Relays[host.Number].FallSilent();
        await Task.Delay(LongerThanALease);
        ledger.Troubles.Enqueue(Trouble.Since(from));
        await KillAsync(host, 0);
        fleet.Relays[host.Number].Speak();
        return "cut off from its database and killed";
    }

    /// <summary>As an administrator does who thinks that a connection hangs.</summary>
    private async Task<string> EndConnectionAsync(HostUnderTest host)
    {
        ledger.Troubles.Enqueue(Trouble.Now);
        await fleet.Server!.RunSqlAsync("postgres", "select pg_terminate_backend(pid) from (select pid from pg_stat_activity where datname = 'webedi' order by random() limit 2) chosen");
        return "goes on; two connections were ended by the server";
    }

    /// <summary>As a machine does that is out of memory: the server ends all others too and recovers.</summary>
    private async Task<string> KillConnectionAsync(HostUnderTest host)
    {
        DateTime from = DateTime.UtcNow;
        try
        {
            await fleet.Server!.RunSqlAsync(
                "postgres", "copy (select pid from pg_stat_activity where datname = 'webedi' order by random() limit 1) to program 'xargs -r kill -9'");
        }
        catch (Exception e) when (IsRecovering(e))
        {
            // This connection ended with all others.
        }

        await AwaitServerAsync();
        ledger.Troubles.Enqueue(Trouble.Since(from));
        return "goes on; the server's process of one connection was killed";
    }

    /// <summary>Waits until the server answers; when it gave up, it is begun again, as a supervisor does.</summary>
    private Task<string> AwaitServerAsync() => Until.FoundAsync<string>("the database server", async () =>
    {
        try
        {
            await fleet.Server!.RunSqlAsync("postgres", "select 1");
            return "there";
        }
        catch (Exception e) when (IsRecovering(e))
        {
            await StartServerAsync();
            return null;
        }
    });

    private async Task StartServerAsync()
    {
        try
        {
            await fleet.Server!.StartIfItEndedAsync();
        }
        catch (InvalidOperationException)
        {
            // It is about to end, or to begin, and the next look will tell.
        }
    }

    private static bool IsRecovering(Exception e) => e is System.Data.Common.DbException or IOException;

    private async Task<string> KillAtCallAsync(HostUnderTest host)
    {
        (string call, int most) = Calls[_random.Next(Calls.Length)];
        int number = 1 + _random.Next(most);
        bool isReached = host.Id is > 0 and int id && await CallKiller.KillAtAsync(id, call, number, LongestWait) && await host.EndedAsync(TimeSpan.FromSeconds(1)) is not null;
        await host.KillAsync();
        await host.StartAsync();
        return isReached ? $"killed at {call} {number}" : $"killed ({call} {number} was not reached)";
    }

    private async Task<string> FailCallAsync(HostUnderTest host)
    {
        (string call, string error) = Failures[_random.Next(Failures.Length)];
        int first = 1 + _random.Next(20), last = first + (_random.Next(2) * _random.Next(30));
        DateTime from = DateTime.UtcNow;
        int failed = host.Id is > 0 and int id ? await CallKiller.FailAsync(id, call, error, first, last, TimeSpan.FromMilliseconds(1000 + _random.Next(3000))) : 0;
        ledger.Troubles.Enqueue(Trouble.Since(from));

        // Who ends because of it is begun again, as a supervisor does; who goes on must have lost nothing.
        await host.StartAsync();
        return $"{failed} of its {call} ended with {error}";
    }

    private async Task<string> FillDiskAsync(HostUnderTest host)
    {
        DateTime from = DateTime.UtcNow;
        await fleet.Disk!.FillAsync(TimeSpan.FromMilliseconds(500 + _random.Next(4000)));
        if (fleet.Server is not null)
            await AwaitServerAsync();
        ledger.Troubles.Enqueue(Trouble.Since(from));

        // Whoever ended because of it is begun again, as a supervisor does.
        foreach (HostUnderTest any in fleet.Hosts)
            await any.StartAsync();
        return "goes on; the disk was full";
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
