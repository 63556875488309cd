namespace EmailCar.RateLimiting;

/// <summary>The state that the connections of one account share within this process.</summary>
internal sealed class RateLimiterState
{
    private readonly object _gate = new();
    private readonly LinkedList<object?> _line = new();
    private long _next = long.MinValue / 2;
    private long _postponedUntil = long.MinValue / 2;
    private long _contendedUntil = long.MinValue / 2;

    public SemaphoreSlim Holder { get; } = new(1, 1);

    /// <summary>The timestamp before which no request of this process may depart.</summary>
    public long Next => Read(ref _next);

    /// <summary>The timestamp of the end of a postponement that other processes must be informed of.</summary>
    public long PostponedUntil => Read(ref _postponedUntil);

    /// <summary>The timestamp until which other processes are assumed to be sending with the account.</summary>
    public long ContendedUntil => Read(ref _contendedUntil);

    /// <summary>The name under which this process writes to the lock file; stamps with another name are from other processes.</summary>
    public string Writer { get; } = Guid.NewGuid().ToString("N").Substring(0, 8);

    public void NotBefore(long timestamp) => Raise(ref _next, timestamp);

    public void PostponeOthers(long until) => Raise(ref _postponedUntil, until);

    public void Contend(long until) => Raise(ref _contendedUntil, until);

    /// <summary>Joins the end, or the start, of the queue of requests that are about to depart.</summary>
    public LinkedListNode<object?> Join(bool isNext)
    {
        lock (_gate)
        {
            return isNext ? _line.AddFirst((object?)null) : _line.AddLast((object?)null);
        }
    }

    /// <summary>Leaves the queue; can be called more than once.</summary>
    public void Leave(LinkedListNode<object?> place)
    {
        lock (_gate)
        {
            if (place.List is not null)
            {
                _line.Remove(place);
            }
        }
    }

    /// <summary>Returns the number of requests in the queue before this one.</summary>
    public int Ahead(LinkedListNode<object?> place)
    {
        lock (_gate)
        {
            var ahead = 0;
            for (var earlier = place.Previous; earlier is not null; earlier = earlier.Previous)
            {
                ahead++;
            }

            return ahead;
        }
    }

    private long Read(ref long field)
    {
        lock (_gate)
        {
            return field;
        }
    }

    private void Raise(ref long field, long value)
    {
        lock (_gate)
        {
            field = Math.Max(field, value);
        }
    }
}
