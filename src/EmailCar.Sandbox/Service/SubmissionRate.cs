namespace EmailCar.Sandbox.Service;

/// <summary>The permitted submissions a second (docs/service.md, mail/send). Not thread-safe: the outbox's lock guards it.</summary>
internal sealed class SubmissionRate(double requestsPerSecond, TimeProvider clock)
{
    // Two percent short of the interval still passes: no network delivers to the microsecond.
    private const double Tolerance = 0.02;

    // A large body may be read to its end after a later small one: more than the very last arrival has to be known.
    private const int Remembered = 16;

    private readonly TimeSpan _interval = requestsPerSecond == 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks((long)(TimeSpan.TicksPerSecond * (1 - Tolerance) / requestsPerSecond));

    private readonly Queue<long> _accepted = new();

    /// <param name="arrivedAt">Timestamp of the clock.</param>
    public bool Admits(long arrivedAt) =>
        _interval == TimeSpan.Zero || _accepted.All(other =>
            clock.GetElapsedTime(Math.Min(other, arrivedAt), Math.Max(other, arrivedAt)) >= _interval);

    /// <summary>Only what was accepted counts: a refused submission does not put off the next one.</summary>
    public void Count(long arrivedAt)
    {
        _accepted.Enqueue(arrivedAt);
        if (_accepted.Count > Remembered)
        {
            _accepted.Dequeue();
        }
    }
}
