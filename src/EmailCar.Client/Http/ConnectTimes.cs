using EmailCar.RateLimiting;

namespace EmailCar.Http;

/// <summary>Measures how long connecting takes, and thus how long before its departure a request must start.</summary>
internal sealed class ConnectTimes
{
    /// <summary>Servers close connections that stay idle for much longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly object _gate = new();
    private double _smoothed;

    /// <summary>Twice the recent time for connecting, and never less than the minimum.</summary>
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
