using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The right of one request to leave. Within the process it is a place in a line and then a semaphore, among processes a file that
/// its holder keeps locked. The file is locked for the last part of the interval only: the rest is for others.
/// </summary>
internal sealed class RateLimitLease(
    RateLimiterState state, IRateLimitExchange exchange, RateLimitInterval interval, TimeProvider time, LinkedListNode<object?> place, TimeSpan lead)
    : IRateLimitLease
{
    /// <summary>The part of an interval in which the file is locked: what is done in it, as the journal's flush, costs no time.</summary>
    private const double HeldShare = 0.75;

    /// <summary>Waiting for others on an open connection for longer would let servers close it.</summary>
    private static readonly TimeSpan OpenConnectionLasts = TimeSpan.FromMilliseconds(1900);

    private readonly TimeSpan _holds = TimeExtensions.Shorter(AccountRateLimiter.Approach, TimeSpan.FromTicks((long)(interval.Whole.Ticks * HeldShare)));

    private IRateLimitHold? _held;
    private bool _holdsTurn;

    public bool IsOver => _held is { IsOver: true };

    public async Task<bool> AcquireAsync(bool isConnected, CancellationToken cancellationToken)
    {
        if (interval.Whole == TimeSpan.Zero)
        {
            return !isConnected || !IsFar;
        }

        if (!_holdsTurn)
        {
            await state.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            _holdsTurn = true;
        }

        var since = time.GetTimestamp();

        // Before a connection there is time to connect in; with one, what is left of the wait is for the journal's flush.
        var early = isConnected ? _holds : lead;
        while (true)
        {
            while (_held is null && TicksLeft(TimeExtensions.Longer(early, _holds)) is > 0 and var known)
            {
                if (isConnected && IsFar)
                {
                    return false;
                }

                await DelayAsync(known, cancellationToken).ConfigureAwait(false);
            }

            _held ??= await exchange.TakeAsync(TimeExtensions.Longer(early, _holds), cancellationToken).ConfigureAwait(false);
            if (_held is null && exchange.IsRequired)
            {
                if (isConnected && time.GetElapsedTime(since) > OpenConnectionLasts)
                {
                    return false;
                }

                continue;
            }

            _held?.Tell();
            if (TicksLeft(early) is not (> 0 and var left))
            {
                return true;
            }

            if (isConnected && IsFar)
            {
                return false;
            }

            if (left > time.ToTimestamp(interval.Whole))
            {
                // Who holds the lock for long looks like one that stalls, and keeps the others from reading why.
                _held?.Dispose();
                _held = null;
            }

            await DelayAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken)
    {
        while (TicksLeft(TimeSpan.Zero) is > 0 and var ticks)
        {
            _held?.Tell();
            if (IsFar || IsOver)
            {
                return false;
            }

            await DelayPreciselyAsync(ticks, cancellationToken).ConfigureAwait(false);
        }

        return !IsOver;
    }

    public void Departed()
    {
        // The margin is there for small delays: what a timer was late by is taken off it, up to a half, or the rate would drift.
        var now = time.GetTimestamp();
        var late = time.ToSpan(Math.Max(0, now - state.Next));
        var recovered = late <= interval.Margin ? TimeExtensions.Shorter(late, TimeSpan.FromTicks(interval.Margin.Ticks / 2)) : TimeSpan.Zero;
        state.NotBefore(now + time.ToTimestamp(interval.Whole - recovered));
        state.Leave(place);
        _held?.Depart(now, interval.Whole - recovered);
    }

    public void Dispose()
    {
        state.Leave(place);
        _held?.Tell();
        _held?.Dispose();
        _held = null;

        if (_holdsTurn)
        {
            _holdsTurn = false;
            state.Turn.Release();
        }
    }

    /// <summary>True when an open connection would not last until the departure.</summary>
    private bool IsFar =>
        TicksLeft(TimeSpan.Zero) > time.ToTimestamp(TimeExtensions.Longer(lead, AccountRateLimiter.Approach) + RateLimitInterval.LongestMargin);

    private long TicksLeft(TimeSpan early) => state.Next - time.ToTimestamp(early) - time.GetTimestamp();

    private Task DelayAsync(long ticks, CancellationToken cancellationToken) => time.DelayAsync(time.ToSpan(ticks), cancellationToken);

    /// <summary>The last part of a wait; on the clock of a test there is nothing to be precise about.</summary>
    private Task DelayPreciselyAsync(long ticks, CancellationToken cancellationToken) => ReferenceEquals(time, TimeProvider.System)
        ? PreciseDelay.UntilAsync(time.GetTimestamp() + ticks, cancellationToken)
        : DelayAsync(ticks, cancellationToken);
}
