namespace EmailCar.RateLimiting;

/// <summary>What the connections of one account share within this process.</summary>
internal sealed class RateLimiterState
{
    private readonly object _gate = new();
    private readonly LinkedList<object?> _line = new();
    private long _next = long.MinValue / 2;
    private long _postponedUntil = long.MinValue / 2;
    private long _contendedUntil = long.MinValue / 2;

    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The timestamp before which nobody here may leave.</summary>
    public long Next => Read(ref _next);

    /// <summary>The timestamp until which other processes must be told to wait.</summary>
    public long PostponedUntil => Read(ref _postponedUntil);

    /// <summary>The timestamp until which other processes are taken to send on the account.</summary>
    public long ContendedUntil => Read(ref _contendedUntil);

    /// <summary>Who writes into the lock file here: what has another name is another process's.</summary>
    public string Writer { get; } = Guid.NewGuid().ToString("N").Substring(0, 8);

    public void NotBefore(long timestamp) => Raise(ref _next, timestamp);

    public void PostponeOthers(long until) => Raise(ref _postponedUntil, until);

    public void Contend(long until) => Raise(ref _contendedUntil, until);

    /// <summary>Takes the last place, or the first, in the line of those who are about to leave.</summary>
    public LinkedListNode<object?> Join(bool isNext)
    {
        lock (_gate)
        {
            return isNext ? _line.AddFirst((object?)null) : _line.AddLast((object?)null);
        }
    }

    /// <summary>Gives a place up; more than once does no harm.</summary>
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

    /// <summary>How many have places before this one.</summary>
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
