namespace EmailCar.Harness.Faults;

/// <summary>The planned faults of submissions in the order of their arrival, the same for the same seed.</summary>
internal sealed class FaultPlan(IReadOnlyList<FaultKind> kinds, double share, int seed)
{
    /// <summary>Rare enough that there are never five in a row, which would make the module doubt the service.</summary>
    private const double RefusedShare = 0.03;

    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private Fate? _next;
    private int _faults;

    /// <summary>True for a service that never responds.</summary>
    public bool IsHung { get; init; }

    public static FaultPlan AllGood() => new([], share: 0, seed: 0);

    public static FaultPlan Hung() => new([FaultKind.Never], share: 1, seed: 0) { IsHung = true };

    /// <summary>Returns the planned fault of the submission that is arriving.</summary>
    public Fate Next()
    {
        lock (_gate)
        {
            var fate = _next ?? Draw();
            _next = null;
            return fate;
        }
    }

    /// <summary>Returns whether the connection of the next submission is closed without reading.</summary>
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
        // All values are drawn each time, so that the faults of submissions do not depend on each other.
        var (fault, accepted, refused, shade) = (_random.NextDouble(), _random.Next(2) == 0, _random.NextDouble(), _random.NextDouble());
        return kinds.Count == 0 ? Fate.Good
            : fault < share ? new Fate(kinds[_faults++ % kinds.Count], accepted, !accepted, shade)
            : new Fate(null, IsAccepted: refused >= RefusedShare, IsRefused: refused < RefusedShare, shade);
    }
}
