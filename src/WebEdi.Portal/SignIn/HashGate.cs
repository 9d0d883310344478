namespace WebEdi.Portal.SignIn;

/// <summary>
/// Lets only a few password hashes be computed at once, one per login name: a flood of sign-ins must not take the processor from those
/// who are signed in, and parallel guesses at one account must meet the lockout one after the other.
/// </summary>
internal sealed class HashGate : IDisposable
{
    private const int MostWaiting = 64;

    private readonly SemaphoreSlim _work = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly SemaphoreSlim[] _names = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];
    private int _waiting;

    /// <summary>Runs the work, or answers false when too many wait already.</summary>
    internal async Task<bool> TryRunAsync(string name, Func<Task> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        SemaphoreSlim one = _names[(uint)string.GetHashCode(name, StringComparison.Ordinal) % (uint)_names.Length];
        try
        {
            await one.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await _work.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await work().ConfigureAwait(false);
                    return true;
                }
                finally
                {
                    _work.Release();
                }
            }
            finally
            {
                one.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose()
    {
        _work.Dispose();
        foreach (SemaphoreSlim name in _names)
            name.Dispose();
    }
}
