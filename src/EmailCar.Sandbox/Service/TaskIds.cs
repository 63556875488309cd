namespace EmailCar.Sandbox.Service;

/// <summary>Where the ids of a moment begin.</summary>
internal static class TaskIds
{
    /// <summary>
    /// Above 2^53, so that a client that reads ids as doubles loses digits here too; by the time, so that later mails have
    /// higher ids, and an id kept from an earlier sandbox means nothing to this one.
    /// </summary>
    public static long Before(DateTimeOffset time) => (1L << 53) + (time.ToUnixTimeMilliseconds() << 20);
}
