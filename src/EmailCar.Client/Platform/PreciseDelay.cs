using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EmailCar.Platform;

/// <summary>
/// Waits with a precision of less than a millisecond on the system clock. Timers fire up to several milliseconds late, which is a
/// large part of the interval at 50 requests per second, so the end of a wait is spent sleeping and then spinning on a thread.
/// </summary>
internal static class PreciseDelay
{
    /// <summary>The last part of a wait, for which timers are not precise enough. Windows timers have steps of 15.6 ms.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(IsWindows ? 32 : 2);

    /// <summary>Sleeping for one millisecond usually takes no longer than this.</summary>
    private static readonly TimeSpan OneSleep = TimeSpan.FromMilliseconds(1.2);

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Waits until a timestamp of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public static async Task UntilAsync(long timestamp, CancellationToken cancellationToken)
    {
        if (Left(timestamp) - Tail is { TotalMilliseconds: >= 1 } coarse)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Floor(coarse.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
        }

        if (IsWindows && Left(timestamp) > OneSleep)
        {
            // Not tested on Windows. Without such a timer, the loop below sleeps in system ticks.
            HighResolutionTimer.TryWait(Left(timestamp) - OneSleep);
        }

        while (Left(timestamp) is { Ticks: > 0 } left)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (left > OneSleep)
            {
                Thread.Sleep(1);
            }
            else
            {
                Thread.SpinWait(50);
            }
        }
    }

    private static TimeSpan Left(long timestamp) =>
        TimeSpan.FromTicks((long)((timestamp - Stopwatch.GetTimestamp()) * ((double)TimeSpan.TicksPerSecond / Stopwatch.Frequency)));
}
