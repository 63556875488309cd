namespace EmailCar.Benchmarks.Sending;

/// <summary>Memory that is really in use.</summary>
internal static class Heap
{
    /// <summary>
    /// A closed connection goes by finalizers, one part after the other, a collection each. Fewer left some 12 MB of them
    /// in the figure, now and then.
    /// </summary>
    private const int Collections = 5;

    /// <summary>Bytes that full collections leave.</summary>
    public static long Live()
    {
        for (var i = 0; i < Collections; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // What survived, counted by the collector itself. GC.GetTotalMemory subtracts an estimate of the free space, and
        // came out megabytes too low.
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).PromotedBytes;
    }
}
