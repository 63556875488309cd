namespace EmailCar.Sandbox.Service;

/// <summary>The first id for a time.</summary>
internal static class TaskIds
{
    /// <summary>
    /// Above 2^53, so that a client that reads ids as doubles loses digits here too; based on the time, so that later emails have
    /// higher ids, and ids from an earlier sandbox are not valid in this one.
    /// </summary>
    public static long Before(DateTimeOffset time) => (1L << 53) + (time.ToUnixTimeMilliseconds() << 20);
}
