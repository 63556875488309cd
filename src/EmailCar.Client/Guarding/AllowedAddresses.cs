namespace EmailCar.Guarding;

/// <summary>
/// The addresses that meet at least one of several conditions. A condition is one pattern or, if the session and the machine both have
/// lists, several patterns that must all match.
/// </summary>
internal sealed class AllowedAddresses
{
    private readonly AddressPattern[][] _conditions;

    private AllowedAddresses(IEnumerable<AddressPattern[]> conditions)
    {
        var distinct = conditions
            .Select(c => c.GroupBy(p => p.Text, StringComparer.Ordinal).Select(g => g.First()).OrderBy(p => p.Text, StringComparer.Ordinal).ToArray())
            .GroupBy(TextOf, StringComparer.Ordinal)
            .Select(g => g.First())
            .ToArray();

        // A condition that is stricter than another one allows nothing more.
        _conditions = [.. distinct.Where(c => !distinct.Any(other => other != c && other.All(p => c.Any(q => q.Text == p.Text)))).OrderBy(TextOf, StringComparer.Ordinal)];
    }

    /// <summary>No address.</summary>
    public static AllowedAddresses None { get; } = new([]);

    /// <summary>Whether no address is allowed.</summary>
    public bool IsEmpty => _conditions.Length == 0;

    /// <summary>The text of each condition, sorted.</summary>
    public IReadOnlyList<string> Texts => [.. _conditions.Select(TextOf)];

    /// <summary>Returns the addresses that match at least one of the patterns.</summary>
    public static AllowedAddresses Of(IEnumerable<AddressPattern> patterns) => new(patterns.Select(p => new[] { p }));

    /// <summary>Returns whether an address is allowed.</summary>
    public bool Contains(string identity)
    {
        foreach (var condition in _conditions)
        {
            if (condition.All(pattern => pattern.Matches(identity)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the addresses that both sets allow.</summary>
    public AllowedAddresses And(AllowedAddresses other) =>
        new(from one in _conditions from two in other._conditions select Simplify([.. one, .. two]) into both where both is not null select both);

    /// <summary>
    /// Reduces a condition that contains an address to that address, or to null if the address does not match the other patterns.
    /// </summary>
    private static AddressPattern[]? Simplify(AddressPattern[] condition) =>
        condition.FirstOrDefault(p => p.IsAddress) is not { } address ? condition
            : condition.All(p => p.Matches(address.Text)) ? [address]
            : null;

    private static string TextOf(AddressPattern[] condition) => string.Join(" & ", condition.Select(p => p.Text));
}
