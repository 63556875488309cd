using EmailCar.Platform;

namespace EmailCar.RateLimiting;

/// <summary>
/// The right of one request to depart: a place in a queue and then a semaphore within the process, and a locked file among
/// processes. The file is locked only for the last part of the interval, so that other processes can use the rest.
/// </summary>
internal sealed class RateLimitLease(
    RateLimiterState state, IRateLimitExchange exchange, RateLimitInterval interval, TimeProvider time, LinkedListNode<object?> place, TimeSpan lead)
    : IRateLimitLease
{
    /// <summary>The part of an interval in which the file is locked. Work in this part, such as flushing the journal, does not delay the departure.</summary>
    private const double HeldShare = 0.75;

    /// <summary>The maximum wait on an open connection, because servers would close it after a longer one.</summary>
    private static readonly TimeSpan OpenConnectionLasts = TimeSpan.FromMilliseconds(1900);

    private readonly TimeSpan _holds = TimeExtensions.Shorter(AccountRateLimiter.Approach, TimeSpan.FromTicks((long)(interval.Whole.Ticks * HeldShare)));

    private IRateLimitHold? _held;
    private bool _isHolder;

    public bool IsOver => _held is { IsOver: true };

    public async Task<bool> AcquireAsync(bool isConnected, CancellationToken cancellationToken)
    {
        if (interval.Whole == TimeSpan.Zero)
        {
            return !isConnected || !IsFar;
        }

        if (!_isHolder)
        {
            await state.Holder.WaitAsync(cancellationToken).ConfigureAwait(false);
            _isHolder = true;
        }

        var since = time.GetTimestamp();

        // Without a connection, the wait leaves time to connect; with one, it leaves time to flush the journal.
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
                // A process that holds the lock for long seems to stall, and other processes could not read the reason.
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
        // The delay of a timer or of a thread is subtracted from the margin, up to three quarters, because the rate would drift otherwise.
        // After a pause there was no delay.
        var now = time.GetTimestamp();
        var late = time.ToSpan(Math.Max(0, now - state.Next));
        var recovered = late < interval.Whole ? TimeExtensions.Shorter(late, TimeSpan.FromTicks(interval.Margin.Ticks * 3 / 4)) : TimeSpan.Zero;
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

        if (_isHolder)
        {
            _isHolder = false;
            state.Holder.Release();
        }
    }

    /// <summary>Whether an open connection would not survive until the departure.</summary>
    private bool IsFar =>
        TicksLeft(TimeSpan.Zero) > time.ToTimestamp(TimeExtensions.Longer(lead, AccountRateLimiter.Approach) + RateLimitInterval.LongestMargin);

    private long TicksLeft(TimeSpan early) => state.Next - time.ToTimestamp(early) - time.GetTimestamp();

    private Task DelayAsync(long ticks, CancellationToken cancellationToken) => time.DelayAsync(time.ToSpan(ticks), cancellationToken);

    /// <summary>Waits precisely for the last part; not needed with the clock of a test.</summary>
    private Task DelayPreciselyAsync(long ticks, CancellationToken cancellationToken) => ReferenceEquals(time, TimeProvider.System)
        ? PreciseDelay.UntilAsync(time.GetTimestamp() + ticks, cancellationToken)
        : DelayAsync(ticks, cancellationToken);
}
