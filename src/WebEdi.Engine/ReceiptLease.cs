using WebEdi.Diagnostics;
using WebEdi.Storage;

namespace WebEdi.Engine;

/// <summary>Keeps a claim alive while work goes on; when it is lost, the work is stopped.</summary>
internal sealed class ReceiptLease : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _work;
    private readonly Task _renewing;

    public ReceiptLease(IInboxStore inbox, ReceiptClaim claim, TimeSpan lease, TimeProvider time, CancellationToken cancellationToken)
    {
        _work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stop = new CancellationTokenSource();
        _renewing = RenewAsync(inbox, claim, lease, time);
    }

    /// <summary>Gets what stops the work: the caller, or the loss of the claim.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>Gets a value indicating whether another process has the claim now.</summary>
    public bool IsLost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task RenewAsync(IInboxStore inbox, ReceiptClaim claim, TimeSpan lease, TimeProvider time)
    {
        using PeriodicTimer timer = new(lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                try
                {
                    IsLost = !await inbox.RenewAsync(claim, lease, _stop.Token).ConfigureAwait(false);
                }
                catch (EdiStoreException)
                {
                    // Two more ticks fit into the lease; the next write tells whether the claim still holds.
                }

                if (IsLost)
                {
                    await _work.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }
}
