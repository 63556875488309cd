using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EmailCar.Platform;

/// <summary>
/// Waits to a fraction of a millisecond on the system's clock. Timers fire up to some milliseconds late, which at 50 requests a
/// second is a good part of the interval; so the end of a wait is slept and then spun on a thread.
/// </summary>
internal static class PreciseDelay
{
    /// <summary>The last part of a wait, which is not left to a timer. Windows' own timers have steps of 15.6 ms.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(IsWindows ? 32 : 2);

    /// <summary>Sleeping for one millisecond takes no longer than this, most of the time.</summary>
    private static readonly TimeSpan OneSleep = TimeSpan.FromMilliseconds(1.2);

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Waits until a moment of <see cref="Stopwatch.GetTimestamp"/> has come.</summary>
    public static async Task UntilAsync(long timestamp, CancellationToken cancellationToken)
    {
        if (Left(timestamp) - Tail is { TotalMilliseconds: >= 1 } coarse)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Floor(coarse.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
        }

        if (IsWindows && Left(timestamp) > OneSleep)
        {
            // Not tested on Windows. Where there is no such timer, the loop below sleeps in the system's steps.
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
