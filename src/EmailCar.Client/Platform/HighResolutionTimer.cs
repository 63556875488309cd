using System.Runtime.InteropServices;

namespace EmailCar.Platform;

/// <summary>
/// The waitable timer of Windows 10 1803 and later that does not round to the system's steps of 15.6 ms. Nothing calls it on other
/// systems, and it has not been tested on Windows.
/// </summary>
internal static class HighResolutionTimer
{
    private const uint HighResolution = 0x2;
    private const uint ModifyAndSynchronize = 0x100002;

    /// <summary>Blocks the thread for that long; false where the system has no such timer.</summary>
    public static bool TryWait(TimeSpan delay)
    {
        var timer = CreateWaitableTimerExW(IntPtr.Zero, IntPtr.Zero, HighResolution, ModifyAndSynchronize);
        if (timer == IntPtr.Zero)
        {
            return false;
        }

        try
        {
            var due = -delay.Ticks; // negative: from now, in steps of 100 ns
            return SetWaitableTimer(timer, ref due, 0, IntPtr.Zero, IntPtr.Zero, false)
                && WaitForSingleObject(timer, (uint)Math.Ceiling(delay.TotalMilliseconds) + 20) == 0;
        }
        finally
        {
            CloseHandle(timer);
        }
    }

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr CreateWaitableTimerExW(IntPtr attributes, IntPtr name, uint flags, uint access);

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetWaitableTimer(
        IntPtr timer, ref long due, int period, IntPtr completion, IntPtr argument, [MarshalAs(UnmanagedType.Bool)] bool resume);

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint WaitForSingleObject(IntPtr handle, uint milliseconds);

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseHandle(IntPtr handle);
}
