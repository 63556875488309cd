namespace EmailCar.Suppressing;

/// <summary>Decides when a failed delivery suppresses its address (docs/suppression.md).</summary>
internal static class SuppressionRules
{
    /// <summary>The longest time between two failures that suppress an address, and the duration of that suppression.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>Returns the row to add, or null if there is nothing to add.</summary>
    /// <param name="request">The address.</param>
    /// <param name="known">The existing rows for the same address.</param>
    /// <param name="now">The current time.</param>
    public static SuppressionRow? Decide(SuppressionRequest request, IReadOnlyList<SuppressionRow> known, DateTimeOffset now) =>
        request.DeliveryId is null ? ByHand(request, known, now) : Failure(request, known, now);

    private static SuppressionRow? ByHand(SuppressionRequest request, IReadOnlyList<SuppressionRow> known, DateTimeOffset now)
    {
        var row = SuppressionRow.ByHand(request, now);
        return known.Any(k => k.IsActive(now) && (k.Until is null || k.Until >= row.Until)) ? null : row;
    }

    private static SuppressionRow? Failure(SuppressionRequest request, IReadOnlyList<SuppressionRow> known, DateTimeOffset now)
    {
        var kind = Bounces.KindOf(request.Reason);
        if (kind == BounceKind.Soft || known.Any(k => k.IsOf(request) || k.Until is null))
        {
            return null;
        }

        var at = request.FailedAt ?? now;
        if (kind == BounceKind.Permanent)
        {
            return SuppressionRow.Failure(request, at, until: null);
        }

        var earlier = known.Where(k => k.IsFailure && k.Since is { } since && (since - at).Duration() <= Window).ToArray();

        // The first failure is only recorded: its row ends when it begins.
        return SuppressionRow.Failure(request, at, earlier.Length == 0 ? at : earlier.Max(k => k.Since!.Value > at ? k.Since.Value : at) + Window);
    }
}
