namespace EmailCar.Http;

/// <summary>
/// A time-out that can be paused: the wait for the turn belongs to the pace, not to the time a request may take.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private readonly TimeSpan _timeout;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken stopping)
    {
        _timeout = timeout;
        _source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _timer = time.CreateTimer(_ => Expire(), null, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is up or the user stops.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Lets the time stand still.</summary>
    public void Pause() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Gives the whole time once more.</summary>
    public void Restart() => _timer.Change(_timeout, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Expire()
    {
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended while its timer fired.
        }
    }
}
