namespace EmailCar.Sending;

/// <summary>
/// How many submissions may be without an answer at once, as the congestion window of TCP: it grows with answers while it holds
/// submissions back, halves when the service says "too fast", and begins anew after an outcome that nobody knows. What a service
/// that stops answering leaves unknown is never more than this.
/// </summary>
internal sealed class SendWindow(double requestsPerSecond)
{
    /// <summary>The first window, and what it may always grow to.</summary>
    public const int First = 4;

    /// <summary>The largest window, whatever the rate and the answer times.</summary>
    public const int Largest = 256;

    /// <summary>Times what the rate needs while answers take as long as they do: room for slower ones.</summary>
    private const double Headroom = 1.5;

    /// <summary>Answers that the median is taken of.</summary>
    private const int Remembered = 31;

    private readonly TimeSpan[] _times = new TimeSpan[Remembered];
    private int _answers;
    private bool _anyAccepted;

    /// <summary>
    /// Without a rate limit that gives it time to answer, a service has to accept one submission before it gets several: a wrong
    /// login is told by one refusal, not by four.
    /// </summary>
    public int Size { get; private set; } = requestsPerSecond > 0 ? First : 1;

    /// <summary>An answer came, and it was not "too fast".</summary>
    /// <param name="open">Open answers, this one included.</param>
    /// <param name="time">How long it took.</param>
    /// <param name="isAccepted">True when the submission was accepted.</param>
    public void Answered(int open, TimeSpan time, bool isAccepted)
    {
        _times[_answers++ % Remembered] = time;
        if (isAccepted && !_anyAccepted)
        {
            _anyAccepted = true;
            Size = Math.Max(Size, First);
        }

        if (!_anyAccepted && requestsPerSecond <= 0)
        {
            return;
        }

        // A window that is not used has no reason to grow. Half of it is enough to count as used: answers that come together leave it
        // half empty for a moment.
        if (open * 2 >= Size)
        {
            Size++;
        }

        Size = Math.Min(Size, Math.Max(First, (int)Math.Min(Largest, Math.Ceiling(Headroom * requestsPerSecond * Median().TotalSeconds))));
    }

    /// <summary>The service asked for fewer requests.</summary>
    public void Halve() => Size = Math.Max(1, Size / 2);

    /// <summary>Nobody knows whether a submission arrived.</summary>
    public void Restart() => Size = 1;

    private TimeSpan Median()
    {
        var sorted = _times.Take(Math.Min(_answers, Remembered)).OrderBy(time => time).ToArray();
        return sorted[sorted.Length / 2];
    }
}
