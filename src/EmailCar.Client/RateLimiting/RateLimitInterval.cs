using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>The time between two departures of one account.</summary>
/// <param name="Whole">The interval, its margin included; zero without a rate limit.</param>
/// <param name="Margin">What keeps the gap at the server from falling short when the earlier request travelled a little longer.</param>
internal readonly record struct RateLimitInterval(TimeSpan Whole, TimeSpan Margin)
{
    /// <summary>One request a day, in seconds; slower is a mistake, and more than a timer can wait for.</summary>
    private const double Longest = 86_400;

    private const double MarginShare = 0.015;

    internal static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(4);

    /// <summary>Of a rate; 0 for none.</summary>
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
