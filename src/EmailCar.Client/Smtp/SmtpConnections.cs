namespace EmailCar.Smtp;

/// <summary>The connections of one account, which are reused while they are fresh and closed before the server closes them.</summary>
internal sealed class SmtpConnections(Func<CancellationToken, Task<SmtpConnection>> open, TimeProvider time) : IDisposable
{
    /// <summary>The maximum number of connections, because servers reject many.</summary>
    public const int Most = 4;

    /// <summary>Connections that were idle for longer are closed. Servers wait at least 30 s.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan GoodbyeWithin = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _room = new(Most);
    private readonly Stack<SmtpConnection> _idle = new();
    private bool _isDisposed;

    /// <summary>Takes a connection, which must be returned or dropped.</summary>
    /// <param name="isNew">True to open a new connection.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<SmtpConnection> TakeAsync(bool isNew, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (TryPop() is { } idle)
            {
                if (!isNew && time.GetElapsedTime(idle.Since) < Fresh && idle.IsQuiet)
                {
                    return idle;
                }

                _ = idle.QuitAsync(GoodbyeWithin);
            }

            return await open(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    /// <summary>Returns a connection that may be reused.</summary>
    public void Return(SmtpConnection connection)
    {
        connection.Since = time.GetTimestamp();
        lock (_idle)
        {
            if (!_isDisposed)
            {
                _idle.Push(connection);
                connection = null!;
            }
        }

        connection?.Dispose();
        _room.Release();
    }

    /// <summary>Closes a connection that must not be reused.</summary>
    public void Drop(SmtpConnection connection)
    {
        connection.Dispose();
        _room.Release();
    }

    /// <summary>Sends QUIT on all idle connections.</summary>
    public Task QuitAsync()
    {
        var quitting = new List<Task>();
        while (TryPop() is { } idle)
        {
            quitting.Add(idle.QuitAsync(GoodbyeWithin));
        }

        return Task.WhenAll(quitting);
    }

    public void Dispose()
    {
        lock (_idle)
        {
            _isDisposed = true;
        }

        _ = QuitAsync();
    }

    private SmtpConnection? TryPop()
    {
        lock (_idle)
        {
            return _idle.Count > 0 ? _idle.Pop() : null;
        }
    }
}
