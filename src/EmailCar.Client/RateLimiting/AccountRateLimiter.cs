using System.Collections.Concurrent;
using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The pace of one account among all connections of this process and, by the lock file, among all processes. Turns
/// are passed on like a lock: the next holder waits for the interval since the last departure, so a late departure
/// never makes the next gap short. Waiting is monotonic; the wall clock only tells how long ago others departed.
/// </summary>
internal sealed class AccountRateLimiter : IRateLimiter
{
    /// <summary>Keeps the gap at the server from falling short when the earlier request travelled a little longer.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(4);

    /// <summary>One request a day, in seconds; slower is a mistake, and more than a timer can wait for.</summary>
    private const double LongestInterval = 86_400;

    /// <summary>A wait that others ask for is believed up to here; more is a clock that was set.</summary>
    internal static readonly TimeSpan LongestPostponement = TimeSpan.FromMinutes(15);

    /// <summary>
    /// So long before it is due, the turn's holder may connect. Waiting on an open connection for longer would let servers
    /// close it, and a mail would be unknown that never left.
    /// </summary>
    internal static readonly TimeSpan Approach = TimeSpan.FromMilliseconds(300);

    /// <summary>A holder that keeps the turn for longer is not waited for.</summary>
    private const int PatienceInIntervals = 10;

    /// <summary>Timestamps compare on one clock only, so the clock is part of it.</summary>
    private static readonly ConcurrentDictionary<(Uri Endpoint, string UserName, TimeProvider Time), RateLimiterState> States = new();

    private readonly RateLimiterState _state;
    private readonly RateLimitLockFile? _lockFile;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;

