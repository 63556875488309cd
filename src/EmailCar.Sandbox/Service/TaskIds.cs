namespace EmailCar.Sandbox.Service;

/// <summary>Creates task ids.</summary>
internal static class TaskIds
{
    /// <summary>
    /// Returns the first id for a time. It is above 2^53, so that a client that reads ids as doubles loses digits here too, and is based on
    /// the time, so that later emails have higher ids, and ids from an earlier sandbox are not valid in this one.
    /// </summary>
    public static long Before(DateTimeOffset time) => (1L << 53) + (time.ToUnixTimeMilliseconds() << 20);
}
