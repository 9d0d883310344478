using System.Globalization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Host.Serving;
using WebEdi.Storage;
using WebEdi.Transports;

namespace WebEdi.Host.Commands;

/// <summary>Looks at everything an installation rests on and says in a line each how it is.</summary>
internal static class DoctorVerb
{
    private const long LeastFreeBytes = 1024L * 1024 * 1024;
    private static readonly TimeSpan LateWork = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(OpenHost host, CancellationToken cancellationToken)
    {
        List<StoreFinding> findings = [Disk(host), Address(host), await MailAsync(host, cancellationToken)];
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        try
        {
            await store.OpenAsync(cancellationToken);
            findings.AddRange(await store.ExamineAsync(cancellationToken));
            findings.Add(Keys(host));
            findings.AddRange(await WorkAsync(store, cancellationToken));
            findings.Add(await BackupAsync(host, store, cancellationToken));
        }
        catch (EdiStoreException lost)
        {
            findings.Add(new StoreFinding("database", FindingLevel.Fault, lost.Message));
        }

        return Tell(findings);
    }

    /// <summary>Prints findings.</summary>
    /// <returns>The exit code: 1 when one of them is a fault.</returns>
    public static int Tell(IReadOnlyList<StoreFinding> findings)
    {
        foreach (StoreFinding finding in findings)
        {
            string level = finding.Level switch { FindingLevel.Good => "ok", FindingLevel.Warning => "WARN", _ => "FAULT" };
            Console.WriteLine($"{level,-6} {finding.What,-12} {finding.Detail}");
        }

        int faults = findings.Count(f => f.Level == FindingLevel.Fault);
        int warnings = findings.Count(f => f.Level == FindingLevel.Warning);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{findings.Count} things looked at, {faults} faults, {warnings} warnings"));
        return faults > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static StoreFinding Disk(OpenHost host)
    {
        DriveInfo drive = new(host.Settings.Data.Root);
        string free = string.Create(CultureInfo.InvariantCulture, $"{host.Settings.Data.Root} is writable, {drive.AvailableFreeSpace / 1024 / 1024} MiB free");
        return new StoreFinding("data folder", drive.AvailableFreeSpace < LeastFreeBytes ? FindingLevel.Warning : FindingLevel.Good, free);
    }

    private static StoreFinding Address(OpenHost host)
    {
        if (host.Services.GetRequiredService<IOptions<EdiOptions>>().Value.Url is not { } url)
            return new StoreFinding("address", FindingLevel.Warning, "WebEdi:Url is not set: mails carry no links");

        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback
            ? new StoreFinding("address", FindingLevel.Good, $"links begin with {url}")
            : new StoreFinding("address", FindingLevel.Warning, $"{url} is not https: passwords travel in the clear");
    }

    /// <summary>Settings that look well say nothing: the server is asked, as for a mail.</summary>
    private static async Task<StoreFinding> MailAsync(OpenHost host, CancellationToken cancellationToken)
    {
        if (host.Services.GetServices<IOutboundTransport>().LastOrDefault(t => t.Channel == "mail") is not { } mail)
            return new StoreFinding("mail", FindingLevel.Warning, "WebEdi:Mail is not set: notices wait and are not sent");

        string server = host.Settings.Configuration["WebEdi:Mail:Host"] ?? mail.GetType().Name;
        return await mail.CheckAsync(cancellationToken) is { } reason
            ? new StoreFinding("mail", FindingLevel.Fault, $"{server}: {reason}")
            : new StoreFinding("mail", FindingLevel.Good, $"{server} takes our connections");
    }

    /// <summary>Keys that cannot be read mean that nobody who is signed in stays so.</summary>
    private static StoreFinding Keys(OpenHost host)
    {
        try
        {
            IReadOnlyCollection<IKey> keys = host.Services.GetRequiredService<IKeyManager>().GetAllKeys();
            int readable = keys.Count(k => k.CreateEncryptor() is not null);
            return readable == keys.Count
                ? new StoreFinding("keys", FindingLevel.Good, string.Create(CultureInfo.InvariantCulture, $"{keys.Count} protection keys, all can be read; they are part of every backup"))
                : new StoreFinding("keys", FindingLevel.Fault, string.Create(CultureInfo.InvariantCulture, $"{keys.Count - readable} of {keys.Count} protection keys cannot be read: cookies and links made with them do not work"));
        }
        catch (Exception broken) when (broken is System.Xml.XmlException or System.Security.Cryptography.CryptographicException)
        {
            return new StoreFinding("keys", FindingLevel.Fault, $"the protection keys cannot be read: {broken.Message}");
        }
    }

    private static async Task<IReadOnlyList<StoreFinding>> WorkAsync(IEdiStore store, CancellationToken cancellationToken)
    {
        List<StoreFinding> findings = [];
        StoreHealth health = await store.CheckAsync(cancellationToken);
        TimeSpan late = health.OldestDueWork is { } due ? TimeProvider.System.GetUtcNow() - due : TimeSpan.Zero;
        findings.Add(late > LateWork
            ? new StoreFinding("work", FindingLevel.Fault, string.Create(CultureInfo.InvariantCulture, $"the oldest has waited {late:d\\.hh\\:mm\\:ss}: is a host running?"))
            : new StoreFinding("work", FindingLevel.Good, "nothing is overdue"));
        if (await store.Outbox.FindHoldAsync(cancellationToken) is { } hold)
            findings.Add(new StoreFinding("sending", FindingLevel.Warning, $"is held ({hold}); 'webedi db release' lets it go"));
        foreach (TenantProfile tenant in await store.Tenants.ListAsync(cancellationToken))
        {
            Page<OutboxRow> waiting = await store.Outbox.ListAsync(tenant.Id, 1, 200, cancellationToken);
            int dead = waiting.Items.Count(r => r.State == OutboxState.Dead);
            if (dead > 0)
                findings.Add(new StoreFinding("outbox", FindingLevel.Warning, string.Create(CultureInfo.InvariantCulture, $"tenant {tenant.Id}: {dead} given up; 'webedi outbox list --tenant {tenant.Id}' shows why")));
        }

        return findings;
    }

    private static async Task<StoreFinding> BackupAsync(OpenHost host, IEdiStore store, CancellationToken cancellationToken)
    {
        IBackups backups = host.Services.GetRequiredService<IBackups>();
        TimeSpan every = host.Services.GetRequiredService<IOptions<BackupOptions>>().Value.Every;
        if (backups.List() is not [var newest, ..])
            return new StoreFinding("backup", FindingLevel.Warning, $"there is none in {backups.Folder}; 'webedi backup' makes one");

        try
        {
            await using FileStream file = new(newest.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024);
            ArchiveSummary content = await store.Archive!.CheckAsync(file, cancellationToken);
            TimeSpan age = TimeProvider.System.GetUtcNow() - content.At;
            string text = string.Create(CultureInfo.InvariantCulture, $"{newest.Path} is whole, {content.Rows} rows, {age:d\\.hh\\:mm\\:ss} old");
            return new StoreFinding("backup", every > TimeSpan.Zero && age > every * 2 ? FindingLevel.Warning : FindingLevel.Good, text);
        }
        catch (InvalidDataException damaged)
        {
            return new StoreFinding("backup", FindingLevel.Fault, $"{newest.Path}: {damaged.Message}");
        }
    }
}
