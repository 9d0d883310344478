using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Receiving;
using WebEdi.Storage;

namespace WebEdi.Engine.Transports.Folder;

/// <summary>Watches one in-folder: takes complete files through the door, and moves them away when their receipt is final.</summary>
/// <remarks>
/// A file leaves the in-folder only after its bytes are committed and its outcome is known. When the program dies in between, the file is
/// found again, recognised, and moved with the answer of the first time. Looking is by time only; file system events get lost.
/// </remarks>
internal sealed class FolderWatcher(
    string name, IEdi edi, IOptionsMonitor<FolderOptions> monitor, IOptions<EdiOptions> engine, TimeProvider time, ILogger<FolderWatcher> logger) : BackgroundService
{
    private static readonly JsonWriterOptions IssueJson = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Not read before the start: wrong settings are told there, all at once.</summary>
    private FolderOptions Settings => monitor.Get(name);

    private readonly FolderScan _scan = new();

    /// <summary>Files whose receipt is not final yet, so that they are not read again at every look.</summary>
    private readonly Dictionary<FolderFile, string> _running = [];

    /// <summary>Looks once and takes what is complete.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        if (Settings.In is null)
            return;

        FolderPaths paths = FolderPaths.Of(Settings);
        try
        {
            Directory.CreateDirectory(paths.In);
            if (Settings.Map is not null || Settings.Partner is not null)
            {
                await PollAsync(paths, paths.In, Settings.Map, cancellationToken).ConfigureAwait(false);
                return;
            }

            foreach (DirectoryInfo map in new DirectoryInfo(paths.In).EnumerateDirectories().Where(d => d.LinkTarget is null && MapName.IsValid(d.Name)).OrderBy(d => d.Name, StringComparer.Ordinal))
                await PollAsync(paths, map.FullName, map.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.FolderUnreadable(paths.In, e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Settings.In is null || !engine.Value.RunWorkers)
            return;

        using PeriodicTimer timer = new(Settings.PollInterval, time);
        try
        {
            do
                await PollAsync(stoppingToken).ConfigureAwait(false);
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutting down; what was not moved is recognised at the next start.
        }
    }

    private async Task PollAsync(FolderPaths paths, string folder, string? map, CancellationToken cancellationToken)
    {
        foreach (FolderFile file in _scan.Look(folder, Settings, n => logger.FolderEntryRefused(folder, n)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await TakeAsync(paths, file, map, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or EdiStoreException or EdiSetupException)
            {
                // Locked, unreadable, or the store is away: the file stays where it is and is tried at the next look.
                logger.FolderFileWaits(folder, file.Name, e.Message);
            }
        }
    }

    private async Task TakeAsync(FolderPaths paths, FolderFile file, string? map, CancellationToken cancellationToken)
    {
        IngestResult? result = _running.TryGetValue(file, out string? receiptId)
            ? await edi.FindReceiptAsync(Settings.Tenant, receiptId, cancellationToken).ConfigureAwait(false)
            : await IngestAsync(file, map, cancellationToken).ConfigureAwait(false);
        if (result is null)
        {
            _running.Remove(file);
            return;
        }

        // A conflict names the receipt of another content; this file is at its end.
        bool conflict = result.Verdict == AcceptanceVerdict.KeyConflict;
        if (result.Receipt is { IsFinished: false } && !conflict)
        {
            _running[file] = result.Receipt.Id;
            return;
        }

        _running.Remove(file);
        bool refused = conflict || result.Receipt is not { State: ReceiptState.Published };
        await MoveAsync(paths, file, result, refused, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IngestResult> IngestAsync(FolderFile file, string? map, CancellationToken cancellationToken)
    {
        // What has no length is not opened: a pipe would block. A writer that has the file open makes this fail, and the file waits.
        Stream content = file.Length == 0
            ? Stream.Null
            : new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (content.ConfigureAwait(false))
        {
            IngestRequest request = new()
            {
                Tenant = Settings.Tenant,
                Map = map,
                FileName = file.Name,
                Partner = Settings.Partner ?? PartnerName.Core,
                Channel = "folder",
                TransportId = TransportId(file),
                Encoding = Settings.Encoding,
                Actor = name.Length == 0 ? "folder" : $"folder:{Path.GetFileName(Path.TrimEndingDirectorySeparator(name))}",
            };
            return await edi.IngestAsync(request, content, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MoveAsync(FolderPaths paths, FolderFile file, IngestResult result, bool refused, CancellationToken cancellationToken)
    {
        string day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string folder = refused ? Path.Combine(paths.Archive, "refused", day) : Path.Combine(paths.Archive, day);
        Directory.CreateDirectory(folder);

        // The answer is written before the file goes: dying in between repeats the answer, never loses it.
        string clean = SafeFiles.Fit(Receiver.CleanName(file.Name));
        string distinction = TransportId(file);
        if (refused)
            await SafeFiles.WriteAsync(folder, $"{clean}.issues.json", Issues(result), distinction, cancellationToken).ConfigureAwait(false);
        if (result.Receipt is { } receipt && result.Verdict != AcceptanceVerdict.KeyConflict)
        {
            await WriteAsync(paths.Out ?? folder, $"{clean}.result.csv", distinction, to => edi.WriteResultAsync(Settings.Tenant, receipt.Id, to, "ja", cancellationToken), cancellationToken).ConfigureAwait(false);
            await WriteAsync(paths.Out ?? folder, $"{clean}.ack.edi", distinction, to => AcknowledgeAsync(receipt.Id, to, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        string place = SafeFiles.Move(file.Path, folder, clean);
        if (Settings.DoneSuffix is { } suffix && File.Exists(file.Path + suffix))
            SafeFiles.Move(file.Path + suffix, folder, clean + suffix);
        logger.FolderFileMoved(paths.In, file.Name, Path.Combine(refused ? "refused" : "", day, place));
    }

    private async Task<bool> AcknowledgeAsync(string receiptId, Stream content, CancellationToken cancellationToken) =>
        await edi.WriteAcknowledgementAsync(Settings.Tenant, receiptId, content, onlyWhenAsked: true, cancellationToken).ConfigureAwait(false) is { Interchanges: > 0 };

    private static async Task WriteAsync(string folder, string fileName, string distinction, Func<Stream, Task<bool>> write, CancellationToken cancellationToken)
    {
        using MemoryStream content = new();
        if (!await write(content).ConfigureAwait(false))
            return;

        Directory.CreateDirectory(folder);
        await SafeFiles.WriteAsync(folder, fileName, content.ToArray(), distinction, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Issues(IngestResult result)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, IssueJson))
        {
            json.WriteStartObject();
            json.WriteString("receipt", result.Receipt?.Id);
            json.WriteString("state", result.Receipt?.State.ToString());
            json.WriteStartArray("issues");
            foreach (Diagnostic issue in result.Issues)
            {
                json.WriteStartObject();
                json.WriteString("code", issue.Code);
                json.WriteString("severity", issue.Severity.ToString());
                json.WriteString("file", issue.Position.File);
                json.WriteNumber("line", issue.Position.Line);
                json.WriteNumber("column", issue.Position.Column);
                json.WriteString("path", issue.Path);
                json.WriteString("found", issue.Found);
                json.WriteString("expected", issue.Expected?.Japanese);
                json.WriteString("expectedEn", issue.Expected?.English);
                json.WriteString("text", issue.GetMessage(CultureInfo.GetCultureInfo("ja")));
                json.WriteString("textEn", issue.GetMessage(CultureInfo.GetCultureInfo("en")));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Path, size and time: the same file found again is the same delivery.</summary>
    private static string TransportId(FolderFile file) => "folder:" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Path}|{file.Length}|{file.ChangedUtc.Ticks}"))));
}
