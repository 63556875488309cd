using System.Collections.Concurrent;
using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// Limits the rate of one account across all connections of this process and, with the lock file, across all processes. Leases are
/// passed on like a lock: the next holder waits for the interval since the last departure, so a late departure never shortens the
/// next gap. All times are monotonic.
/// </summary>
internal sealed class AccountRateLimiter : IRateLimiter
{
    /// <summary>
    /// How long before its departure a request connects, unless connecting takes longer. If a request waited longer on an open connection,
    /// servers might close it, and an email that was never sent would be unknown.
    /// </summary>
    internal static readonly TimeSpan Approach = TimeSpan.FromMilliseconds(300);

    /// <summary>Timestamps can only be compared on the same clock, so the clock is part of the key.</summary>
    private static readonly ConcurrentDictionary<(Uri Endpoint, string UserName, TimeProvider Time), RateLimiterState> States = new();

    private readonly RateLimiterState _state;
    private readonly IRateLimitExchange _exchange;
    private readonly RateLimitInterval _interval;
    private readonly TimeProvider _time;

    private AccountRateLimiter(
        RateLimiterState state, double requestsPerSecond, TimeProvider time, Func<RateLimiterState, TimeSpan, IRateLimitExchange> exchange)
    {
        _state = state;
        _time = time;
        _interval = RateLimitInterval.Of(requestsPerSecond);
        _exchange = exchange(state, _interval.Whole);
    }

    /// <inheritdoc/>
    public RateLimitProblem Problem => _exchange.Problem;

    /// <summary>
    /// Returns the rate limit that all processes share for an account through files in a folder. Without a folder, it is shared within this
    /// process.
    /// </summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="userName">The user name of the account.</param>
    /// <param name="requestsPerSecond">The permitted requests per second; 0 for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="isForAll">True if several users share the folder.</param>
    public static AccountRateLimiter Shared(
        Uri endpoint, string userName, double requestsPerSecond, TimeProvider time, string? folder = null, bool isForAll = false)
    {
        var lockFile = folder is null || requestsPerSecond <= 0 ? null : RateLimitLockFile.TryOpen(folder, endpoint, userName, time, isForAll);
        var isFolderUnusable = folder is not null && requestsPerSecond > 0 && lockFile is null;
        return Over(endpoint, userName, requestsPerSecond, time, (state, interval) => new RateLimitExchange(lockFile, state, interval, time)
        {
            Problem = isFolderUnusable ? RateLimitProblem.FolderUnusable : RateLimitProblem.None,
        });
    }

    /// <summary>Returns the rate limit that all users of an exchange share for an account.</summary>
    /// <param name="endpoint">The endpoint of the account.</param>
    /// <param name="userName">The user name of the account.</param>
    /// <param name="requestsPerSecond">The permitted requests per second; 0 for no limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="exchange">Creates the exchange from the state of this process and the interval.</param>
    public static AccountRateLimiter Over(
        Uri endpoint, string userName, double requestsPerSecond, TimeProvider time, Func<RateLimiterState, TimeSpan, IRateLimitExchange> exchange) =>
        new(States.GetOrAdd((endpoint, userName.ToUpperInvariant(), time), _ => new RateLimiterState()), requestsPerSecond, time, exchange);

    /// <summary>Returns a rate limit that shares nothing except the lock, as another process would.</summary>
    public static AccountRateLimiter Alone(double requestsPerSecond, TimeProvider time, RateLimitLockFile? lockFile = null) =>
        Alone(requestsPerSecond, time, (state, interval) => new RateLimitExchange(lockFile, state, interval, time));

    /// <summary>Returns a rate limit that shares nothing except an exchange, as another process would.</summary>
    public static AccountRateLimiter Alone(
        double requestsPerSecond, TimeProvider time, Func<RateLimiterState, TimeSpan, IRateLimitExchange> exchange) =>
        new(new RateLimiterState(), requestsPerSecond, time, exchange);

    /// <inheritdoc/>
    public bool IsContended => _state.ContendedUntil > _time.GetTimestamp();

    /// <inheritdoc/>
    public async Task<IRateLimitLease> ApproachAsync(TimeSpan early, bool isNext, CancellationToken cancellationToken)
    {
        var place = _state.Join(isNext);
        try
        {
            // A timer may fire early, and the service may ask for a longer wait in the meantime, so the clock decides.
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

    /// <summary>Waits until a lease is due.</summary>
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

    /// <summary>
    /// Returns the time until the next departure. It is never negative, so a departure in the distant past does not shorten the waits of the
    /// requests in the queue.
    /// </summary>
    private long UntilNext() => Math.Max(0, _state.Next - _time.GetTimestamp());

    /// <inheritdoc/>
    public void Postpone(TimeSpan delay)
    {
        var until = _time.GetTimestamp() + _time.ToTimestamp(delay);
        _state.NotBefore(until);
        _state.PostponeOthers(until);
        if (_state.Holder.CurrentCount > 0)
        {
            // No request in this process holds the lock, so it is taken to inform the other processes.
            _ = _exchange.TellAsync();
        }
    }
}
