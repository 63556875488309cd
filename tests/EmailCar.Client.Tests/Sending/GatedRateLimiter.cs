using EmailCar.Client.Tests.Support;
using EmailCar.RateLimiting;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A rate limiter whose leases are granted by the test.</summary>
internal sealed class GatedRateLimiter : IRateLimiter
{
    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _turns = new(0);
    private readonly SemaphoreSlim _returned = new(0);

    public RateLimitProblem Problem => RateLimitProblem.None;

    /// <summary>Waits until a lease is requested.</summary>
    public async Task AskedAsync() => Assert.True(await _asked.WaitAsync(Waiting.Patience), "No lease was requested.");

    /// <summary>Waits until a lease is returned unused.</summary>
    public async Task ReturnedAsync() => Assert.True(await _returned.WaitAsync(Waiting.Patience), "Nobody gives a turn back.");

    public void Give(int turns = 1) => _turns.Release(turns);

    public bool IsContended => false;

    public Task<IRateLimitLease> ApproachAsync(TimeSpan early, bool isNext, CancellationToken cancellationToken) => Task.FromResult<IRateLimitLease>(new Turn(this));

    public void Postpone(TimeSpan delay)
    {
    }

    private sealed class Turn(GatedRateLimiter limiter) : IRateLimitLease
    {
        private bool _isReturned;

        public bool IsOver => false;

        public async Task<bool> AcquireAsync(bool isConnected, CancellationToken cancellationToken)
        {
            limiter._asked.Release();
            await limiter._turns.WaitAsync(cancellationToken);
            return true;
        }

        public Task<bool> WaitUntilDueAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public void Departed() => _isReturned = true;

        public void Dispose()
        {
            if (!_isReturned)
            {
                _isReturned = true;
                limiter._returned.Release();
            }
        }
    }
}
