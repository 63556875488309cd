using System.Runtime.InteropServices;

namespace EmailCar.Platform;

/// <summary>
/// The waitable timer of Windows 10 1803 and later, which does not round to the system tick of 15.6 ms. It is used only on Windows,
/// and was not tested there.
/// </summary>
internal static class HighResolutionTimer
{
    private const uint HighResolution = 0x2;
    private const uint ModifyAndSynchronize = 0x100002;

    /// <summary>Blocks the thread for the given time; false if the system has no such timer.</summary>
    public static bool TryWait(TimeSpan delay)
    {
        var timer = CreateWaitableTimerExW(IntPtr.Zero, IntPtr.Zero, HighResolution, ModifyAndSynchronize);
        if (timer == IntPtr.Zero)
        {
            return false;
        }

        try
        {
            var due = -delay.Ticks; // negative: relative to now, in steps of 100 ns
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
