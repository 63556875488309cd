using EmailCar.Harness.Serving;

namespace EmailCar.Harness.Kills;

/// <summary>
/// Accepts every submission that arrives whole, and answers it some milliseconds later, so that several are in
/// flight. A few are turned away as too early, which puts `notsent` lines and second tries into the journal.
/// </summary>
internal abstract class KillService(int seed) : IDisposable
{
    /// <summary>Milliseconds that an answer takes at most.</summary>
    public const int MaxDelay = 25;

    private const int TurnedAwayOneIn = 40;

    /// <summary>The longer an answer takes, the more submissions are open at a death; at 1 ms there is hardly more than one.</summary>
    private static readonly int[] Delays = [1, 4, MaxDelay];

    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private int _maxDelay = MaxDelay;

    /// <summary>Where the WebAPI is.</summary>
    public abstract Uri Endpoint { get; }

    /// <summary>Where emails are taken by SMTP; 0 when they come by the WebAPI.</summary>
    public virtual int SmtpPort => 0;

    public SentMailIndex SentMailIndex { get; } = new();

    /// <summary>How far the run has come that goes on.</summary>
    protected RunProgress Run { get; private set; } = new();

    /// <summary>Counts from nothing again. The run before must be over and the server quiet.</summary>
    public RunProgress BeginRun()
    {
        _maxDelay = Delays[Next(Delays.Length)];
        return Run = new RunProgress();
    }

    /// <summary>Waits until all is served that came before.</summary>
    public abstract Task QuietAsync();

    /// <summary>What a recipient got that was not theirs; null for nothing.</summary>
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
