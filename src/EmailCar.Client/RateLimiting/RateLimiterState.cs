namespace EmailCar.RateLimiting;

/// <summary>What the connections of one account share within this process.</summary>
internal sealed class RateLimiterState
{
    private readonly object _gate = new();
    private long _next = long.MinValue / 2;
    private DateTime _postponedUntil;

    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The timestamp before which nobody here may leave.</summary>
    public long Next
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>Until when other processes must be told to wait, UTC.</summary>
    public DateTime PostponedUntil
    {
        get
        {
            lock (_gate)
            {
                return _postponedUntil;
            }
        }
    }

    public void NotBefore(long timestamp)
    {
        lock (_gate)
        {
            _next = Math.Max(_next, timestamp);
        }
    }

    public void PostponeOthers(DateTime until)
    {
        lock (_gate)
        {
            _postponedUntil = until > _postponedUntil ? until : _postponedUntil;
        }
    }
}
