using EmailCar.RateLimiting;

namespace EmailCar.Http;

/// <summary>How long connections take, and so how long before its departure a request has to begin.</summary>
internal sealed class ConnectTimes
{
    /// <summary>Servers close connections that are silent for much longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly object _gate = new();
    private double _smoothed;

    /// <summary>Twice what connecting takes of late, and never less than the least.</summary>
    public TimeSpan Lead
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromMilliseconds(Math.Min(Longest.TotalMilliseconds, Math.Max(AccountRateLimiter.Approach.TotalMilliseconds, 2 * _smoothed)));
            }
        }
    }

    public void Add(TimeSpan time)
    {
        lock (_gate)
        {
            _smoothed += (time.TotalMilliseconds - _smoothed) / 8;
        }
    }
}
