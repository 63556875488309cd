using System.Collections.Concurrent;

namespace EmailCar.Sending;

/// <summary>
/// The pace of one account among all connections of this process. Turns are passed on like a baton: the next
/// holder waits for the interval since the last departure, so a late departure never makes the next gap short.
/// </summary>
internal sealed class ProcessPace : IPace
{
    /// <summary>Keeps the gap at the server from falling short when the earlier request travelled a little longer.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(4);

    private static readonly ConcurrentDictionary<(Uri Endpoint, string UserName), Lane> Lanes = new();

    private readonly Lane _lane;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;

    private ProcessPace(Lane lane, double requestsPerSecond, TimeProvider time)
    {
        _lane = lane;
        _interval = requestsPerSecond > 0 ? TimeSpan.FromSeconds(1 / requestsPerSecond) + Margin : TimeSpan.Zero;
        _time = time;
    }

    /// <summary>The pace that this process shares for an account.</summary>
    public static ProcessPace Shared(Uri endpoint, string userName, double requestsPerSecond, TimeProvider time) =>
        new(Lanes.GetOrAdd((endpoint, userName.ToUpperInvariant()), _ => new Lane()), requestsPerSecond, time);

    /// <summary>A pace of its own.</summary>
    public static ProcessPace Alone(double requestsPerSecond, TimeProvider time) => new(new Lane(), requestsPerSecond, time);

    /// <inheritdoc/>
    public async Task<IPaceTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        if (_interval == TimeSpan.Zero)
        {
            // No pace: requests do not wait for each other, but for a service that asked to.
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(this, holdsBaton: false);
        }

        await _lane.Baton.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(this, holdsBaton: true);
        }
        catch
        {
            _lane.Baton.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Postpone(TimeSpan delay) => _lane.NotBefore(_time.GetTimestamp() + Ticks(delay));

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        // A timer may fire a little early: what counts is the clock.
        while (_lane.Next - _time.GetTimestamp() is > 0 and var ticks)
        {
            var left = TimeSpan.FromTicks((long)Math.Ceiling(ticks * ((double)TimeSpan.TicksPerSecond / _time.TimestampFrequency)));
            await _time.DelayAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    /// <summary>What the connections of one account share.</summary>
    private sealed class Lane
    {
        private readonly object _gate = new();
        private long _next = long.MinValue / 2;

        public SemaphoreSlim Baton { get; } = new(1, 1);

        public long Next
        {
            get
            {
                lock (_gate)
                {
                    return _next;
                }
            }
        }

        public void NotBefore(long timestamp)
        {
            lock (_gate)
            {
                _next = Math.Max(_next, timestamp);
            }
        }
    }

    private sealed class Turn(ProcessPace pace, bool holdsBaton) : IPaceTurn
    {
        private bool _disposed;

        public void Departed() => pace._lane.NotBefore(pace._time.GetTimestamp() + pace.Ticks(pace._interval));

        public void Dispose()
        {
            if (!_disposed && holdsBaton)
            {
                pace._lane.Baton.Release();
            }

            _disposed = true;
        }
    }
}
