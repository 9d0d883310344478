using System.Globalization;
using WebEdi.Faults;

if (FaultOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FaultOptions.Usage);
    return 2;
}

if (options.PowerCuts > 0)
    return await new PowerCuts(options).RunAsync();

Ledger ledger = new();
HostBuild build = await HostBuild.ThisAsync(options.Postgres);
if ((options.Upgrade ? await HostBuild.OlderAsync(options.Postgres, build.Schema) : build) is not { } first)
{
    Console.Error.WriteLine("There is no older build: the history of these sources does not reach back to a schema with fewer migrations (git fetch --unshallow).");
    return 3;
}

await using Fleet fleet = await Fleet.StartAsync(options, first, ledger);
string key = await Installation.SetUpAsync(fleet);
foreach (HostUnderTest host in fleet.Hosts)
    await host.StartAsync();
Console.WriteLine($"{options.Hosts} hosts on {(options.Postgres ? "PostgreSQL" : "SQLite")}, seed {options.Seed}");
(string What, bool IsThere)[] tools =
[
    ("clocks are not set (Debian: faketime)", MachineClock.IsThere),
    ("no host dies at a call of the system (Debian: strace)", options.Postgres || CallKiller.IsThere),
];
if (fleet.Disk is null)
    Console.WriteLine("the disk does not fill up (no right to mount)");
foreach ((string what, bool _) in tools.Where(t => !t.IsThere))
    Console.WriteLine(what);
if (Environment.GetEnvironmentVariable("CI") == "true" && tools.Any(t => !t.IsThere))
    return 3;

using CancellationTokenSource stop = new();
Buyer buyer = new(fleet, ledger, key, options);
SupplierPerson[] people = [.. Installation.Suppliers.Select((s, i) => new SupplierPerson(fleet, ledger, s, options.Seed + i))];
Task[] load = [buyer.SendAsync(stop.Token), buyer.SendAsync(stop.Token), buyer.PullAsync(stop.Token), .. people.Select(p => p.AnswerAsync(stop.Token))];
IFaults faults = options switch
{
    { Upgrade: true } => new Upgrade(fleet, ledger, options, first, build),
    { Recovery: > 0 } => new Recovery(fleet, ledger, options),
    { Repeats: > 0 } => new Repeats(fleet, ledger, buyer, key, options),
    _ => new Nemesis(fleet, ledger, options),
};
await faults.RunAsync();
await stop.CancelAsync();
await Task.WhenAll(load);
Console.WriteLine("no more faults: waiting until nothing is in work");

// In peace everything must come to its end by itself.
foreach (HostUnderTest host in fleet.Hosts)
{
    await host.StartAsync();
    using HttpClient asking = Installation.Api(host.Address, key);
    await Until.FoundAsync($"host {host.Number}", async () => (await asking.GetAsync("health/ready")).IsSuccessStatusCode ? host : null, () => string.Join('\n', host.Output));
}

using HttpClient api = Installation.Api(fleet.Hosts[^1].Address, key);
Checker checker = new(ledger, api);
DateTime began = DateTime.UtcNow, end = began.AddHours(1), moved = began;
int mails = ledger.Mails.Count;
for (int look = 1; DateTime.UtcNow < end && DateTime.UtcNow - moved < TimeSpan.FromMinutes(10) && !await QuietAsync(); look++)
{
    // A machine that is slow loses nothing: it is waited for as long as mails come.
    if (ledger.Mails.Count != mails)
        (mails, moved) = (ledger.Mails.Count, DateTime.UtcNow);

    // What was left open twice is given up, because nobody knows whether it arrived: a person sends it again.
    if (look % 20 == 0)
        checker.Redriven += (await fleet.RunAsync("outbox", "redrive", "all", "--tenant", "acme")).Split('\n').Count(l => l.StartsWith("redrive ", StringComparison.Ordinal));
    await Task.Delay(500);
}

Console.WriteLine($"quiet after {(DateTime.UtcNow - began).TotalSeconds:0} s");
for (int i = 0; i < 2_000 && await buyer.PullOnceAsync(); i++)
{
    // What was pulled and not acknowledged comes again.
}

await checker.CheckAsync();
checker.Lose(await fleet.DrillAsync());
foreach (SupplierPerson person in people)
    person.Dispose();

if (checker.Findings.Any())
{
    foreach (HostUnderTest host in fleet.Hosts)
        Console.WriteLine($"host {host.Number} said last:\n{string.Join('\n', host.Output.Where(l => !l.Contains("HealthCheck", StringComparison.Ordinal)).TakeLast(20))}");
    Console.WriteLine($"effects that wait:\n{string.Join('\n', (await fleet.RunAsync("outbox", "list", "--tenant", "acme")).Split('\n').Take(20))}");
}

foreach (string finding in checker.Findings.GroupBy(f => f[..f.IndexOf(':', StringComparison.Ordinal)]).SelectMany(kind => kind.Take(20)))
    Console.WriteLine(finding);

Console.WriteLine($"orders={checker.Orders} revisions={checker.Revisions} outdated={checker.Outdated} refused={ledger.Refused.Count} mails={ledger.Mails.Count} answers={ledger.Answers.Count} replies={ledger.Replies.Count} released={checker.Released} redriven={checker.Redriven}");
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"kills={faults.Kills} accepted={checker.Accepted} lost={checker.Lost} doubled={checker.Doubled} ghosts={checker.Ghosts} zombies={checker.Zombies}"));
return checker.Findings.Any() ? 1 : 0;

async Task<bool> QuietAsync()
{
    try
    {
        await checker.ReleaseAsync();
        return await checker.IsQuietAsync();
    }
    catch (Exception e) when (Until.IsPassing(e))
    {
        return false;
    }
}
