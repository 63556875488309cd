using EmailCar.Failures;

namespace EmailCar.Deliveries;

/// <summary>The result of one request of a lookup pass.</summary>
/// <param name="Found">The ids whose rows are complete, with these rows; an id without rows is not listed by the service.</param>
internal sealed record PassResult(IReadOnlyList<(TrackedId Id, IReadOnlyList<Delivery> Rows)> Found)
{
    /// <summary>No result yet.</summary>
    public static readonly PassResult Empty = new([]);

    /// <summary>The number of ids on the pages of a day that is still being read.</summary>
    public int Seen { get; init; }

    /// <summary>The estimated number of requests left.</summary>
    public int RequestsLeft { get; init; }

    /// <summary>Whether this request shows that the service's rows have no ids.</summary>
    public bool RowsHaveNoIds { get; init; }

    /// <summary>Why the service rejected the query of an id; null if it did not.</summary>
    public (TrackedId Id, EmailCarException Failure)? Refusal { get; init; }
}
