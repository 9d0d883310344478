using System.Diagnostics;
using System.Globalization;

namespace WebEdi.Faults;

/// <summary>
/// Writes down everything that a program does to its disk, and cuts the power at many places of that: what had not been waited for is there, in part or not at all. Every
/// disk that is found so is read; on some of them the program begins again and must bring everything to its end. It is cut while a new database is made, while a host
/// works, while a backup is written and while an older database is upgraded.
/// </summary>
internal sealed class PowerCuts(FaultOptions options)
{
    private const int Files = 40;
    private const int Restarts = 10;
    private static readonly TimeSpan LongestLoad = TimeSpan.FromMinutes(3);

    private readonly Random _random = new(options.Seed * 104_729);
    private readonly List<string> _wrong = [];
    private int _cuts;
    private int _accepted;
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

        HostBuild build = await HostBuild.ThisAsync(postgres: false);
        await WhileWorkingAsync(build);
        if (await HostBuild.OlderAsync(postgres: false, build.Schema) is { } older)
            await WhileUpgradingAsync(older, build);
        else
            Console.WriteLine("the power is not cut while an older database is upgraded: the history does not reach back to one");

        foreach (string finding in _wrong.Take(50))
            Console.WriteLine(finding);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cuts={_cuts} accepted={_accepted} restarted={_restarted} lost={Count("lost")} broken={Count("broken")} ghosts={Count("ghost")} stuck={Count("stuck")}"));
        return _wrong.Count > 0 || _cuts == 0 ? 1 : 0;
    }

    private async Task WhileWorkingAsync(HostBuild build)
    {
        Ledger ledger = new();
        await using Fleet fleet = await Fleet.StartAsync(options with { Hosts = 1 }, build, ledger);
        string key = await Installation.SetUpAsync(fleet);
        HostUnderTest host = fleet.Hosts[0];
        await host.StopAsync();
        await WhileMadeAsync(fleet, build);

        Recording work = await RecordAsync("a host works", fleet, fleet.DataFolder, async tracing =>
        {
            host.Tracing = tracing;
            await LoadAsync(fleet, ledger, key);
            await host.StopAsync();
            host.Tracing = [];
        });
        Console.WriteLine($"{ledger.Files.Values.Count(f => f.IsAcknowledged)} files and {ledger.Answers.Count} answers");
        _accepted += ledger.Files.Values.Count(f => f.IsAcknowledged);
        await CutAsync(fleet, work, options.PowerCuts, async image => image.Database is { } database
            ? [.. new ImageChecker(ledger).Check(database, image.At), .. CheckBackups(image), .. image.Copy is { } copy ? await BeginAgainAsync(fleet, ledger, copy, key, image.At) : []]
            : ["broken: there is no database"]);

        await WhileBackedUpAsync(fleet, ledger);
    }

    /// <summary>Whoever begins again finds nothing, or a whole schema.</summary>
    private async Task WhileMadeAsync(Fleet fleet, HostBuild build)
    {
        string data = Path.Combine(fleet.Folder, "made");
        Directory.CreateDirectory(data);
        Recording making = await RecordAsync("a database is made", fleet, data, tracing => fleet.RunTracedAsync(tracing, data, "db", "upgrade"));
        await CutAsync(fleet, making, options.PowerCuts / 5, async image =>
        {
            int schema = image.Database is { } database ? ImageChecker.Schema(database) : 0;
            return
            [
                .. schema == build.Schema || (schema == 0 && !image.IsEnd) ? (string[])[] : [$"broken: schema {schema} of {build.Schema}"],
                .. image.Copy is { } copy ? await UpgradedAsync(fleet, copy) : [],
            ];
        });
    }

    /// <summary>What has the name of a backup is one; it is there when the program has said so, and the database is none the worse.</summary>
    private async Task WhileBackedUpAsync(Fleet fleet, Ledger ledger)
    {
        string file = Path.Combine(fleet.DataFolder, "backups", "asked-for.zip");
        Recording backup = await RecordAsync("a backup is written", fleet, fleet.DataFolder, tracing => fleet.RunTracedAsync(tracing, fleet.DataFolder, "backup", file));
        await CutAsync(fleet, backup, options.PowerCuts / 5, async image =>
        {
            string there = Path.Combine(image.Folder, "backups", Path.GetFileName(file));
            List<string> wrong = image.Database is { } database ? [.. new ImageChecker(ledger).Check(database, DateTime.MaxValue), .. CheckBackups(image)] : ["broken: there is no database"];
            if (image.IsEnd && !File.Exists(there))
                wrong.Add("lost: the backup that was said to be written");
            if (image.Copy is not null && File.Exists(there) && await fleet.CheckBackupAsync(there) is { } fault)
                wrong.Add(fault);
            return wrong;
        });
    }

    /// <summary>An older database is what it was, or has the newer schema; nothing of it is missing.</summary>
    private async Task WhileUpgradingAsync(HostBuild older, HostBuild newer)
    {
        Ledger ledger = new();
        await using Fleet fleet = await Fleet.StartAsync(options with { Hosts = 1 }, older, ledger);
        string key = await Installation.SetUpAsync(fleet);
        await LoadAsync(fleet, ledger, key);
        await fleet.Hosts[0].StopAsync();
        _accepted += ledger.Files.Values.Count(f => f.IsAcknowledged);
        fleet.Build = newer;
        Recording upgrade = await RecordAsync("a database is upgraded", fleet, fleet.DataFolder, tracing => fleet.RunTracedAsync(tracing, fleet.DataFolder, "db", "upgrade"));
        await CutAsync(fleet, upgrade, options.PowerCuts / 5, async image =>
        {
            if (image.Database is not { } database)
                return ["broken: there is no database"];

            int schema = ImageChecker.Schema(database);
            return
            [
                .. schema == newer.Schema || (schema == older.Schema && !image.IsEnd) ? (string[])[] : [$"broken: schema {schema}, between {older.Schema} and {newer.Schema}"],
                .. new ImageChecker(ledger).Check(database, DateTime.MaxValue),
                .. image.Copy is { } copy ? await BeginAgainAsync(fleet, ledger, copy, key, image.At) : [],
            ];
        });
    }

    private int Count(string kind) => _wrong.Count(w => w.StartsWith(kind, StringComparison.Ordinal));

    private async Task LoadAsync(Fleet fleet, Ledger ledger, string key)
    {
        await fleet.Hosts[0].StartAsync();
        using HttpClient asking = Installation.Api(fleet.Hosts[0].Address, key);
        await Until.FoundAsync("the host", async () => (await asking.GetAsync("health/ready")).IsSuccessStatusCode ? fleet : null, () => string.Join('\n', fleet.Hosts[0].Output));
        using CancellationTokenSource stop = new();
        Buyer buyer = new(fleet, ledger, key, options);
        SupplierPerson[] people = [.. Installation.Suppliers.Select((s, i) => new SupplierPerson(fleet, ledger, s, options.Seed + i))];
        Task load = Task.WhenAll([buyer.SendAsync(stop.Token), buyer.SendAsync(stop.Token), buyer.PullAsync(stop.Token), .. people.Select(p => p.AnswerAsync(stop.Token))]);
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < LongestLoad && (ledger.Files.Values.Count(f => f.IsAcknowledged) < Files || ledger.Answers.IsEmpty))
            await Task.Delay(100);
        await stop.CancelAsync();
        await load;
        foreach (SupplierPerson person in people)
            person.Dispose();
    }

    private static async Task<Recording> RecordAsync(string what, Fleet fleet, string data, Func<IReadOnlyList<string>, Task> act)
    {
        Dictionary<string, byte[]> before = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllBytes, StringComparer.Ordinal);
        string recording = Path.Combine(fleet.Folder, "calls");
        await act([.. DiskTrace.Tracing(recording)]);

        // The one who writes it down ends after the one who is watched.
        while (Process.GetProcessesByName("strace").Any(p => Writes(p.Id, recording)))
            await Task.Delay(100);
        List<DiskEvent> events = [.. DiskTrace.Read(recording, data)];
        File.Delete(recording);
        Console.WriteLine($"while {what}: {events.Count(e => e.Kind == DiskEventKind.Write)} writes and {events.Count(e => e.Kind == DiskEventKind.Sync)} waits for the disk");
        return new Recording(what, data, before, events);
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

    /// <summary>Half of the cuts lie anywhere, half right before or behind a wait for the disk; one at the end.</summary>
    private SortedSet<int> Choose(List<DiskEvent> events, int count)
    {
        int[] waits = [.. Enumerable.Range(0, events.Count).Where(i => events[i].Kind == DiskEventKind.Sync || events[i].Begun?.Kind == DiskEventKind.Sync)];
        SortedSet<int> cuts = [events.Count];
        for (int tries = 0; cuts.Count < Math.Min(count, events.Count + 1) && tries < count * 20; tries++)
            cuts.Add(tries % 2 == 0 && waits.Length > 0 ? waits[_random.Next(waits.Length)] + _random.Next(2) : _random.Next(events.Count));
        return cuts;
    }

    private async Task CutAsync(Fleet fleet, Recording recording, int count, Func<DiskImage, Task<IReadOnlyList<string>>> readAsync)
    {
        SortedSet<int> cuts = Choose(recording.Events, Math.Max(1, count));
        DiskModel disk = new();
        foreach ((string file, byte[] content) in recording.Before)
            disk.Put(file, content);
        int number = 0;
        for (int i = 0; i <= recording.Events.Count; i++)
        {
            if (cuts.Contains(i))
                await ReadImageAsync(fleet, recording, disk, i, number++, cuts.Count, readAsync);
            if (i < recording.Events.Count)
                disk.Apply(recording.Events[i]);
        }

        _cuts += number;
    }

    private async Task ReadImageAsync(
        Fleet fleet, Recording recording, DiskModel disk, int place, int number, int all, Func<DiskImage, Task<IReadOnlyList<string>>> readAsync)
    {
        string folder = Path.Combine(fleet.Folder, "image");
        Directory.CreateDirectory(folder);
        bool isEnd = place == recording.Events.Count;
        foreach ((string path, byte[] content) in disk.Cut(_random, nothing: isEnd || number % 3 == 0))
        {
            string file = Path.Combine(folder, Path.GetRelativePath(recording.Data, path));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content);
        }

        // On the copy the program begins again: what it finds is what nobody has looked at.
        DateTime at = recording.Events[Math.Min(place, recording.Events.Count - 1)].At;
        string? copy = isEnd || number % Math.Max(1, all / Restarts) == 0 ? Copy(folder, Path.Combine(fleet.Folder, "again")) : null;
        _wrong.AddRange((await readAsync(new DiskImage(folder, copy, at, isEnd))).Select(w => $"{w} (while {recording.What}, cut {number} at {at:HH:mm:ss.ffffff})"));
        Directory.Delete(folder, recursive: true);
        if (copy is not null)
            Directory.Delete(copy, recursive: true);
    }

    private static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return to;
    }

    private static IEnumerable<string> CheckBackups(DiskImage image)
    {
        foreach (string file in Directory.EnumerateFiles(image.Folder, "*.zip", SearchOption.AllDirectories))
        {
            if (ImageChecker.FaultOfBackup(file) is { } fault)
                yield return $"broken: {Path.GetFileName(file)} is called a backup: {fault}";
        }
    }

    private async Task<IReadOnlyList<string>> UpgradedAsync(Fleet fleet, string data)
    {
        try
        {
            await fleet.RunTracedAsync([], data, "db", "upgrade");
            await fleet.RunTracedAsync([], data, "db", "check");
            _restarted++;
            return [];
        }
        catch (InvalidOperationException e)
        {
            return [$"stuck: {e.Message}"];
        }
    }

    /// <summary>A host on what was found: what was acknowledged is published, and the suppliers are told.</summary>
    private async Task<IReadOnlyList<string>> BeginAgainAsync(Fleet fleet, Ledger ledger, string data, string key, DateTime cut)
    {
        DateTime began = DateTime.UtcNow;
        using HostUnderTest host = fleet.HostOn(data);
        await host.StartAsync();
        using HttpClient api = Installation.Api(host.Address, key);
        Checker checker = new(ledger, api);
        SentFile[] due = [.. ledger.Files.Values.Where(f => f.AcknowledgedAt < cut)];
        string missing = "it did not begin";
        try
        {
            await Until.FoundAsync("everything", async () =>
            {
                missing = await checker.MissingAsync(due, m => m.At < cut || m.At >= began);
                return missing.Length == 0 ? api : null;
            });
            _restarted++;
            return [];
        }
        catch (Exception e) when (e is InvalidOperationException || Until.IsPassing(e))
        {
            return [$"stuck: {missing}: {string.Join(" | ", host.Output.TakeLast(5))}"];
        }
    }

    /// <summary>What a program did to a folder.</summary>
    /// <param name="What">What it did.</param>
    /// <param name="Data">The folder.</param>
    /// <param name="Before">What lay there before.</param>
    /// <param name="Events">What was done to it.</param>
    private sealed record Recording(string What, string Data, Dictionary<string, byte[]> Before, List<DiskEvent> Events);

    /// <summary>A disk after a power cut.</summary>
    /// <param name="Folder">Its files.</param>
    /// <param name="Copy">The same for beginning again; null: nobody does.</param>
    /// <param name="At">When the power went, UTC.</param>
    /// <param name="IsEnd">Whether the program had ended, and said that all was done.</param>
    private sealed record DiskImage(string Folder, string? Copy, DateTime At, bool IsEnd)
    {
        /// <summary>Gets the database; null: there is none.</summary>
        public string? Database => Directory.GetFiles(Folder, "*.db") is [var file] ? file : null;
    }
}
