using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Kills;

/// <summary>
/// Accepts every complete submission and responds after some milliseconds, so that several are outstanding.
/// A few are rejected as too early, which causes `notsent` lines and retries in the journal.
/// </summary>
internal abstract class KillService(int seed) : IDisposable
{
    /// <summary>The maximum time for a response, in milliseconds.</summary>
    public const int MaxDelay = 25;

    private const int TurnedAwayOneIn = 40;

    /// <summary>The longer a response takes, the more submissions are outstanding at a kill; at 1 ms there is hardly more than one.</summary>
    private static readonly int[] Delays = [1, 4, MaxDelay];

    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private int _maxDelay = MaxDelay;

    /// <summary>The address of the WebAPI.</summary>
    public abstract Uri Endpoint { get; }

    /// <summary>The SMTP port; 0 for the WebAPI.</summary>
    public virtual int SmtpPort => 0;

    public SentMailIndex SentMailIndex { get; } = new();

    /// <summary>The progress of the current run.</summary>
    protected RunProgress Run { get; private set; } = new();

    /// <summary>Resets all counters. The previous run must have ended, and the server must be idle.</summary>
    public RunProgress BeginRun()
    {
        _maxDelay = Delays[Next(Delays.Length)];
        return Run = new RunProgress();
    }

    /// <summary>Waits until all earlier requests are handled.</summary>
    public abstract Task QuietAsync();

    /// <summary>Returns an email that a recipient got by mistake, or null if there is none.</summary>
    public virtual string? Mistaken(string recipient) => null;

    public abstract void Dispose();

    protected bool IsTurnedAway() => Next(TurnedAwayOneIn) == 0;

    protected Task DelayAsync() => Task.Delay(Next(_maxDelay) + 1);

    private int Next(int limit)
    {
        lock (_gate)
        {
            return _random.Next(limit);
        }
    }
}
