namespace EmailCar.Deliveries;

/// <summary>Requests under way whose answers are taken in the order of asking, so that a slow answer does not lower the pace.</summary>
internal sealed class ParallelRequests<TAsked, TAnswer> : IDisposable
{
    private const int Max = 4;

    private readonly Queue<(TAsked Asked, Task<TAnswer> Answer)> _queue = new();
    private readonly CancellationTokenSource _stopping;

    public ParallelRequests(CancellationToken cancellationToken) =>
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>True when no more may be asked before an answer is taken.</summary>
    public bool IsFull => _queue.Count >= Max;

    /// <summary>How many answers are to come.</summary>
    public int Count => _queue.Count;

    /// <summary>Asks.</summary>
    public void Add(TAsked asked, Func<CancellationToken, Task<TAnswer>> request) => _queue.Enqueue((asked, request(_stopping.Token)));

    /// <summary>Takes the oldest; its answer may still be on the way.</summary>
    public (TAsked Asked, Task<TAnswer> Answer) Take() => _queue.Dequeue();

    /// <summary>Stops what is still under way.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
