using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine.Keeping;

/// <summary>Removes once a day what need not be kept any longer. Of all hosts on a database one has the turn, and none has it by a clock that has just jumped.</summary>
internal sealed class RetentionKeeper(IEdiStore store, StoreGate gate, IOptions<EdiOptions> edi, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    /// <summary>Removes what is too old now.</summary>
    /// <returns>How many rows, by class.</returns>
    public async Task<IReadOnlyDictionary<RetentionClass, long>> RunOnceAsync(CancellationToken cancellationToken)
    {
        await gate.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<RetentionClass, DateTimeOffset> before = [];
        RetentionOptions o = options.Value;
        foreach ((RetentionClass kind, int days) in ((RetentionClass, int)[])
        [
            (RetentionClass.Documents, o.Documents), (RetentionClass.Files, o.Files), (RetentionClass.Trace, o.Trace), (RetentionClass.Audit, o.Audit), (RetentionClass.Outbox, o.Outbox),
        ])
        {
            if (days > 0)
                before[kind] = time.GetUtcNow().AddDays(-days);
        }

        IReadOnlyDictionary<RetentionClass, long> removed = await store.Upkeep.CleanAsync(new RetentionLimits(before), cancellationToken).ConfigureAwait(false);
        foreach ((RetentionClass kind, long rows) in removed.Where(r => r.Value > 0))
            logger.OldRowsRemoved(kind, rows, before[kind]);
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!edi.Value.RunWorkers)
            return;

        using PeriodicTimer timer = new(Look, time);
        do
        {
            try
            {
                await gate.EnsureOpenAsync(stoppingToken).ConfigureAwait(false);
                if (await store.Upkeep.TryTakeTurnAsync(Every, stoppingToken).ConfigureAwait(false))
                    await RunOnceAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (EdiStoreException lost)
            {
                logger.CleaningFailed(lost.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
