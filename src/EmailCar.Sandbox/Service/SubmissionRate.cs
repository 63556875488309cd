namespace EmailCar.Sandbox.Service;

/// <summary>The submissions per second that are allowed (docs/service.md, mail/send). Not thread-safe; guarded by the lock of the outbox.</summary>
internal sealed class SubmissionRate(double requestsPerSecond, TimeProvider clock)
{
    // Two percent less than the interval is accepted, because networks are not precise to the microsecond.
    private const double Tolerance = 0.02;

    // A large body may be completely read after a later small one, so more than the last arrival must be known.
    private const int Remembered = 16;

    private readonly TimeSpan _interval = requestsPerSecond == 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks((long)(TimeSpan.TicksPerSecond * (1 - Tolerance) / requestsPerSecond));

    private readonly Queue<long> _accepted = new();

    /// <param name="arrivedAt">A timestamp of the clock.</param>
    public bool Admits(long arrivedAt) =>
        _interval == TimeSpan.Zero || _accepted.All(other =>
            clock.GetElapsedTime(Math.Min(other, arrivedAt), Math.Max(other, arrivedAt)) >= _interval);

    /// <summary>Counts a submission. Only accepted ones are counted: a rejected one does not delay the next.</summary>
    public void Count(long arrivedAt)
    {
        _accepted.Enqueue(arrivedAt);
        if (_accepted.Count > Remembered)
        {
            _accepted.Dequeue();
        }
    }
}
