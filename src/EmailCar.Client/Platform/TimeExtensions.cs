namespace EmailCar.Platform;

/// <summary>Waiting on an injected clock, the same on both frameworks.</summary>
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
}
