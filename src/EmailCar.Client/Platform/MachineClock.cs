using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EmailCar.Platform;

/// <summary>
/// The name of the clock that <see cref="TimeProvider.GetTimestamp"/> reads. Two processes may compare their timestamps only if the
/// names are equal. The clock starts when the machine starts, so changing the system time does not affect it.
/// </summary>
internal static class MachineClock
{
    private const string LinuxBoot = "/proc/sys/kernel/random/boot_id";

    private static readonly Lazy<string> Current = new(() => Hash(Boot() ?? Environment.MachineName));

    /// <summary>16 hexadecimal digits.</summary>
    public static string Id => Current.Value;

    /// <summary>Returns the id of the last boot. Containers on one machine share its clock, whatever their names are.</summary>
    private static string? Boot()
    {
        try
        {
            return File.Exists(LinuxBoot) ? File.ReadAllText(LinuxBoot) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The id may be hidden in a sandbox; the machine name is used instead.
            return null;
        }
    }

    private static string Hash(string name)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(name)).Take(8).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
