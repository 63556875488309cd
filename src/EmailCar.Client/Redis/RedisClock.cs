namespace EmailCar.Redis;

/// <summary>
/// The server's clock on this machine's monotonic clock. Each answer with the server's time limits the difference between the two; several
/// together limit it to about the shortest way to the server and back, however long single answers took.
/// </summary>
internal sealed class RedisClock(TimeProvider time)
{
    /// <summary>More, or older, answers would add the drift of the two clocks.</summary>
    private const int MaxAnswers = 32;

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(20);

    private readonly object _gate = new();
    private readonly Queue<Answer> _answers = new();
    private long _least;
    private long _most;

    /// <summary>Takes an answer.</summary>
    /// <param name="asked">The timestamp before the question.</param>
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
                // One of the clocks was set: only the last answer counts.
                _answers.Clear();
                _answers.Enqueue(answer);
                (_least, _most) = (answer.Least, answer.Most);
            }
        }
    }

    /// <summary>The latest that the server's clock may show at a timestamp, in microseconds.</summary>
    public long AtMost(long timestamp)
    {
        lock (_gate)
        {
            return Microseconds(timestamp) + _most;
        }
    }

    /// <summary>The earliest timestamp at which the server's clock may show a time.</summary>
    public long Earliest(long server)
    {
        lock (_gate)
        {
            return Timestamp(server - _most);
        }
    }

    /// <summary>The latest timestamp at which the server's clock may show a time.</summary>
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
    /// <param name="Time">The timestamp before the question.</param>
    /// <param name="Least">The least that the server's clock is ahead of this one, in microseconds.</param>
    /// <param name="Most">The most.</param>
    private readonly record struct Answer(long Time, long Least, long Most);
}
