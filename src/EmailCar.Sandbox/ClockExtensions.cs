namespace EmailCar.Sandbox;

/// <summary>Waits on an injected clock, on each framework.</summary>
internal static class ClockExtensions
{
    public static Task WaitAsync(this TimeProvider clock, TimeSpan span, CancellationToken token) =>
#if NET
        Task.Delay(span, clock, token);
#else
        clock.Delay(span, token);
#endif
}
