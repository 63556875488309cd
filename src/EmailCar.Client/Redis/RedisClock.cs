namespace EmailCar.Redis;

/// <summary>
/// Maps the server's clock to this machine's monotonic clock. Each answer with the server's time limits the difference between the two.
/// Several answers together limit it to about the shortest round trip, no matter how long single answers took.
/// </summary>
internal sealed class RedisClock(TimeProvider time)
{
    /// <summary>More answers, or older ones, would add the drift of the two clocks.</summary>
    private const int MaxAnswers = 32;

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    private readonly object _gate = new();
    private readonly Queue<Answer> _answers = new();
    private long _least;
    private long _most;

    /// <summary>Adds an answer.</summary>
    /// <param name="asked">The timestamp before the request.</param>
    /// <param name="answered">The timestamp after the answer.</param>
    /// <param name="server">The server's time between the two, in microseconds.</param>
    public void Add(long asked, long answered, long server)
    {
        lock (_gate)
        {
            var answer = new Answer(asked, server - Microseconds(answered), server - Microseconds(asked));
            _answers.Enqueue(answer);
            while (_answers.Count > MaxAnswers || time.GetElapsedTime(_answers.Peek().Time) > Lasts)
            {
                _answers.Dequeue();
            }

            (_least, _most) = (_answers.Max(a => a.Least), _answers.Min(a => a.Most));
            if (_least > _most)
            {
                // One of the clocks was set, so only the last answer is valid.
                _answers.Clear();
                _answers.Enqueue(answer);
                (_least, _most) = (answer.Least, answer.Most);
            }
        }
    }

    /// <summary>Returns the latest time that the server's clock may show at a timestamp, in microseconds.</summary>
    public long AtMost(long timestamp)
    {
        lock (_gate)
        {
            return Microseconds(timestamp) + _most;
        }
    }

    /// <summary>Returns the earliest timestamp at which the server's clock may show a time.</summary>
    public long Earliest(long server)
    {
        lock (_gate)
        {
            return Timestamp(server - _most);
        }
    }

    /// <summary>Returns the latest timestamp at which the server's clock may show a time.</summary>
    public long Latest(long server)
    {
        lock (_gate)
        {
            return Timestamp(server - _least);
        }
    }

    private long Microseconds(long timestamp) => (long)(timestamp * (1_000_000.0 / time.TimestampFrequency));

    private long Timestamp(long microseconds) => (long)Math.Ceiling(microseconds * (time.TimestampFrequency / 1_000_000.0));

    /// <summary>One answer.</summary>
    /// <param name="Time">The timestamp before the request.</param>
    /// <param name="Least">The minimum by which the server's clock is ahead of this one, in microseconds.</param>
    /// <param name="Most">The maximum, in microseconds.</param>
    private readonly record struct Answer(long Time, long Least, long Most);
}
