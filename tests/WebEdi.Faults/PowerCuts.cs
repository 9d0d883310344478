using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Faults;

/// <summary>
/// Writes down everything that a working host does to its disk, and cuts the power at many places of that: what had not been waited for is there, in part or
/// not at all. Every disk that is found so is read; on some of them a host begins again and must bring everything to its end.
/// </summary>
internal sealed class PowerCuts(FaultOptions options)
{
    private const int Files = 40;
    private const int Restarts = 10;
    private static readonly TimeSpan LongestLoad = TimeSpan.FromMinutes(3);

    private readonly Ledger _ledger = new();
    private readonly Random _random = new(options.Seed * 104_729);
    private readonly List<string> _wrong = [];
    private int _restarted;

    /// <summary>Runs.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        if (options.Postgres || !CallKiller.IsThere)
        {
            Console.Error.WriteLine("The power is cut for SQLite only, and strace is needed (Debian: strace).");
            return 3;
        }

        await using Fleet fleet = await Fleet.StartAsync(options with { Hosts = 1 }, await HostBuild.ThisAsync(postgres: false), _ledger);
        string key = await Installation.SetUpAsync(fleet);
        HostUnderTest host = fleet.Hosts[0];
        await host.StopAsync();
        Dictionary<string, byte[]> before = Directory.EnumerateFiles(fleet.DataFolder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes, StringComparer.Ordinal);

        string recording = Path.Combine(fleet.Folder, "calls");
        host.Tracing = [.. DiskTrace.Tracing(recording)];
        await LoadAsync(fleet, key);
        await host.StopAsync();
        host.Tracing = [];

        List<DiskEvent> events = await RecordedAsync(recording, fleet.DataFolder);
        Console.WriteLine($"{events.Count(e => e.Kind == DiskEventKind.Write)} writes and {events.Count(e => e.Kind == DiskEventKind.Sync)} waits for the disk, {_ledger.Files.Values.Count(f => f.IsAcknowledged)} files and {_ledger.Answers.Count} answers");
        SortedSet<int> cuts = Choose(events);
        DiskModel disk = new();
        foreach ((string file, byte[] content) in before)
            disk.Put(file, content);
        int done = 0;
        for (int i = 0; i < events.Count; i++)
        {
            if (cuts.Contains(i))
                await CutAsync(fleet, disk, key, events[i].At, done++, cuts.Count);
            disk.Apply(events[i]);
        }

        foreach (string finding in _wrong.Take(50))
            Console.WriteLine(finding);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cuts={done} accepted={_ledger.Files.Values.Count(f => f.IsAcknowledged)} restarted={_restarted} lost={Count("lost")} broken={Count("broken")} ghosts={Count("ghost")} stuck={Count("stuck")}"));
        return _wrong.Count > 0 || done == 0 ? 1 : 0;
    }

    private int Count(string kind) => _wrong.Count(w => w.StartsWith(kind, StringComparison.Ordinal));

    private async Task LoadAsync(Fleet fleet, string key)
    {
        await fleet.Hosts[0].StartAsync();
        using HttpClient asking = Installation.Api(fleet.Hosts[0].Address, key);
        await Until.FoundAsync("the host", async () => (await asking.GetAsync("health/ready")).IsSuccessStatusCode ? fleet : null, () => string.Join('\n', fleet.Hosts[0].Output));
        using CancellationTokenSource stop = new();
        Buyer buyer = new(fleet, _ledger, key, options);
        SupplierPerson[] people = [.. Installation.Suppliers.Select((s, i) => new SupplierPerson(fleet, _ledger, s, options.Seed + i))];
        Task load = Task.WhenAll([buyer.SendAsync(stop.Token), buyer.SendAsync(stop.Token), buyer.PullAsync(stop.Token), .. people.Select(p => p.AnswerAsync(stop.Token))]);
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < LongestLoad && (_ledger.Files.Values.Count(f => f.IsAcknowledged) < Files || _ledger.Answers.IsEmpty))
            await Task.Delay(100);
        await stop.CancelAsync();
        await load;
        foreach (SupplierPerson person in people)
            person.Dispose();
    }

    /// <summary>The one who writes it down ends after the one who is watched.</summary>
    private static async Task<List<DiskEvent>> RecordedAsync(string recording, string folder)
    {
        while (Process.GetProcessesByName("strace").Any(p => Writes(p.Id, recording)))
            await Task.Delay(100);

        return [.. DiskTrace.Read(recording, folder)];
    }

    private static bool Writes(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).Contains(file, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Half of the cuts lie anywhere, half right before or behind a wait for the disk.</summary>
    private SortedSet<int> Choose(List<DiskEvent> events)
    {
        int[] waits = [.. Enumerable.Range(0, events.Count).Where(i => events[i].Kind == DiskEventKind.Sync || events[i].Begun?.Kind == DiskEventKind.Sync)];
        SortedSet<int> cuts = [];
        for (int tries = 0; cuts.Count < Math.Min(options.PowerCuts, events.Count) && tries < options.PowerCuts * 20; tries++)
            cuts.Add(tries % 2 == 0 && waits.Length > 0 ? Math.Min(events.Count - 1, waits[_random.Next(waits.Length)] + _random.Next(2)) : _random.Next(events.Count));
        return cuts;
    }

    private async Task CutAsync(Fleet fleet, DiskModel disk, string key, DateTime at, int number, int all)
    {
        string image = Path.Combine(fleet.Folder, "image");
        foreach ((string path, byte[] content) in disk.Cut(_random, nothing: number % 3 == 0))
        {
            string file = Path.Combine(image, Path.GetRelativePath(fleet.DataFolder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content);
        }

        bool begins = number % Math.Max(1, all / Restarts) == 0;
        string? copy = begins ? Copy(image, Path.Combine(fleet.Folder, "again")) : null;
        string[] databases = Directory.GetFiles(image, "*.db");
        IReadOnlyList<string> wrong = databases is [string database] ? new ImageChecker(_ledger).Check(database, at) : [$"broken: {databases.Length} databases"];
        _wrong.AddRange(wrong.Select(w => $"{w} (cut {number} at {at:HH:mm:ss.ffffff})"));
        Directory.Delete(image, recursive: true);
        if (copy is not null)
        {
            if (wrong.Count == 0)
                await BeginAgainAsync(fleet, copy, key, at, number);
            Directory.Delete(copy, recursive: true);
        }
    }

    private static string Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return to;
    }

    /// <summary>A host on what was found: what was acknowledged is published, and the suppliers are told.</summary>
    private async Task BeginAgainAsync(Fleet fleet, string data, string key, DateTime cut, int number)
    {
        DateTime began = DateTime.UtcNow;
        using HostUnderTest host = fleet.HostOn(data);
        await host.StartAsync();
        using HttpClient api = Installation.Api(host.Address, key);
        Checker checker = new(_ledger, api);
        SentFile[] due = [.. _ledger.Files.Values.Where(f => f.AcknowledgedAt < cut)];
        string missing = "it did not begin";
        try
        {
            await Until.FoundAsync("everything", async () =>
            {
                missing = await checker.MissingAsync(due, m => m.At < cut || m.At >= began);
                return missing.Length == 0 ? api : null;
            });
            _restarted++;
        }
        catch (Exception e) when (e is InvalidOperationException || Until.IsPassing(e))
        {
            _wrong.Add($"stuck: {missing} (cut {number} at {cut:HH:mm:ss.ffffff}): {string.Join(" | ", host.Output.TakeLast(5))}");
        }
    }
}
