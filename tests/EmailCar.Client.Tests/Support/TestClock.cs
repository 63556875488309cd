using EmailCar.Http;
using Microsoft.Extensions.Time.Testing;

namespace EmailCar.Client.Tests.Support;

/// <summary>
/// A clock that only the test advances, and that knows the waits on it. Waits as long as the timeout of a request, or as the maximum wait
/// of a connection that was opened ahead, are not counted.
/// </summary>
internal sealed class TestClock : FakeTimeProvider
{
    private readonly object _gate = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly SemaphoreSlim _created = new(0);
    private int _taken;

    public TestClock()
        : base(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>True to end every wait immediately.</summary>
    public bool SkipsWaits { get; init; }

    /// <summary>The lengths of all waits.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>Returns the length of the next wait, as soon as it starts.</summary>
    public async Task<TimeSpan> WaitAsync()
    {
        if (!await _created.WaitAsync(Waiting.Patience))
        {
            throw new TimeoutException("Nobody waits.");
        }

        lock (_gate)
        {
            return _waits[_taken++];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.Zero && dueTime != ServiceTest.Timeout && dueTime != RateLimitedContent.Patience)
        {
            lock (_gate)
            {
                _waits.Add(dueTime);
            }

            _created.Release();
            if (SkipsWaits)
            {
                _ = Task.Run(() => Advance(dueTime));
            }
        }

        return timer;
    }
}
