using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>The time between two departures of an account.</summary>
/// <param name="Whole">The interval including its margin; zero without a rate limit.</param>
/// <param name="Margin">Keeps the gap at the server from being too short if the earlier request took a little longer to arrive.</param>
internal readonly record struct RateLimitInterval(TimeSpan Whole, TimeSpan Margin)
{
    /// <summary>One request per day, in seconds. A lower rate is a mistake, and a timer cannot wait longer.</summary>
    private const double Longest = 86_400;

    private const double MarginShare = 0.01;

    internal static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(4);

    /// <summary>Returns the interval for a rate; 0 for no limit.</summary>
    public static RateLimitInterval Of(double requestsPerSecond)
    {
        if (requestsPerSecond <= 0)
        {
            return default;
        }

        var interval = TimeSpan.FromSeconds(Math.Min(1 / requestsPerSecond, Longest));
        var margin = TimeExtensions.Shorter(LongestMargin, TimeSpan.FromTicks((long)(interval.Ticks * MarginShare)));
        return new(interval + margin, margin);
    }
}
