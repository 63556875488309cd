using EmailCar.Failures;

namespace EmailCar.Deliveries;

/// <summary>What one request of a look at many ids brought.</summary>
/// <param name="Found">Ids whose rows are all there, with these rows; none for an id that the service does not list.</param>
internal sealed record PassResult(IReadOnlyList<(TrackedId Id, IReadOnlyList<Delivery> Rows)> Found)
{
    /// <summary>Nothing yet.</summary>
    public static readonly PassResult Empty = new([]);

    /// <summary>Ids seen on the pages of a day that is still being read.</summary>
    public int Seen { get; init; }

    /// <summary>Requests that are left, as far as one can tell.</summary>
    public int RequestsLeft { get; init; }

    /// <summary>True when it shows that the service's rows carry no ids.</summary>
    public bool RowsHaveNoIds { get; init; }

    /// <summary>Why the service refused to tell of an id; null when it did not.</summary>
    public (TrackedId Id, EmailCarException Failure)? Refusal { get; init; }
}
