using EmailCar.Failures;

namespace EmailCar;

/// <summary>Messages about a Redis server.</summary>
internal static class RedisTexts
{
    /// <summary>Describes the data that may be lost, and the consequences.</summary>
    public static string Of(RedisRisk risk) => risk switch
    {
        RedisRisk.NoPersistence => Strings.RedisNoPersistence,
        RedisRisk.LastSecond => Strings.RedisLastSecond,
        _ => Strings.RedisEviction,
    };
}
