using System.Collections.Concurrent;

namespace WebEdi.Storage.Sql.Internal.Dialects;

/// <summary>Threads that wait for a database server, so that the program's other work never waits for one: as many as there are connections.</summary>
internal sealed class SqlThreads(int max) : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Lock _lock = new();
    private int _started;
    private int _idle;

    /// <summary>Does work on one of the threads.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Do()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                result.SetCanceled(cancellationToken);
                return;
            }

            try
            {
                result.SetResult(work());
            }
            catch (OperationCanceledException)
            {
                result.SetCanceled(cancellationToken);
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }

        ObjectDisposedException.ThrowIf(_work.IsAddingCompleted, this);
        _work.Add(Do, CancellationToken.None);
        Start();
        return result.Task;
    }

    /// <summary>Lets the threads end once their work is done.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Start()
    {
        lock (_lock)
        {
            if (_started == max || _idle >= _work.Count)
                return;

            _started++;
            new Thread(Loop) { IsBackground = true, Name = $"webedi-sql-{_started}" }.Start();
        }
    }

    private void Loop()
    {
        while (true)
        {
            Interlocked.Increment(ref _idle);
            bool found = _work.TryTake(out Action? work, Timeout.Infinite);
            Interlocked.Decrement(ref _idle);
            if (!found)
                return;

            work!();
        }
    }
}
