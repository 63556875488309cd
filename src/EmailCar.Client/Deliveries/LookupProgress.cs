using EmailCar.Failures;

namespace EmailCar.Deliveries;

/// <summary>The result of one step of a lookup: of a request, of the start of a wait, or of the end.</summary>
public sealed record LookupProgress
{
    internal LookupProgress(IReadOnlyList<Delivery> rows) => Rows = rows;

    /// <summary>The deliveries to return.</summary>
    public IReadOnlyList<Delivery> Rows { get; }

    /// <summary>The number of ids that are complete, and of those on pages that are still being read.</summary>
    public int Found { get; internal init; }

    /// <summary>The number of ids in the lookup.</summary>
    public int Sought { get; internal init; }

    /// <summary>The estimated number of requests left; 0 if not known.</summary>
    public int RequestsLeft { get; internal init; }

    /// <summary>How long the lookup waits from now on; null if the next request follows immediately.</summary>
    public TimeSpan? Pause { get; internal init; }

    /// <summary>Whether this step shows that the service's rows have no ids, so that each id is queried separately.</summary>
    public bool RowsHaveNoIds { get; internal init; }

    /// <summary>At the end: the ids that the service does not list.</summary>
    public IReadOnlyList<long> NotListed { get; internal init; } = [];

    /// <summary>When the waiting time is over: the number of emails returned although they are neither delivered nor failed.</summary>
    public int NotSettled { get; internal init; }

    /// <summary>The id for which the service rejected the query; null if there is none.</summary>
    public long? RefusedId { get; internal init; }

    /// <summary>Why the query was rejected.</summary>
    public EmailCarException? Refusal { get; internal init; }
}
