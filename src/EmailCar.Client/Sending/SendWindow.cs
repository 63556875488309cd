namespace EmailCar.Sending;

/// <summary>
/// The maximum number of outstanding responses, similar to the congestion window of TCP: it grows with responses while it limits the
/// rate, halves when the service responds "too fast", and restarts after an unknown result. If the service stops responding, no more
/// submissions than this become unknown.
/// </summary>
internal sealed class SendWindow(double requestsPerSecond)
{
    /// <summary>The initial size, up to which the window may always grow.</summary>
    public const int First = 4;

    /// <summary>The maximum size, whatever the rate and the response times are.</summary>
    public const int Largest = 256;

    /// <summary>How much larger the window may be than the rate requires at the current response times: room for slower responses.</summary>
    private const double Headroom = 1.5;

    /// <summary>The number of responses for the median.</summary>
    private const int Remembered = 31;

    private readonly TimeSpan[] _times = new TimeSpan[Remembered];
    private int _answers;
    private bool _anyAccepted;

    /// <summary>
    /// Without a rate limit, which leaves time for a response, the service must accept one submission before it gets several, so that a
    /// wrong login causes one rejection and not four.
    /// </summary>
    public int Size { get; private set; } = requestsPerSecond > 0 ? First : 1;

    /// <summary>Records a response that is not "too fast".</summary>
    /// <param name="open">The number of outstanding responses, including this one.</param>
    /// <param name="time">The response time.</param>
    /// <param name="isAccepted">True if the submission was accepted.</param>
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

        // A window that is not used need not grow. Half of it is enough to count as used, because simultaneous responses leave it half
        // empty for a moment.
        if (open * 2 >= Size)
        {
            Size++;
        }

        Size = Math.Min(Size, Math.Max(First, (int)Math.Min(Largest, Math.Ceiling(Headroom * requestsPerSecond * Median().TotalSeconds))));
    }

    /// <summary>Halves the window, because the service asked for fewer requests.</summary>
    public void Halve() => Size = Math.Max(1, Size / 2);

    /// <summary>Restarts with a window of one, because it is not known whether a submission arrived.</summary>
    public void Restart() => Size = 1;

    private TimeSpan Median()
    {
        var sorted = _times.Take(Math.Min(_answers, Remembered)).OrderBy(time => time).ToArray();
        return sorted[sorted.Length / 2];
    }
}
