using System.Globalization;

namespace EmailCar;

/// <summary>Reads task ids as people and files write them.</summary>
internal static class TaskId
{
    /// <summary>A positive whole number of 64 bits; null for anything else.</summary>
    public static long? TryParse(string? text) =>
        long.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
