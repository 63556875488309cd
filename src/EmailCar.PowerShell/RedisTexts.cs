using EmailCar.Failures;

namespace EmailCar;

/// <summary>What there is to say of a Redis server.</summary>
internal static class RedisTexts
{
    /// <summary>What may be lost, and what that can mean.</summary>
    public static string Of(RedisRisk risk) => risk switch
    {
        RedisRisk.NoPersistence => Strings.RedisNoPersistence,
        RedisRisk.LastSecond => Strings.RedisLastSecond,
        _ => Strings.RedisEviction,
    };
}
