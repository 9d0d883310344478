using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebEdi.Diagnostics;
using WebEdi.Engine.Diagnostics;
using WebEdi.Engine.Sending;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>The only loop: claims received files and outbox entries, wakes on a signal, looks anyway every poll interval.</summary>
/// <remarks>Any number of processes may run it; a claim holds for a while and carries a fencing number.</remarks>
internal sealed class OutboxWorker(
    IEdiStore store,
    StoreGate gate,
    InboundPipeline inbound,
    OutboundPipeline outbound,
    WorkSignal signal,
    WorkerPulse pulse,
    IOptions<EdiOptions> options,
    TimeProvider time,
    ILogger<OutboxWorker> logger) : BackgroundService
{
    /// <summary>Effects that leave at a time; entries of one key never do.</summary>
    internal const int Parallel = 4;

    /// <summary>Whatever may end the program leaves alone, when the others are through: otherwise they would go down with it as often, and be taken for the same.</summary>
    private const int Suspicious = 2;

    /// <summary>Works until nothing is due.</summary>
    public async Task RunUntilIdleAsync(CancellationToken cancellationToken)
    {
        bool busy;
        do
        {
            busy = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            busy |= await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        while (busy);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.RunWorkers)
            return;

        await Task.WhenAll(
            LoopAsync(ReceiveAsync, signal.WaitForReceiptsAsync, pulse.Received, stoppingToken),
            LoopAsync(SendAsync, signal.WaitForEffectsAsync, pulse.Sent, stoppingToken),
            ListenAsync(stoppingToken)).ConfigureAwait(false);
    }

    /// <summary>Hears of the work that other processes have put into the store; when that is not possible, the poll interval is enough.</summary>
    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        int failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gate.EnsureOpenAsync(stoppingToken).ConfigureAwait(false);
                await store.WaitForWorkAsync(stoppingToken).ConfigureAwait(false);
                failures = 0;
                signal.ReceiptsAreDue();
                signal.EffectsAreDue();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (EdiStoreException)
            {
                await Task.Delay(Backoff.OfStore(++failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LoopAsync(
        Func<CancellationToken, Task<bool>> work, Func<TimeSpan, CancellationToken, Task> wait, Action beat, CancellationToken stoppingToken)
    {
        int failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gate.EnsureOpenAsync(stoppingToken).ConfigureAwait(false);
                bool busy = await work(stoppingToken).ConfigureAwait(false);
                beat();
                failures = 0;
                if (!busy)
                    await wait(options.Value.PollInterval, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (EdiStoreException e)
            {
                TimeSpan delay = Backoff.OfStore(++failures);
                logger.StoreLost((long)delay.TotalSeconds, e.Message);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ReceiptClaim> claims = await store.Inbox.ClaimAsync(inbound.Owner, options.Value.Lease, 1, null, cancellationToken).ConfigureAwait(false);
        foreach (ReceiptClaim claim in claims)
            await inbound.ProcessAsync(claim, throwFaults: false, cancellationToken).ConfigureAwait(false);

        return claims.Count > 0;
    }

    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OutboxClaim> claims = await store.Outbox.ClaimAsync(inbound.Owner, options.Value.Lease, Parallel, cancellationToken).ConfigureAwait(false);
        OutboxClaim[] suspects = [.. claims.Where(c => c.Deaths >= Suspicious)];
        foreach (OutboxClaim later in suspects.Skip(1))
            await outbound.HandBackAsync(later, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(claims.Except(suspects).Select(c => Task.Run(() => outbound.SendAsync(c, cancellationToken), CancellationToken.None))).ConfigureAwait(false);
        if (suspects is [var alone, ..])
            await outbound.SendAsync(alone, cancellationToken).ConfigureAwait(false);
        return claims.Count > 0;
    }
}
