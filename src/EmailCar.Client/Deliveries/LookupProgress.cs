using EmailCar.Failures;

namespace EmailCar.Deliveries;

/// <summary>What one step of a lookup brought: a request, a wait that begins, or the end.</summary>
public sealed record LookupProgress
{
    internal LookupProgress(IReadOnlyList<Delivery> rows) => Rows = rows;

    /// <summary>Deliveries to give out.</summary>
    public IReadOnlyList<Delivery> Rows { get; }

    /// <summary>Ids that nothing more is asked of, and ids seen on pages still being read.</summary>
    public int Found { get; internal init; }

    /// <summary>Ids asked for.</summary>
    public int Sought { get; internal init; }

    /// <summary>Requests that are left, as far as one can tell; 0 when unknown.</summary>
    public int RequestsLeft { get; internal init; }

    /// <summary>How long nothing is asked from now on; null when the next request follows at once.</summary>
    public TimeSpan? Pause { get; internal init; }

    /// <summary>True when it shows that the service's rows carry no ids, so that each is asked for alone.</summary>
    public bool RowsHaveNoIds { get; internal init; }

    /// <summary>At the end: the ids that the service does not list.</summary>
    public IReadOnlyList<long> NotListed { get; internal init; } = [];

    /// <summary>At the end of the time to wait: mails given out although they are neither delivered nor failed.</summary>
    public int NotSettled { get; internal init; }

    /// <summary>The id that the service refused to tell of; null when it did not.</summary>
    public long? RefusedId { get; internal init; }

    /// <summary>Why it refused.</summary>
    public EmailCarException? Refusal { get; internal init; }
}
