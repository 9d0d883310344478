using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Keeping;

/// <summary>Makes a backup when one is due. Of all hosts on a database one has the turn.</summary>
internal sealed class BackupKeeper(IEdiStore store, StoreGate gate, IBackups backups, IOptions<BackupOptions> options, TimeProvider time, ILogger<BackupKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private bool _isOwed;

    /// <summary>Makes a backup if one is due; one that failed stays due.</summary>
    /// <returns>True: one was made.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        _isOwed = _isOwed || (store.Archive is { } archive && await archive.TryTakeTurnAsync(options.Value.Every, cancellationToken).ConfigureAwait(false));
        if (!_isOwed)
            return false;

        long start = time.GetTimestamp();
        BackupFile file = await backups.WriteAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        _isOwed = false;
        int removed = backups.RemoveOld().Count;
        logger.BackupMade(file.Path, file.Length, file.Content!.Rows, (long)time.GetElapsedTime(start).TotalMilliseconds, removed);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Every == TimeSpan.Zero || store.Archive is null)
            return;

        using PeriodicTimer timer = new(Look, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is EdiStoreException or IOException or UnauthorizedAccessException or InvalidDataException)
            {
                logger.BackupFailed(backups.Folder, failed.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
