namespace EmailCar.Deliveries;

/// <summary>Requests in progress whose responses are taken in the order of the requests, so that a slow response does not lower the rate.</summary>
internal sealed class ParallelRequests<TAsked, TAnswer> : IDisposable
{
    private const int Max = 4;

    private readonly Queue<(TAsked Asked, Task<TAnswer> Answer)> _queue = new();
    private readonly CancellationTokenSource _stopping;

    public ParallelRequests(CancellationToken cancellationToken) =>
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    /// <summary>Whether a response must be taken before the next request.</summary>
    public bool IsFull => _queue.Count >= Max;

    /// <summary>The number of responses that were not taken yet.</summary>
    public int Count => _queue.Count;

    /// <summary>Starts a request.</summary>
    public void Add(TAsked asked, Func<CancellationToken, Task<TAnswer>> request) => _queue.Enqueue((asked, request(_stopping.Token)));

    /// <summary>Takes the oldest request; its response may still be pending.</summary>
    public (TAsked Asked, Task<TAnswer> Answer) Take() => _queue.Dequeue();

    /// <summary>Cancels the requests in progress.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }
}
