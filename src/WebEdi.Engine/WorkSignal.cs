namespace WebEdi.Engine;

/// <summary>Wakes the two halves of the worker inside this process; the store is the truth, a lost signal costs one poll.</summary>
internal sealed class WorkSignal(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _receipts = new(0, 1);
    private readonly SemaphoreSlim _effects = new(0, 1);

    public void ReceiptsAreDue() => Set(_receipts);

    public void EffectsAreDue() => Set(_effects);

    public Task WaitForReceiptsAsync(TimeSpan atMost, CancellationToken cancellationToken) => WaitAsync(_receipts, atMost, cancellationToken);

    public Task WaitForEffectsAsync(TimeSpan atMost, CancellationToken cancellationToken) => WaitAsync(_effects, atMost, cancellationToken);

    public void Dispose()
    {
        _receipts.Dispose();
        _effects.Dispose();
    }

    private static void Set(SemaphoreSlim signal)
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is set already.
        }
    }

    private async Task WaitAsync(SemaphoreSlim signal, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(atMost, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await signal.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody signalled: look anyway.
        }
    }
}
