namespace EmailCar.Platform;

/// <summary>Waiting on an injected clock, the same on both frameworks, and spans as its timestamps count them.</summary>
internal static class TimeExtensions
{
    /// <summary>Waits as long as the clock says; a fraction of a millisecond counts as a whole one.</summary>
    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        // The framework cuts the fraction off: what is left of a wait would be no wait at all, over and over.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
#if NETSTANDARD2_0
        return time.Delay(whole, cancellationToken);
#else
        return Task.Delay(whole, time, cancellationToken);
#endif
    }

    /// <summary>A span as a difference of timestamps.</summary>
    public static long ToTimestamp(this TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>A difference of timestamps as a span, rounded up.</summary>
    public static TimeSpan ToSpan(this TimeProvider time, long timestamps) =>
        TimeSpan.FromTicks((long)Math.Ceiling(timestamps * ((double)TimeSpan.TicksPerSecond / time.TimestampFrequency)));

    public static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
