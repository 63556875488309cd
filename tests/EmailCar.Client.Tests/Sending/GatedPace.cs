using EmailCar.Client.Tests.Support;
using EmailCar.Sending;

namespace EmailCar.Client.Tests.Sending;

/// <summary>A pace whose turns the test gives out by hand.</summary>
internal sealed class GatedPace : IPace, IPaceTurn
{
    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _turns = new(0);

    public PaceProblem Problem => PaceProblem.None;

    /// <summary>Waits until somebody asks for a turn.</summary>
    public async Task AskedAsync() => Assert.True(await _asked.WaitAsync(Waiting.Patience), "Nobody asks for a turn.");

    public void Give(int turns = 1) => _turns.Release(turns);

    public Task<IPaceTurn> ApproachTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IPaceTurn>(this);

    public async Task WaitUntilDueAsync(CancellationToken cancellationToken)
    {
        _asked.Release();
        await _turns.WaitAsync(cancellationToken);
    }

    public void Postpone(TimeSpan delay)
    {
    }

    public void Departed()
    {
    }

    public void Dispose()
    {
    }
}
