namespace EmailCar.Guarding;

/// <summary>
/// The addresses that fit one of several conditions. A condition is one pattern or, where lists of the session and of the
/// machine meet, several that must all fit.
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

        // One that asks for more than another adds nothing.
        _conditions = [.. distinct.Where(c => !distinct.Any(other => other != c && other.All(p => c.Any(q => q.Text == p.Text)))).OrderBy(TextOf, StringComparer.Ordinal)];
    }

    /// <summary>Nobody.</summary>
    public static AllowedAddresses None { get; } = new([]);

    /// <summary>True when nobody fits.</summary>
    public bool IsEmpty => _conditions.Length == 0;

    /// <summary>One text for each condition, sorted.</summary>
    public IReadOnlyList<string> Texts => [.. _conditions.Select(TextOf)];

    /// <summary>The addresses that fit one of the patterns.</summary>
    public static AllowedAddresses Of(IEnumerable<AddressPattern> patterns) => new(patterns.Select(p => new[] { p }));

    /// <summary>True when an address fits.</summary>
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

    /// <summary>The addresses that fit both.</summary>
    public AllowedAddresses And(AllowedAddresses other) =>
        new(from one in _conditions from two in other._conditions select Simplify([.. one, .. two]) into both where both is not null select both);

    /// <summary>A condition with an address in it is that address, or nobody: null.</summary>
    private static AddressPattern[]? Simplify(AddressPattern[] condition) =>
        condition.FirstOrDefault(p => p.IsAddress) is not { } address ? condition
            : condition.All(p => p.Matches(address.Text)) ? [address]
            : null;

    private static string TextOf(AddressPattern[] condition) => string.Join(" & ", condition.Select(p => p.Text));
}
