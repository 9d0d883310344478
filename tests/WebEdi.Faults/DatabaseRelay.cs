using System.Net;
using System.Net.Sockets;

namespace WebEdi.Faults;

/// <summary>Stands between a host and its PostgreSQL server: it sees what is said and can let the host die at a named word, or fall silent.</summary>
internal sealed class DatabaseRelay : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();
    private static readonly byte[] CopyDone = [(byte)'c', 0, 0, 0, 4];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _accepting;
    private Func<Task>? _kill;
    private KillPoint _point;
    private int _left;
    private volatile TaskCompletionSource? _silence;

    public DatabaseRelay(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Lets the time that a point is reached end in a kill.</summary>
    /// <param name="point">The point.</param>
    /// <param name="kill">The kill.</param>
    /// <param name="number">Which time from now on, from 1.</param>
    public void Arm(KillPoint point, Func<Task> kill, int number = 1)
    {
        (_point, _left) = (point, number);
        Volatile.Write(ref _kill, kill);
    }

    /// <summary>Takes a kill back that did not happen.</summary>
    /// <returns>False: it happened.</returns>
    public bool Disarm() => Interlocked.Exchange(ref _kill, null) is not null;

    /// <summary>Holds everything back in both directions, as a network that is cut without a word.</summary>
    public void FallSilent() => _silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Speak() => Interlocked.Exchange(ref _silence, null)?.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Speak();
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient server = new() { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
                using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                Dying dying = new();
                Task there = CopyAsync(client.GetStream(), server.GetStream(), dying, isFromHost: true, ended.Token);
                Task back = CopyAsync(server.GetStream(), client.GetStream(), dying, isFromHost: false, ended.Token);
                await Task.WhenAny(there, back);
                await ended.CancelAsync();
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone, and with it the connection.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Dying dying, bool isFromHost, CancellationToken token)
    {
        byte[] buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, token)) > 0)
        {
            if (_silence is { } silence)
                await silence.Task.WaitAsync(token);

            if (!isFromHost)
            {
                // What was to be learnt of the commit never arrives.
                if (dying.OnAnswer is { } kill)
                {
                    await kill();
                    return;
                }
            }
            else if (Volatile.Read(ref _kill) is not null && Reaches(buffer.AsSpan(0, read)) && Interlocked.Decrement(ref _left) == 0 && Interlocked.Exchange(ref _kill, null) is { } kill)
            {
                if (_point == KillPoint.BeforeCommit)
                {
                    await kill();
                    return;
                }

                dying.OnAnswer = kill;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), token);
        }
    }

    private bool Reaches(ReadOnlySpan<byte> said) => said.IndexOf(_point == KillPoint.AfterCopy ? CopyDone : Commit) >= 0;

    private sealed class Dying
    {
        public volatile Func<Task>? OnAnswer;
    }
}

/// <summary>Where a host dies.</summary>
internal enum KillPoint
{
    /// <summary>The commit was said and does not reach the server.</summary>
    BeforeCommit,

    /// <summary>The server has committed and its answer does not reach the host.</summary>
    AfterCommit,

    /// <summary>Rows were copied and are not committed.</summary>
    AfterCopy,
}
