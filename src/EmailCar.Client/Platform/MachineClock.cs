using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Platform;

/// <summary>
/// The name of the clock that <see cref="TimeProvider.GetTimestamp"/> reads: two processes may compare their timestamps only where
/// it is equal. It counts from the start of the machine, so no setting of the time moves it.
/// </summary>
internal static class MachineClock
{
    private const string LinuxBoot = "/proc/sys/kernel/random/boot_id";

    private static readonly Lazy<string> Current = new(() => Hash(Boot() ?? Environment.MachineName));

    /// <summary>16 hexadecimal digits.</summary>
    public static string Id => Current.Value;

    /// <summary>Containers of one machine share its clock, whatever they are called.</summary>
    private static string? Boot()
    {
        try
        {
            return File.Exists(LinuxBoot) ? File.ReadAllText(LinuxBoot) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox may hide it; then the machine's name has to do.
            return null;
        }
    }

    private static string Hash(string name)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(name)).Take(8).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
