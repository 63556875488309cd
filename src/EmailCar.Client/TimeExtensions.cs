namespace EmailCar;

/// <summary>Waiting on an injected clock, the same on both frameworks.</summary>
internal static class TimeExtensions
{
    /// <summary>Waits as long as the clock says.</summary>
    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken) =>
#if NETSTANDARD2_0
        time.Delay(delay, cancellationToken);
#else
        Task.Delay(delay, time, cancellationToken);
#endif
}
