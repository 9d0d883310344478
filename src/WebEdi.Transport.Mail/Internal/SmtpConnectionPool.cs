using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace WebEdi.Transport.Mail.Internal;

/// <summary>Keeps connections: opening one costs several round trips and a TLS handshake, more than a mail.</summary>
internal sealed class SmtpConnectionPool : IAsyncDisposable
{
    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly Lock _gate = new();
    private readonly Stack<SmtpConnection> _idle = new();
    private readonly X509Certificate2Collection _authorities = [];
    private readonly ITimer _sweeper;
    private bool _disposed;

    public SmtpConnectionPool(IOptions<SmtpOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _places = new SemaphoreSlim(_options.MaxConnections);
        if (_options.CaFile is { } file)
            _authorities.ImportFromPemFile(file);
        TimeSpan period = _options.IdleTimeout < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : _options.IdleTimeout;
        _sweeper = time.CreateTimer(_ => _ = CloseAsync(TakeExpired()), null, period, period);
    }

    /// <summary>Waits for one of the <see cref="SmtpOptions.MaxConnections"/> places.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task.</returns>
    public Task EnterAsync(CancellationToken cancellationToken) => _places.WaitAsync(cancellationToken);

    /// <summary>Gives the place back.</summary>
    public void Leave() => _places.Release();

    /// <summary>Takes an open connection, the one used last.</summary>
    /// <returns>The connection, or null when there is none.</returns>
    public SmtpConnection? TakeIdle()
    {
        lock (_gate)
        {
            while (_idle.TryPop(out SmtpConnection? connection))
            {
                if (connection.IsUsable && !IsExpired(connection))
                    return connection;
                connection.Dispose();
            }
        }

        return null;
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The connection.</returns>
    public Task<SmtpConnection> OpenAsync(CancellationToken cancellationToken) => SmtpConnection.OpenAsync(_options, _authorities, cancellationToken);

    /// <summary>Keeps a connection for the next mail, or closes it when it is used up.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>A task.</returns>
    public async Task ReturnAsync(SmtpConnection connection)
    {
        connection.UsedAt = _time.GetTimestamp();
        if (connection.IsUsable && connection.Messages < _options.MaxMessagesPerConnection && _options.IdleTimeout > TimeSpan.Zero)
        {
            lock (_gate)
            {
                if (!_disposed)
                {
                    _idle.Push(connection);
                    return;
                }
            }
        }

        await CloseAsync([connection]).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        SmtpConnection[] rest;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            rest = [.. _idle];
            _idle.Clear();
        }

        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await CloseAsync(rest).ConfigureAwait(false);
        _places.Dispose();
        foreach (X509Certificate2 certificate in _authorities)
            certificate.Dispose();
    }

    private SmtpConnection[] TakeExpired()
    {
        lock (_gate)
        {
            SmtpConnection[] all = [.. _idle];
            _idle.Clear();
            foreach (SmtpConnection connection in all.Reverse().Where(c => !IsExpired(c)))
                _idle.Push(connection);
            return [.. all.Where(IsExpired)];
        }
    }

    private bool IsExpired(SmtpConnection connection) => _time.GetElapsedTime(connection.UsedAt) >= _options.IdleTimeout;

    private async Task CloseAsync(IEnumerable<SmtpConnection> connections)
    {
        foreach (SmtpConnection connection in connections)
        {
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2), _time);
            await connection.CloseAsync(patience.Token).ConfigureAwait(false);
        }
    }
}
