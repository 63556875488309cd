using EmailCar.Addresses;

namespace EmailCar.Suppressing;

/// <summary>The addresses that nothing is sent to, as a run looks them up.</summary>
public sealed class SuppressedAddresses
{
    private readonly Dictionary<string, (string Reason, DateTimeOffset? Until)> _reasons = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _reasons.Count;

    /// <summary>True when nothing is sent to an address.</summary>
    /// <param name="address">A valid address, in any spelling.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="until">Until when; null for ever.</param>
    public bool Contains(string address, out string reason, out DateTimeOffset? until)
    {
        var isKnown = _reasons.TryGetValue(AddressIdentity.Of(address), out var found);
        (reason, until) = isKnown ? found : ("", null);
        return isKnown;
    }

    /// <summary>Of several rows the one that lasts longest counts.</summary>
    internal void Add(string identity, string reason, DateTimeOffset? until)
    {
        if (!_reasons.TryGetValue(identity, out var known) || (known.Until is not null && (until is null || until > known.Until)))
        {
            _reasons[identity] = (reason, until);
        }
    }
}
