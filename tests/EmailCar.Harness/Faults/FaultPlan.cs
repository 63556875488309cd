namespace EmailCar.Harness.Faults;

/// <summary>The fates of submissions in the order of their arrival, the same for the same seed.</summary>
internal sealed class FaultPlan(IReadOnlyList<FaultKind> kinds, double share, int seed)
{
    /// <summary>Rare enough that five in a row, which make the module doubt the service, do not happen.</summary>
    private const double RefusedShare = 0.03;

    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private Fate? _next;
    private int _faults;

    /// <summary>True for a service that answers nothing at all.</summary>
    public bool IsHung { get; init; }

    public static FaultPlan AllGood() => new([], share: 0, seed: 0);

    public static FaultPlan Hung() => new([FaultKind.Never], share: 1, seed: 0) { IsHung = true };

    /// <summary>The fate of the submission that has begun to arrive.</summary>
    public Fate Next()
    {
        lock (_gate)
        {
            var fate = _next ?? Draw();
            _next = null;
            return fate;
        }
    }

    /// <summary>True when the next submission's connection is to be closed without a look at what comes.</summary>
    public bool ClosesAtOnce()
    {
        lock (_gate)
        {
            _next ??= Draw();
            return _next is { Fault: FaultKind.ClosesBeforeReading } && _next.Form(2) == 0;
        }
    }

    private Fate Draw()
    {
        // All drawn each time, so that the fate of one does not depend on what became of another.
        var (fault, accepted, refused, shade) = (_random.NextDouble(), _random.Next(2) == 0, _random.NextDouble(), _random.NextDouble());
        return kinds.Count == 0 ? Fate.Good
            : fault < share ? new Fate(kinds[_faults++ % kinds.Count], accepted, !accepted, shade)
            : new Fate(null, IsAccepted: refused >= RefusedShare, IsRefused: refused < RefusedShare, shade);
    }
}
