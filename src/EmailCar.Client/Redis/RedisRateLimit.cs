using EmailCar.Failures;
using EmailCar.Platform;
using EmailCar.RateLimiting;
using StackExchange.Redis;

namespace EmailCar.Redis;

/// <summary>
/// The rate limit of an account in Redis, by the clock of the server. One departure at a time is granted, as a lease with a fencing number.
/// The lease of a dead holder expires; a holder that was delayed detects by its own monotonic clock that its lease has expired.
/// </summary>
internal sealed class RedisRateLimit : IRateLimitExchange
{
    /// <summary>The maximum time between the due time of a departure and the departure itself.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>How much earlier the lease ends here than on the server, because clocks do not run equally fast.</summary>
    internal static readonly TimeSpan Safety = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(2), LongestPoll = TimeSpan.FromMilliseconds(50);

    private readonly RedisConnection _redis;
    private readonly RateLimiterState _state;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly RedisKey[] _keys;
    private readonly RedisClock _clock;
    private readonly Random _random = new();
    private long _requests;
    private long _told = long.MinValue;

    /// <param name="redis">The server.</param>
    /// <param name="account">The hash of the account, which is the end of the key.</param>
    /// <param name="state">The state of the account in this process.</param>
    /// <param name="interval">The interval between departures.</param>
    public RedisRateLimit(RedisConnection redis, string account, RateLimiterState state, TimeSpan interval)
    {
        _redis = redis;
        _state = state;
        _interval = interval;
        _time = redis.Time;
        _keys = ["emailcar:rate:" + account];
        _clock = new RedisClock(_time);

        // Until the actual state is known, other processes are assumed to be sending, because a connection that was opened ahead might wait
        // too long.
        state.Contend(_time.GetTimestamp() + _time.ToTimestamp(TimeSpan.FromTicks(interval.Ticks * 10)));
    }

    /// <inheritdoc/>
    public RateLimitProblem Problem => RateLimitProblem.None;

    /// <inheritdoc/>
    public bool IsRequired => true;

    /// <inheritdoc/>
    /// <exception cref="EmailCarException">Redis is unavailable.</exception>
    public async Task<IRateLimitHold?> TakeAsync(TimeSpan early, CancellationToken cancellationToken)
    {
        var token = $"{_state.Writer}.{Interlocked.Increment(ref _requests)}";
        RedisValue[] values =
        [
            token,
            _state.Writer,
            Microseconds(_interval),
            Microseconds(Lease + early),
            Microseconds(early),
        ];
        var asked = _time.GetTimestamp();
        var answer = await AcquireAsync(token, values, cancellationToken).ConfigureAwait(false);
        var now = _time.GetTimestamp();
        _clock.Add(asked, now, answer[5]);
        if (answer[4] == 1)
        {
            _state.Contend(now + _time.ToTimestamp(TimeSpan.FromTicks(_interval.Ticks * 10)));
        }

        // While another process has the lease, the next departure is one interval after that process's departure.
        _state.NotBefore(_clock.Latest(answer[0] < 0 ? answer[1] + Microseconds(_interval) : answer[1]));
        if (answer[0] > 0)
        {
            return new Hold(this, answer[3], _clock.Earliest(answer[2]) - _time.ToTimestamp(Safety));
        }

        var pause = answer[0] < 0 ? PauseUntilAfter(answer[1], now) : ShortestPoll;
        await _time.DelayAsync(pause, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public Task TellAsync() => PostponeAsync();

    private TimeSpan Poll => TimeExtensions.Longer(ShortestPoll, TimeExtensions.Shorter(LongestPoll, TimeSpan.FromTicks(_interval.Ticks / 10)));

    private static long Microseconds(TimeSpan span) => (span.Ticks + 9) / 10;

    /// <summary>
    /// Returns how long to wait for the holder, which does not pass the lease on before its departure. The requests of several machines
    /// must not compete with that departure, or with each other.
    /// </summary>
    private TimeSpan PauseUntilAfter(long departure, long now)
    {
        var left = TimeExtensions.Longer(TimeSpan.Zero, _time.ToSpan(_clock.Latest(departure) - now));
        return left + TimeSpan.FromTicks((long)(Poll.Ticks * (1 + _random.NextDouble())));
    }

    private async Task<long[]> AcquireAsync(string token, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return (long[])(await _redis.EvaluateAsync(RedisScript.Acquire, _keys, values, cancellationToken).ConfigureAwait(false))!;
        }
        catch
        {
            // The lease may have been granted nevertheless.
            _ = _redis.TryEvaluateAsync(RedisScript.Depart, _keys, [token, _state.Writer, -1, 0]);
            throw;
        }
    }

    private async Task PostponeAsync()
    {
        var until = _state.PostponedUntil;
        var left = until - _time.GetTimestamp();
        if (left > 0 && Interlocked.Exchange(ref _told, until) != until
            && !await _redis.TryEvaluateAsync(RedisScript.Postpone, _keys, [Microseconds(_time.ToSpan(left)), Microseconds(_interval)]).ConfigureAwait(false))
        {
            Interlocked.Exchange(ref _told, long.MinValue);
        }
    }

    /// <summary>One lease.</summary>
    private sealed class Hold(RedisRateLimit limit, long fence, long until) : IRateLimitHold
    {
        private bool _isPassedOn;

        public bool IsOver => limit._time.GetTimestamp() >= until;

        public void Tell() => _ = limit.PostponeAsync();

        public void Depart(long departure, TimeSpan interval) => PassOn(limit._clock.AtMost(departure), Microseconds(interval));

        public void Dispose() => PassOn(left: -1, interval: 0);

        /// <summary>
        /// Passes the lease on without waiting. If the request does not arrive, the lease expires, and the next departure is due one
        /// interval later.
        /// </summary>
        private void PassOn(long left, long interval)
        {
            if (!_isPassedOn)
            {
                _isPassedOn = true;
                _ = limit._redis.TryEvaluateAsync(RedisScript.Depart, limit._keys, [fence, limit._state.Writer, left, interval]);
            }
        }
    }
}
