using System.Collections.Concurrent;
using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The rate limit of one account among all connections of this process and, by the lock file, among all processes. Leases are
/// passed on like a lock: the next holder waits for the interval since the last departure, so a late departure never makes the
/// next gap short. All times are monotonic.
/// </summary>
internal sealed class AccountRateLimiter : IRateLimiter
{
    /// <summary>
    /// So long before it is due, a request connects, unless connecting takes longer. Waiting on an open connection for longer would
    /// let servers close it, and an email would be unknown that never left.
    /// </summary>
    internal static readonly TimeSpan Approach = TimeSpan.FromMilliseconds(300);

    /// <summary>Timestamps compare on one clock only, so the clock is part of it.</summary>
    private static readonly ConcurrentDictionary<(Uri Endpoint, string UserName, TimeProvider Time), RateLimiterState> States = new();

    private readonly RateLimiterState _state;
    private readonly RateLimitExchange _exchange;
    private readonly RateLimitInterval _interval;
    private readonly TimeProvider _time;

    private AccountRateLimiter(RateLimiterState state, double requestsPerSecond, TimeProvider time, RateLimitLockFile? lockFile, bool isFolderUnusable)
    {
        _state = state;
        _time = time;
        _interval = RateLimitInterval.Of(requestsPerSecond);
        _exchange = new RateLimitExchange(lockFile, state, _interval.Whole, time)
        {
            Problem = isFolderUnusable ? RateLimitProblem.FolderUnusable : RateLimitProblem.None,
        };
    }

    /// <inheritdoc/>
    public RateLimitProblem Problem => _exchange.Problem;

    /// <summary>The rate limit that all processes share for an account through files in a folder; null shares within this process.</summary>
    /// <param name="endpoint">Of the account.</param>
    /// <param name="userName">Of the account.</param>
    /// <param name="requestsPerSecond">The rate limit; 0 for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="isForAll">True when the folder is for several users.</param>
    public static AccountRateLimiter Shared(
        Uri endpoint, string userName, double requestsPerSecond, TimeProvider time, string? folder = null, bool isForAll = false)
    {
        var state = States.GetOrAdd((endpoint, userName.ToUpperInvariant(), time), _ => new RateLimiterState());
        var lockFile = folder is null || requestsPerSecond <= 0 ? null : RateLimitLockFile.TryOpen(folder, endpoint, userName, time, isForAll);
        return new AccountRateLimiter(state, requestsPerSecond, time, lockFile, folder is not null && requestsPerSecond > 0 && lockFile is null);
    }

    /// <summary>A rate limit of its own, or one that shares nothing but the lock, as another process would.</summary>
    public static AccountRateLimiter Alone(double requestsPerSecond, TimeProvider time, RateLimitLockFile? lockFile = null) =>
        new(new RateLimiterState(), requestsPerSecond, time, lockFile, isFolderUnusable: false);

    /// <inheritdoc/>
    public bool IsContended => _state.ContendedUntil > _time.GetTimestamp();

    /// <inheritdoc/>
    public async Task<IRateLimitLease> ApproachAsync(TimeSpan early, bool isNext, CancellationToken cancellationToken)
    {
        var place = _state.Join(isNext);
        try
        {
            // A timer may fire a little early, and the service may ask for more time meanwhile: what counts is the clock.
            var interval = _time.ToTimestamp(_interval.Whole);
            while (UntilNext() - _time.ToTimestamp(early) + (_state.Ahead(place) * interval) is > 0 and var left)
            {
                await _time.DelayAsync(_time.ToSpan(left), cancellationToken).ConfigureAwait(false);
            }

            return new RateLimitLease(_state, _exchange, _interval, _time, place, early);
        }
        catch
        {
            _state.Leave(place);
            throw;
        }
    }

    /// <summary>Waits for a lease until it is due.</summary>
    internal async Task<IRateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var lease = await ApproachAsync(TimeSpan.Zero, isNext: false, cancellationToken).ConfigureAwait(false);
            try
            {
                await lease.AcquireAsync(isConnected: false, cancellationToken).ConfigureAwait(false);
                if (await lease.WaitUntilDueAsync(cancellationToken).ConfigureAwait(false))
                {
                    return lease;
                }

                lease.Dispose();
            }
            catch
            {
                lease.Dispose();
                throw;
            }
        }
    }

    /// <summary>A departure that is long past does not bring those in the line any nearer to theirs.</summary>
    private long UntilNext() => Math.Max(0, _state.Next - _time.GetTimestamp());

    /// <inheritdoc/>
    public void Postpone(TimeSpan delay)
    {
        var until = _time.GetTimestamp() + _time.ToTimestamp(delay);
        _state.NotBefore(until);
        _state.PostponeOthers(until);
        if (_state.Turn.CurrentCount > 0)
        {
            // Nobody here holds the lock to tell the others by.
            _ = _exchange.TellAsync();
        }
    }
}
