namespace EmailCar.Benchmarks.Sending;

/// <summary>The memory in use.</summary>
internal static class Heap
{
    /// <summary>
    /// A closed connection is released by several finalizers, each of which needs a collection. With fewer collections, some 12 MB of them
    /// sometimes remained in the figure.
    /// </summary>
    private const int Collections = 5;

    /// <summary>Returns the number of bytes after full collections.</summary>
    public static long Live()
    {
        for (var i = 0; i < Collections; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        // The surviving memory, counted by the collector. GC.GetTotalMemory subtracts an estimate of the free space, and
        // was megabytes too low.
        return GC.GetGCMemoryInfo(GCKind.FullBlocking).PromotedBytes;
    }
}
