namespace EmailCar.Platform;

/// <summary>Waits on an injected clock, in the same way on both frameworks, and converts between time spans and timestamps.</summary>
internal static class TimeExtensions
{
    /// <summary>Waits for the given time on the clock, rounded up to whole milliseconds.</summary>
    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        // The framework truncates to milliseconds, so that the rest of a wait would become a loop without waiting.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
#if NETSTANDARD2_0
        return time.Delay(whole, cancellationToken);
#else
        return Task.Delay(whole, time, cancellationToken);
#endif
    }

    /// <summary>Converts a time span to a difference of timestamps.</summary>
    public static long ToTimestamp(this TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>Converts a difference of timestamps to a time span, rounded up.</summary>
    public static TimeSpan ToSpan(this TimeProvider time, long timestamps) =>
        TimeSpan.FromTicks((long)Math.Ceiling(timestamps * ((double)TimeSpan.TicksPerSecond / time.TimestampFrequency)));

    public static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