    private AccountRateLimiter(RateLimiterState lane, double requestsPerSecond, TimeProvider time, RateLimitLockFile? lockFile, bool isFolderUnusable)
    {
        _state = lane;
        _interval = requestsPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(1 / requestsPerSecond, LongestInterval)) + Margin : TimeSpan.Zero;
        _time = time;
        _lockFile = lockFile;
        Problem = isFolderUnusable ? RateLimitProblem.FolderUnusable : RateLimitProblem.None;
    }

    /// <inheritdoc/>
    public RateLimitProblem Problem { get; private set; }

    /// <summary>The pace that all processes share for an account through files in a folder; null shares within this process.</summary>
    /// <param name="endpoint">Of the account.</param>
    /// <param name="userName">Of the account.</param>
    /// <param name="requestsPerSecond">The pace; 0 for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="isForAll">True when the folder is for several users.</param>
    public static AccountRateLimiter Shared(
        Uri endpoint, string userName, double requestsPerSecond, TimeProvider time, string? folder = null, bool isForAll = false)
    {
        var lane = States.GetOrAdd((endpoint, userName.ToUpperInvariant(), time), _ => new RateLimiterState());
        var lockFile = folder is null || requestsPerSecond <= 0 ? null : RateLimitLockFile.TryOpen(folder, endpoint, userName, time, isForAll);
        return new AccountRateLimiter(lane, requestsPerSecond, time, lockFile, folder is not null && requestsPerSecond > 0 && lockFile is null);
    }

    /// <summary>A pace of its own, or one that shares nothing but the lock, as another process would.</summary>
    public static AccountRateLimiter Alone(double requestsPerSecond, TimeProvider time, RateLimitLockFile? lockFile = null) =>
        new(new RateLimiterState(), requestsPerSecond, time, lockFile, isFolderUnusable: false);

    /// <summary>Waits for the turn until it is due.</summary>
    public Task<IRateLimitLease> AcquireAsync(CancellationToken cancellationToken) => AcquireAsync(TimeSpan.Zero, cancellationToken);

    /// <inheritdoc/>
    public Task<IRateLimitLease> AcquireEarlyAsync(CancellationToken cancellationToken) => AcquireAsync(Approach, cancellationToken);

    private async Task<IRateLimitLease> AcquireAsync(TimeSpan early, CancellationToken cancellationToken)
    {
        if (_interval == TimeSpan.Zero)
        {
            // No pace: requests do not wait for each other, but for a service that asked to.
            while (TicksLeft(early) is > 0 and var left)
            {
                await DelayAsync(left, cancellationToken).ConfigureAwait(false);
            }

            return new Turn(this, null, holdsState: false);
        }

        await _state.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        RateLimitLockFile.Held? held = null;
        try
        {
            held = await LockFileAsync(cancellationToken).ConfigureAwait(false);
            // A timer may fire a little early, and the service may ask for more time meanwhile: what counts is the clock.
            while (TicksLeft(early) is > 0 and var ticks)
            {
                Tell(held);
                if (held is null || ticks <= Ticks(_interval))
                {
                    await DelayAsync(ticks, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                // Who holds the lock for long looks like one that hangs, and keeps the others from reading why.
                held.Dispose();
                held = null;
                await DelayAsync(ticks, cancellationToken).ConfigureAwait(false);
                held = await LockFileAsync(cancellationToken).ConfigureAwait(false);
            }

            return new Turn(this, held, holdsState: true);
        }
        catch
        {
            held?.Dispose();
            _state.Turn.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Postpone(TimeSpan delay)
    {
        _state.NotBefore(_time.GetTimestamp() + Ticks(delay));
        _state.PostponeOthers(_time.GetUtcNow().UtcDateTime + delay);
        if (_lockFile is not null && _state.Turn.CurrentCount > 0)
        {
            // Nobody here holds the lock to tell the others by.
            _ = TellOthersAsync(_lockFile);
        }
    }

    private async Task TellOthersAsync(RateLimitLockFile lockFile)
    {
        using var held = await lockFile.TakeAsync(Patience, CancellationToken.None).ConfigureAwait(false);
        Tell(held);
    }

    /// <summary>Writes down for the others until when the service asked to wait.</summary>
    private void Tell(RateLimitLockFile.Held? held)
    {
        if (held is not null && _state.PostponedUntil > _time.GetUtcNow().UtcDateTime)
        {
            Use(held, file =>
            {
                var (departure, notBefore) = file.Read();
                file.Write(departure, Latest(notBefore, _state.PostponedUntil));
            });
        }
    }

    /// <summary>
    /// A share may go away, and a disk be full. What has left has left: neither its outcome nor the next turn depends on a stamp.
    /// </summary>
    private void Use(RateLimitLockFile.Held? held, Action<RateLimitLockFile.Held> use)
    {
        try
        {
            if (held is not null)
            {
                use(held);
            }
        }
        catch (IOException)
        {
            Problem = RateLimitProblem.FolderUnusable;
        }
    }

    private TimeSpan Patience => TimeSpan.FromTicks(_interval.Ticks * PatienceInIntervals);

    private async Task<RateLimitLockFile.Held?> LockFileAsync(CancellationToken cancellationToken)
    {
        if (_lockFile is null)
        {
            return null;
        }

        var held = await _lockFile.TakeAsync(Patience, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            Problem = RateLimitProblem.HolderStalls;
            return null;
        }

        DateTime departure = default, notBefore = default;
        Use(held, file => (departure, notBefore) = file.Read());
        var now = _time.GetUtcNow().UtcDateTime;
        if (departure <= now && now - departure < _interval)
        {
            _state.NotBefore(_time.GetTimestamp() + Ticks(_interval - (now - departure)));
        }

        if (notBefore > now && notBefore - now < LongestPostponement)
        {
            _state.NotBefore(_time.GetTimestamp() + Ticks(notBefore - now));
        }

        return held;
    }

    private async Task<bool> WaitUntilDueAsync(RateLimitLockFile.Held? held, CancellationToken cancellationToken)
    {
        while (TicksLeft(TimeSpan.Zero) is > 0 and var ticks)
        {
            Tell(held);
            if (ticks > Ticks(Approach + Margin))
            {
                return false;
            }

            await DelayAsync(ticks, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private long TicksLeft(TimeSpan early) => _state.Next - Ticks(early) - _time.GetTimestamp();

    private Task DelayAsync(long ticks, CancellationToken cancellationToken) => _time.DelayAsync(
        TimeSpan.FromTicks((long)Math.Ceiling(ticks * ((double)TimeSpan.TicksPerSecond / _time.TimestampFrequency))), cancellationToken);

    private static DateTime Latest(DateTime a, DateTime b) => a > b ? a : b;

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    private sealed class Turn(AccountRateLimiter limiter, RateLimitLockFile.Held? held, bool holdsState) : IRateLimitLease
    {
        private bool _disposed;

        public Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken) => limiter.WaitUntilDueAsync(held, cancellationToken);

        public void Departed()
        {
            limiter._state.NotBefore(limiter._time.GetTimestamp() + limiter.Ticks(limiter._interval));
            limiter.Use(held, file => file.Write(limiter._time.GetUtcNow().UtcDateTime, limiter._state.PostponedUntil));
        }

        public void Dispose()
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            limiter.Tell(held);
            held?.Dispose();
            if (holdsState)
            {
                limiter._state.Turn.Release();
            }
        }
    }
}
