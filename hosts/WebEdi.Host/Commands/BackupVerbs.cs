using System.CommandLine;
using System.Globalization;
using WebEdi.Host.Serving;
using WebEdi.Storage;

namespace WebEdi.Host.Commands;

/// <summary>Takes everything into a file and back. The host may be running while a backup is made.</summary>
internal static class BackupVerbs
{
    private static readonly Option<bool> ListTables = new("--tables") { Description = "List the tables with their counts and hashes" };

    public static Command Backup(HostRunner runner, Func<ParseResult, HostArguments> arguments)
    {
        Argument<string?> file = new("file") { Description = "Where to; a new file in the backup folder when left out", Arity = ArgumentArity.ZeroOrOne };
        Command verb = new("backup", "Write everything into one file, read it back and compare; the host may be running") { file, ListTables };
        verb.SetAction((line, stop) => runner.RunAsync(arguments(line), (host, token) => BackupAsync(host, line.GetValue(file), line.GetValue(ListTables), token), stop));
        return verb;
    }

    public static Command Restore(HostRunner runner, Func<ParseResult, HostArguments> arguments)
    {
        Argument<string> file = new("file") { Description = "The backup" };
        Option<bool> check = new("--check") { Description = "Only read the file from end to end and compare it with its list" };
        Command verb = new("restore", "Read a backup into an empty database, SQLite or PostgreSQL, and compare; nothing is sent until 'webedi db release'") { file, check, ListTables };
        verb.SetAction((line, stop) => runner.RunAsync(
            arguments(line), (host, token) => RestoreAsync(host, line.GetRequiredValue(file), line.GetValue(check), line.GetValue(ListTables), token), stop));
        return verb;
    }

    /// <summary>Says what an archive holds, the tables on request.</summary>
    public static void Tell(ArchiveSummary content, bool tables)
    {
        if (!tables)
            return;

        foreach (ArchiveTable table in content.Tables)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name,-22} {table.Rows,12} {table.Hash}"));
    }

    private static async Task<int> BackupAsync(OpenHost host, string? path, bool tables, CancellationToken cancellationToken)
    {
        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await store.OpenAsync(cancellationToken);
        IBackups backups = host.Services.GetRequiredService<IBackups>();
        BackupFile file = await backups.WriteAsync(path, cancellationToken: cancellationToken);
        Tell(file.Content!, tables);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Path}: {file.Content!.Rows} rows in {file.Content.Tables.Count} tables, {file.Length} bytes, read back and compared"));
        if (path is null)
        {
            foreach (BackupFile old in backups.RemoveOld())
                Console.WriteLine($"removed {old.Path}");
        }

        return ExitCode.Done;
    }

    private static async Task<int> RestoreAsync(OpenHost host, string path, bool isCheck, bool tables, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"webedi: there is no file {path}");
            return ExitCode.Usage;
        }

        IEdiStore store = host.Services.GetRequiredService<IEdiStore>();
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024);
        ArchiveSummary content;
        if (isCheck)
        {
            content = await store.Archive!.CheckAsync(file, cancellationToken);
        }
        else
        {
            await store.OpenAsync(cancellationToken);
            content = await store.Archive!.LoadAsync(file, cancellationToken);
        }

        Tell(content, tables);
        string what = string.Create(CultureInfo.InvariantCulture, $"{content.Rows} rows of {content.At:yyyy-MM-dd HH:mm:ss} UTC");
        Console.WriteLine(isCheck ? $"{path} is whole: {what}" : $"restored {what}, read back and compared. Mails and files that wait are held: look at them, then 'webedi db release'.");
        return ExitCode.Done;
    }
}
