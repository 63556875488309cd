namespace EmailCar.Platform;

/// <summary>Recognizes that a file could not be opened because another process has it open or locked.</summary>
internal static class SharingViolation
{
    /// <summary>Windows and Mono report a sharing or lock violation; on other systems, .NET reports EAGAIN with the number of Linux or macOS.</summary>
    public static bool Is(Exception e) => (uint)e.HResult is 0x80070020 or 0x80070021 or 11 or 35;
}
