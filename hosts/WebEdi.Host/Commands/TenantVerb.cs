using System.CommandLine;
using System.Globalization;
using WebEdi.Diagnostics;
using WebEdi.Host.Serving;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>The end of a contract: everything of a tenant taken out, then everything erased. And the legal hold that forbids it.</summary>
internal static class TenantVerb
{
    public static Command Create(HostRunner runner, Func<ParseResult, HostArguments> arguments)
    {
        Argument<string> id = new("id") { Description = "The tenant" };
        Argument<string> file = new("file") { Description = "Where to; it must not be there yet" };
        Option<string> export = new("--export") { Description = "The file that everything is written to first, read back and compared", Required = true };
        Option<string> confirm = new("--confirm") { Description = "The tenant's id once more", Required = true };

        Command take = new("export", "Write everything of a tenant into a file that 'webedi restore' reads") { id, file };
        take.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => ExportAsync(host, line.GetRequiredValue(id), line.GetRequiredValue(file), token), stop));
        Command erase = new("erase", "Write everything of a tenant into a file, then erase it from tables and files; prints a certificate") { id, export, confirm };
        erase.SetAction((line, stop) => runner.RunAsync(
            arguments(line), (host, token) => EraseAsync(host, line.GetRequiredValue(id), line.GetRequiredValue(export), line.GetRequiredValue(confirm), token), stop));
        Command hold = new("hold", "Legal hold: nothing of the tenant is removed by age or erased") { id };
        hold.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => HoldAsync(host, line.GetRequiredValue(id), true, token), stop));
        Command release = new("release", "End the legal hold") { id };
        release.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => HoldAsync(host, line.GetRequiredValue(id), false, token), stop));
        return new Command("tenant", "Buyer organisations") { take, erase, hold, release };
    }

    private static async Task<int> ExportAsync(OpenHost host, string id, string path, CancellationToken cancellationToken)
    {
        (IEdiStore store, _) = await OpenAsync(host, id, cancellationToken);
        BackupFile file = await host.Services.GetRequiredService<IBackups>().WriteAsync(path, id, cancellationToken);
        await AuditAsync(store, id, "tenant-exported", cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Path}: {file.Content!.Rows} rows of {id}, {file.Length} bytes, read back and compared"));
        return ExitCode.Done;
    }

    private static async Task<int> EraseAsync(OpenHost host, string id, string path, string confirm, CancellationToken cancellationToken)
    {
        if (confirm != id)
        {
            Console.Error.WriteLine($"webedi: --confirm is '{confirm}', not '{id}': nothing was done");
            return ExitCode.Usage;
        }

        (IEdiStore store, TenantProfile tenant) = await OpenAsync(host, id, cancellationToken);
        if (tenant.IsOnLegalHold)
            throw new EdiSetupException($"tenant '{id}' is on legal hold; 'webedi tenant release {id}' ends that");

        BackupFile file = await host.Services.GetRequiredService<IBackups>().WriteAsync(path, id, cancellationToken);
        IReadOnlyDictionary<string, long> removed = await store.Upkeep.EraseAsync(id, cancellationToken);
        await AuditAsync(store, "", $"tenant-erased {id}", cancellationToken);
        Console.WriteLine($"tenant {id} erased {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"taken out before: {file.Path}, {file.Length} bytes, {file.Content!.Rows} rows, read back and compared"));
        foreach ((string table, long rows) in removed.Where(r => r.Value > 0).OrderBy(r => r.Key, StringComparer.Ordinal))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table,-22} {rows,12}"));
        Console.WriteLine("looked at again: no row is left. Backups made before still hold it until they are removed.");
        return ExitCode.Done;
    }

    private static async Task<int> HoldAsync(OpenHost host, string id, bool isHeld, CancellationToken cancellationToken)
    {
        (IEdiStore store, TenantProfile tenant) = await OpenAsync(host, id, cancellationToken);
        await store.Tenants.SaveAsync(tenant with { IsOnLegalHold = isHeld }, cancellationToken);
        await AuditAsync(store, id, isHeld ? "legal-hold-begun" : "legal-hold-ended", cancellationToken);
        Console.WriteLine(isHeld ? $"{id}: nothing is removed until 'webedi tenant release {id}'" : $"{id}: the legal hold has ended");
        return ExitCode.Done;
    }

    private static async Task<(IEdiStore Store, TenantProfile Tenant)> OpenAsync(OpenHost host, string id, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        return (store, await store.Tenants.FindAsync(id, cancellationToken) ?? throw new EdiSetupException($"there is no tenant '{id}'"));
    }

    private static Task AuditAsync(IEdiStore store, string tenant, string action, CancellationToken cancellationToken) =>
        store.Audit.AppendAsync(new AuditEntry(tenant, TimeProvider.System.GetUtcNow(), "command line", null, action, null, true), cancellationToken);
}
